"""How far a page as a whole rests on what nobody can check.

Each kind of evidence weighs by its own share of the sourcing; a page on which anonymous officials,
hearsay and bare accusations stand side by side, and hardly anybody with a name says anything, is
worse than any one of them. Its strength is

    (unchecked / (unchecked + checked)) ** 1.5 * min(1, unchecked / (0.3 * sentences))

where ``unchecked`` sums the sentences that rest on nothing, each by its gravity, and ``checked``
counts those that a named person or body answers for: a share, which length alone never changes.
Fewer than three such sentences count in proportion. The exponent keeps a page with as many named
sources as nameless ones well under the policy's threshold.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from caveat.evidence import Evidence
from caveat.signals.attribution.patterns import ANONYMOUS, CLAIM, VAGUE
from caveat.signals.attribution.sourcing import Sourcing
from caveat.signals.attribution.strength import spread

# How grave a sentence of each kind is; anonymous and vague ones count by their confidence.
_GRAVITY = {"second_hand": 0.5, "unattributed_quote": 0.8}
_CLAIMS = {
    "accusation": 1.0,
    "superlative": 0.4,
    "statistic": 0.4,
    "unnamed_agent": 0.4,
    "inside_knowledge": 0.4,
}
# "Analysts said" is the market's shorthand: several of them alone are no page to hold.
_CROWD = 0.8
_SENTENCES = 0.3
_FEW = 3
_MOST = 0.95
# Somebody who signs answers for some of it.
_SIGNED = 0.9


def weigh(pieces: list[Evidence], sourcing: Sourcing, *, signed: bool) -> list[Evidence]:
    """The pieces, weighing more where together they are most of what the page has."""
    strength = _strength(pieces, sourcing) * (_SIGNED if signed else 1.0)
    if strength <= _own(pieces):
        return pieces
    kinds = (ANONYMOUS, VAGUE, CLAIM, *_GRAVITY)
    raised = [p for p in pieces if p.kind in kinds]
    return [p for p in pieces if p.kind not in kinds] + [
        replace(p, weight=max(p.weight, q.weight))
        for p, q in zip(raised, spread(raised, strength), strict=True)
    ]


def _own(pieces: Sequence[Evidence]) -> float:
    left = 1.0
    for piece in pieces:
        left *= 1.0 - piece.confidence * piece.weight
    return 1.0 - left


def _strength(pieces: Sequence[Evidence], sourcing: Sourcing) -> float:
    starts = [s.span.start for s in sourcing.sentences]
    worst: dict[int, float] = {}
    for piece in pieces:
        gravity = _gravity(piece)
        if gravity and piece.span.field == "text":
            i = bisect_right(starts, piece.span.end - 1) - 1
            worst[i] = max(worst.get(i, 0.0), gravity)
    if not worst:
        return 0.0
    unchecked = sum(worst.values())
    checked = len((sourcing.named & sourcing.answered) - worst.keys())
    share = math.pow(unchecked / (unchecked + checked), 1.5)
    cover = min(1.0, unchecked / (_SENTENCES * len(sourcing.sentences)))
    return _MOST * share * cover * min(1.0, len(worst) / _FEW)


def _gravity(piece: Evidence) -> float:
    if piece.kind == ANONYMOUS:
        return piece.confidence
    if piece.kind == VAGUE:
        return _CROWD * piece.confidence
    if piece.kind == CLAIM:
        name = piece.rule.partition("@")[0].rpartition(".")[2]
        return _CLAIMS.get(name, 0.4)
    return _GRAVITY.get(piece.kind, 0.0)
