"""Files on the command line: those that can be read, and a complaint for each that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from caveat import intake
from caveat.cli.output import complain
from caveat.document import Article

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...", help="Articles: .txt, .json, .jsonl or .html files.", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The articles of a call, and how many inputs were refused (each was complained about)."""

    articles: tuple[Article, ...]
    refused: int


def read(paths: Sequence[Path]) -> Inputs:
    """Read every file; a bad one is complained about and the others go on."""
    articles: list[Article] = []
    refused = 0
    for received in intake.read_all(paths):
        if received.error is not None:
            refused += 1
            complain(received.source, received.error)
        elif received.article is not None:
            articles.append(received.article)
    return Inputs(tuple(articles), refused)
