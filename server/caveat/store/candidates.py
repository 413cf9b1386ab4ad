"""Which articles are worth a closer look: those that share rare terms or wording."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from caveat.store.background import RAREST, Floats, rarity
from caveat.store.corpus import Corpus
from caveat.store.index import Window
from caveat.store.reading import Reading
from caveat.store.schema import UNDATED
from caveat.store.segment import Ints, Segment, band_key
from caveat.store.terms import NAME, Keys, Profile

# How many articles get the closer look.
_CANDIDATES = 64
# How many postings may be read to find them, and how many terms are looked up however many
# postings they have.
_POSTINGS = 20_000
_FEWEST = 3
# A whole number, so that sums do not depend on their order. A name counts double, and a band of
# the fingerprint as much as two of the rarest names.
_SCALE = 1000
_BAND_WEIGHT = round(4 * RAREST * _SCALE)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """An article and the candidates for its event, as ``event.same_event`` takes them.

    ``profiles`` and ``days`` begin with the article itself; ``articles`` and ``ids`` are the
    candidates' keys in the corpus and their ids, in the order of the ids, so one fewer. ``keys``
    are all their terms, sorted, and ``rarities`` theirs.
    """

    articles: tuple[int, ...]
    ids: tuple[str, ...]
    profiles: tuple[Profile, ...]
    days: tuple[float | None, ...]
    keys: Keys
    rarities: Floats


def neighbourhood(corpus: Corpus, article_id: str, reading: Reading, days: int) -> Neighbourhood:
    """The candidates for an article's event, itself (by its id) never among them.

    They depend on what the corpus holds and not on how it came to hold it.
    """
    window = corpus.window(reading.day, days)
    ranked = _ranked(window, reading, days)
    known = corpus.candidates(ranked)
    others = [k for k in ranked if k in known and known[k].article_id != article_id]
    chosen = sorted(others[:_CANDIDATES], key=lambda k: known[k].article_id)
    found = [known[k] for k in chosen]
    profiles = (reading.profile, *(c.profile for c in found))
    keys, holders = np.unique(np.concatenate([p.keys for p in profiles]), return_counts=True)
    # What stands in one of the articles only is looked up in the background list alone: there are
    # thousands of such terms, and they matter for nothing but the articles' lengths.
    shared = keys[holders > 1]
    rarities = rarity(keys, np.zeros(len(keys)), 0.0)
    rarities[holders > 1] = window.rarities(shared, window.held(shared))
    return Neighbourhood(
        tuple(chosen),
        tuple(c.article_id for c in found),
        profiles,
        tuple(None if d == UNDATED else float(d) for d in (reading.day, *(c.day for c in found))),
        keys,
        rarities,
    )


def _ranked(window: Window, reading: Reading, days: int) -> list[int]:
    """The keys of the articles in the window that share the rarest terms and the most wording,
    best first, at most one more than get the closer look.
    """
    if not window.segments:
        return []
    keys, weights = _rarest(window, reading.profile)
    bands = np.array([band_key(b) for b in reading.bands], dtype=np.int64)
    keys = np.append(keys, bands)
    weights = np.append(weights, np.full(len(bands), _BAND_WEIGHT))
    bounds = [segment.bounds(keys) for segment in window.segments]
    held = np.sum([end - begin for begin, end in bounds], axis=0)
    few = np.ones(len(keys), dtype=bool)
    few[len(keys) - len(bands) :] = _affordable(held[len(keys) - len(bands) :], 0)
    scores, ranks, articles = [], [], []
    for segment, (begin, end) in zip(window.segments, bounds, strict=True):
        score = segment.weigh(begin[few], end[few], weights[few])
        found = np.flatnonzero(score * _inside(segment, reading.day, days))
        scores.append(score[found])
        ranks.append(segment.ranks[found])
        articles.append(segment.articles[found])
    return _best(np.concatenate(scores), np.concatenate(ranks), np.concatenate(articles))


def _rarest(window: Window, profile: Profile) -> tuple[Keys, Ints]:
    """The article's rarest terms, as many as can be looked up in good time, and their weights."""
    held = window.held(profile.keys)
    rarities = window.rarities(profile.keys, held)
    order = np.argsort(-rarities, kind="stable")
    chosen = order[_affordable(held[order], _FEWEST)]
    chosen = chosen[(held[chosen] > 0) & (rarities[chosen] > 0)]
    names = (profile.kinds[chosen] & NAME) > 0
    weights = np.round(_SCALE * rarities[chosen]) * (1 + names)
    return profile.keys[chosen], weights.astype(np.int64)


def _affordable(counts: Floats | Ints, least: int) -> npt.NDArray[np.bool_]:
    """Which keys, from the first on, can be read in good time."""
    allowed: npt.NDArray[np.bool_] = np.cumsum(counts) <= _POSTINGS
    allowed[:least] = True
    return allowed


def _inside(segment: Segment, day: int, days: int) -> Ints:
    """For each article 1 when it falls into the window, or 0."""
    if day == UNDATED:
        return np.ones(len(segment), dtype=np.int64)
    inside = np.abs(segment.days - day) <= days
    return np.asarray(inside | (segment.days == UNDATED), dtype=np.int64)


def _best(scores: Ints, ranks: Ints, articles: Ints) -> list[int]:
    wanted = _CANDIDATES + 1
    if len(scores) > wanted:
        # Whatever ties with the last one stays for the ranks to decide.
        kept = scores >= np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
        scores, ranks, articles = scores[kept], ranks[kept], articles[kept]
    order = np.lexsort((ranks, -scores))
    best: list[int] = articles[order][:wanted].tolist()
    return best
