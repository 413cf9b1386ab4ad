"""How alike the surroundings of two values are, by vectors of their words: no list of synonyms.

A surrounding is a bag of weighted words. Of each word the most similar one of the other bag is
taken, and these similarities are averaged by weight, both ways (greedy matching after BERTScore,
Zhang et al., ICLR 2020, over static vectors). All pairs of values of two articles at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from caveat.questions import Vectors

Floats = NDArray[np.float64]

# Words of two random senses are this similar; below it a similarity says nothing.
_NOISE = 0.3
# Of news most words come again: so many are kept, and all forgotten when there are more.
_KEPT = 20_000
# Rows are whole numbers up to 127, whose products sum exactly in single precision: the same bytes
# whichever library multiplies matrices.
_STEPS = 127.0
_DECIMALS = 4

Bag = Mapping[str, float]


class WordVectors:
    """The vectors of words, looked up once each. Safe to share between threads."""

    def __init__(self, vectors: Vectors) -> None:
        self.vectors = vectors
        self._known: dict[str, NDArray[np.float32]] = {}
        self._lock = Lock()

    def rows(self, words: Sequence[str]) -> NDArray[np.float32]:
        """One row a word, of whole numbers (see ``similarities``); zeros for ""."""
        with self._lock:
            if len(self._known) > _KEPT:
                self._known.clear()
            new = sorted({w for w in words if w not in self._known})
            if new:
                found = np.rint(self.vectors.vectors(new) * _STEPS).astype(np.float32)
                self._known.update(zip(new, found, strict=True))
            return np.stack([self._known[w] for w in words])


class Vocabulary:
    """The words of one article's surroundings, with their vectors; the first word is ""."""

    def __init__(self, vectors: WordVectors, words: set[str]) -> None:
        listed = ["", *sorted(words - {""})]
        self.at = {w: i for i, w in enumerate(listed)}
        self.rows = vectors.rows(listed)

    def bags(self, bags: Sequence[Bag]) -> Bags:
        """Bags of words of this vocabulary."""
        return Bags(self, bags)


class Bags:
    """Bags of one vocabulary, as matrices."""

    def __init__(self, vocabulary: Vocabulary, bags: Sequence[Bag]) -> None:
        at = vocabulary.at
        # Each begins with the empty word, so that none is empty.
        inside = [[0, *(at[w] for w in sorted(bag))] for bag in bags]
        self.indices = np.array([i for one in inside for i in one], dtype=np.intp)
        sizes = [len(one) for one in inside]
        self.starts = np.cumsum([0, *sizes[:-1]], dtype=np.intp)[: len(sizes)]
        self.weights = np.zeros((len(bags), len(at)))
        for row, bag in enumerate(bags):
            total = sum(bag[w] for w in sorted(bag))
            for word in sorted(bag):
                self.weights[row, at[word]] = bag[word] / total if total else 0.0


def similarities(a: Vocabulary, b: Vocabulary) -> Floats:
    """Every word of one vocabulary against every word of the other, in [0, 1], noise left out."""
    found = (a.rows @ b.rows.T).astype(np.float64) / (_STEPS * _STEPS)
    return np.where(found < _NOISE, 0.0, np.minimum(found, 1.0))


def matched(a: Bags, b: Bags, similar: Floats) -> tuple[Floats, Floats]:
    """How well each bag of ``a`` (rows) and each of ``b`` (columns) are found in one another, both
    in [0, 1]: the bag of ``a`` in that of ``b``, and the other way round.
    """
    if not len(a.starts) or not len(b.starts):
        nothing = np.zeros((len(a.starts), len(b.starts)))
        return nothing, nothing
    in_b = np.maximum.reduceat(similar[:, b.indices], b.starts, axis=1)
    in_a = np.maximum.reduceat(similar[a.indices, :], a.starts, axis=0)
    one = np.einsum("vw,wu->vu", a.weights, in_b)
    other = np.einsum("vw,uw->vu", in_a, b.weights)
    return np.round(one, _DECIMALS), np.round(other, _DECIMALS)
