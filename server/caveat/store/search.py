"""Finding the articles of one event: candidates by shared terms and wording, then a closer look."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from caveat.document import Article, Document, parse
from caveat.signals.base import Related, RelatedArticle
from caveat.store import event, fingerprint
from caveat.store.background import rarity
from caveat.store.copies import Wording, groups, same_wording
from caveat.store.reading import Reading, published_at, read
from caveat.store.rows import article_of
from caveat.store.schema import ALL, UNDATED, articles, bands, frequencies, postings, readings
from caveat.store.terms import Profile, Term
from caveat.store.why import why

# Below this an article is not even offered: an editor would not see what it has to do with it.
LEAST = 0.05
# How many candidates get the closer look, and how many postings may be read to find them.
_CANDIDATES = 120
_POSTINGS = 20_000
_FEWEST = 3
# Parsed related articles are kept, because the same ones come back for every report on an event.
_PARSED = 512


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate after the closer look: its key in the database and how likely it fits."""

    key: int
    same_event: float
    profile: Profile
    days: float | None


@dataclass(frozen=True, slots=True)
class Rarities:
    """How rare terms are in this store (``of``) and how many articles hold them (``held``)."""

    of: dict[int, float]
    held: dict[int, int]


class Search:
    """Looks for related articles. Safe to share between threads."""

    def __init__(self) -> None:
        self._parsed: OrderedDict[bytes, Wording] = OrderedDict()
        self._lock = threading.Lock()

    def related(
        self, connection: sa.Connection, document: Document, *, days: int, limit: int
    ) -> Related:
        """Other articles of the same event, best first, with reasons and copy groups."""
        reading = read(document)
        rarities = _rarities(connection, reading.terms)
        hits = self._hits(connection, document.article.id, reading, rarities, days)[:limit]
        own = Wording(document, reading.shingles, published_at(document))
        found = self._load(connection, [hit.key for hit in hits])
        grouped = groups([own, *(found[hit.key] for hit in hits)])
        answers = []
        for hit, group in zip(hits, grouped[1:], strict=True):
            wording = found[hit.key]
            copy = same_wording(own, wording)
            reason = why(reading.terms, rarities.of, hit.profile, days=hit.days, copy=copy)
            answers.append(
                RelatedArticle(wording.document, round(hit.same_event, 4), reason, group, copy)
            )
        return Related(tuple(answers), copy_group=grouped[0])

    def _hits(
        self,
        connection: sa.Connection,
        article_id: str,
        reading: Reading,
        rarities: Rarities,
        days: int,
    ) -> list[Hit]:
        keys = _by_terms(connection, reading, rarities, days)
        keys |= _by_wording(connection, reading, days)
        rows = connection.execute(
            sa.select(readings.c.article, readings.c.day, readings.c.terms)
            .join(articles, articles.c.key == readings.c.article)
            .where(readings.c.article.in_(keys), articles.c.id != article_id)
            .order_by(articles.c.id)
        ).all()
        profiles = [Profile.from_bytes(row.terms) for row in rows]
        apart = [_days(reading.day, row.day) for row in rows]
        chances = event.probability(event.overlap(reading.profile, profiles), apart)
        hits = [
            Hit(row.article, float(chance), profile, distance)
            for row, chance, profile, distance in zip(rows, chances, profiles, apart, strict=True)
            if chance >= LEAST
        ]
        # Rows came in the order of their ids, which so breaks ties.
        return sorted(hits, key=lambda hit: -hit.same_event)

    def _load(self, connection: sa.Connection, keys: Sequence[int]) -> dict[int, Wording]:
        rows = connection.execute(sa.select(articles).where(articles.c.key.in_(keys))).all()
        return {row.key: self._wording(row.content, row.id, article_of(row)) for row in rows}

    def _wording(self, content: bytes, article_id: str, article: Article) -> Wording:
        # Equal content may be stored under several ids, and a document knows its own.
        name = content + article_id.encode()
        with self._lock:
            known = self._parsed.get(name)
            if known is not None:
                self._parsed.move_to_end(name)
                return known
        document = parse(article)
        wording = Wording(document, fingerprint.shingles(document), published_at(document))
        with self._lock:
            self._parsed[name] = wording
            while len(self._parsed) > _PARSED:
                self._parsed.popitem(last=False)
        return wording


def _rarities(connection: sa.Connection, terms: Sequence[Term]) -> Rarities:
    keys = np.array([t.key for t in terms], dtype=np.int64)
    held = {
        row.term: row.articles
        for row in connection.execute(
            sa.select(frequencies).where(frequencies.c.term.in_([ALL, *keys.tolist()]))
        )
    }
    counts = np.array([held.get(k, 0) for k in keys.tolist()], dtype=np.float64)
    values = rarity(keys, counts, float(held.pop(ALL, 0)))
    return Rarities(dict(zip(keys.tolist(), values.tolist(), strict=True)), held)


def _by_terms(
    connection: sa.Connection, reading: Reading, rarities: Rarities, days: int
) -> set[int]:
    """The keys of the articles that share the rarest terms, within the window."""
    weights = _affordable(connection, reading, rarities, days)
    if not weights:
        return set()
    wanted = (
        sa.values(sa.column("term", sa.BigInteger), sa.column("weight", sa.Float), name="wanted")
        .data(list(weights.items()))
        .cte("wanted")
    )
    # One range of one index for each term and each arm; an OR of the two would lose the index.
    held = sa.union_all(
        *(
            sa.select(postings.c.article, wanted.c.weight).where(
                postings.c.term == wanted.c.term, arm
            )
            for arm in _window(postings.c.day, reading.day, days)
        )
    ).subquery()
    score = sa.func.sum(held.c.weight)
    return set(
        connection.scalars(
            sa.select(held.c.article)
            .group_by(held.c.article)
            .order_by(score.desc(), held.c.article)
            .limit(_CANDIDATES)
        )
    )


def _affordable(
    connection: sa.Connection, reading: Reading, rarities: Rarities, days: int
) -> dict[int, float]:
    """The rarest terms, as far as their postings in the window can be read in good time."""
    share = _window_share(connection, reading.day, days)
    chosen: dict[int, float] = {}
    left = float(_POSTINGS)
    ranked = sorted(reading.terms, key=lambda t: (-rarities.of[t.key], t.word))
    for term in ranked:
        rows = rarities.held.get(term.key, 0)
        left -= rows * share
        if left < 0 and len(chosen) >= _FEWEST:
            break
        if rows and rarities.of[term.key] > 0:
            chosen[term.key] = rarities.of[term.key]
    return chosen


def _window_share(connection: sa.Connection, day: int, days: int) -> float:
    """About which part of the store the window covers, taking articles as evenly spread."""
    if day == UNDATED:
        return 1.0
    first = connection.scalar(sa.select(sa.func.min(articles.c.published_at)))
    last = connection.scalar(sa.select(sa.func.max(articles.c.published_at)))
    if first is None or last is None:
        return 1.0
    return min(1.0, (2 * days + 1) / (int((last - first).days) + 1))


def _by_wording(connection: sa.Connection, reading: Reading, days: int) -> set[int]:
    """The keys of the articles that look like copies, within the window."""
    wanted = fingerprint.bands(reading.fingerprint)
    if not wanted:
        return set()
    arms = _window(readings.c.day, reading.day, days)
    return set(
        connection.scalars(
            sa.select(bands.c.article)
            .distinct()
            .join(readings, readings.c.article == bands.c.article)
            .where(bands.c.band.in_(wanted), sa.or_(*arms))
            .limit(_CANDIDATES)
        )
    )


def _window(column: sa.Column[int], day: int, days: int) -> list[sa.ColumnElement[bool]]:
    """The conditions under which an article's day falls into the window; any one will do."""
    if day == UNDATED:
        return [sa.true()]
    return [column.between(day - days, day + days), column == UNDATED]


def _days(a: int, b: int) -> float | None:
    return None if UNDATED in (a, b) else float(abs(a - b))
