"""Dates with a preposition before them that opens one end: "by 2024", "since May"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from caveat.values.model import Bound, Period, When

BOUNDS: Final = {"s": Bound.AT_LEAST, "B": Bound.AT_MOST, "L": Bound.MORE_THAN, "k": Bound.AT_MOST}


def bounded(when: When, code: str, value: object) -> When:
    """A date with the preposition before it: "by 2024" has no lower end, "since May" no upper."""
    period = when.period
    if code not in BOUNDS or when.range or period is None:
        return when
    bound = BOUNDS[code]
    if code == "B" and value == -1:
        return replace(
            when,
            bound=Bound.LESS_THAN,
            mod=when.mod or "BEFORE",
            period=Period(None, None if period.low is None else period.low - timedelta(seconds=1)),
        )
    if code in "Bk":
        return replace(when, bound=bound, period=Period(None, period.high))
    if code == "s":
        return replace(when, bound=bound, period=Period(period.low, None))
    return replace(
        when,
        bound=bound,
        mod=when.mod or "AFTER",
        period=Period(None if period.high is None else period.high + timedelta(seconds=1), None),
    )
