"""``python -m caveat``."""

from caveat.cli import main

main()
