"""From stated parts and a publication date to a TIMEX3 value and the period that it covers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caveat.values import calendar
from caveat.values.calendar import Parts
from caveat.values.model import Grain, Interval, Period, Unresolved
from caveat.values.relative import ambiguous, bare_day, holiday, nth, shifted, weekday
from caveat.values.resolved import Resolved, resolved_day
from caveat.values.yearless import month_day, month_of, quarter, season


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
        return resolved_day(today and today + timedelta(days=p.deictic), relative=True)
    if p.nth is not None and p.unit:
        return nth(p, _whole(p, today, tense))
    if p.ambiguous is not None:
        return ambiguous(p, today)
    if p.holiday is not None:
        return holiday(p, today, tense)
    if p.day is not None and p.month is not None:
        return month_day(p, today, tense)
    if p.month is not None:
        return month_of(p, today, tense)
    if p.season:
        return season(p, today, tense)
    if p.quarter is not None or p.half is not None:
        return quarter(p, today, tense)
    if p.day is not None and (p.weekday is not None or p.unit == "month"):
        return bare_day(p, today)
    if p.weekday is not None:
        return weekday(p, today, tense)
    if p.shift is not None and p.unit:
        return shifted(p, today)
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
        return bare_day(p, today)
    if p.clock is not None or p.part:
        return Resolved("", Grain.DAY)
    return None


def _whole(p: Parts, today: date | None, tense: str) -> Resolved | None:
    """The month or year that an nth part is of."""
    if not (p.year or p.month or p.shift is not None):
        return None
    outer = Parts(year=p.year, month=p.month, shift=p.shift, unit=p.nth_of)
    if p.month is not None:
        outer.shift, outer.unit = None, ""
    return _date(outer, today, tense)


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
