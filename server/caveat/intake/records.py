"""What archives are made of: records that are cheap to cut out and dear to read.

Cutting runs through a stream once, in order; reading one record needs nothing but the record, so
that it may be done elsewhere and again. A format of archives is a module with a ``records``
function: ``jsonl``, ``csv``, ``parquet``, ``warc``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from caveat.document import Article
from caveat.errors import CaveatError, TooLarge
from caveat.intake import fields, html, json
from caveat.intake.received import Received
from caveat.intake.source import MAX_BYTES, Source, decode

# Stands for an id until the content is known.
_NAMELESS = "-"


class Form(StrEnum):
    """What the bytes of a record are."""

    JSON = "json"
    PAGE = "page"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stood in an archive, not read yet.

    ``place`` names it in messages (``file:line``), ``given`` holds what the archive says of it
    (fields of an article, as strings): it wins over what a page says of itself.
    """

    place: str
    form: Form
    payload: bytes
    given: Mapping[str, str] = field(default_factory=dict)


def read(record: Record, now: datetime, name: Callable[[Article], str]) -> Received:
    """The record's article, or why there is none. The same for the same record and moment.

    ``name`` gives the id of an article that has none, neither its own nor the archive's.
    """
    try:
        if len(record.payload) > MAX_BYTES:
            raise too_large(record.place)
        article = _READERS[record.form](record, now)
        if article.id == _NAMELESS:
            article = replace(article, id=name(article))
        return Received(record.place, article)
    except CaveatError as error:
        return Received(record.place, error)


def too_large(place: str) -> TooLarge:
    """The refusal of a record over the limit."""
    return TooLarge(f"{place}: has more than {MAX_BYTES:,} bytes; shorten the article")


def _json(record: Record, now: datetime) -> Article:
    given = json.parse(decode(record.payload, record.place), record.place)
    return fields.article({**record.given, **given}, _NAMELESS, record.place, now=now)


def _text(record: Record, now: datetime) -> Article:
    given: dict[str, Any] = {**record.given, "text": decode(record.payload, record.place)}
    return fields.article(given, _NAMELESS, record.place, now=now)


def _page(record: Record, now: datetime) -> Article:
    source = Source(Path("page"), record.given.get("id", _NAMELESS), record.place)
    article = html.extract(html.markup(record.payload, source), source)
    url = record.given.get("url", "")
    return html.checked(replace(article, url=url) if url else article, source, now=now)


_READERS = {Form.JSON: _json, Form.TEXT: _text, Form.PAGE: _page}
