"""Dates at a counted distance: "two weeks ago", "1 month and 21 days later", "two Sundays ago"."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from caveat.values.calendar import Parts, add_months
from caveat.values.digits import Token
from caveat.values.stated import count_of

_FIGURES: Final = frozenset("DyYNw")
_MONTHS_IN: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_DAYS_IN: Final = {"day": 1, "week": 7, "fortnight": 14}
# A count of units over this is no distance in time.
_FAR: Final = 10_000
# What half of a unit is counted in: "half a century ago", "a week and a half ago".
_FINER: Final = {
    "year": ("month", 12), "decade": ("year", 10), "century": ("year", 100), "week": ("day", 7),
    "month": ("week", 4),
}  # fmt: skip


def ago(tokens: list[Token], reference: datetime | None) -> Parts | None:
    """As "two weeks ago", "half an hour later": the parts of the date so far from the reference, or
    None where the calendar does not reach.
    """
    sign = tokens[-1].value
    unit = next(t for t in tokens if t.code in "Uu4")
    number = 1.0 if tokens[-2].code == "-" else count_of(tokens)
    if sum(t.code in "Uu4" for t in tokens) > 1:
        return _compound_ago(tokens, sign, reference)
    if number is None:
        return Parts(reference="PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit.code == "u":
        return _hours(sign * number * unit.value, reference)
    name = "quarter" if unit.code == "4" else unit.value
    if number != int(number):
        if name not in _FINER:
            return None
        unit_name, count = _FINER[name]
        return Parts(shift=sign * round(count * number), unit=unit_name, counted=True)
    return Parts(shift=sign * int(number), unit=name, counted=True)


def _compound_ago(tokens: list[Token], sign: int, reference: datetime | None) -> Parts | None:
    """As "1 month and 21 days ago"."""
    if reference is None:
        return Parts(reference="PAST_REF" if sign < 0 else "FUTURE_REF")
    day, seconds, number = reference.date(), 0.0, 0.0
    for token in tokens:
        if token.code in _FIGURES:
            number = float(token.value)
            if number > _FAR:
                return None
        elif token.code == "u":
            seconds += number * token.value
        elif token.code in "U4":
            name = "quarter" if token.code == "4" else token.value
            if name in _MONTHS_IN:
                day = add_months(day, sign * round(number * _MONTHS_IN[name]))
            else:
                day += timedelta(days=sign * number * _DAYS_IN.get(name, 1))
    if seconds:
        return _hours(sign * seconds + 86_400 * (day - reference.date()).days, reference)
    return Parts(year=day.year, month=day.month, day=day.day)


def _hours(seconds: float, reference: datetime | None) -> Parts | None:
    if reference is None or abs(seconds) > 10**8:
        return None
    then = reference + timedelta(seconds=seconds)
    clock = (then.hour * 3600 + then.minute * 60 + then.second, "s")
    return Parts(
        year=then.year,
        month=then.month,
        day=then.day,
        clock=clock if seconds % 86400 else None,
    )


def weekdays_away(tokens: list[Token], reference: datetime | None) -> Parts | None:
    """As "two Sundays ago"."""
    number = next(t.value for t in tokens if t.code in _FIGURES)
    weekday = next(t.value for t in tokens if t.code in "A0")
    if reference is None or not 1 <= number <= _FAR or number != int(number):
        return None
    today, count = reference.date(), int(number)
    if tokens[-1].value > 0:
        first = today + timedelta(days=(weekday - today.weekday()) % 7 or 7)
        day = first + timedelta(weeks=count - 1)
    else:
        first = today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
        day = first - timedelta(weeks=count - 1)
    return Parts(year=day.year, month=day.month, day=day.day)


def lasting(run: list[Token]) -> int:
    """How many tokens of "three days from Monday" state a length of time rather than move a date;
    0 where they do move it: "two weeks from today".
    """
    at = next((i for i, t in enumerate(run) if t.code in "LrB" and i), 0)
    return at if run[at].code == "r" and not any(t.code in "RJ" for t in run[at:]) else 0
