"""What every command prints its results and its refusals with."""

from __future__ import annotations

import sys

from rich.console import Console

from caveat.errors import CaveatError, InvalidArticle
from caveat.report.terminal import plain

# The exit code of a refused input, as in argparse, grep and diff.
REFUSED = 2


def console() -> Console:
    """Standard output, with colour when it is a terminal."""
    return Console(highlight=False, markup=False, emoji=False)


def complain(source: str, error: CaveatError) -> None:
    """One refused input on standard error, every fault on a line of its own."""
    lines = [str(error)]
    if isinstance(error, InvalidArticle) and len(error.violations) > 1:
        lines = [f"{len(error.violations)} fields are wrong", *map(str, error.violations)]
    prefix = "" if lines[0].startswith(source) else f"{source}: " if source else ""
    shown = "\n    ".join(plain(line).replace("\n", " ") for line in lines)
    print(f"caveat: {plain(prefix)}{shown}", file=sys.stderr)  # noqa: T201


def fail(error: CaveatError) -> int:
    """An error that ends the command, on standard error; gives the exit code."""
    complain("", error)
    return REFUSED
