"""The entry point: ``caveat`` and ``python -m caveat``."""

from __future__ import annotations

import sys

# As a shell reports a process that Ctrl-C ended: 128 + SIGINT.
INTERRUPTED = 130


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback, while it is still loading too."""
    try:
        from caveat.cli import main as run  # noqa: PLC0415 (loading takes a moment)

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
