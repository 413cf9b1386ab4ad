"""From stated parts and a publication date to a TIMEX3 value and the period that it covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caveat.values import calendar
from caveat.values.calendar import Parts, days
from caveat.values.model import Grain, Interval, Period, Unresolved

_PLACEHOLDER = 2000
_UNKNOWN_DAY = "XXXX-XX-XX"


@dataclass(slots=True)
class Resolved:
    """The fields of a ``When`` that depend on the calendar."""

    timex: str
    grain: Grain
    period: Period | None = None
    mod: str = ""
    relative: bool = False
    unresolved: Unresolved = Unresolved.NO
    weekday: int | None = None
    calendar: bool | None = None
    clock: Interval | None = None
    utc_offset: int | None = None


def resolve(parts: Parts, reference: datetime | None, tense: str) -> Resolved | None:
    """What the parts stand for, or None when the calendar has no such date.

    ``tense`` is "past", "future" or "": without a year, a month is the last one that had begun,
    or the next one in the future; a day and month are the nearest to the reference; a weekday the
    last one (today included), or the next in the future.
    """
    today = reference.date() if reference is not None else None
    try:
        found = _date(parts, today, tense)
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    found.weekday = parts.weekday
    day = found.period.low if found.period is not None else None
    checked = parts.weekday is not None and found.grain is Grain.DAY and _full(parts)
    if checked and found.unresolved is Unresolved.NO and day is not None:
        found.calendar = day.weekday() == parts.weekday
    if parts.part:
        _add_part(found, parts.part)
    if parts.clock is not None:
        _add_clock(found, parts)
    if parts.mod:
        _add_mod(found, parts.mod, reference)
    return found


def _full(parts: Parts) -> bool:
    return parts.day is not None and parts.month is not None


def _date(p: Parts, today: date | None, tense: str) -> Resolved | None:
    if p.reference:
        return Resolved(p.reference, Grain.DAY, unresolved=Unresolved.ALL)
    if p.deictic is not None:
        return _day(today and today + timedelta(days=p.deictic), relative=True)
    if p.nth is not None and p.unit:
        return _nth(p, today, tense)
    if p.ambiguous is not None:
        return _ambiguous(p, today)
    if p.holiday is not None:
        return _holiday(p, today, tense)
    if p.day is not None and p.month is not None:
        return _month_day(p, today, tense)
    if p.month is not None:
        return _month(p, today, tense)
    if p.season:
        return _season(p, today, tense)
    if p.quarter is not None or p.half is not None:
        return _quarter(p, today, tense)
    if p.day is not None and (p.weekday is not None or p.unit == "month"):
        return _bare_day(p, today)
    if p.weekday is not None:
        return _weekday(p, today, tense)
    if p.shift is not None and p.unit:
        return _shifted(p, today)
    if p.year is not None:
        return Resolved(f"{p.year:04}", Grain.YEAR, calendar.year_period(p.year))
    if p.decade is not None:
        first = p.decade
        return Resolved(f"{first // 10}", Grain.DECADE, calendar.year_period(first, first + 9))
    if p.century is not None:
        first = 100 * p.century
        period = calendar.year_period(max(first, 1), first + 99)
        return Resolved(f"{p.century:02}", Grain.CENTURY, period)
    if p.day is not None:
        return _bare_day(p, today)
    if p.clock is not None or p.part:
        return Resolved("", Grain.DAY)
    return None


def _day(day: date | None, *, relative: bool = False, timex: str = _UNKNOWN_DAY) -> Resolved:
    if day is None:
        return Resolved(timex, Grain.DAY, relative=relative, unresolved=Unresolved.ALL)
    return Resolved(day.isoformat(), Grain.DAY, days(day, day), relative=relative)


def _month_day(p: Parts, today: date | None, tense: str) -> Resolved | None:
    month, day = p.month or 1, p.day or 1
    year = p.year
    if year is None and p.shift is not None and p.unit == "year" and today:
        year = today.year + p.shift
    if year is not None:
        found = calendar.day_of(year, month, day)
        return None if found is None else _day(found)
    if today is None:
        placed = calendar.day_of(_PLACEHOLDER, month, day)
        if placed is None:
            return None
        timex = f"XXXX-{month:02}-{day:02}"
        return Resolved(timex, Grain.DAY, days(placed, placed), unresolved=Unresolved.YEAR)
    near = _nearest(month, day, today, tense)
    return None if near is None else _day(near, relative=True)


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


def _month(p: Parts, today: date | None, tense: str) -> Resolved:
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


def _season(p: Parts, today: date | None, tense: str) -> Resolved:
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


def _quarter(p: Parts, today: date | None, tense: str) -> Resolved:
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


def _weekday(p: Parts, today: date | None, tense: str) -> Resolved:
    weekday = p.weekday or 0
    unknown = f"XXXX-WXX-{weekday + 1}"
    if today is None:
        return _day(None, relative=True, timex=unknown)
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
    return _day(day, relative=True)


def _shifted(p: Parts, today: date | None) -> Resolved | None:
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
        return _day(today + timedelta(days=shift), relative=True)
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


def _nth(p: Parts, today: date | None, tense: str) -> Resolved | None:
    """The nth week or weekday of a month or year."""
    n = p.nth or 1
    outer = Parts(year=p.year, month=p.month, shift=p.shift, unit=p.nth_of)
    if p.month is not None:
        outer.shift, outer.unit = None, ""
    whole = _date(outer, today, tense) if (p.year or p.month or p.shift is not None) else None
    if whole is None or whole.period is None or whole.period.low is None:
        return None
    low = whole.period.low.date()
    if p.unit == "weekday":
        day = calendar.nth_weekday(whole.period, p.weekday or 0, n)
        if day is None:
            return None
        found = _day(day, relative=whole.relative)
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
        found = _day(day, relative=whole.relative)
    else:
        return None
    found.unresolved = whole.unresolved
    return found


def _ambiguous(p: Parts, today: date | None) -> Resolved | None:
    a, b = p.ambiguous or (1, 1)
    year = p.year
    if year is None:
        return _month_day(Parts(month=a, day=b), today, "")
    first = calendar.day_of(year, a, b)
    return None if first is None else _day(first)


def _holiday(p: Parts, today: date | None, tense: str) -> Resolved | None:
    rule = p.holiday or (1, 1)
    if p.year is not None:
        return _day(calendar.holiday(p.year, rule))
    if p.shift is not None and p.unit == "year" and today is not None:
        return _day(calendar.holiday(today.year + p.shift, rule), relative=True)
    if today is None:
        if not isinstance(rule[0], int):
            return _day(None, relative=True)
        return _month_day(Parts(month=rule[0], day=rule[1]), None, tense)
    days_near = [calendar.holiday(today.year + n, rule) for n in (-1, 0, 1)]
    if p.shift is not None and p.shift < 0:
        day = max(d for d in days_near if d < today)
    elif (p.shift is not None and p.shift > 0) or tense == "future":
        day = min((d for d in days_near if d >= today), default=days_near[-1])
    else:
        day = min(days_near, key=lambda d: abs((d - today).days))
    return _day(day, relative=True)


def _bare_day(p: Parts, today: date | None) -> Resolved | None:
    """As "the 19th": of the month that is nearest."""
    day = p.day or 1
    if today is None:
        return Resolved(f"XXXX-XX-{day:02}", Grain.DAY, unresolved=Unresolved.ALL, relative=True)
    if p.shift is not None and p.unit == "month":
        near = calendar.add_months(today.replace(day=1), p.shift)
        stated = calendar.day_of(near.year, near.month, day)
        return None if stated is None else _day(stated, relative=True)
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
        return None if p.weekday is None else _weekday(p, today, "")
    return _day(best, relative=True)


def _add_part(found: Resolved, part: str) -> None:
    low, high = calendar.DAYPARTS[part]
    found.clock = Interval(low * 3600, high * 3600 - 1)
    if found.grain is Grain.DAY:
        found.grain = Grain.DAYPART
        found.timex += f"T{part}"
        if found.period is not None and found.period.low is not None:
            start = datetime.combine(found.period.low.date(), datetime.min.time())
            found.period = Period(
                start + timedelta(hours=low), start + timedelta(hours=high, seconds=-1)
            )


def _add_clock(found: Resolved, parts: Parts) -> None:
    seconds, precision = parts.clock or (0.0, "m")
    length = {"s": 0, "m": 59, "h": 59}[precision]
    found.clock = Interval(seconds, seconds + length)
    found.utc_offset = parts.zone
    hour, rest = divmod(int(seconds), 3600)
    minute, second = divmod(rest, 60)
    text = f"T{hour:02}:{minute:02}"
    if precision == "s":
        text += f":{second:02}"
    found.timex = (found.timex.partition("T")[0] if found.grain <= Grain.DAY else "") + text
    found.grain = Grain.SECOND if precision == "s" else Grain.MINUTE
    if found.period is not None and found.period.low is not None:
        start = datetime.combine(found.period.low.date(), datetime.min.time())
        start += timedelta(seconds=int(seconds))
        found.period = Period(start, start + timedelta(seconds=length))


def _add_mod(found: Resolved, mod: str, reference: datetime | None) -> None:
    if mod in ("EARLIER_THIS", "LATER_THIS"):
        # "earlier this week": up to the publication date; "later this week": from then on.
        found.mod = "START" if mod == "EARLIER_THIS" else "END"
        if found.period is not None and reference is not None and found.period.low is not None:
            now = reference.replace(tzinfo=None, microsecond=0)
            low, high = found.period.low, found.period.high
            if high is not None and low <= now <= high:
                found.period = Period(low, now) if found.mod == "START" else Period(now, high)
        return
    found.mod = mod
    if found.period is not None and found.grain >= Grain.WEEK:
        found.period = calendar.narrowed(found.period, mod)
