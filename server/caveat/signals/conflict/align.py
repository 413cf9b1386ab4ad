"""Which sentences of two documents speak about the same thing.

Idf-weighted overlap of content stems with the values masked, through an inverted index: the cost
is the number of shared stems, not the number of sentence pairs. Idf comes from the documents at
hand (Sparck Jones, 1972), so that what every report repeats weighs little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from caveat.signals.conflict.passages import Passage, Reading

# A passage is compared with this many passages of each other document.
MAX_CANDIDATES = 6
# Below this two sentences share nothing that would make them tell the same fact.
MIN_SIMILARITY = 0.12
# A stem in more passages than this says nothing and would cost most.
_MAX_POSTINGS = 400


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages that may tell the same fact, and how alike they are, in [0, 1]."""

    a: Passage
    b: Passage
    similarity: float


class Index:
    """All passages of all readings, by stem."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        counts = Counter(stem for r in readings for p in r.passages for stem in p.stems)
        total = sum(len(r.passages) for r in readings) + 20
        self._idf = {stem: log(1.0 + total / (n + 1.0)) for stem, n in counts.items()}
        self._default = log(1.0 + total)
        self._postings: list[dict[str, list[int]]] = []
        self._weights: list[list[float]] = []
        self._order: list[dict[int, int]] = []
        for reading in readings:
            postings: dict[str, list[int]] = defaultdict(list)
            for i, passage in enumerate(reading.passages):
                for stem in passage.stems:
                    postings[stem].append(i)
            self._postings.append(postings)
            self._weights.append([self.total(p.stems) for p in reading.passages])
            self._order.append({p.index: i for i, p in enumerate(reading.passages)})
        self._asked: tuple[Reading, Reading, list[Pair]] | None = None

    def weight(self, stem: str) -> float:
        """The idf of a stem."""
        return self._idf.get(stem, self._default)

    def total(self, stems: frozenset[str]) -> float:
        """The summed idf of a set of stems."""
        # Sorted: a float sum must not depend on the order of a set.
        return sum(self._idf.get(s, self._default) for s in sorted(stems))

    def similarity(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Mean of idf-weighted containment and Dice of two sets of stems, in [0, 1]."""
        return _similarity(self.total(a & b), self.total(a), self.total(b))

    def pairs(self, a: Reading, b: Reading) -> list[Pair]:
        """For each passage of ``a`` the passages of ``b`` most like it, at most six; of the last
        two readings that were asked for, found once.
        """
        if self._asked is None or self._asked[0] is not a or self._asked[1] is not b:
            self._asked = a, b, self._pairs(a, b)
        return self._asked[2]

    def _pairs(self, a: Reading, b: Reading) -> list[Pair]:
        found: list[Pair] = []
        postings, weights = self._postings[b.number], self._weights[b.number]
        for passage in a.passages:
            shared: dict[int, float] = defaultdict(float)
            for stem in sorted(passage.stems):
                others = postings.get(stem, ())
                if len(others) <= _MAX_POSTINGS:
                    weight = self.weight(stem)
                    for j in others:
                        shared[j] += weight
            own = self._weights[a.number][self._order[a.number][passage.index]]
            scored = sorted(
                ((_similarity(s, own, weights[j]), -j) for j, s in shared.items()), reverse=True
            )
            for similarity, j in scored[:MAX_CANDIDATES]:
                other = b.passages[-j]
                same = a.number == b.number and other.index <= passage.index
                if similarity >= MIN_SIMILARITY and not same:
                    found.append(Pair(passage, other, similarity))
        return found


def _similarity(shared: float, a: float, b: float) -> float:
    if not a or not b:
        return 0.0
    return 0.5 * shared / min(a, b) + shared / (a + b)
