"""Tables of articles as Parquet files, read by row group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from caveat.errors import TooLarge, UnreadableInput
from caveat.intake import csv
from caveat.intake.received import Received
from caveat.intake.records import Form, Record

# How many rows are decoded at once, and the most bytes that a row group may have, decompressed.
_ROWS = 64
_MOST = 4 << 30
# Read through a buffer of this size, so that a column of a row group is not held whole.
_BUFFER = 1 << 20


def records(place: str, file: BinaryIO, columns: Mapping[str, str]) -> Iterator[Record | Received]:
    """Each row as a record, its place the row's number from 1; columns as in ``csv.records``.

    A row group that is damaged is an error and the next one is read. Raises UnreadableInput.
    """
    if not file.seekable():
        raise UnreadableInput(
            f"{place}: cannot be read as a stream: Parquet is compressed within; decompress it"
        )
    try:
        table = pq.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
        names = list(table.schema_arrow.names)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableInput(f"{place}: is no Parquet file that can be read: {error}") from error
    taken = [(field, names[at]) for field, at in csv.of_columns(place, names, columns).items()]
    row = 0
    for group in range(table.num_row_groups):
        about = table.metadata.row_group(group)
        first, row = row, row + about.num_rows
        here = f"{place}:{first + 1}"
        if about.total_byte_size > _MOST:
            problem = f"{here}: its row group has {about.total_byte_size:,} bytes, the limit is "
            yield Received(here, TooLarge(f"{problem}{_MOST:,}; write smaller row groups"))
            continue
        at = first
        try:
            for batch in table.iter_batches(_ROWS, [group], [column for _, column in taken]):
                for given in batch.to_pylist():
                    at += 1
                    yield _record(f"{place}:{at}", given, taken)
        except (pa.ArrowException, OSError) as error:
            here = f"{place}:{at + 1}"
            problem = f"{here}: this row and the rest of its row group cannot be read: {error}"
            yield Received(here, UnreadableInput(problem))


def _record(place: str, given: Mapping[str, Any], taken: list[tuple[str, str]]) -> Record:
    fields = {f: _value(f, given[c]) for f, c in taken if given[c] not in (None, "") or f == "text"}
    return Record(place, Form.JSON, orjson.dumps(fields, default=_described))


def _value(field: str, value: Any) -> Any:
    if field == "authors" and isinstance(value, str):
        return csv.authors(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _described(value: object) -> str | int:
    """Values that JSON does not have: bytes as text when they are, else as a number, which no field
    of an article is, so that the field is refused by name.
    """
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return 0
    return 0
