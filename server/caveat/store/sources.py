"""The source store in SQL: one implementation for SQLite and PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from caveat.document import Article, Document
from caveat.errors import InvalidArticle, NotFound, Violation
from caveat.signals.base import Related
from caveat.store import index
from caveat.store.contract import Outcome, Suggestion
from caveat.store.database import Database
from caveat.store.reading import content_hash, published_at, read
from caveat.store.rows import article_of
from caveat.store.schema import (
    ALL,
    articles,
    frequencies,
    readings,
    suggestions,
)
from caveat.store.search import Search
from caveat.store.terms import Profile

# How many articles expire in one transaction.
_CHUNK = 500


class SqlSourceStore:
    """Source articles in a database; see SourceStore for what each call promises."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._search = Search()

    def add(self, documents: Sequence[Document]) -> list[Outcome]:
        """Store articles, all or none of the call; an article with a known id replaces it."""
        _check(documents)
        with self._database.writing() as connection:
            return [_put(connection, document) for document in documents]

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
            _remove(connection, [key])

    def related(self, document: Document, *, days: int = 30, limit: int = 20) -> Related:
        """Other articles of the same event, best first, never the article itself."""
        with self._database.reading() as connection:
            return self._search.related(connection, document, days=days, limit=limit)

    def count(self) -> int:
        """How many articles are stored."""
        with self._database.reading() as connection:
            return (
                connection.scalar(
                    sa.select(frequencies.c.articles).where(frequencies.c.term == ALL)
                )
                or 0
            )

    def expire(self, before: datetime) -> int:
        """Remove articles published before a moment; suggestions stay. Returns how many went."""
        age = sa.func.coalesce(articles.c.published_at, articles.c.stored_at)
        removed = 0
        while True:
            # A few at a time, so that nobody waits long for a writer that clears a year.
            with self._database.writing() as connection:
                keys = connection.scalars(
                    sa.select(articles.c.key)
                    .where(sa.type_coerce(age, articles.c.stored_at.type) < before)
                    .limit(_CHUNK)
                ).all()
                _remove(connection, keys)
            removed += len(keys)
            if len(keys) < _CHUNK:
                return removed

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

    def close(self) -> None:
        """Release connections; the store is not used afterwards."""
        self._database.close()


def _no_such(article_id: str) -> NotFound:
    return NotFound(f"no article {article_id!r} is stored")


def _check(documents: Sequence[Document]) -> None:
    found: list[Violation] = []
    for place, document in enumerate(documents):
        found += document.article.violations(prefix=f"articles[{place}].")
    if found:
        raise InvalidArticle(found)


def _put(connection: sa.Connection, document: Document) -> Outcome:
    article = document.article
    content = content_hash(article)
    known = connection.execute(
        sa.select(articles.c.key, articles.c.content).where(articles.c.id == article.id)
    ).one_or_none()
    if known is not None:
        if known.content == content:
            return Outcome.UNCHANGED
        _remove(connection, [known.key])
    reading = read(document)
    key = connection.execute(
        sa.insert(articles).returning(articles.c.key),
        {
            "id": article.id,
            "content": content,
            "text": article.text,
            "url": article.url,
            "outlet": article.outlet,
            "title": article.title,
            "authors": list(article.authors),
            "stated_at": article.published_at.isoformat() if article.published_at else "",
            "language": article.language,
            "bio": article.bio,
            "published_at": published_at(document),
            "stored_at": datetime.now(UTC),
        },
    ).scalar_one()
    connection.execute(
        sa.insert(readings),
        {
            "article": key,
            "day": reading.day,
            "terms": reading.profile.to_bytes(),
            "fingerprint": reading.fingerprint,
        },
    )
    index.insert(connection, key, reading.day, reading.profile, reading.fingerprint)
    return Outcome.UPDATED if known is not None else Outcome.ADDED


def _remove(connection: sa.Connection, keys: Sequence[int]) -> None:
    rows = connection.execute(sa.select(readings).where(readings.c.article.in_(keys))).all()
    for row in rows:
        profile = Profile.from_bytes(row.terms)
        index.remove(connection, row.article, row.day, profile, row.fingerprint)
    connection.execute(sa.delete(readings).where(readings.c.article.in_(keys)))
    connection.execute(sa.delete(articles).where(articles.c.key.in_(keys)))
