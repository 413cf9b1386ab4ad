"""How alike the words around two places are: nearer words weigh more."""

from __future__ import annotations

from collections.abc import Mapping

from caveat.signals.conflict.align import Index
from caveat.signals.conflict.passages import Passage

# A clause break between two words counts as so many words.
BREAK = 3
_WINDOW = 24
_LOCAL = 14


def distances(passage: Passage, at: range) -> list[tuple[int, int]]:
    """(distance, word index) of the words around the words ``at``, in text order."""
    if not at:
        return []
    low, high = at[0], at[-1]
    clauses = passage.clauses
    found: list[tuple[int, int]] = []
    for i in range(max(0, low - _WINDOW), min(len(passage.words), high + _WINDOW + 1)):
        if i not in at:
            edge = low if i < low else high
            found.append((abs(i - edge) + BREAK * abs(clauses[i] - clauses[edge]), i))
    return found


def bag(passage: Passage, reach: list[tuple[int, int]], index: Index) -> dict[str, float]:
    """The content stems of a surrounding, by idf over distance."""
    found: dict[str, float] = {}
    for distance, i in reach:
        w = passage.words[i]
        if distance <= _LOCAL and w.content and i not in passage.masked:
            weight = index.weight(w.stem) / (1.0 + distance / 4.0)
            found[w.stem] = max(weight, found.get(w.stem, 0.0))
    return found


def overlap(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Mean of containment and Dice of two weighted bags, in [0, 1]."""
    shared = sum(min(w, b[s]) for s, w in sorted(a.items()) if s in b)
    if not shared:
        return 0.0
    own, other = (sum(x[s] for s in sorted(x)) for x in (a, b))
    return 0.5 * shared / min(own, other) + shared / (own + other)
