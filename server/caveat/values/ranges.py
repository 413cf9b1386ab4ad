"""The two ends of a range of dates or times, which share what only one of them states."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from caveat.values.calendar import Parts, add_months
from caveat.values.digits import Token
from caveat.values.model import Interval, Period, Unresolved
from caveat.values.resolved import Resolved
from caveat.values.shapes import grammar

_LINKS: Final = frozenset("-32k&")


def split(tokens: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """The two sides of a range, at the link that leaves a date (or its rest) on each side."""
    body = tokens[1:] if tokens[0].code in "rb" else tokens
    # "Friday from 5 to 6 pm": the day belongs to both sides. A link that stands between spaces
    # comes before the dashes inside a date ("2019-Aug-01 to today").
    for i, token in sorted(enumerate(body), key=lambda at: at[1].joined):
        if token.code not in _LINKS or not 0 < i < len(body) - 1:
            continue
        left, right = body[:i], body[i + 1 :]
        left = [t for t in left if t.code not in "rb"]
        names = ["".join(t.code for t in side) for side in (left, right)]
        if all(is_end(name) for name in names):
            return left, right
    return None


def is_end(shape: str) -> bool:
    """Whether a shape can be one end of a range: a date, a time or the rest of one ("22 this
    month", "December 12 at 4").
    """
    bare = shape.strip("drb,").removesuffix("@D")
    if bare[:1] in ("D", "o") and bare[1:] in ("nU", "lU", "TU"):
        return True
    return bare in ("D", "o", "y", "M", "m", "Y", "w") or grammar().name(
        shape.removesuffix("@D")
    ) not in (
        "",
        "number",
        "ordinal",
        "units",
        "number_range",
    )


def both(a: bool | None, b: bool | None) -> bool | None:
    """The calendar check of a range from those of its ends: one wrong end makes it wrong."""
    if a is False or b is False:
        return False
    return True if a or b else None


def complete(left: Parts, right: Parts) -> None:
    """Give each side of a range what only the other one states."""
    if left.day is not None and left.month is None and right.month is not None:
        left.month = right.month
    if right.day is not None and right.month is None and left.month is not None:
        right.month = left.month
    if left.year is None and right.year is not None and right.decade is None:
        wraps = left.month and right.month and left.month > right.month
        left.year = right.year - 1 if wraps else right.year
    elif right.year is None and left.year is not None and (right.month or right.quarter):
        wraps = left.month and right.month and left.month > right.month
        right.year = left.year + 1 if wraps else left.year
    if left.year and right.year and right.year < left.year and right.year % 100 == right.year:
        right.year += left.year // 100 * 100
    if left.year and right.year and right.month is None and right.year < left.year:
        # "1998-03": the last two digits of a year.
        century = left.year // 100 * 100
        right.year = century + right.year % 100
        if right.year < left.year:
            right.year += 100
    if (
        left.clock is None
        and right.clock is not None
        and left.day is not None
        and left.month is None
    ):
        hour = left.day
        left.day = None
        base = right.clock[0] >= 12 * 3600 and hour * 3600 + 12 * 3600 <= right.clock[0]
        left.clock = (hour * 3600 + (12 * 3600 if base and hour < 12 else 0), "m")
    for one, other in ((left, right), (right, left)):
        if (
            one.clock is not None
            and other.clock is not None
            and _dayless(other)
            and not _dayless(one)
        ):
            for name in ("year", "month", "day", "weekday", "deictic", "shift", "unit", "holiday"):
                setattr(other, name, getattr(one, name))
    for name in ("shift", "unit"):
        if (
            getattr(left, name) in (None, "")
            and getattr(right, name) not in (None, "")
            and left.day
            and not left.month
        ):
            setattr(left, name, getattr(right, name))


def _dayless(p: Parts) -> bool:
    return p.day is None and p.weekday is None and p.deictic is None and p.shift is None


def weekday_after(low: Resolved, high: Resolved) -> Resolved:
    """The upper end on the first such weekday after the lower one ("next Monday to Friday")."""
    if (
        low.period is None
        or low.period.low is None
        or high.period is None
        or high.period.low is None
    ):
        return high
    gap = (high.period.low.date() - low.period.low.date()).days % 7
    day = low.period.low.date() + timedelta(days=gap)
    shift = day - high.period.low.date()
    last = None if high.period.high is None else high.period.high + shift
    timex = day.isoformat() + high.timex[10:]
    return replace(high, timex=timex, period=Period(high.period.low + shift, last))


def join(
    low: Resolved, high: Resolved, *, yearless: bool
) -> tuple[Resolved, Resolved, Period | None, Interval | None] | None:
    """The whole of a range, its ends in order, or None when they do not make one."""
    clock = None
    if low.clock is not None and high.clock is not None:
        clock = Interval(low.clock.low, high.clock.high)
    if low.period is None or high.period is None:
        if clock is not None and low.period is None and high.period is None:
            return low, high, None, clock
        return (low, high, None, None) if low.unresolved is Unresolved.ALL else None
    start, end = low.period.low, high.period.high
    if start is None or end is None:
        return None
    if start > end:
        moved = _earlier(low, start, end, yearless=yearless)
        if moved is None:
            return None
        low, start = moved, moved.period.low if moved.period else start
    return low, high, Period(start, end), clock


def _earlier(low: Resolved, start: datetime, end: datetime, *, yearless: bool) -> Resolved | None:
    """The lower end a week or a year earlier, when it was stated without week or year."""
    period = low.period
    if period is None or period.high is None:
        return None
    if low.weekday is not None and low.relative and start - timedelta(days=7) <= end:
        back = timedelta(days=7)
        day = start - back
        moved = Period(day, period.high - back)
        return replace(low, period=moved, timex=day.date().isoformat())
    if yearless and start.year == end.year and start.year > 1:
        first = add_months(start.date(), -12)
        last = add_months(period.high.date(), -12)
        moved = Period(
            datetime.combine(first, start.time()), datetime.combine(last, period.high.time())
        )
        timex = low.timex
        if timex[:4].isdigit():
            timex = f"{first.year:04}{timex[4:]}"
        return replace(low, period=moved, timex=timex)
    return None
