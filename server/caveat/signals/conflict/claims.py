"""What the comparisons hand to the verdict: who disagrees with whom, and who agrees."""

from __future__ import annotations

from dataclasses import dataclass

from caveat.document import Span


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: the reading's number, the span, its text, the normalised value.

    ``key`` is equal for two sides that state the same value.
    """

    reading: int
    span: Span
    text: str
    value: str
    key: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two passages that answer one question otherwise.

    ``rule`` names what compared them; ``likeness`` is how surely they answer one question, in
    [0, 1]; ``grows`` is 1 or -1 when the thing counted only grows with time (a toll) and the
    other side's figure is higher or lower, else 0.
    """

    kind: str
    rule: str
    own: Side
    other: Side
    likeness: float
    grows: int = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Another reading that states the same where this one's span does."""

    span: Span
    reading: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that two readings say alike and otherwise."""

    disagreements: tuple[Disagreement, ...] = ()
    agreements: tuple[Agreement, ...] = ()
