"""A weekday that is not the weekday of the date it stands with."""

from __future__ import annotations

from caveat.evidence import Evidence
from caveat.signals.conflict import normal
from caveat.signals.conflict.passages import Reading
from caveat.values import When


def evidence(reading: Reading) -> list[Evidence]:
    """Every date of the article whose weekday the calendar denies."""
    return [
        Evidence(
            span=value.span,
            text=value.text,
            kind="calendar",
            rule="conflict.calendar@1",
            why=_why(value),
            confidence=0.9,
        )
        for _, value in reading.values
        if isinstance(value, When) and value.calendar is False
    ]


def _why(value: When) -> str:
    named = f"a {normal.DAYS[value.weekday]}" if value.weekday is not None else "that weekday"
    actual = (
        f"; it is a {normal.DAYS[value.period.low.weekday()]}"
        if value.period is not None and value.period.low is not None
        else ""
    )
    return f"“{value.text}” ({normal.shown(value)}) is not {named}{actual}."
