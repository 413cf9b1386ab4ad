"""Whether two values answer one question, by weights that were learned for what speaks for it.

A logistic regression over ``features``; its table is comparable.tsv, written by ``python -m
models.comparable``: a line a feature with its mean, its scale and its weight, so that what a
feature adds to the log-odds is weight x (value - mean) / scale. It belongs to the static vectors
that it was learned with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp

from caveat.signals.conflict.align import Index
from caveat.signals.conflict.features import Beside, Candidate
from caveat.signals.conflict.places import Places

TABLE = "comparable.tsv"
_BIAS = "bias"
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Weight:
    """What one feature weighs."""

    mean: float
    scale: float
    weight: float


@dataclass(frozen=True, slots=True)
class Judged:
    """Two values that differ, and the probability that they answer one question."""

    candidate: Candidate
    probability: float


@cache
def weights() -> tuple[float, dict[str, Weight]]:
    """The bias and the features' weights, read once."""
    found: dict[str, Weight] = {}
    bias = 0.0
    text = resources.files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, mean, scale, weight = line.split("\t")
        if name == _BIAS:
            bias = float(weight)
        else:
            found[name] = Weight(float(mean), float(scale), float(weight))
    return bias, found


def probability(features: dict[str, float]) -> float:
    """How probable it is that two values answer one question, in (0, 1), to four decimals."""
    bias, known = weights()
    odds = bias + sum(w.weight * (features[name] - w.mean) / w.scale for name, w in known.items())
    return round(1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds)))), _DECIMALS)


def judged(a: Places, b: Places, index: Index) -> list[Judged]:
    """The values of two readings that differ, the most probably comparable first."""
    found = [Judged(c, probability(c.features)) for c in Beside(a, b, index).candidates()]
    return sorted(found, key=lambda j: -j.probability)


def paired(found: Sequence[Judged], least: float) -> Iterator[Judged]:
    """Those at least so probable of which neither value has a more probable partner."""
    taken: set[int] = set()
    for j in found:
        sides = {id(j.candidate.a), id(j.candidate.b)}
        if j.probability < least:
            return
        if taken.isdisjoint(sides):
            taken |= sides
            yield j
