"""What is searched: the articles of a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa

from caveat.document import Article
from caveat.store.copies import Wording
from caveat.store.index import ByPeriod, Cache, Window, touched
from caveat.store.rows import article_of, moment_of, wording_of
from caveat.store.schema import articles, readings
from caveat.store.terms import Profile


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the closer look at an article takes: its id, its day (as in Reading), its terms."""

    article_id: str
    day: int
    profile: Profile


@dataclass(frozen=True, slots=True)
class Shown:
    """What an answer tells of an article, and what grouping copies takes."""

    wording: Wording
    title: str
    outlet: str
    url: str
    published_at: datetime | None


class Corpus(Protocol):
    """Articles by keys of the corpus's own, for one look-up."""

    def window(self, day: int, days: int) -> Window:
        """The index of every period that the days touch (of all for UNDATED)."""
        ...

    def candidates(self, keys: Sequence[int]) -> dict[int, Candidate]:
        """Some articles' terms."""
        ...

    def shown(self, keys: Sequence[int]) -> dict[int, Shown]:
        """What is told of some articles."""
        ...

    def articles(self, keys: Sequence[int]) -> dict[int, Article]:
        """Some articles as they were received."""
        ...


class Stored:
    """The articles of a database, in the transaction of a connection."""

    def __init__(self, connection: sa.Connection, cache: Cache) -> None:
        self._connection = connection
        self.cache = cache

    def window(self, day: int, days: int) -> Window:
        """The index of every period that the days touch (of all for UNDATED)."""
        return self.cache.window(self.periods(day, days))

    def periods(self, day: int, days: int) -> ByPeriod:
        """The segments of every period that the days touch (of all for UNDATED)."""
        return self.cache.load(self._connection, touched(day, days))

    def candidates(self, keys: Sequence[int]) -> dict[int, Candidate]:
        """Some articles' terms."""
        rows = self._connection.execute(
            sa.select(readings.c.article, articles.c.id, readings.c.day, readings.c.terms)
            .join(articles, articles.c.key == readings.c.article)
            .where(readings.c.article.in_(keys))
        ).all()
        profiles = Profile.all_from_bytes([row.terms for row in rows])
        return {
            article: Candidate(article_id, day, profile)
            for (article, article_id, day, _), profile in zip(rows, profiles, strict=True)
        }

    def shown(self, keys: Sequence[int]) -> dict[int, Shown]:
        """What is told of some articles."""
        rows = self._connection.execute(
            sa.select(
                readings.c.article,
                readings.c.title,
                readings.c.published,
                readings.c.agencies,
                readings.c.wording,
                articles.c.id,
                articles.c.outlet,
                articles.c.url,
            )
            .join(articles, articles.c.key == readings.c.article)
            .where(readings.c.article.in_(keys))
        )
        found: dict[int, Shown] = {}
        for row in rows:
            at = moment_of(row.published)
            wording = Wording(row.id, wording_of(row.wording), frozenset(row.agencies), at)
            found[row.article] = Shown(wording, row.title, row.outlet, row.url, at)
        return found

    def articles(self, keys: Sequence[int]) -> dict[int, Article]:
        """Some articles as they were received."""
        rows = self._connection.execute(sa.select(articles).where(articles.c.key.in_(keys)))
        return {row.key: article_of(row) for row in rows}

    def known(self, ids: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """Key and content hash of those ids that are stored."""
        rows = self._connection.execute(
            sa.select(articles.c.id, articles.c.key, articles.c.content).where(
                articles.c.id.in_(ids)
            )
        )
        return {row.id: (row.key, row.content) for row in rows}
