"""Two sets that are both known and share nothing: two sources, two places, two owners."""

from __future__ import annotations

from caveat.signals.conflict.passages import Passage


def other_bodies(a: Passage, b: Passage) -> bool:
    """Whether two sentences name two sources, neither of which the other sentence knows."""
    if not apart(a.bodies, b.bodies):
        return False
    return a.bodies.isdisjoint(w.stem for w in b.words) and b.bodies.isdisjoint(
        w.stem for w in a.words
    )


def apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both are known, and share nothing."""
    return bool(a) and bool(b) and not a & b
