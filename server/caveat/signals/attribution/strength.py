"""How much several pieces of one kind weigh together: by density, never by number."""

from __future__ import annotations

from dataclasses import replace

from caveat.evidence import Evidence

# Under this a kind is recorded and weighs nothing: dense, well-sourced copy stays CLEAR.
FLOOR = 0.08


def spread(pieces: list[Evidence], strength: float) -> list[Evidence]:
    """The pieces with weights under which their noisy-or is ``strength`` (a probability).

    However many pieces an article shows for a kind, the kind counts once; a strength under
    ``FLOOR`` leaves weights of 0. A piece's confidence caps what it can carry.
    """
    if not pieces:
        return []
    if strength < FLOOR:
        return [replace(p, weight=0.0) for p in pieces]
    each = 1.0 - (1.0 - min(strength, 0.95)) ** (1.0 / len(pieces))
    return [replace(p, weight=round(min(1.0, each / p.confidence), 4)) for p in pieces]
