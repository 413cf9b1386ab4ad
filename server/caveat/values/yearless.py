"""Days, months, seasons and quarters, with the year that a text leaves out."""

from __future__ import annotations

from datetime import date, timedelta

from caveat.values import calendar
from caveat.values.calendar import Parts, days
from caveat.values.model import Grain, Unresolved
from caveat.values.resolved import Resolved, resolved_day

_PLACEHOLDER = 2000


def month_day(p: Parts, today: date | None, tense: str) -> Resolved | None:
    """A day of a month; without a year, the nearest one, or one of the placeholder year."""
    month, day = p.month or 1, p.day or 1
    year = p.year
    if year is None and p.shift is not None and p.unit == "year" and today:
        year = today.year + p.shift
    if year is not None:
        found = calendar.day_of(year, month, day)
        return None if found is None else resolved_day(found)
    if today is None:
        placed = calendar.day_of(_PLACEHOLDER, month, day)
        if placed is None:
            return None
        timex = f"XXXX-{month:02}-{day:02}"
        return Resolved(timex, Grain.DAY, days(placed, placed), unresolved=Unresolved.YEAR)
    near = _nearest(month, day, today, tense)
    return None if near is None else resolved_day(near, relative=True)


def _nearest(month: int, day: int, today: date, tense: str) -> date | None:
    candidates = [
        found
        for year in (today.year - 1, today.year, today.year + 1)
        if (found := calendar.day_of(year, month, day)) is not None
    ]

    def distance(found: date) -> float:
        gap = (found - today).days
        against = (tense == "past" and gap > 0) or (tense == "future" and gap < 0)
        return abs(gap) * (2.0 if against else 1.0)

    return min(candidates, key=distance, default=None)


def _year_for(first: int, last: int, today: date, tense: str) -> int:
    """The year of a part of the year that runs over months ``first`` to ``last``."""
    if tense == "future":
        return today.year if last >= today.month else today.year + 1
    return today.year if first <= today.month else today.year - 1


def _nearest_year(first: int, last: int, today: date, tense: str) -> int:
    """As ``_year_for``, but the tense has to outweigh the distance: "plans after a third-quarter
    loss" in October is of the quarter just ended.
    """

    def distance(year: int) -> float:
        start, end = 12 * year + first, 12 * year + last
        now = 12 * today.year + today.month
        if start <= now <= end:
            return 0.0
        if end < now:
            return (now - end) * (2.5 if tense == "future" else 1.0)
        return (start - now) * (1.0 if tense == "future" else 2.5)

    return min((today.year - 1, today.year, today.year + 1), key=distance)


def month_of(p: Parts, today: date | None, tense: str) -> Resolved:
    """A month; without a year, the last one that had begun, or the next one in the future."""
    month = p.month or 1
    year, relative = p.year, False
    if year is None and today is not None:
        relative = True
        if p.shift is not None and p.unit == "year":
            year = today.year + p.shift
        elif p.shift is not None:
            # "last May" and "next May" are never the month that it is; "this May" is this year's.
            year = today.year
            if p.shift < 0 and month >= today.month:
                year -= 1
            elif p.shift > 0 and month <= today.month:
                year += 1
        else:
            year = _year_for(month, month, today, tense)
    if year is None:
        period = calendar.month_period(_PLACEHOLDER, month)
        return Resolved(f"XXXX-{month:02}", Grain.MONTH, period, unresolved=Unresolved.YEAR)
    period = calendar.month_period(year, month)
    return Resolved(f"{year:04}-{month:02}", Grain.MONTH, period, relative=relative)


def season(p: Parts, today: date | None, tense: str) -> Resolved:
    """A season, as a month."""
    first = calendar.SEASONS[p.season]
    year, relative = p.year, False
    if year is None and today is not None:
        relative = True
        if p.shift is not None and p.unit == "year":
            year = today.year + p.shift
        else:
            # A winter that began last year is still this winter.
            begun = today.month >= first
            running = first <= today.month <= first + 2
            year = today.year if begun else today.year - 1
            if first == 12 and today.month <= 2:
                running, year = True, today.year - 1
            if p.shift is not None and p.shift < 0 and running:
                year -= 1
            elif p.shift is not None and p.shift > 0:
                year = today.year if not begun else today.year + 1
            elif (p.shift == 0 or tense == "future") and not running:
                year = today.year if not begun or p.shift == 0 else today.year + 1
    if year is None:
        period = calendar.season_period(_PLACEHOLDER, p.season)
        return Resolved(f"XXXX-{p.season}", Grain.SEASON, period, unresolved=Unresolved.YEAR)
    period = calendar.season_period(year, p.season)
    return Resolved(f"{year:04}-{p.season}", Grain.SEASON, period, relative=relative)


def quarter(p: Parts, today: date | None, tense: str) -> Resolved:
    """A quarter or a half year, nearest to the day of publication."""
    grain = Grain.QUARTER
    if p.quarter is not None:
        first, last, name = 3 * p.quarter - 2, 3 * p.quarter, f"Q{p.quarter}"
    else:
        half = p.half or 1
        first, last, name = 6 * half - 5, 6 * half, f"H{half}"
    year, relative = p.year, False
    if year is None and today is not None:
        relative = True
        if p.shift is not None:
            year = today.year + p.shift
        else:
            year = _nearest_year(first, last, today, tense)
    at = _PLACEHOLDER if year is None else year
    period = days(date(at, first, 1), calendar.add_months(date(at, last, 1), 1) - timedelta(days=1))
    if year is None:
        return Resolved(f"XXXX-{name}", grain, period, unresolved=Unresolved.YEAR)
    return Resolved(f"{year:04}-{name}", grain, period, relative=relative)
