"""A piece of the index: some hundreds or thousands of articles by the terms and bands they hold.

Segments are written once and never changed; adding articles writes a new one, which takes in the
smaller ones beside it (O'Neil et al., 1996, the log-structured merge tree). That keeps an article
in the index for half a kilobyte, and a look-up at one binary search a segment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from caveat.store.terms import Keys

Ints = npt.NDArray[np.int64]
_Days = npt.NDArray[np.int32]
_Ranks = npt.NDArray[np.uint64]
_Ends = npt.NDArray[np.uint32]
_Places = npt.NDArray[np.uint16]

# Articles of these many days stand together: few enough segments in a month's window, and little
# of what lies outside it.
PERIOD_DAYS = 8
# No more articles in one segment: what a delete has to write again stays small, and a place in the
# segment fits into 16 bits.
MOST = 16_384
# Keys of bands are told from those of terms, which have 48 bits.
_BAND = 1 << 62
_HEAD = 3


def period(day: int) -> int:
    """The period that a day falls into; days without a date have one of their own."""
    return day // PERIOD_DAYS


def band_key(band: int) -> int:
    """The key under which a band of a fingerprint stands among the terms."""
    return _BAND | band >> 2


def rank(article_id: str) -> int:
    """Which of two equally good candidates comes first: the same wherever they are stored."""
    digest = hashlib.blake2b(article_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many articles of several segments each of the sorted ``keys`` of terms stands."""

    keys: Keys
    counts: Ints

    @classmethod
    def of(cls, parts: Sequence[Segment]) -> Counts:
        """The sums over some segments."""
        terms = [int(np.searchsorted(p.keys, _BAND)) for p in parts]
        keys = np.concatenate([p.keys[:n] for p, n in zip(parts, terms, strict=True)])
        held = [np.diff(p.ends[: n + 1]) for p, n in zip(parts, terms, strict=True)]
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        first = np.flatnonzero(np.diff(ordered, prepend=-1))
        counts = np.concatenate(held).astype(np.int64)[order]
        return cls(ordered[first], np.add.reduceat(counts, first))

    def held(self, keys: Keys) -> Ints:
        """How many of the articles hold each key."""
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.counts[at], 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as a segment takes it: ``keys`` are its terms and bands, each once."""

    article: int
    rank: int
    day: int
    keys: Keys


@dataclass(frozen=True, slots=True)
class Segment:
    """Articles against the keys they hold.

    ``articles`` (their keys in the database), ``ranks`` and ``days`` are parallel, in no order.
    ``keys`` are sorted; the articles that hold ``keys[i]`` stand, as places in
    ``articles``, in ``holders[ends[i]:ends[i + 1]]``.
    """

    articles: Ints
    ranks: _Ranks
    days: _Days
    keys: Keys
    ends: _Ends
    holders: _Places

    def __len__(self) -> int:
        return len(self.articles)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Segment:
        """The segment of some articles, at most MOST."""
        keys = np.concatenate([e.keys for e in entries])
        places = np.repeat(np.arange(len(entries), dtype=np.uint16), [len(e.keys) for e in entries])
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        first = np.flatnonzero(np.diff(ordered, prepend=-1))
        return cls(
            np.array([e.article for e in entries], dtype=np.int64),
            np.array([e.rank for e in entries], dtype=np.uint64),
            np.array([e.day for e in entries], dtype=np.int32),
            ordered[first],
            np.append(first, len(ordered)).astype(np.uint32),
            places[order],
        )

    @classmethod
    def merged(cls, parts: Sequence[Segment]) -> Segment:
        """One segment of the articles of several, which have none in common, at most MOST."""
        before = np.cumsum([0, *(len(p) for p in parts)])
        skipped = np.cumsum([0, *(len(p.holders) for p in parts)])
        keys = np.concatenate([p.keys for p in parts])
        # Each part's keys are sorted, so this only merges.
        order = np.argsort(keys, kind="stable")
        begin = np.concatenate([p.ends[:-1] + at for p, at in zip(parts, skipped, strict=False)])
        counts = np.concatenate([np.diff(p.ends) for p in parts])[order].astype(np.int64)
        holders = np.concatenate(
            [p.holders + np.uint16(at) for p, at in zip(parts, before, strict=False)]
        )
        ordered = keys[order]
        first = np.flatnonzero(np.diff(ordered, prepend=-1))
        ends = np.append(0, np.cumsum(counts))
        return cls(
            np.concatenate([p.articles for p in parts]),
            np.concatenate([p.ranks for p in parts]),
            np.concatenate([p.days for p in parts]),
            ordered[first],
            ends[np.append(first, len(ordered))].astype(np.uint32),
            holders[_runs(begin[order].astype(np.int64), counts)],
        )

    def without(self, gone: Collection[int]) -> Segment | None:
        """The segment less some articles (by their keys in the database), None when none stays."""
        kept = ~np.isin(self.articles, np.fromiter(gone, dtype=np.int64, count=len(gone)))
        if not kept.any():
            return None
        stay = kept[self.holders]
        ends = np.append(0, np.cumsum(stay))[self.ends]
        held = np.diff(ends) > 0
        return Segment(
            self.articles[kept],
            self.ranks[kept],
            self.days[kept],
            self.keys[held],
            np.append(0, ends[1:][held]).astype(np.uint32),
            (np.cumsum(kept) - 1).astype(np.uint16)[self.holders[stay]],
        )

    def bounds(self, keys: Keys) -> tuple[Ints, Ints]:
        """Where the holders of each key begin and end (equal where nobody holds it)."""
        at = np.searchsorted(self.keys, keys)
        inside = np.minimum(at, len(self.keys) - 1)
        held = self.keys[inside] == keys
        begin = self.ends[inside].astype(np.int64)
        return begin, np.where(held, self.ends[inside + 1].astype(np.int64), begin)

    def held(self, keys: Keys) -> Ints:
        """How many of the articles hold each key."""
        begin, end = self.bounds(keys)
        return end - begin

    def weigh(self, begin: Ints, end: Ints, weights: Ints) -> Ints:
        """For each article the sum of the weights of the keys it holds, as ``bounds`` gave them."""
        counts = end - begin
        found = self.holders[_runs(begin, counts)]
        # Whole numbers below 2**53: the sum is exact in whatever order it is made.
        sums = np.bincount(found, np.repeat(weights, counts), minlength=len(self))
        return np.asarray(sums, dtype=np.int64)

    def to_bytes(self) -> bytes:
        """The stored form: three counts, then the arrays, all little-endian."""
        head = np.array([len(self), len(self.keys), len(self.holders)], dtype="<i8")
        return b"".join(
            part.astype(part.dtype.newbyteorder("<"), copy=False).tobytes()
            for part in (
                head,
                self.articles,
                self.ranks,
                self.keys,
                self.days,
                self.ends,
                self.holders,
            )
        )

    @classmethod
    def from_bytes(cls, stored: bytes) -> Segment:
        """The inverse of ``to_bytes``; the arrays are views of the bytes."""
        articles, keys, holders = np.frombuffer(stored, dtype="<i8", count=_HEAD).tolist()
        at = _HEAD * 8

        def take(kind: str, count: int) -> npt.NDArray[np.generic]:
            nonlocal at
            part = np.frombuffer(stored, dtype=kind, count=count, offset=at)
            at += part.nbytes
            return part

        return cls(
            articles=take("<i8", articles),  # type: ignore[arg-type]
            ranks=take("<u8", articles),  # type: ignore[arg-type]
            keys=take("<i8", keys),  # type: ignore[arg-type]
            days=take("<i4", articles),  # type: ignore[arg-type]
            ends=take("<u4", keys + 1),  # type: ignore[arg-type]
            holders=take("<u2", holders),  # type: ignore[arg-type]
        )


def _runs(begin: Ints, counts: Ints) -> Ints:
    """The whole numbers of many ranges, one after the other."""
    total = int(counts.sum())
    return np.arange(total) + np.repeat(begin - np.cumsum(counts) + counts, counts)


def name(stored: bytes) -> int:
    """A segment's key in the database, from its content: what was read once never goes stale."""
    return int.from_bytes(hashlib.blake2b(stored, digest_size=8).digest(), "little") >> 1
