"""How surely two values that nothing bars answer the same question, by the words around them."""

from __future__ import annotations

from datetime import datetime, timedelta

from caveat.signals.conflict.near import overlap
from caveat.signals.conflict.setting import Setting
from caveat.values import Bound, Grain, Quantity, Relation, Value, ValueKind, When, compare

# What a sentence dates this far from the day of publication is history, not the story.
_HISTORY = timedelta(days=300)
_SUREST = 0.66
_NEXT = timedelta(days=1)
# What is left of the likeness when a sentence is about somebody whom only a pronoun names.
_STRANGERS = 0.7
# What is left when one report drops a qualifier that the other gives.
_DROPPED = 0.85
# A day against a month is mostly a deed against its announcement.
_OTHER_GRAIN = 0.8


def days_apart(a: tuple[When, ...], b: tuple[When, ...]) -> bool:
    """Whether both sentences are dated, and to other days."""
    return bool(a and b) and all(
        compare(x, y) is Relation.DIFFERENT and not _touch(x, y) for x in a for y in b
    )


def past(dates: tuple[When, ...], published: datetime | None) -> bool:
    """Whether dates tell of the past rather than of the story, None of them of its days."""
    return bool(dates) and all(_history(d, published) for d in dates)


def _touch(x: When, y: When) -> bool:
    """Whether two days of the week are next to each other, as night and morning reports have it."""
    if not (x.grain == y.grain == Grain.DAY and x.relative and y.relative):
        return False
    return adjacent(x, y)


def adjacent(x: When, y: When) -> bool:
    """Whether two dates may be next to each other, or one."""
    one, other = x.period, y.period
    if one is None or other is None or one.low is None or other.low is None:
        return True
    return abs(one.low - other.low) <= _NEXT


def _history(date: When, published: datetime | None) -> bool:
    if date.period is None:
        return False
    if published is None:
        # A year is named where it is not this one.
        return not date.relative and date.grain >= Grain.YEAR
    ends = [e for e in (date.period.low, date.period.high) if e is not None]
    return bool(ends) and all(abs(e - published.replace(tzinfo=None)) > _HISTORY for e in ends)


def likeness(a: Setting, b: Setting, similarity: float) -> float:
    """How surely two values that nothing bars answer the same question, in [0, 1]."""
    near = overlap(a.near, b.near)
    if not near:
        return 0.0
    bonus = 0.0
    if a.noun and a.noun == b.noun:
        bonus += 0.15
    if a.outcomes & b.outcomes or a.measures & b.measures or a.events & b.events:
        bonus += 0.15
    if _since_first(a) and _since_first(b):
        bonus += 0.15
    if _united(a) and a.value.kind == b.value.kind:
        bonus += 0.08
    if transposed(a.value, b.value):
        bonus += 0.1
    alike = min(1.0, 0.45 * near + 0.35 * similarity + bonus)
    if "?" in a.people | b.people:
        alike *= _STRANGERS
    if a.qualifiers != b.qualifiers:
        alike *= _DROPPED
    if isinstance(a.value, When) and isinstance(b.value, When) and a.value.grain != b.value.grain:
        alike *= _OTHER_GRAIN
    return alike * _ratio(a.value, b.value)


def sole_likeness(
    a: Setting, b: Setting, similarity: float, around: float, strength: float
) -> float:
    """The likeness of two values each of which is its text's only answer to a question that says
    ``strength`` by itself. ``similarity`` is that of the two sentences, ``around`` that of the
    three sentences around each.
    """
    alike = strength + 0.3 * overlap(a.near, b.near) + 0.1 * similarity + 0.15 * around
    if transposed(a.value, b.value):
        alike += 0.1
    # Less sure than sentences that are alike, however many signs there are.
    return min(_SUREST, alike) * _doubts(a, b)


def _doubts(a: Setting, b: Setting) -> float:
    """What is left of a likeness for what speaks against it without forbidding it."""
    left = _STRANGERS if "?" in a.people ^ b.people and a.age is None else 1.0
    if a.qualifiers != b.qualifiers:
        left *= _DROPPED
    if isinstance(a.value, When) and isinstance(b.value, When) and a.value.grain != b.value.grain:
        left *= _OTHER_GRAIN
    return left


def _since_first(s: Setting) -> bool:
    """Whether a date ends a record: "the first time since 1987", "the highest since 2008"."""
    since = isinstance(s.value, When) and s.value.bound is Bound.AT_LEAST
    return since and bool(s.qualifiers & {"first", "record"})


def _united(s: Setting) -> bool:
    """Whether the unit itself says what is asked: metres, tonnes, francs."""
    return s.value.kind in (ValueKind.MEASURE, ValueKind.MONEY)


def transposed(a: Value, b: Value) -> bool:
    """The same digits in another order, a slip of the hand: 187 and 178."""
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    one, other = ("".join(c for c in f"{v.number:.6g}" if c.isdigit()) for v in (a, b))
    return len(one) > 1 and one != other and sorted(one) == sorted(other)


def _ratio(a: Value, b: Value) -> float:
    """Reports of one fact seldom differ tenfold: figures that do are mostly of other things."""
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return 1.0
    low, high = sorted((abs(a.number), abs(b.number)))
    if low == 0 or high / low > 10:
        return 0.6
    return 0.8 if high / low > 4 else 1.0
