"""Precision, recall, F1 and their intervals, as every evaluation table prints them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
_RESAMPLES = 1_000


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives and false negatives of one unit (a document, an item)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Tp / (tp + fp); 1 when nothing was claimed."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """Tp / (tp + fn); 1 when there was nothing to find."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall (0 when both are 0)."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else 1.0


def total(counts: Sequence[Counts]) -> Counts:
    """The sum over units (micro average)."""
    out = Counts()
    for c in counts:
        out += c
    return out


def interval(
    units: Sequence[T], statistic: Callable[[Sequence[T]], float], *, seed: int = 0
) -> tuple[float, float]:
    """The 95% percentile bootstrap interval of a statistic over units (Efron, 1979); seeded."""
    if not units:
        return (0.0, 1.0)
    rng = random.Random(seed)  # noqa: S311 (resampling, not secrets)
    values = sorted(statistic(rng.choices(units, k=len(units))) for _ in range(_RESAMPLES))
    return values[int(0.025 * _RESAMPLES)], values[int(0.975 * _RESAMPLES) - 1]
