"""The source store in SQL: one implementation for SQLite and PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from caveat.document import Article, Document, parse
from caveat.errors import NotFound
from caveat.signals.base import Related
from caveat.store import writes
from caveat.store.contract import Found, Outcome, Suggestion
from caveat.store.corpus import Corpus, Stored
from caveat.store.database import Database
from caveat.store.index import Cache
from caveat.store.lent import Lending, Lent
from caveat.store.reading import READER, Reading, check, content_hash, read
from caveat.store.rows import article_of
from caveat.store.schema import articles, suggestions
from caveat.store.search import Parsed, Window, find
from caveat.store.writes import Incoming

# How many articles expire in one transaction, and how many are read again.
_EXPIRED = 4_000
_REREAD = 200


class SqlSourceStore:
    """Source articles in a database; see SourceStore for what each call promises."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cache = Cache()
        self._parsed = Parsed()

    def add(self, documents: Sequence[Document]) -> list[Outcome]:
        """Store articles, all or none of the call; an article with a known id replaces it."""
        check([document.article for document in documents])
        with self._database.reading() as connection:
            known = writes.known(connection, [d.article.id for d in documents])
        # Reading takes far longer than writing: nobody is kept waiting for it.
        coming = []
        for document in documents:
            content = content_hash(document.article)
            stored = known.get(document.article.id)
            current = stored is not None and (stored.content, stored.reader) == (content, READER)
            reading = None if current else read(document)
            coming.append(Incoming(document.article, content, reading))
        with self._database.writing() as connection:
            return writes.put(connection, coming, self._cache)

    def add_read(self, pairs: Sequence[tuple[Article, Reading]]) -> list[Outcome]:
        """``add`` for articles that were read elsewhere, by other processes say."""
        check([article for article, _ in pairs])
        coming = [Incoming(article, content_hash(article), reading) for article, reading in pairs]
        with self._database.writing() as connection:
            return writes.put(connection, coming, self._cache)

    def get(self, article_id: str) -> Article:
        """One article as it was received. Raises NotFound."""
        with self._database.reading() as connection:
            row = connection.execute(
                sa.select(articles).where(articles.c.id == article_id)
            ).one_or_none()
        if row is None:
            raise _no_such(article_id)
        return article_of(row)

    def delete(self, article_id: str) -> None:
        """Remove an article and everything derived from it; suggestions stay. Raises NotFound."""
        with self._database.writing() as connection:
            key = connection.scalar(sa.select(articles.c.key).where(articles.c.id == article_id))
            if key is None:
                raise _no_such(article_id)
            writes.remove(connection, [key], self._cache)

    def find(
        self, document: Document, *, days: int = 30, limit: int = 20, lent: Lent | None = None
    ) -> Found:
        """Other articles of the same event, best first, never the article itself."""
        with self._corpus(lent) as corpus:
            return find(corpus, document, Window(days, limit))[0]

    def related(
        self, document: Document, *, days: int = 30, limit: int = 20, lent: Lent | None = None
    ) -> Related:
        """What ``find`` finds, each article parsed for the signals that compare texts."""
        with self._corpus(lent) as corpus:
            return self._parsed.related(corpus, document, Window(days, limit))

    def count(self) -> int:
        """How many articles are stored."""
        with self._database.reading() as connection:
            return writes.count(connection)

    def expire(self, before: datetime) -> int:
        """Remove articles published before a moment; suggestions stay. Returns how many went."""
        old = (
            sa.select(articles.c.key)
            .where(articles.c.published_at < before)
            .order_by(articles.c.published_at),
            sa.select(articles.c.key).where(
                articles.c.published_at.is_(None), articles.c.stored_at < before
            ),
        )
        return sum(self._expire(each) for each in old)

    def stale(self) -> int:
        """How many articles were read by other rules than today's."""
        with self._database.reading() as connection:
            return (
                connection.scalar(
                    sa.select(sa.func.count()).select_from(writes.unread()).where(writes.STALE)
                )
                or 0
            )

    def unread(self) -> bool:
        """Whether some articles were never read, because a migration was stopped half-way."""
        with self._database.reading() as connection:
            stored = connection.scalar(sa.select(sa.func.count(articles.c.key)))
            return stored != writes.count(connection)

    def reindex(self, *, everything: bool = False) -> int:
        """Read again what was read by other rules than today's, or everything; returns how many."""
        wanted = sa.true() if everything else writes.STALE
        done, last = 0, 0
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(
                    sa.select(articles)
                    .select_from(writes.unread())
                    .where(wanted, articles.c.key > last)
                    .order_by(articles.c.key)
                    .limit(_REREAD)
                ).all()
            if not rows:
                return done
            again = [
                Incoming(article, row.content, read(parse(article)))
                for row in rows
                for article in (article_of(row),)
            ]
            with self._database.writing() as connection:
                stored = writes.known(connection, [each.article.id for each in again])
                done += writes.reread(connection, again, stored, self._cache)
            last = rows[-1].key

    def suggest(self, suggestion: Suggestion) -> str:
        """Store a suggestion durably; returns its id."""
        span = suggestion.span
        identifier = uuid.uuid4().hex
        with self._database.writing() as connection:
            connection.execute(
                sa.insert(suggestions).values(
                    id=identifier,
                    article_id=suggestion.article_id,
                    signal=suggestion.signal,
                    kind=suggestion.kind,
                    fits=suggestion.fits,
                    reason=suggestion.reason,
                    field=span.field if span else None,
                    start=span.start if span else None,
                    end=span.end if span else None,
                    text=suggestion.text,
                    suggested_by=suggestion.suggested_by,
                    suggested_at=datetime.now(UTC),
                )
            )
        return identifier

    @property
    def index_bytes(self) -> int:
        """How much of the index this process keeps in memory."""
        return self._cache.size

    def close(self) -> None:
        """Release connections; the store is not used afterwards."""
        self._database.close()

    @contextmanager
    def _corpus(self, lent: Lent | None) -> Iterator[Corpus]:
        with self._database.reading() as connection:
            stored = Stored(connection, self._cache)
            yield Lending(stored, lent) if lent else stored

    def _expire(self, old: sa.Select[Any]) -> int:
        removed = 0
        while True:
            # Some at a time, so that nobody waits long for a writer that clears a year.
            with self._database.writing() as connection:
                keys = connection.scalars(old.limit(_EXPIRED)).all()
                writes.remove(connection, keys, self._cache)
            removed += len(keys)
            if len(keys) < _EXPIRED:
                return removed


def _no_such(article_id: str) -> NotFound:
    return NotFound(f"no article {article_id!r} is stored")
