"""Archives: which files hold many articles, and the records in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import BinaryIO

from caveat.errors import CaveatError, UnreadableInput
from caveat.intake import compressed, csv, jsonl, parquet, warc
from caveat.intake.received import Received
from caveat.intake.records import Form, Record, too_large
from caveat.intake.source import MAX_BYTES, printable


@dataclass(frozen=True, slots=True)
class Options:
    """How files are to be read: ``columns`` gives the column of a field (text -> body)."""

    columns: Mapping[str, str] = field(default_factory=dict)


Records = Callable[[str, BinaryIO, Options], Iterator[Record | Received]]


def _lines(place: str, file: BinaryIO, _options: Options) -> Iterator[Record | Received]:
    return jsonl.records(place, file)


def _pages(place: str, file: BinaryIO, _options: Options) -> Iterator[Record | Received]:
    return warc.records(place, file)


def _table(place: str, file: BinaryIO, options: Options) -> Iterator[Record | Received]:
    return csv.records(place, file, options.columns)


def _tabbed(place: str, file: BinaryIO, options: Options) -> Iterator[Record | Received]:
    return csv.records(place, file, options.columns, "\t")


def _row_groups(place: str, file: BinaryIO, options: Options) -> Iterator[Record | Received]:
    return parquet.records(place, file, options.columns)


def _whole(form: Form) -> Records:
    def records(place: str, file: BinaryIO, _options: Options) -> Iterator[Record | Received]:
        data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            yield Received(place, too_large(place))
        elif not data:
            yield Received(place, UnreadableInput(f"{place}: is empty (0 bytes)"))
        else:
            yield Record(place, form, data, {"id": printable(_stem(place)) or "article"})

    return records


# File name ending, without the dot, to the format's reader.
FORMATS: Mapping[str, Records] = MappingProxyType(
    {
        "jsonl": _lines,
        "ndjson": _lines,
        "csv": _table,
        "tsv": _tabbed,
        "parquet": _row_groups,
        "warc": _pages,
        "wet": _pages,
        "json": _whole(Form.JSON),
        "txt": _whole(Form.TEXT),
        "html": _whole(Form.PAGE),
        "htm": _whole(Form.PAGE),
    }
)


def format_of(name: str) -> tuple[str, str]:
    """The format and the compression ("" for none) that a file's name says, both as endings."""
    endings = [e.lower() for e in PurePosixPath(name).name.split(".")[1:]]
    packed = endings.pop() if endings and endings[-1] in compressed.ENDINGS else ""
    return (endings[-1] if endings else ""), packed


def is_known(name: str) -> bool:
    """Whether a file's name says a format that is read."""
    return format_of(name)[0] in FORMATS


def records(place: str, file: BinaryIO, options: Options) -> Iterator[Record | Received]:
    """The records of an open file called ``place``, in order.

    What goes wrong on the way is the last entry; what came before stands. Closes the file.
    """
    kind, packed = format_of(place)
    plain = compressed.opened(file, packed, place)
    number = 0
    try:
        reader = FORMATS.get(kind)
        if reader is None:
            known = ", ".join(f".{ending}" for ending in FORMATS)
            raise UnreadableInput(
                f"{place}: the ending {'.' + kind!r} names no format; these are read: {known}, "
                "and with .gz or .zst after them"
            )
        for entry in reader(place, plain, options):
            number += 1
            yield entry
    except CaveatError as error:
        yield Received(f"{place} after record {number}" if number else place, error)
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield Received(place, UnreadableInput(f"{place}: cannot be read ({why})"))
    finally:
        plain.close()


def _stem(place: str) -> str:
    """A path without the endings that say its format."""
    kind, packed = format_of(place)
    for ending in (packed, kind):
        if ending:
            place = place[: -len(ending) - 1]
    return place
