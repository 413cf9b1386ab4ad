"""Why two dates cannot be compared: other events, other figures, a day the other cannot know."""

from __future__ import annotations

from datetime import datetime

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.apart import apart, other_bodies
from caveat.signals.conflict.qualified import qualified_apart
from caveat.signals.conflict.setting import Setting
from caveat.values import Grain, Quantity, Relation, Value, ValueKind, When, compare

# What stands between two days of a list: ", " or " and ".
_LIST_GAP = 6
_DAYS = range(1, 32)
_FIGURES = 6
_RATES = frozenset({ValueKind.PERCENTAGE, ValueKind.MONEY})
_COUNTED = frozenset({ValueKind.COUNT, ValueKind.NUMBER})


def bar_dates(a: Setting, b: Setting, day_a: datetime | None, day_b: datetime | None) -> str:
    """Why two dates cannot be compared, or ""; see ``bars.bar``."""
    if a.reported or b.reported:
        return "one is the day of the statement"
    if qualified_apart(a, b):
        return "one is qualified as the other is not"
    if other_bodies(a.passage, b.passage) and not a.events & b.events & lexicon.FACTS:
        return "two bodies are named as the sources"
    if apart(a.events, b.events) or a.several != b.several:
        return "they date other events"
    if _other_figures(a, b):
        return "they date other figures"
    forecast = "expected" in a.qualifiers ^ b.qualifiers
    if forecast and not (day_a and day_b):
        return "one is only expected"
    ahead = {_ahead(a, day_a), _ahead(b, day_b)}
    if ahead == {True, False}:
        return "one is past, the other to come"
    if ahead == {False} and (_unknown(a, day_b) or _unknown(b, day_a)):
        return "one is of a later day"
    if a.offset != b.offset:
        return "they are other ends of a time"
    if ValueKind.TIME in (a.value.kind, b.value.kind) and _exact(a.value) != _exact(b.value):
        return "one is no exact time"
    if (_day_of_list(a) or _day_of_list(b)) and _same_month(a.value, b.value):
        return "one is one of several days listed"
    if isinstance(a.value, When) and isinstance(b.value, When):
        fine, coarse = sorted((a.value.grain, b.value.grain))
        if fine <= Grain.MONTH and coarse >= Grain.QUARTER:
            return "one is too coarse to say"
    return ""


def _ahead(s: Setting, published: datetime | None) -> bool | None:
    """Whether a date lies after the day of publication; None when that cannot be told."""
    period = s.value.period if isinstance(s.value, When) else None
    if published is None or period is None or period.low is None:
        return None
    return period.low.date() > published.date()


def _unknown(s: Setting, published: datetime | None) -> bool:
    """Whether a day lies after the other report came out."""
    period = s.value.period if isinstance(s.value, When) else None
    if published is None or period is None or period.low is None:
        return False
    return period.low > published.replace(tzinfo=None)


def _day_of_list(s: Setting) -> bool:
    """Whether it is one of several days, as in "on 7, 9 and 11 October"."""
    day = s.value.span
    return any(
        (v.kind is ValueKind.DATE or (v.kind in _COUNTED and _day_number(v)))
        and 0 < max(v.span.start - day.end, day.start - v.span.end) <= _LIST_GAP
        for v in s.passage.values
    )


def _day_number(value: Value) -> bool:
    return isinstance(value, Quantity) and value.interval.low in _DAYS


def _same_month(a: Value, b: Value) -> bool:
    return _month(a) == _month(b) != 0


def _month(value: Value) -> int:
    period = value.period if isinstance(value, When) else None
    return period.low.month if period is not None and period.low is not None else 0


def _other_figures(a: Setting, b: Setting) -> bool:
    """Whether two sentences date figures of one unit that differ: two months' inflation."""
    relations = {
        compare(x, y)
        for x in a.passage.values[:_FIGURES]
        for y in b.passage.values[:_FIGURES]
        if x.kind in _RATES and y.kind in _RATES
    }
    return Relation.DIFFERENT in relations and not relations & {
        Relation.EQUAL,
        Relation.COMPATIBLE,
    }


def _exact(value: Value) -> bool:
    return isinstance(value, When) and value.grain < Grain.DAYPART
