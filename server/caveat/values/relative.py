"""Dates that are counted or named from another day: "last week", "the first Monday of June"."""

from __future__ import annotations

from datetime import date, timedelta

from caveat.values import calendar
from caveat.values.calendar import Parts, days
from caveat.values.model import Grain, Unresolved
from caveat.values.resolved import Resolved, resolved_day
from caveat.values.yearless import month_day


def weekday(p: Parts, today: date | None, tense: str) -> Resolved:
    """A weekday: the last one that had begun, the next one in the future, or that of a week."""
    weekday = p.weekday or 0
    unknown = f"XXXX-WXX-{weekday + 1}"
    if today is None:
        return resolved_day(None, relative=True, timex=unknown)
    ahead = (weekday - today.weekday()) % 7
    if p.shift is not None and p.unit == "week":
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=weekday + 7 * p.shift)
    elif p.shift is not None and p.shift < 0:
        day = today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
    elif p.shift is not None and p.shift > 0:
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=weekday + 7)
    elif p.shift == 0:
        day = today - timedelta(days=today.weekday()) + timedelta(days=weekday)
    elif tense == "future":
        day = today + timedelta(days=ahead)
    else:
        day = today - timedelta(days=(today.weekday() - weekday) % 7)
    return resolved_day(day, relative=True)


def shifted(p: Parts, today: date | None) -> Resolved | None:
    """As "last week", "in two months": so many units from the day of publication."""
    shift, unit = p.shift or 0, p.unit
    grain = calendar.UNIT_GRAINS.get(unit)
    if grain is None:
        return _clock_shift(p, shift)
    if today is None:
        return Resolved("XXXX", grain, relative=True, unresolved=Unresolved.ALL)
    if abs(shift) > 20_000:
        return None
    if unit == "weekend":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        saturday = monday + timedelta(days=5)
        timex = calendar.week_timex(saturday) + "-WE"
        return Resolved(timex, Grain.WEEK, days(saturday, saturday + timedelta(days=1)), "", True)
    if unit == "fortnight":
        shift *= 2
    if grain is Grain.DAY:
        return resolved_day(today + timedelta(days=shift), relative=True)
    if grain is Grain.WEEK:
        day = today + timedelta(weeks=shift)
        timex = calendar.week_timex(day)
        return Resolved(timex, grain, calendar.week_period(day), relative=True)
    if grain is Grain.MONTH:
        day = calendar.add_months(today, shift)
        period = calendar.month_period(day.year, day.month)
        return Resolved(f"{day:%Y-%m}", grain, period, relative=True)
    if grain is Grain.QUARTER:
        day = calendar.add_months(today, 3 * shift)
        quarter = (day.month + 2) // 3
        period = calendar.quarter_period(day.year, quarter)
        return Resolved(f"{day.year:04}-Q{quarter}", grain, period, relative=True)
    if grain is Grain.YEAR:
        year = today.year + shift
        return Resolved(f"{year:04}", grain, calendar.year_period(year), relative=True)
    if grain is Grain.DECADE:
        first = (today.year // 10 + shift) * 10
        if p.counted:
            year = today.year + 10 * shift
            return Resolved(f"{year:04}", Grain.YEAR, calendar.year_period(year), relative=True)
        period = calendar.year_period(first, first + 9)
        return Resolved(f"{first // 10}", grain, period, relative=True)
    if grain is Grain.CENTURY:
        first = (today.year // 100 + shift) * 100
        period = calendar.year_period(first, first + 99)
        return Resolved(f"{first // 100}", grain, period, relative=True)
    return Resolved("XXXX", grain, relative=True, unresolved=Unresolved.ALL)


def _clock_shift(p: Parts, shift: int) -> Resolved | None:
    if p.seconds is None:
        return None
    name = "PAST_REF" if shift < 0 else "FUTURE_REF"
    return Resolved(name, Grain.HOUR, relative=True, unresolved=Unresolved.ALL)


def nth(p: Parts, whole: Resolved | None) -> Resolved | None:
    """The nth day, week, weekday or month of ``whole``, a month or a year."""
    n = p.nth or 1
    if whole is None or whole.period is None or whole.period.low is None:
        return None
    low = whole.period.low.date()
    if p.unit == "weekday":
        day = calendar.nth_weekday(whole.period, p.weekday or 0, n)
        if day is None:
            return None
        found = resolved_day(day, relative=whole.relative)
    elif p.unit == "week":
        if n < 0:
            start = (whole.period.high or whole.period.low).date()
            start -= timedelta(days=(start.weekday() - 3) % 7 + 3)
        else:
            # The first ISO week of a month or year is the one that holds its first Thursday.
            start = low + timedelta(days=(3 - low.weekday()) % 7)
            start += timedelta(days=7 * (n - 1) - 3)
        found = Resolved(calendar.week_timex(start), Grain.WEEK, calendar.week_period(start))
    elif p.unit == "month" and whole.grain is Grain.YEAR and 1 <= n <= 12:
        period = calendar.month_period(low.year, n)
        found = Resolved(f"{low.year:04}-{n:02}", Grain.MONTH, period, relative=whole.relative)
    elif p.unit == "day":
        day = (
            low + timedelta(days=n - 1) if n > 0 else (whole.period.high or whole.period.low).date()
        )
        found = resolved_day(day, relative=whole.relative)
    else:
        return None
    found.unresolved = whole.unresolved
    return found


def ambiguous(p: Parts, today: date | None) -> Resolved | None:
    """Two figures of which either may be the month: the American order."""
    a, b = p.ambiguous or (1, 1)
    year = p.year
    if year is None:
        return month_day(Parts(month=a, day=b), today, "")
    first = calendar.day_of(year, a, b)
    return None if first is None else resolved_day(first)


def holiday(p: Parts, today: date | None, tense: str) -> Resolved | None:
    """A holiday: of its year, or the nearest one."""
    rule = p.holiday or (1, 1)
    if p.year is not None:
        return resolved_day(calendar.holiday(p.year, rule))
    if p.shift is not None and p.unit == "year" and today is not None:
        return resolved_day(calendar.holiday(today.year + p.shift, rule), relative=True)
    if today is None:
        if not isinstance(rule[0], int):
            return resolved_day(None, relative=True)
        return month_day(Parts(month=rule[0], day=rule[1]), None, tense)
    days_near = [calendar.holiday(today.year + n, rule) for n in (-1, 0, 1)]
    if p.shift is not None and p.shift < 0:
        day = max(d for d in days_near if d < today)
    elif (p.shift is not None and p.shift > 0) or tense == "future":
        day = min((d for d in days_near if d >= today), default=days_near[-1])
    else:
        day = min(days_near, key=lambda d: abs((d - today).days))
    return resolved_day(day, relative=True)


def bare_day(p: Parts, today: date | None) -> Resolved | None:
    """As "the 19th": of the month that is nearest."""
    day = p.day or 1
    if today is None:
        return Resolved(f"XXXX-XX-{day:02}", Grain.DAY, unresolved=Unresolved.ALL, relative=True)
    if p.shift is not None and p.unit == "month":
        near = calendar.add_months(today.replace(day=1), p.shift)
        stated = calendar.day_of(near.year, near.month, day)
        return None if stated is None else resolved_day(stated, relative=True)
    candidates = []
    for months in (-1, 0, 1):
        near = calendar.add_months(today.replace(day=1), months)
        found = calendar.day_of(near.year, near.month, day)
        if found is not None and p.weekday in (None, found.weekday()):
            candidates.append(found)
    if not candidates and p.weekday is not None:
        # "Friday 31" of the nearest month that has one.
        for months in range(2, 12):
            for side in (months, -months):
                near = calendar.add_months(today.replace(day=1), side)
                found = calendar.day_of(near.year, near.month, day)
                if found is not None and p.weekday == found.weekday():
                    candidates.append(found)
            if candidates:
                break
    best = min(candidates, key=lambda d: abs((d - today).days), default=None)
    if best is None:
        return None if p.weekday is None else weekday(p, today, "")
    return resolved_day(best, relative=True)
