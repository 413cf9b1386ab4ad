"""Whether two articles tell of the same event, from the terms they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from caveat.store.background import Floats, rarity
from caveat.store.terms import LEAD, NAME, NUMBER, Bytes, Keys, Profile

# Fitted by `python -m caveat.evaluation.related --fit` (logistic regression on ecbplus topics 1 to
# 25); the order is that of ``FEATURES``.
FEATURES = ("names", "words", "numbers", "lead")
WEIGHTS = np.array([8.0, 8.0, 1.5, 3.0])
BIAS = -4.0
# What no labelled set could teach, because none has dates: each day between two reports makes one
# event less likely, up to about two weeks; after that the terms must carry it alone.
DAY_WEIGHT = -0.1
MAX_DAYS = 14


@dataclass(frozen=True, slots=True)
class Overlap:
    """What candidates share with an article: arrays with one row a candidate.

    ``features`` has the columns of FEATURES, each the geometric mean of two shares between 0 and
    1: of the article's terms (weighed by rarity) that the candidate has, and the other way round.
    """

    features: Floats


def overlap(article: Profile, candidates: Sequence[Profile]) -> Overlap:
    """Compare one article with candidates (all at once: 100 take about a millisecond)."""
    if not candidates or not len(article):
        return Overlap(np.zeros((len(candidates), len(FEATURES))))
    keys = np.concatenate([c.keys for c in candidates])
    kinds = np.concatenate([c.kinds for c in candidates])
    owner = np.repeat(np.arange(len(candidates)), [len(c) for c in candidates])
    at = np.searchsorted(article.keys, keys)
    at[at == len(article)] = 0
    shared = article.keys[at] == keys
    weights = rarity(keys)
    mine = rarity(article.keys)
    columns = []
    for here, there in zip(_masks(article.kinds), _masks(kinds), strict=True):
        total = float(mine[here].sum())
        count = len(candidates)
        theirs = np.bincount(owner, weights * there, count)
        both = np.bincount(owner, weights * (there & shared), count)
        ours = np.bincount(owner, weights * (here[at] & shared), count)
        share_here = ours / total if total else np.zeros(count)
        share_there = np.divide(both, theirs, out=np.zeros(count), where=theirs > 0)
        columns.append(np.sqrt(share_here * share_there))
    return Overlap(np.stack(columns, axis=1))


def probability(found: Overlap, days: Sequence[float | None]) -> Floats:
    """The probability that each candidate tells of the same event.

    ``days`` are the distances between the publication dates, None when one is unknown.
    """
    apart = np.array([0.0 if d is None else min(abs(d), MAX_DAYS) for d in days])
    logit = found.features @ WEIGHTS + BIAS + DAY_WEIGHT * apart
    return np.asarray(1.0 / (1.0 + np.exp(-logit)), dtype=np.float64)


def _masks(kinds: Bytes) -> tuple[np.ndarray, ...]:
    name = (kinds & NAME) > 0
    number = (kinds & NUMBER) > 0
    return name, ~(name | number), number, (kinds & LEAD) > 0


def order(keys: Keys) -> Keys:
    """Keys from the rarest to the most common, by the background list."""
    return keys[np.argsort(-rarity(keys), kind="stable")]
