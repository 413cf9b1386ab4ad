"""Tables of articles: comma- or tab-separated values with a header line (RFC 4180), in UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import orjson

from caveat.errors import CaveatError, UnreadableInput
from caveat.intake.fields import NAMES
from caveat.intake.jsonl import lines
from caveat.intake.received import Received
from caveat.intake.records import Form, Record, too_large
from caveat.intake.source import MAX_BYTES

# Separates authors in one cell.
_BETWEEN = ";"


def records(
    place: str, file: BinaryIO, columns: Mapping[str, str], delimiter: str = ","
) -> Iterator[Record | Received]:
    """Each row as a record. ``columns`` gives the column of a field; other fields are in columns of
    their own names, if there are any, and all other columns are passed over.

    A row that breaks the format is an error and the next one is read. Raises UnreadableInput for
    a header without the columns named, or without a text.
    """
    csv.field_size_limit(MAX_BYTES)
    feed = _Feed(place, file)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    taken: dict[str, int] = {}
    width = 0
    while True:
        feed.begin()
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield Received(feed.place, UnreadableInput(f"{feed.place}: is no row: {error}"))
            continue
        except CaveatError as error:
            if not width:
                raise
            yield Received(feed.place, error)
            continue
        if not width:
            taken = of_columns(place, row, columns)
            width = len(row)
        elif row:
            yield _record(feed.place, row, width, taken)
    if not width:
        raise UnreadableInput(f"{place}: holds no row; begin with a header line")


def of_columns(place: str, header: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Where each field stands in a row. Raises UnreadableInput, naming what is missing."""
    named = {field: column for field in NAMES if (column := columns.get(field, field)) in header}
    missing = [f"{f}={c}" for f, c in columns.items() if c not in header]
    if missing or "text" not in named:
        shown = ", ".join(name[:60] for name in header[:20])
        what = f"no column for {', '.join(missing)}" if missing else "no column for the text"
        raise UnreadableInput(
            f"{place}: has {what}; its columns are {shown}; say which is which, as in "
            "--columns text=body,title=headline"
        )
    if twice := [column for column in named.values() if header.count(column) > 1]:
        raise UnreadableInput(f"{place}: has the column {twice[0]!r} twice; rename one")
    return {field: header.index(column) for field, column in named.items()}


def authors(cell: str) -> list[str]:
    """The authors in one cell."""
    return [name for part in cell.split(_BETWEEN) if (name := part.strip())]


def _record(place: str, row: list[str], width: int, taken: Mapping[str, int]) -> Record | Received:
    if len(row) != width:
        problem = f"{place}: has {len(row)} cells where the header has {width}; quote its commas"
        return Received(place, UnreadableInput(problem))
    given: dict[str, object] = {f: row[at] for f, at in taken.items() if row[at] or f == "text"}
    if "authors" in given:
        given["authors"] = authors(str(given["authors"]))
    try:
        return Record(place, Form.JSON, orjson.dumps(given))
    except TypeError:  # the escapes that stand for bytes of another encoding
        problem = f"{place}: is not UTF-8; convert the file, for example with iconv -t UTF-8"
        return Received(place, UnreadableInput(problem))


@dataclass
class _Feed:
    """The lines of a file for csv.reader, and where the row that is being read began."""

    file_place: str
    file: BinaryIO

    def __post_init__(self) -> None:
        self._lines = lines(self.file_place, self.file)
        self._number = 0
        self._first = 1
        self._size = 0

    @property
    def place(self) -> str:
        """The row's first line."""
        return f"{self.file_place}:{self._first}"

    def begin(self) -> None:
        """A row begins after the lines that were read."""
        self._first = self._number + 1
        self._size = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        """The next line; bytes that are no UTF-8 as escapes. Raises TooLarge for a long row."""
        number, line = next(self._lines)
        self._number = number
        self._size += len(line) if line is not None else MAX_BYTES + 1
        if line is None or self._size > MAX_BYTES:
            self._size = 0
            raise too_large(self.place)
        text = line.decode("utf-8", "surrogateescape")
        return text.removeprefix("\ufeff") if number == 1 else text
