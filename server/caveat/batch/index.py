"""Which articles a batch has, in an order that does not depend on how they came.

An id names one article. When several records have it, the one that stays does not depend on their
order either: of equal content the first (they give the same row), else the one whose content has
the smallest hash.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from caveat.batch import durable


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article's line stands: its shard, and its bytes in the shard's file."""

    id: str
    content: bytes
    position: int
    source: str
    shard: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A record whose id the record at ``kept`` has; ``same`` tells whether its content too."""

    position: int
    source: str
    shard: int
    id: str
    kept: str
    same: bool


class Index:
    """The ids of a batch, in an SQLite file: any number of them in bounded memory."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def build(self, places: Iterable[Place]) -> None:
        """Write the index, in one step."""
        draft = self.path.with_name(self.path.name + durable.DRAFT)
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.execute("BEGIN")
            db.execute(
                "CREATE TABLE places (id TEXT, content BLOB, position INTEGER, source TEXT, "
                "shard INTEGER, offset INTEGER, length INTEGER)"
            )
            db.executemany(
                "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (p.id, p.content, p.position, p.source, p.shard, p.offset, p.length)
                    for p in places
                ),
            )
            db.execute("CREATE INDEX by_id ON places (id, content, position)")
            db.execute(
                "CREATE TABLE dropped (position INTEGER, source TEXT, shard INTEGER, id TEXT, "
                "kept TEXT, same INTEGER)"
            )
            db.execute(
                "INSERT INTO dropped SELECT position, source, shard, id, kept, content = first "
                "FROM (SELECT *, row_number() OVER ids AS number, "
                "first_value(source) OVER ids AS kept, first_value(content) OVER ids AS first "
                "FROM places WINDOW ids AS (PARTITION BY id ORDER BY content, position)) "
                "WHERE number > 1"
            )
            db.execute("CREATE INDEX by_shard ON dropped (shard, position)")
            db.execute("COMMIT")
        durable.sync_files([draft])
        draft.replace(self.path)
        durable.sync(self.path.parent)

    def kept(self) -> Iterator[Place]:
        """The articles that stay, by id."""
        last = None
        with closing(self._read()) as db:
            for row in db.execute(
                "SELECT id, content, position, source, shard, offset, length FROM places "
                "ORDER BY id, content, position"
            ):
                if row[0] != last:
                    yield Place(*row)
                last = row[0]

    def count(self) -> int:
        """How many articles stay."""
        with closing(self._read()) as db:
            total = db.execute("SELECT count(*) FROM places").fetchone()[0]
            return int(total - db.execute("SELECT count(*) FROM dropped").fetchone()[0])

    def dropped(self, shard: int) -> list[Dropped]:
        """The records of a shard that do not stay, by position."""
        with closing(self._read()) as db:
            found = db.execute(
                "SELECT position, source, shard, id, kept, same FROM dropped WHERE shard = ? "
                "ORDER BY position",
                (shard,),
            )
            return [Dropped(p, s, n, i, k, bool(e)) for p, s, n, i, k, e in found]

    def _read(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
