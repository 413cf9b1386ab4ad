"""What "a year earlier" is a year before, and "the following day" a day after: a date that the text
has just told of.

"Third-quarter profit rose to $31 million, from $10 million a year ago" sets two third quarters side
by side; "he was held on 3 March and freed the next day" tells of 4 March. Read against the
publication date alone both would be other dates, and comparable with another report's. TimeML 1.2.1
anchors such expressions in the same way. Where no date stands near, the publication date it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

import re2

from caveat.values.calendar import (
    add_months,
    days,
    half_period,
    month_period,
    quarter_period,
    week_period,
    week_timex,
    year_period,
)
from caveat.values.model import Grain, Period, Quantity, Unresolved, Value, ValueKind, When

# How far back the quarter may stand, how far back any other date, and how near a figure of a
# business must, in code points.
_REACH: Final = 1_200
_NEAR: Final = 300
_BESIDE: Final = 160
_YEAR_BEFORE: Final = re2.compile(
    r"(?i)\byear[- ](?:ago|earlier)|\byear before\b|\b(?:same|comparable|corresponding|like)"
    r"\s+(?:year[- ](?:ago|earlier)|(?:period|quarter|half)\b.{0,20}\byear)"
)
_FIGURES: Final = frozenset({ValueKind.MONEY, ValueKind.PERCENTAGE})
# And how near the month that such a figure is of ("a 3% rise in December").
_OF_MONTH: Final = 40
# What names a day, week, month or year by its distance from another one: "two days later", "the
# previous month"; of a day also "the next". "The next year" is more often how long.
_BY_DISTANCE: Final = re2.compile(
    r"(?i)(?:\b(?:later|earlier)$|^(?:the )?(?:following|ensuing|same|previous|preceding|prior)"
    r"[ -](?:day|night|morning|evening|afternoon|week|month|year)$|^the next (?:day|night|morning"
    r"|evening|afternoon)$)"
)
_UNITS: Final = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR)


def anchored(values: Sequence[Value], reference: datetime | None = None) -> list[Value]:
    """The values, in their order, with those that stand at a distance from a date told of before
    moved there. ``reference`` is the publication date that they were resolved against.

    "A year earlier" beside a sum of money or a percentage is the year before the quarter, half
    year or month last told of. Linear time.
    """
    found: list[Value] = []
    told: list[When | None] = [None] * len(_UNITS)
    quarter: When | None = None
    month: int | None = None
    for index, value in enumerate(values):
        if not isinstance(value, When) or value.kind is ValueKind.FREQUENCY:
            found.append(value)
            continue
        seen = value
        if value.relative and value.period is not None:
            before = _year_before(values, index, value, quarter, month)
            if before is not None:
                seen = before
            elif reference is not None:
                seen = _moved(value, told, reference.date())
        if seen is value and value.unresolved is Unresolved.NO:
            if value.grain is Grain.QUARTER:
                quarter, month = value, None
            elif value.grain is Grain.MONTH:
                month = index
        _remember(told, seen)
        found.append(seen)
    return found


def _remember(told: list[When | None], value: When) -> None:
    """Keep the last date that is stated at least to the day, the week, the month, the year."""
    if value.range or value.unresolved is not Unresolved.NO or value.grain > Grain.YEAR:
        return
    if value.period is None or value.period.low is None:
        return
    for at, unit in enumerate(_UNITS):
        if value.grain <= unit:
            told[at] = value


def _near(value: When, anchor: When, reach: int) -> bool:
    return value.span.field == anchor.span.field and (value.span.start - anchor.span.end <= reach)


def _moved(value: When, told: list[When | None], today: date) -> When:
    """A date that was counted from the publication date, counted from the last one told of."""
    unit = Grain.DAY if value.grain is Grain.DAYPART else value.grain
    period = value.period
    if unit not in _UNITS or not value.relative or value.range or period is None:
        return value
    anchor = told[_UNITS.index(unit)]
    if anchor is None or not _near(value, anchor, _NEAR) or not _BY_DISTANCE.search(value.text):
        return value
    if anchor.period is None or anchor.period.low is None or period.low is None:
        return value
    start, origin = period.low.date(), anchor.period.low.date()
    try:
        timex, moved = _shifted(unit, start, origin, today)
    except (ValueError, OverflowError):
        return value
    if value.grain is Grain.DAYPART and moved.low is not None and period.high is not None:
        apart = moved.low.date() - start
        moved = Period(period.low + apart, period.high + apart)
        timex += value.timex[10:]
    return replace(value, timex=timex, period=moved, relative=anchor.relative)


def _shifted(unit: Grain, start: date, origin: date, today: date) -> tuple[str, Period]:
    """The unit as far from ``origin`` as ``start`` is from ``today``."""
    if unit is Grain.DAY:
        day = origin + (start - today)
        return day.isoformat(), days(day, day)
    if unit is Grain.WEEK:
        monday = today - timedelta(days=today.weekday())
        day = origin + (start - monday)
        return week_timex(day), week_period(day)
    if unit is Grain.MONTH:
        day = add_months(
            origin.replace(day=1), 12 * (start.year - today.year) + start.month - today.month
        )
        return f"{day:%Y-%m}", month_period(day.year, day.month)
    year = origin.year + start.year - today.year
    return f"{year:04}", year_period(year)


def _year_before(
    values: Sequence[Value], index: int, value: When, quarter: When | None, month: int | None
) -> When | None:
    """The part of the year before that "a year earlier" beside a figure means, or None."""
    if value.grain is not Grain.YEAR or value.range or (quarter is None and month is None):
        return None
    if not _YEAR_BEFORE.search(value.text):
        return None
    if not _beside_a_figure(values, index, _BESIDE):
        return None
    low = _month_of_a_figure(values, month, value)
    if low is not None and low.year > 1:
        return replace(
            value,
            timex=f"{low.year - 1:04}-{low.month:02}",
            grain=Grain.MONTH,
            period=month_period(low.year - 1, low.month),
        )
    if quarter is None or not _near(value, quarter, _REACH):
        return None
    year, _, part = quarter.timex.partition("-")
    if not (year.isdigit() and part[:1] in ("Q", "H") and part[1:].isdigit()):
        return None
    before, number = int(year) - 1, int(part[1:])
    period = (quarter_period if part[0] == "Q" else half_period)(before, number)
    return replace(value, timex=f"{before:04}-{part}", grain=Grain.QUARTER, period=period)


def _month_of_a_figure(values: Sequence[Value], month: int | None, value: When) -> datetime | None:
    """The start of the month that a figure just before ``value`` is of ("a 3% rise in May")."""
    told = None if month is None else values[month]
    if month is None or not isinstance(told, When) or told.mod or told.range:
        return None
    if told.period is None or not _near(value, told, _BESIDE):
        return None
    return told.period.low if _beside_a_figure(values, month, _OF_MONTH) else None


def _beside_a_figure(values: Sequence[Value], index: int, reach: int) -> bool:
    """Whether one of the few values on either side is money or a share, and near."""
    at = values[index].span
    beside = [*values[max(0, index - 3) : index], *values[index + 1 : index + 4]]
    return any(
        isinstance(other, Quantity)
        and other.kind in _FIGURES
        and other.span.field == at.field
        and min(abs(at.start - other.span.end), abs(other.span.start - at.end)) <= reach
        for other in beside
    )
