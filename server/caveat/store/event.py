"""Whether articles tell of the same event, from the terms they share.

Two steps, both logistic regressions. The first looks at a pair. The second looks at the company
the two keep: reports of one event resemble the same other reports (shared neighbours: Jarvis and
Patrick, 1973), which tells two bombings in one week apart though their words are the same. The
weights are in event_model.json, made by ``python -m caveat.evaluation.related --fit``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from caveat.store.background import RAREST, Floats
from caveat.store.terms import LEAD, NAME, NUMBER, Keys, Profile

_Matrix = npt.NDArray[np.float32]

# What a pair is judged by, in the order of the model's weights; each between 0 and 1. Shares are
# weighed by rarity; "mean" is the geometric mean of the two articles' shares.
PAIR_FEATURES = (
    "names",  # mean share of one's names that the other has
    "words",  # mean share of one's ordinary words that the other has
    "numbers",  # mean share of one's numbers, days and months that the other has
    "lead",  # cosine of the headlines and first sentences
    "whole",  # cosine of all terms, names counting double
    "lead_names",  # the larger share of one's lead names that the other has
    "lead_names_both",  # the smaller one
    "here",  # cosine with weights that count what is common among these articles for less
    "here_lead",  # the same, names and leads counting double
)
# What the second step adds: how alike the two rows of first-step probabilities are, how much
# company (the logarithm of one more than the reports expected) the lonelier and the other have,
# and likeness times the former, because alike rows of two lonely articles say nothing.
COMPANY_FEATURES = (
    "logit",
    "cosine",
    "dice",
    "jaccard",
    "lonelier",
    "other",
    "cosine_in_company",
    "dice_in_company",
    "jaccard_in_company",
)
# What no labelled set could teach, because none has dates: each day between two reports makes one
# event less likely, up to two weeks; after that the terms must carry it alone.
_DAY_WEIGHT = -0.1
_MAX_DAYS = 14.0
# Weaker resemblance than this is no company.
_FAINT = 0.02
# More company than this is a crowd, and says no more (no labelled event has more reports).
_CROWD = 22.0

_FILE = Path(__file__).parent / "event_model.json"


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of both steps, the bias last."""

    pair: Floats
    company: Floats


@cache
def model() -> Model:
    """The fitted weights."""
    stored = json.loads(_FILE.read_text(encoding="utf-8"))
    names = {"pair": PAIR_FEATURES, "company": (*COMPANY_FEATURES, *PAIR_FEATURES)}
    weights = {
        step: np.array([stored[step][name] for name in (*features, "bias")], dtype=np.float64)
        for step, features in names.items()
    }
    return Model(weights["pair"], weights["company"])


def same_event(
    profiles: Sequence[Profile], keys: Keys, rarities: Floats, days: Sequence[float | None]
) -> Floats:
    """The probability that each article after the first tells of the event that the first does.

    ``keys`` (sorted) are all terms of all articles and ``rarities`` theirs; ``days`` are days of
    publication on any common scale, None where one is unknown.
    """
    pairs = pair_features(profiles, keys, rarities)
    logits = pair_logits(pairs, days, model())
    return _sigmoid(company_features(pairs, logits) @ model().company[:-1] + model().company[-1])


def pair_logits(pairs: Floats, days: Sequence[float | None], weights: Model) -> Floats:
    """The first step for every pair: an array (articles, articles) of log odds."""
    at = np.array([np.nan if day is None else day for day in days], dtype=np.float64)
    apart = np.nan_to_num(np.minimum(np.abs(at[:, None] - at[None, :]), _MAX_DAYS), nan=0.0)
    logits: Floats = pairs @ weights.pair[:-1] + weights.pair[-1] + _DAY_WEIGHT * apart
    return logits


def company_features(pairs: Floats, logits: Floats) -> Floats:
    """What the second step sees of each article after the first: (articles - 1, features)."""
    chances = _sigmoid(logits)
    chances[chances < _FAINT] = 0.0
    np.fill_diagonal(chances, 1.0)
    own, others = chances[0], chances[1:]
    both = others @ own
    sums = chances.sum(axis=1)
    norms = np.sqrt((chances**2).sum(axis=1))
    alike = [
        both / (norms[0] * norms[1:]),
        both / np.sqrt(sums[0] * sums[1:]),
        np.minimum(others, own).sum(axis=1) / np.maximum(others, own).sum(axis=1),
    ]
    # The diagonal makes each sum one more than the company.
    company = np.log(np.minimum(sums, _CROWD))
    lonelier = np.minimum(company[0], company[1:])
    other = np.maximum(company[0], company[1:])
    columns = [logits[0, 1:], *alike, lonelier, other, *(a * lonelier for a in alike)]
    return np.hstack([np.stack(columns, axis=1), pairs[0, 1:]])


def pair_features(profiles: Sequence[Profile], keys: Keys, rarities: Floats) -> Floats:
    """PAIR_FEATURES of all pairs of articles: an array (articles, articles, features)."""
    table = _Table(profiles, keys)
    weight = np.minimum(rarities, RAREST)[table.term]
    name = (table.kinds & NAME) > 0
    number = (table.kinds & NUMBER) > 0
    lead = (table.kinds & LEAD) > 0
    word = ~(name | number)
    often = (1.0 + np.log(table.counts)) * weight
    local = np.sqrt(weight * np.log((len(profiles) + 1) / table.holders))
    has = table.dense(np.ones(len(weight)))
    lead_names = table.share(weight * (lead & name), has)
    columns = [
        _mean(table.share(weight * name, has)),
        _mean(table.share(weight * word, has)),
        _mean(table.share(weight * number, table.dense(number.astype(np.float64)))),
        table.cosine(often * lead),
        table.cosine(often * (1 + name)),
        np.maximum(lead_names, lead_names.T),
        np.minimum(lead_names, lead_names.T),
        table.cosine(local),
        table.cosine(local * (1.0 + name + lead)),
    ]
    return np.stack(columns, axis=2)


class _Table:
    """Articles against terms. Products need only the terms that two articles or more hold."""

    def __init__(self, profiles: Sequence[Profile], keys: Keys) -> None:
        self._articles = len(profiles)
        self._article = np.repeat(np.arange(self._articles), [len(p) for p in profiles])
        self.term = np.searchsorted(keys, np.concatenate([p.keys for p in profiles]))
        self.kinds = np.concatenate([p.kinds for p in profiles])
        self.counts = np.maximum(np.concatenate([p.counts for p in profiles]), 1)
        holders = np.bincount(self.term, minlength=len(keys))
        self.holders = holders[self.term]
        self._shared = self.holders > 1
        columns = np.cumsum(holders > 1) - 1
        self._width = int((holders > 1).sum())
        self._place = self._article[self._shared] * self._width + columns[self.term[self._shared]]

    def dense(self, values: Floats) -> _Matrix:
        """Values of entries as a matrix (articles, shared terms), in single precision."""
        matrix = np.zeros(self._articles * self._width, dtype=np.float32)
        matrix[self._place] = values[self._shared]
        return matrix.reshape(self._articles, self._width)

    def cosine(self, values: Floats) -> Floats:
        """The cosine between the articles' vectors of values."""
        norms = np.sqrt(np.bincount(self._article, values**2, self._articles))
        matrix = self.dense(values)
        products = (matrix @ matrix.T).astype(np.float64)
        norms = np.maximum(norms, 1e-9)
        return np.asarray(products / norms[:, None] / norms[None, :])

    def share(self, values: Floats, held: _Matrix) -> Floats:
        """Which share of each row's values stands on terms that each column's article holds."""
        totals = np.bincount(self._article, values, self._articles)
        products = (self.dense(values) @ held.T).astype(np.float64)
        return np.asarray(products / np.maximum(totals, 1e-9)[:, None])


def _mean(shares: Floats) -> Floats:
    return np.asarray(np.sqrt(shares * shares.T))


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0))))
