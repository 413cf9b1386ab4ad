"""Two values of one kind side by side, as two reports put them: whether they name other facts."""

from __future__ import annotations

from caveat.values import Bound, Grain, Quantity, Relation, Value, ValueKind, When, compare

# Words that say which week a weekday is of.
_WEEKS = frozenset({"last", "next", "this"})

# One report may leave out the scale of a temperature that another gives.
_DEGREES = frozenset({"K", "degree"})
_DEGREE = 0.5


def relation(x: Value, y: Value) -> Relation:
    """Two open dates of one side ("since 2010", "since 2012") state other beginnings."""
    found = compare(x, y)
    if isinstance(x, Quantity) and isinstance(y, Quantity):
        if {x.unit, y.unit} == _DEGREES:
            apart = abs(x.number - y.number) > _DEGREE
            return Relation.DIFFERENT if apart else Relation.COMPATIBLE
        return Relation.DIFFERENT if _other_maximum(x, y, found) else found
    if not isinstance(x, When) or not isinstance(y, When):
        return found
    if _other_weekday(x, y):
        return Relation.DIFFERENT
    if found is Relation.DIFFERENT and _one_weekday(x, y):
        return Relation.COMPATIBLE
    if found is Relation.DIFFERENT and _one_month(x, y):
        return Relation.COMPATIBLE
    if found is Relation.DIFFERENT and x.range != y.range and _overlap(x, y):
        return Relation.COMPATIBLE
    if found is Relation.COMPATIBLE:
        open_alike = x.bound == y.bound in (Bound.AT_LEAST, Bound.AT_MOST)
        if open_alike and x.grain == y.grain and x.timex != y.timex and not x.mod and not y.mod:
            return Relation.DIFFERENT
    return found


def _other_maximum(x: Quantity, y: Quantity, relation: Relation) -> bool:
    """Whether "up to 120" meets "up to 140": either holds where the other does, but they name two
    maxima.
    """
    slack = max(x.tolerance, y.tolerance)
    return (
        relation is Relation.COMPATIBLE
        and x.bound is y.bound is Bound.AT_MOST
        and x.kind == y.kind
        and x.kind in (ValueKind.MEASURE, ValueKind.MONEY, ValueKind.PERCENTAGE)
        and x.interval.high is not None
        and y.interval.high is not None
        and abs(x.interval.high - y.interval.high) > slack
    )


def _other_weekday(x: When, y: When) -> bool:
    """Whether two reports call one date by two weekdays."""
    named = x.weekday is not None and y.weekday is not None and x.weekday != y.weekday
    return named and (x.calendar is False) != (y.calendar is False)


def _one_weekday(x: When, y: When) -> bool:
    """Whether two dates are one weekday by name, of weeks that only a tense told apart."""
    named = x.relative and y.relative and x.weekday is not None and x.weekday == y.weekday
    if any(c.isdigit() for c in x.text + y.text):
        return False
    return named and not any(w in _WEEKS for v in (x, y) for w in v.text.lower().split())


def _one_month(x: When, y: When) -> bool:
    """Whether two dates share their month, and one of them does not state its year: a bare month
    may be the last one or the next.
    """
    yearless = any(not any(c.isdigit() for c in v.text) for v in (x, y))
    return (
        yearless
        and x.timex[5:7].isdigit()
        and x.timex[5:7] == y.timex[5:7]
        and (Grain.MONTH in (x.grain, y.grain))
    )


def _overlap(x: When, y: When) -> bool:
    """Whether a range and a date share a day: the date may be its beginning or its year."""
    a, b = x.period, y.period
    if a is None or b is None:
        return False
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return True
    return max(a.low, b.low) <= min(a.high, b.high)
