"""A date with its period, before it has a place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caveat.values.calendar import days
from caveat.values.model import Grain, Interval, Period, Unresolved

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


def resolved_day(
    day: date | None, *, relative: bool = False, timex: str = _UNKNOWN_DAY
) -> Resolved:
    """One day, or an unknown one, which waits for a publication date."""
    if day is None:
        return Resolved(timex, Grain.DAY, relative=relative, unresolved=Unresolved.ALL)
    return Resolved(day.isoformat(), Grain.DAY, days(day, day), relative=relative)
