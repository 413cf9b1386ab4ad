"""Many articles, one JSON object a line, read line by line: the file may be of any size."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from caveat.errors import CaveatError, TooLarge, UnreadableInput
from caveat.intake import fields
from caveat.intake.json import parse
from caveat.intake.received import Received
from caveat.intake.records import Form, Record, too_large
from caveat.intake.source import MAX_BYTES, Source, decode, is_utf32, refuse_binary


def read(source: Source) -> Iterator[Received]:
    """Every article of a .jsonl file; blank lines are passed over. A bad line is an error of its
    own and the next ones are read. Raises UnreadableInput for a file that holds no line at all.
    """
    try:
        with source.path.open("rb") as file:
            empty = True
            for number, line in lines(source, file):
                if line is not None and not line.strip():
                    continue
                empty = False
                yield _row(source, number, line)
    except OSError as error:
        raise UnreadableInput(
            f"{source}: cannot be read ({error.strerror}); check its permissions"
        ) from error
    if empty:
        raise UnreadableInput(f"{source}: holds no article; write one JSON object a line")


def _row(source: Source, number: int, line: bytes | None) -> Received:
    place = f"{source}:{number}"
    try:
        if line is None:
            raise TooLarge(f"{place}: has more than {MAX_BYTES:,} bytes; shorten the article")
        given = parse(decode(line, place), place)
        return Received(place, fields.article(given, f"{source.default_id}#{number}", place))
    except CaveatError as error:
        return Received(place, error)


def lines(source: object, file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1; None for a line over the limit, which is not kept.

    ``source`` is what messages call the file. Raises UnreadableInput for what is no UTF-8 text.
    """
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        if number == 1:
            if is_utf32(line):
                raise UnreadableInput(
                    f"{source}: is UTF-32; JSON lines are UTF-8: convert it with iconv -t UTF-8"
                )
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise UnreadableInput(
                    f"{source}: is UTF-16; JSON lines are UTF-8: convert it with iconv -t UTF-8"
                )
            refuse_binary(line, source)
        if len(line) <= MAX_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_BYTES)
        yield number, None


def records(place: str, file: BinaryIO) -> Iterator[Record | Received]:
    """Each line as a record, not read yet; an error for a line over the limit.

    Raises UnreadableInput for what is no UTF-8 text at all.
    """
    for number, line in lines(place, file):
        here = f"{place}:{number}"
        if line is None:
            yield Received(here, too_large(here))
        elif line.strip():
            yield Record(here, Form.JSON, line)
