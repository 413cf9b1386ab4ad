"""Whether two figures are of other times: planned and done, other days, other lengths of time."""

from __future__ import annotations

from datetime import datetime, timedelta

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.setting import Setting
from caveat.values import Relation, Value, ValueKind, compare

_AFTER = timedelta(hours=12)
_NEAR = 45
_DAYS_LATER = timedelta(days=2)


def foretold(a: Setting, b: Setting, day_a: datetime | None, day_b: datetime | None) -> bool:
    """Whether the earlier report tells what is to be, and one of days later what came of it."""
    if day_a is None or day_b is None or abs(day_a - day_b) < _DAYS_LATER:
        return False
    early, late = (a, b) if day_a < day_b else (b, a)
    return _to_come(early) and not _to_come(late)


def _to_come(s: Setting) -> bool:
    return any(w.text.lower() in lexicon.FUTURE - {"to", "due"} for w in s.passage.words)


def other_term(a: Setting, b: Setting) -> bool:
    """Whether two prices are for other lengths of time: a day's ticket, a ticket for four days."""
    one, other = _term(a), _term(b)
    return one is not None and other is not None and compare(one, other) is Relation.DIFFERENT


def _term(s: Setting) -> Value | None:
    return next(
        (
            v
            for v in s.passage.values
            if v.kind is ValueKind.DURATION
            and max(v.span.start - s.value.span.end, s.value.span.start - v.span.end) <= _NEAR
        ),
        None,
    )


def of_later_day(s: Setting, own: datetime | None, other: datetime | None) -> bool:
    """Whether a value is dated to a day after the other report came out, and before its own."""
    if own is None or other is None:
        return False
    first, last = other.replace(tzinfo=None) + _AFTER, own.replace(tzinfo=None)
    lows = [d.period.low for d in s.past if d.period is not None and d.period.low is not None]
    return any(first < low <= last for low in lows)
