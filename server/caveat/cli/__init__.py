"""The command line. Here, and only here, the parts are wired together."""

from __future__ import annotations

import os
import sys

from caveat.cli.app import app
from caveat.cli.output import fail
from caveat.errors import CaveatError

__all__ = ["app", "main"]


def main() -> None:
    """Run ``caveat``: exit code 0 when all went well, 2 when an input was refused."""
    try:
        app(prog_name="caveat")
    except CaveatError as error:
        sys.exit(fail(error))
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
