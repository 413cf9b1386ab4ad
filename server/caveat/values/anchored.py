"""What "a year earlier" is a year before: the quarter or half year that the text has just told of.

"Third-quarter profit rose to $31 million, from $10 million a year ago" sets two third quarters side
by side; read against the publication date alone, the second figure would be of a whole year, and
would be comparable with another report's figure for that year. TimeML 1.2.1 anchors such
expressions in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import re2

from caveat.values.calendar import half_period, quarter_period
from caveat.values.model import Grain, Quantity, Unresolved, Value, ValueKind, When

# How far back the quarter may stand, and how near a figure of a business must, in code points.
_REACH: Final = 1_200
_BESIDE: Final = 160
_YEAR_BEFORE: Final = re2.compile(
    r"(?i)\byear[- ](?:ago|earlier)|\byear before\b|\b(?:same|comparable|corresponding|like)"
    r"\s+(?:year[- ](?:ago|earlier)|(?:period|quarter|half)\b.{0,20}\byear)"
)
_FIGURES: Final = frozenset({ValueKind.MONEY, ValueKind.PERCENTAGE})


def anchored(values: Sequence[Value]) -> list[Value]:
    """The values, in their order, with "a year earlier" resolved to the year before the quarter or
    half year last told of, where a sum of money or a percentage stands beside it. Linear time.
    """
    found: list[Value] = []
    anchor: When | None = None
    for index, value in enumerate(values):
        seen = value
        if isinstance(value, When):
            if anchor is not None and _means_the_year_before(value, anchor):
                if _beside_a_figure(values, index):
                    seen = _year_before(value, anchor)
            elif value.grain is Grain.QUARTER and value.unresolved is Unresolved.NO:
                anchor = value
        found.append(seen)
    return found


def _means_the_year_before(value: When, anchor: When) -> bool:
    near = value.span.field == anchor.span.field
    near = near and value.span.start - anchor.span.end <= _REACH
    stated = value.relative and value.grain is Grain.YEAR and not value.range
    return near and stated and bool(_YEAR_BEFORE.search(value.text))


def _beside_a_figure(values: Sequence[Value], index: int) -> bool:
    """Whether one of the few values on either side is money or a share, and near."""
    at = values[index].span
    beside = [*values[max(0, index - 3) : index], *values[index + 1 : index + 4]]
    return any(
        isinstance(other, Quantity)
        and other.kind in _FIGURES
        and other.span.field == at.field
        and min(abs(at.start - other.span.end), abs(other.span.start - at.end)) <= _BESIDE
        for other in beside
    )


def _year_before(value: When, anchor: When) -> When:
    year, _, part = anchor.timex.partition("-")
    if not (year.isdigit() and part[:1] in ("Q", "H") and part[1:].isdigit()):
        return value
    before, number = int(year) - 1, int(part[1:])
    period = (quarter_period if part[0] == "Q" else half_period)(before, number)
    return replace(value, timex=f"{before:04}-{part}", grain=Grain.QUARTER, period=period)
