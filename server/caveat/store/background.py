"""How common words are in news at large, so that a small store knows what is telling."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from caveat.store.terms import Keys, key

Floats = npt.NDArray[np.float64]

# Made by ``python -m caveat.evaluation.background``, from sets that may be trained on.
FILE = Path(__file__).parent / "background.tsv"
# The share of articles in which a word stands that the list does not have.
UNSEEN = 0.0005
# A word can be no rarer than this to count as evidence (retrieval knows no such bound): weights
# fitted in a store of a thousand articles so hold in one of a million.
RAREST = -float(np.log(UNSEEN))
# The list weighs as much as this many articles of the store itself.
PSEUDO_ARTICLES = 200.0


def shares(keys: Keys) -> Floats:
    """For each term the share of news articles that hold it, by the background list alone."""
    known, values = _table()
    at = np.searchsorted(known, keys)
    at[at == len(known)] = 0
    return np.where(known[at] == keys, values[at], UNSEEN)


def rarity(keys: Keys, held: Floats, total: float) -> Floats:
    """The inverse document frequency of terms, in nats, never negative (Spärck Jones, 1972).

    ``held`` says in how many of the store's ``total`` articles each term stands; the background
    list stands in for the articles that a young store does not have yet.
    """
    seen = held + shares(keys) * PSEUDO_ARTICLES
    return np.maximum(0.0, -np.log(np.minimum(seen / (PSEUDO_ARTICLES + total), 1.0)))


@cache
def _table() -> tuple[Keys, Floats]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    found = sorted((key(word), float(share)) for word, share in pairs)
    keys, values = zip(*found, strict=True)
    return np.array(keys, dtype=np.int64), np.array(values, dtype=np.float64)
