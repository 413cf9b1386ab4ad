"""The calendar: from the parts that a text states to the period that they cover."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from caveat.values.model import Grain, Period

_DAY_END: Final = time(23, 59, 59)
SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# Parts of the day in hours, closed at the last second. Not sharp: a text that says "evening" may
# mean five o'clock or eleven.
DAYPARTS: Final = {
    "MO": (4, 12), "MI": (11, 14), "AF": (12, 18), "EV": (17, 23), "NI": (18, 24), "DT": (6, 20),
}  # fmt: skip
UNIT_GRAINS: Final = {
    "day": Grain.DAY, "night": Grain.DAY, "weekday": Grain.DAY, "week": Grain.WEEK,
    "weekend": Grain.WEEK, "fortnight": Grain.WEEK, "month": Grain.MONTH,
    "quarter": Grain.QUARTER, "season": Grain.SEASON, "semester": Grain.SEASON,
    "year": Grain.YEAR, "decade": Grain.DECADE, "century": Grain.CENTURY,
    "generation": Grain.DECADE, "millennium": Grain.CENTURY,
}  # fmt: skip


def days(low: date, high: date) -> Period:
    """From the first second of one day to the last second of another."""
    return Period(datetime.combine(low, time()), datetime.combine(high, _DAY_END))


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_period(year: int, month: int) -> Period:
    """A calendar month."""
    return days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_period(first: int, last: int | None = None) -> Period:
    """One calendar year, or several."""
    return days(date(first, 1, 1), date(last if last is not None else first, 12, 31))


def quarter_period(year: int, quarter: int) -> Period:
    """A calendar quarter, 1 to 4."""
    last = 3 * quarter
    return days(date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]))


def half_period(year: int, half: int) -> Period:
    """A half year, 1 or 2."""
    return days(date(year, 6 * half - 5, 1), date(year, 6 * half, 30 if half == 1 else 31))


def season_period(year: int, season: str) -> Period:
    """A season of the northern half of the world, by whole months (World Meteorological
    Organization); the winter of a year starts in it.
    """
    first = SEASONS[season]
    last_year, last = (year, first + 2) if first < 12 else (year + 1, 2)
    return days(date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1]))


def week_period(day: date) -> Period:
    """The ISO week (Monday to Sunday) that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return days(monday, monday + timedelta(days=6))


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_timex(day: date) -> str:
    """The TIMEX3 value of a day's ISO week."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def narrowed(period: Period, mod: str) -> Period:
    """The first, middle or last part of a period. START and END take a half, because "early" and
    "late" are not sharp.
    """
    low, high = period.low, period.high
    if low is None or high is None or mod not in ("START", "MID", "END"):
        return period
    length = high - low
    if mod == "START":
        return Period(low, low + length / 2)
    if mod == "END":
        return Period(low + length / 2, high)
    return Period(low + length / 4, high - length / 4)


def easter(year: int) -> date:
    """Easter Sunday (Meeus, Jones and Butcher; Gregorian calendar)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    """The nth weekday of a month; n = -1 is the last."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def holiday(year: int, rule: tuple[Any, ...]) -> date:
    """The day of a holiday: (month, day), ("easter", offset) or the name of a movable one."""
    match rule:
        case (int(month), int(day)):
            return date(year, month, day)
        case ("easter", int(offset)):
            return easter(year) + timedelta(days=offset)
    movable = {
        "labor": (9, 0, 1), "memorial": (5, 0, -1), "thanksgiving": (11, 3, 4), "mlk": (1, 0, 3),
        "mother": (5, 6, 2), "father": (6, 6, 3), "presidents": (2, 0, 3), "columbus": (10, 0, 2),
    }  # fmt: skip
    if rule[0] in movable:
        return _nth(year, *movable[rule[0]])
    thanksgiving = _nth(year, 11, 3, 4)
    return thanksgiving + timedelta(days=1 if rule[0] == "black friday" else 4)


def nth_weekday(period: Period, weekday: int, n: int) -> date | None:
    """The nth weekday (from 1; -1 the last) of a period, or None when it has not so many."""
    if period.low is None or period.high is None:
        return None
    low, high = period.low.date(), period.high.date()
    if n < 0:
        return high - timedelta(days=(high.weekday() - weekday) % 7)
    day = low + timedelta(days=(weekday - low.weekday()) % 7 + 7 * (n - 1))
    return day if day <= high else None


@dataclass(slots=True)
class Parts:
    """What a text states of a date. Empty fields are not stated.

    ``shift`` with ``unit`` is a relative one: (week, -1) is last week, (day, 2) in two days;
    ``counted`` says that it was counted ("two weeks ago") rather than named ("last week").
    ``deictic`` is the offset in days of "today" and its like. ``nth`` picks a part: (n, unit) or
    (n, weekday).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str = ""
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    holiday: tuple[Any, ...] | None = None
    part: str = ""
    clock: tuple[float, str] | None = None
    zone: int | None = None
    mod: str = ""
    shift: int | None = None
    unit: str = ""
    counted: bool = False
    deictic: int | None = None
    reference: str = ""
    fiscal: bool = False
    weekend: bool = False
    nth: int | None = None
    nth_of: str = ""
    ambiguous: tuple[int, int] | None = None
    seconds: float | None = None
    impossible: bool = False
