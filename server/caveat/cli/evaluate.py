"""``caveat evaluate``: what the signals are worth on labelled sets."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Annotated

import typer

from caveat import evaluation
from caveat.errors import UnreadableInput


def tables() -> dict[str, str]:
    """Name to module of everything in ``caveat.evaluation`` that can print a table."""
    names = [info.name for info in pkgutil.iter_modules(evaluation.__path__)]
    modules = {name: f"{evaluation.__name__}.{name}" for name in names}
    return {n: m for n, m in modules.items() if hasattr(importlib.import_module(m), "table")}


def evaluate(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Which tables; all by default.")
    ] = None,
) -> None:
    """Measure what is shipped on labelled sets and print the tables.

    The public sets are read from the folder in CAVEAT_DATA; see docs/data.md.
    """
    known = tables()
    for name in names or sorted(known):
        if name not in known:
            raise UnreadableInput(f"{name}: no such table; there are {', '.join(sorted(known))}")
        typer.echo(importlib.import_module(known[name]).table())
