"""Plots as shapes: templates draw them as SVG, with the same figures in a table beside them.

All measures are in user units of a drawing that is WIDTH wide and HEIGHT high.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 640
HEIGHT = 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 6, 10, 26
_MOST_LABELS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle, its series and what a pointer over it is told."""

    x: float
    y: float
    width: float
    height: float
    series: str
    tip: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line."""

    x: float
    y: float
    tip: str


@dataclass(frozen=True, slots=True)
class Label:
    """Text on an axis."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing: bars, lines (each a run of dots without a gap) and the labels of both axes."""

    bars: tuple[Bar, ...]
    lines: tuple[tuple[Dot, ...], ...]
    across: tuple[Label, ...]
    up: tuple[Label, ...]


def bars(days: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> Plot:
    """Bars side by side for each day: ``series`` are names with one count a day."""
    top = _rounded(max((v for _, values in series for v in values), default=0))
    step = _step(len(days))
    width = step * 0.76 / max(1, len(series))
    found = []
    for place, (name, values) in enumerate(series):
        for at, value in enumerate(values):
            height = _plot_height() * value / top
            found.append(
                Bar(
                    round(_LEFT + at * step + step * 0.12 + place * width, 2),
                    round(_TOP + _plot_height() - height, 2),
                    round(max(width - 1, 1), 2),
                    round(height, 2),
                    name,
                    f"{days[at]}: {value:,} {name}",
                )
            )
    return Plot(tuple(found), (), _across(days), _up(top))


def line(days: Sequence[str], values: Sequence[float | None], unit: str) -> Plot:
    """A line over days, broken where there is no value."""
    top = _rounded(max((v for v in values if v is not None), default=0))
    step = _step(len(days))
    runs: list[list[Dot]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        y = _TOP + _plot_height() * (1 - value / top)
        tip = f"{days[at]}: {value:.1f} {unit}"
        runs[-1].append(Dot(round(_LEFT + (at + 0.5) * step, 2), round(y, 2), tip))
    return Plot((), tuple(tuple(run) for run in runs if run), _across(days), _up(top))


def _plot_height() -> int:
    return HEIGHT - _TOP - _BOTTOM


def _step(count: int) -> float:
    return (WIDTH - _LEFT - _RIGHT) / max(1, count)


def _across(days: Sequence[str]) -> tuple[Label, ...]:
    step = _step(len(days))
    every = max(1, math.ceil(len(days) / _MOST_LABELS))
    return tuple(
        Label(round(_LEFT + (at + 0.5) * step, 2), HEIGHT - 8, day[5:])
        for at, day in enumerate(days)
        if at % every == 0
    )


def _up(top: float) -> tuple[Label, ...]:
    return tuple(
        Label(_LEFT - 6, round(_TOP + _plot_height() * (1 - share), 2), f"{top * share:g}")
        for share in (0, 0.5, 1)
    )


def _rounded(most: float) -> float:
    """The next number of the form 2, 4, 10, 20, 40, 100 … at or above the largest value."""
    if most <= 2:
        return 2
    power = 10 ** math.floor(math.log10(most))
    return float(next(m * power for m in (1, 2, 4, 10) if m * power >= most))
