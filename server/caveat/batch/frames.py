"""Records of a shard as bytes: what is cut out of the input once and read from then on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson
import zstandard

from caveat.errors import CaveatError, InvalidArticle, TooLarge, UnreadableInput, Violation
from caveat.intake.received import Received
from caveat.intake.records import Form, Record

# A record that is still to be read, or what was wrong with it when it was cut out.
Entry = Record | Received
_ERRORS = {error.__name__: error for error in (UnreadableInput, TooLarge)}


def pack(entries: Iterable[Entry]) -> bytes:
    """Entries as one compressed block. Any bytes may stand in a payload."""
    parts = []
    for entry in entries:
        head: dict[str, object]
        if isinstance(entry, Record):
            head = {"place": entry.place, "form": entry.form, "given": dict(entry.given)}
            payload = entry.payload
        elif entry.error is not None:
            head, payload = {"place": entry.source, **error_row(entry.error)}, b""
        else:
            raise TypeError("an entry is a record or an error")
        packed = orjson.dumps(head)
        parts.append(b"%d %d\n%s%s" % (len(packed), len(payload), packed, payload))
    return zstandard.ZstdCompressor(level=1, write_checksum=True).compress(b"".join(parts))


def refuse(block: bytes, index: int, error: CaveatError) -> bytes:
    """The block with one of its records replaced by an error."""
    entries = list(unpack(block))
    entry = entries[index]
    place = entry.place if isinstance(entry, Record) else entry.source
    entries[index] = Received(place, error)
    return pack(entries)


def unpack(block: bytes) -> Iterator[Entry]:
    """The entries of a block. Raises UnreadableInput when it is damaged."""
    try:
        data = zstandard.ZstdDecompressor().decompress(block)
    except zstandard.ZstdError as error:
        raise UnreadableInput(
            f"a shard of the work folder is damaged ({error}); run again with --restart"
        ) from error
    at = 0
    while at < len(data):
        line = data.index(b"\n", at)
        size, payload = map(int, data[at:line].split())
        start = line + 1
        head = orjson.loads(data[start : start + size])
        at = start + size + payload
        if "error" in head:
            yield Received(head["place"], error_of(head))
        else:
            yield Record(head["place"], Form(head["form"]), data[start + size : at], head["given"])


def error_row(error: CaveatError) -> dict[str, object]:
    """A refusal as a JSON object."""
    row: dict[str, object] = {"error": type(error).__name__, "message": str(error)}
    if isinstance(error, InvalidArticle):
        row["source"] = error.source
        row["fields"] = [[v.field, v.problem, v.remedy] for v in error.violations]
    return row


def error_of(row: dict[str, object]) -> CaveatError:
    """The refusal that ``error_row`` wrote."""
    fields = row.get("fields")
    if isinstance(fields, list):
        return InvalidArticle([Violation(*f) for f in fields], str(row.get("source", "")))
    return _ERRORS.get(str(row["error"]), UnreadableInput)(str(row["message"]))
