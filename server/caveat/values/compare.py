"""Two values side by side: whether they say the same, can both hold, or exclude each other."""

from __future__ import annotations

from datetime import datetime

from caveat.values.model import (
    Interval,
    Name,
    Period,
    Quantity,
    Relation,
    Unresolved,
    Value,
    ValueKind,
    When,
)
from caveat.values.names import same_person
from caveat.values.units import ONE_NAME

_ANY_NUMBER = frozenset({ValueKind.NUMBER, ValueKind.COUNT})
_PLACEHOLDER_YEAR = 2000


def compare(a: Value, b: Value) -> Relation:
    """The relation of two values, symmetric, and EQUAL for a value and itself (INCOMPARABLE when
    it cannot be compared with anything). Only the values count, not what they are about.

    Quantities of one kind and unit (a COUNT and a bare NUMBER are one kind) are EQUAL when their
    intervals are; COMPATIBLE when the intervals, widened by the coarser of the two roundings,
    meet: so "at least 20" agrees with 23 and "1.2 million" with 1,187,000; else DIFFERENT. Two
    explicit ranges must have the same ends, within that rounding, or one is DIFFERENT. A dollar
    whose country is not said may be any dollar.

    Dates are EQUAL when their periods are; COMPATIBLE when one lies within the other, or when an
    open or hedged end lets them meet; else DIFFERENT. Of two explicit ranges ("May 19-21") stated
    to the same unit, other ends make them DIFFERENT even where one holds the other. A date
    without a year is compared by month and day, and never more than COMPATIBLE with a full date.
    Times of day are compared on the same day, or when at least one has no day; with zones when
    both state one; when only one does, times that differ are INCOMPARABLE.

    Names are EQUAL by their key, two persons' COMPATIBLE when they can be one person's
    (``caveat.values.names``), else DIFFERENT.
    """
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return _quantities(a, b)
    if isinstance(a, When) and isinstance(b, When):
        return _dates(a, b)
    if isinstance(a, Name) and isinstance(b, Name):
        return _names(a, b)
    return Relation.INCOMPARABLE


def _quantities(a: Quantity, b: Quantity) -> Relation:
    same_kind = a.kind == b.kind or (a.kind in _ANY_NUMBER and b.kind in _ANY_NUMBER)
    if not same_kind or not _same_unit(a.unit, b.unit):
        return Relation.INCOMPARABLE
    if a.kind is ValueKind.RESULT:
        pairs = {(a.number, a.second), (a.second, a.number)}
        same = (b.number, b.second) in pairs
        return Relation.EQUAL if same else Relation.DIFFERENT
    if a.interval == b.interval:
        return Relation.EQUAL
    slack = max(a.tolerance, b.tolerance, 1e-9 * max(abs(a.number), abs(b.number)))
    if a.range and b.range:
        close = _near(a.interval.low, b.interval.low, slack) and _near(
            a.interval.high, b.interval.high, slack
        )
        return Relation.COMPATIBLE if close else Relation.DIFFERENT
    return Relation.COMPATIBLE if _meet(a.interval, b.interval, slack) else Relation.DIFFERENT


def _same_unit(a: str, b: str) -> bool:
    if a == b:
        return True
    # "USD?" is a dollar sign or word without a country.
    return b in ONE_NAME.get(a, ()) or a in ONE_NAME.get(b, ())


def _meet(a: Interval, b: Interval, slack: float) -> bool:
    return _below(a.low, b.high, slack) and _below(b.low, a.high, slack)


def _below(low: float | None, high: float | None, slack: float) -> bool:
    return low is None or high is None or low <= high + slack


def _near(a: float | None, b: float | None, slack: float) -> bool:
    return a == b or (a is not None and b is not None and abs(a - b) <= slack)


def _dates(a: When, b: When) -> Relation:
    if ValueKind.FREQUENCY in (a.kind, b.kind):
        return Relation.INCOMPARABLE
    if a.clock is not None and b.clock is not None:
        return _times(a, b)
    return _days(a, b)


def _days(a: When, b: When) -> Relation:
    if a.period is None or b.period is None:
        return Relation.INCOMPARABLE
    by_month = Unresolved.YEAR in (a.unresolved, b.unresolved)
    one, other = a.period, b.period
    if by_month:
        moved_one, moved_other = _without_year(a), _without_year(b)
        if moved_one is None or moved_other is None:
            return Relation.INCOMPARABLE
        one, other = moved_one, moved_other
    if one == other:
        whole = a.unresolved == b.unresolved
        return Relation.EQUAL if whole else Relation.COMPATIBLE
    if a.range and b.range and a.grain == b.grain:
        return Relation.DIFFERENT
    if not _periods_meet(one, other):
        return Relation.DIFFERENT
    hedged = any(v.mod or v.period is None or _open(v.period) for v in (a, b))
    if hedged or _within(one, other) or _within(other, one):
        return Relation.COMPATIBLE
    return Relation.DIFFERENT


def _without_year(when: When) -> Period | None:
    period = when.period
    if period is None or when.unresolved is Unresolved.YEAR:
        return period
    if period.low is None or period.high is None or period.low.year != period.high.year:
        return None
    return Period(
        period.low.replace(year=_PLACEHOLDER_YEAR), period.high.replace(year=_PLACEHOLDER_YEAR)
    )


def _open(period: Period) -> bool:
    return period.low is None or period.high is None


def _periods_meet(a: Period, b: Period) -> bool:
    return _not_after(a.low, b.high) and _not_after(b.low, a.high)


def _within(inner: Period, outer: Period) -> bool:
    low = outer.low is None or (inner.low is not None and outer.low <= inner.low)
    high = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    return low and high


def _not_after(low: datetime | None, high: datetime | None) -> bool:
    return low is None or high is None or low <= high


def _times(a: When, b: When) -> Relation:
    if a.clock is None or b.clock is None:  # pragma: no cover (the caller has looked)
        return Relation.INCOMPARABLE
    if a.period is not None and b.period is not None and _days_apart(a, b):
        return Relation.DIFFERENT
    shift = 0.0
    one_zone = (a.utc_offset is None) != (b.utc_offset is None)
    if a.utc_offset is not None and b.utc_offset is not None:
        shift = 60.0 * (a.utc_offset - b.utc_offset)
    moved = Interval(
        None if b.clock.low is None else b.clock.low + shift,
        None if b.clock.high is None else b.clock.high + shift,
    )
    if a.clock == moved:
        return Relation.COMPATIBLE if one_zone else Relation.EQUAL
    if _meet(a.clock, moved, 0.0):
        return Relation.COMPATIBLE
    return Relation.INCOMPARABLE if one_zone else Relation.DIFFERENT


def _days_apart(a: When, b: When) -> bool:
    """Whether two times lie on different days for certain: zones may move one by a day."""
    low, high = (a, b) if _start(a) <= _start(b) else (b, a)
    gap = (_start(high).date() - _start(low).date()).days
    zones_differ = a.utc_offset != b.utc_offset
    return gap > (1 if zones_differ else 0)


def _start(when: When) -> datetime:
    if when.period is None:
        return datetime.min  # noqa: DTZ901 (periods are local and have no zone)
    return when.period.low or when.period.high or datetime.min  # noqa: DTZ901


def _names(a: Name, b: Name) -> Relation:
    if a.kind != b.kind:
        return Relation.INCOMPARABLE
    if a.key == b.key:
        return Relation.EQUAL
    if a.kind is ValueKind.PERSON and same_person(a.name, b.name):
        return Relation.COMPATIBLE
    return Relation.DIFFERENT
