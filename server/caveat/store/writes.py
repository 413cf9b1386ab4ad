"""Putting articles into the tables and taking them out, within one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import sqlalchemy as sa

from caveat.document import Article, parse
from caveat.store import index
from caveat.store.contract import Outcome
from caveat.store.index import Cache
from caveat.store.reading import READER, Reading, read
from caveat.store.rows import article_row, reading_row
from caveat.store.schema import articles, readings, segments
from caveat.store.segment import rank

T = TypeVar("T")

# How many values one statement carries: every database allows as many.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article on its way in: the hash of its content, and what was read out of it (None when it
    seems to be stored as it is).
    """

    article: Article
    content: bytes
    reading: Reading | None

    def read(self) -> Reading:
        """What was read out of it; reads it now if nobody has."""
        return self.reading or read(parse(self.article))


class Known(NamedTuple):
    """What stands under an id; ``reader`` is None when it was never read."""

    key: int
    content: bytes
    reader: int | None


def unread() -> sa.Join:
    """All articles, with their readings where they have any."""
    return articles.outerjoin(readings, readings.c.article == articles.c.key)


STALE = sa.or_(readings.c.reader.is_(None), readings.c.reader != READER)


def known(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Known]:
    """Those of the ids that are stored."""
    found: dict[str, Known] = {}
    for some in _parts(ids):
        rows = connection.execute(
            sa.select(articles.c.id, articles.c.key, articles.c.content, readings.c.reader)
            .select_from(unread())
            .where(articles.c.id.in_(some))
        )
        found |= {row.id: Known(row.key, row.content, row.reader) for row in rows}
    return found


def count(connection: sa.Connection) -> int:
    """How many articles are stored, counted where there are fewest rows."""
    return connection.scalar(sa.select(sa.func.sum(segments.c.articles))) or 0


def put(connection: sa.Connection, coming: Sequence[Incoming], cache: Cache) -> list[Outcome]:
    """Store articles, one with a known id in its place; of several with one id the last stays."""
    stored = known(connection, [i.article.id for i in coming])
    contents = {i: k.content for i, k in stored.items()}
    last: dict[str, Incoming] = {}
    outcomes = []
    for each in coming:
        held = contents.get(each.article.id)
        if held == each.content:
            outcomes.append(Outcome.UNCHANGED)
        else:
            outcomes.append(Outcome.ADDED if held is None else Outcome.UPDATED)
        contents[each.article.id] = each.content
        last[each.article.id] = each
    new = {
        i: each for i, each in last.items() if i not in stored or stored[i].content != each.content
    }
    remove(connection, [stored[i].key for i in new if i in stored], cache)
    _insert(connection, list(new.values()), cache)
    kept = {i: k for i, k in stored.items() if i not in new and k.reader != READER}
    reread(connection, [last[i] for i in kept], kept, cache)
    return outcomes


def reread(
    connection: sa.Connection,
    again: Sequence[Incoming],
    stored: Mapping[str, Known],
    cache: Cache,
) -> int:
    """Give articles another reading if their content is still the same; returns how many."""
    coming = {
        stored[i].key: (i, each.read())
        for each in again
        if (i := each.article.id) in stored and stored[i].content == each.content
    }
    take_readings(connection, list(coming), cache)
    put_readings(connection, coming, cache)
    return len(coming)


def _insert(connection: sa.Connection, incoming: Sequence[Incoming], cache: Cache) -> None:
    """Store articles whose ids are not stored, each id once."""
    if not incoming:
        return
    statement = sa.insert(articles).returning(articles.c.id, articles.c.key)
    rows = [article_row(i.article, i.content, i.read()) for i in incoming]
    keys = {row.id: row.key for row in connection.execute(statement, rows)}
    put_readings(
        connection, {keys[i.article.id]: (i.article.id, i.read()) for i in incoming}, cache
    )


def put_readings(
    connection: sa.Connection, coming: Mapping[int, tuple[str, Reading]], cache: Cache
) -> None:
    """Store what was read out of articles (key to id and reading) that have no reading yet."""
    if not coming:
        return
    connection.execute(
        sa.insert(readings), [reading_row(key, reading) for key, (_, reading) in coming.items()]
    )
    entries = (index.entry(key, rank(i), reading) for key, (i, reading) in coming.items())
    index.insert(connection, entries, cache)


def take_readings(connection: sa.Connection, keys: Sequence[int], cache: Cache) -> None:
    """Remove everything derived from some articles."""
    for some in _parts(keys):
        rows = connection.execute(
            sa.select(readings.c.article, readings.c.day).where(readings.c.article.in_(some))
        ).all()
        index.remove(connection, {row.article: row.day for row in rows}, cache)
        connection.execute(sa.delete(readings).where(readings.c.article.in_(some)))


def remove(connection: sa.Connection, keys: Sequence[int], cache: Cache) -> None:
    """Remove some articles and everything derived from them."""
    take_readings(connection, keys, cache)
    for some in _parts(keys):
        connection.execute(sa.delete(articles).where(articles.c.key.in_(some)))


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))
