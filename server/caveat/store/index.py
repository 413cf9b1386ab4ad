"""The index: segments in the database, those of a look-up in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa

from caveat.store.background import Floats, rarity
from caveat.store.reading import Reading
from caveat.store.schema import UNDATED, segments
from caveat.store.segment import MOST, Counts, Entry, Segment, band_key, name, period
from caveat.store.terms import Keys

# How many bytes of segments a process keeps: about 1.5 million articles' worth.
KEPT_BYTES = 1 << 30
# How many segments are fetched at once.
_FETCHED = 16
# A new segment takes in those beside it that are not this many times larger than itself.
_GROWTH = 3
# Segments from this size on seldom change: their counts are summed once.
_LARGE = MOST // 4
_SUMS = 256

# Segments by period, each with its key in the database (None when it stands in memory alone).
ByPeriod = Mapping[int, Sequence[tuple[int | None, Segment]]]


@dataclass(frozen=True, slots=True)
class Window:
    """The index of the periods that a look-up touches.

    Document frequencies are those of the window: what is rare this month is telling this month.
    """

    segments: tuple[Segment, ...]
    counts: tuple[Counts | Segment, ...]
    total: int

    def held(self, keys: Keys) -> Floats:
        """In how many articles each of some terms stands; terms are best asked for in order."""
        return np.asarray(sum((c.held(keys) for c in self.counts), np.zeros(len(keys))))

    def rarities(self, keys: Keys, held: Floats) -> Floats:
        """The inverse document frequencies of terms, in nats."""
        return rarity(keys, held, float(self.total))


class _Kept(NamedTuple):
    segment: Segment
    period: int
    size: int


class Cache:
    """Segments that were read, the last used kept. Safe to share between threads."""

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._size = 0
        self._segments: OrderedDict[int, _Kept] = OrderedDict()
        self._sums: OrderedDict[frozenset[int], Counts] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """How many bytes of segments are kept."""
        return self._size

    def load(
        self, connection: sa.Connection, where: sa.ColumnElement[bool], *, whole: bool = True
    ) -> ByPeriod:
        """The segments of some rows, which are ``whole`` periods or single segments."""
        rows = connection.execute(
            sa.select(segments.c.key, segments.c.period).where(where).order_by(segments.c.key)
        ).all()
        periods_of = {row.key: row.period for row in rows}
        if whole:
            self._forget(periods_of)
        found = self._known(list(periods_of))
        missing = [row.key for row in rows if row.key not in found]
        for at in range(0, len(missing), _FETCHED):
            wanted = segments.c.key.in_(missing[at : at + _FETCHED])
            for key, body in connection.execute(
                sa.select(segments.c.key, segments.c.body).where(wanted)
            ):
                found[key] = self._keep(key, periods_of[key], body)
        by_period: dict[int, list[tuple[int | None, Segment]]] = defaultdict(list)
        for row in rows:
            by_period[row.period].append((row.key, found[row.key]))
        return by_period

    def window(self, by_period: ByPeriod) -> Window:
        """The segments of a look-up, made ready to ask."""
        counts: list[Counts | Segment] = []
        for each in by_period.values():
            large = {key: s for key, s in each if key is not None and len(s) >= _LARGE}
            counts += (s for key, s in each if key not in large)
            if large:
                counts.append(self._sum(large))
        found = tuple(segment for each in by_period.values() for _, segment in each)
        return Window(found, tuple(counts), sum(map(len, found)))

    def _known(self, keys: Sequence[int]) -> dict[int, Segment]:
        with self._lock:
            found = {k: self._segments[k].segment for k in keys if k in self._segments}
            for key in found:
                self._segments.move_to_end(key)
        return found

    def _forget(self, periods_of: Mapping[int, int]) -> None:
        """Drop what was merged into another segment since: nobody asks for it again."""
        whole = set(periods_of.values())
        with self._lock:
            kept = self._segments.items()
            gone = [k for k, s in kept if s.period in whole and k not in periods_of]
            for key in gone:
                self._size -= self._segments.pop(key).size

    def _keep(self, key: int, period_: int, body: bytes) -> Segment:
        segment = Segment.from_bytes(body)
        with self._lock:
            if key not in self._segments:
                self._segments[key] = _Kept(segment, period_, len(body))
                self._size += len(body)
            while self._size > self._kept_bytes and len(self._segments) > 1:
                _, oldest = self._segments.popitem(last=False)
                self._size -= oldest.size
        return segment

    def _sum(self, large: Mapping[int, Segment]) -> Counts:
        names = frozenset(large)
        with self._lock:
            known = self._sums.get(names)
            if known is not None:
                self._sums.move_to_end(names)
                return known
        counts = Counts.of(list(large.values()))
        with self._lock:
            self._sums[names] = counts
            while len(self._sums) > _SUMS:
                self._sums.popitem(last=False)
        return counts


def entry(article: int, rank: int, reading: Reading) -> Entry:
    """An article as a segment takes it."""
    bands = np.array([band_key(b) for b in reading.bands], dtype=np.int64)
    return Entry(article, rank, reading.day, np.unique(np.append(reading.profile.keys, bands)))


def touched(day: int, days: int) -> sa.ColumnElement[bool]:
    """The rows of ``segments`` in whose periods a window lies; all of them for UNDATED."""
    inside = periods(day, days)
    if inside is None:
        return sa.true()
    dated = segments.c.period.between(inside[0], inside[-1])
    return sa.or_(dated, segments.c.period == period(UNDATED))


def periods(day: int, days: int) -> range | None:
    """The periods in which a window lies besides that of undated articles; None for all."""
    return None if day == UNDATED else range(period(day - days), period(day + days) + 1)


def insert(connection: sa.Connection, entries: Iterable[Entry], cache: Cache) -> None:
    """Make articles findable."""
    by_period: dict[int, list[Entry]] = defaultdict(list)
    for each in entries:
        by_period[period(each.day)].append(each)
    for at, coming in sorted(by_period.items()):
        for first in range(0, len(coming), MOST):
            _grow(connection, at, Segment.of(coming[first : first + MOST]), cache)


def remove(connection: sa.Connection, gone: Mapping[int, int], cache: Cache) -> None:
    """Undo ``insert`` for articles: their keys, and the day of each."""
    by_period: dict[int, set[int]] = defaultdict(set)
    for article, day in gone.items():
        by_period[period(day)].add(article)
    for at, going in by_period.items():
        for key, segment in cache.load(connection, segments.c.period == at).get(at, ()):
            if key is not None and not going.isdisjoint(segment.articles.tolist()):
                _replace(connection, at, [key], segment.without(going))


def _grow(connection: sa.Connection, at: int, segment: Segment, cache: Cache) -> None:
    rows = connection.execute(
        sa.select(segments.c.key, segments.c.articles)
        .where(segments.c.period == at)
        .order_by(segments.c.articles)
    ).all()
    taken: list[int] = []
    size = len(segment)
    for row in rows:
        if row.articles > _GROWTH * size or size + row.articles > MOST:
            break
        taken.append(row.key)
        size += row.articles
    if taken:
        beside = cache.load(connection, segments.c.key.in_(taken), whole=False)[at]
        segment = Segment.merged([segment, *(s for _, s in beside)])
    _replace(connection, at, taken, segment)


def _replace(connection: sa.Connection, at: int, old: Collection[int], new: Segment | None) -> None:
    if old:
        connection.execute(sa.delete(segments).where(segments.c.key.in_(old)))
    if new is not None:
        body = new.to_bytes()
        connection.execute(
            sa.insert(segments).values(key=name(body), period=at, articles=len(new), body=body)
        )
