"""Files on the command line: those that can be read, and a complaint for each that cannot."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import orjson
import typer

from caveat import intake
from caveat.cli.output import complain
from caveat.document import Article
from caveat.intake import Received

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...",
        help="Articles: .txt, .json, .jsonl or .html files; - reads standard input.",
        show_default=False,
    ),
]
_STDIN = Path("-")
_CHUNK = 1 << 20
# What the store can count to, and how many digits of a number that never is more.
MOST = 2**63 - 1
_DIGITS = 18
# What tells a format is at the start: the first line, at most this many bytes of it.
_PROBE = 1 << 16


@dataclass(frozen=True, slots=True)
class Inputs:
    """The articles of a call, and how many inputs were refused (each was complained about)."""

    articles: tuple[Article, ...]
    refused: int


def read(paths: Sequence[Path]) -> Inputs:
    """Read every file; a bad one is complained about and the others go on."""
    articles: list[Article] = []
    refused = 0
    for received in _received(paths):
        if received.error is not None:
            refused += 1
            complain(received.source, received.error)
        elif received.article is not None:
            articles.append(received.article)
    return Inputs(tuple(articles), refused)


def _received(paths: Sequence[Path]) -> Iterator[Received]:
    if _STDIN in paths:
        yield from _stdin()
    yield from intake.read_all([path for path in paths if path != _STDIN])


def _stdin() -> Iterator[Received]:
    """Standard input as a file of the format that its first characters tell."""
    with tempfile.TemporaryDirectory(prefix="caveat-") as folder:
        file = Path(folder) / "received"
        with file.open("wb") as spooled:
            while chunk := sys.stdin.buffer.read(_CHUNK):
                spooled.write(chunk)
        with file.open("rb") as spooled:
            ending = _ending(spooled.readline(_PROBE))
        yield from intake.read(
            file.rename(file.with_suffix(ending)), name="stdin", label="standard input"
        )


def _ending(first: bytes) -> str:
    """The format of an input by its first line: an object that ends on it is one of many."""
    start = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return ".html"
    if not start.startswith(b"{"):
        return ".txt"
    try:
        orjson.loads(start)
    except orjson.JSONDecodeError:
        return ".json" if len(first) < _PROBE else ".jsonl"
    return ".jsonl"


def is_number(text: str) -> bool:
    """Whether a text is a count that the store can hold."""
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS
