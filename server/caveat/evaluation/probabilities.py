"""Probabilities against what is so, with 95% bootstrap intervals over rows (Efron, 1979)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_RESAMPLES = 400
# Bins of equal width, as in Guo et al. (ICML 2017).
_BINS = 15

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure with the ends of its interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def measured(statistic: Callable[..., float], *columns: Sequence[float] | Array) -> Measure:
    """A statistic over the rows of some columns; the resamples' order is fixed."""
    arrays = [np.asarray(c, dtype=np.float64) for c in columns]
    rows = len(arrays[0])
    random = np.random.default_rng(0)
    found = []
    for _ in range(_RESAMPLES):
        picked = random.integers(0, rows, rows)
        found.append(statistic(*(a[picked] for a in arrays)))
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return Measure(statistic(*arrays), float(low), float(high))


def mean(right: Array) -> float:
    """The share that is right, of ones and zeros."""
    return float(right.mean())


def auc(p: Array, so: Array) -> float:
    """How often a row that is so has the higher probability, ties counting half (Mann and
    Whitney); NaN when all rows are of one kind.
    """
    yes = so > 0
    n, m = int(yes.sum()), int((~yes).sum())
    if not n or not m:
        return float("nan")
    _, inverse, counts = np.unique(p, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    return float((ranks[inverse][yes].sum() - n * (n + 1) / 2) / (n * m))


def f1(p: Array, so: Array) -> float:
    """F1 of the rows given one half or more."""
    given, yes = p >= 0.5, so > 0
    whole = given.sum() + yes.sum()
    return float(2 * (given & yes).sum() / whole) if whole else 1.0


def precision(p: Array, so: Array) -> float:
    """Of the rows given one half or more, the share that is so; NaN for none."""
    given = p >= 0.5
    return float((so[given] > 0).mean()) if given.any() else float("nan")


def recall(p: Array, so: Array) -> float:
    """Of the rows that are so, the share given one half or more; NaN for none."""
    yes = so > 0
    return float((p[yes] >= 0.5).mean()) if yes.any() else float("nan")


def calibration_error(p: Array, so: Array) -> float:
    """Expected calibration error: the mean gap between what is said and what is so, by bins."""
    bins = np.minimum((p * _BINS).astype(int), _BINS - 1)
    gaps = np.bincount(bins, weights=p - (so > 0), minlength=_BINS)
    return float(np.abs(gaps).sum() / len(p))


def reliability(p: Array, so: Array, bins: int = 10) -> list[tuple[float, float, int]]:
    """A reliability diagram: mean probability, share that is so and rows, bin by bin."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return [
        (float(p[which == b].mean()), float((so[which == b] > 0).mean()), int((which == b).sum()))
        for b in range(bins)
        if (which == b).any()
    ]
