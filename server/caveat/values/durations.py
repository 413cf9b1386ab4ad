"""Lengths of time: "two and a half years", "3 hours 20 minutes", a race in 2:11:08."""

from __future__ import annotations

from typing import Final

from caveat.document import Span
from caveat.values.digits import Token
from caveat.values.model import Bound, Interval, Quantity, ValueKind
from caveat.values.rounding import interval_of, tolerance
from caveat.values.timex import clock_timex, duration_timex

FIGURES: Final = frozenset("DyYNw")
# Seconds of a calendar unit: shortest and longest.
DAY: Final = 86_400.0
LENGTHS: Final = {
    "day": (1, 1), "night": (1, 1), "weekday": (1, 1), "week": (7, 7), "weekend": (2, 3),
    "fortnight": (14, 14), "month": (28, 31), "quarter": (90, 92), "season": (80, 100),
    "semester": (120, 184), "year": (365, 366), "decade": (3652, 3653),
    "century": (36_524, 36_525), "generation": (7_300, 11_000), "millennium": (365_242, 365_243),
}  # fmt: skip


def duration(
    text: str, field: str, rule: str, tokens: list[Token], sentence: int, hedge: Bound
) -> list[Quantity]:
    """The length of time that a match states; one with a vague number ("several days") is open."""
    low = high = 0.0
    timex = ""
    number: float | None = None
    units = [t for t in tokens if t.code in "Uu4"]
    half = any(t.code == "x" for t in tokens)
    open_ended = False
    current: float | None = None
    clock = ""
    for token in tokens:
        if token.code in FIGURES:
            current = float(token.value)
        elif token.code == "1" and current is None:
            current = 1.0
        elif token.code == "8" and token.value == 2:
            current = 2.0
        elif token.code in "8V":
            open_ended = True
        elif token.code == "4" and number is not None and rule == "duration_half":
            # "a year and a quarter"
            low, high = 1.25 * low, 1.25 * high
            number += 0.25
        elif token.code in "Uu4":
            if half and len(units) == 1:
                current = 0.5 if tokens[0].code == "x" or current is None else current + 0.5
            if current is None and not open_ended and rule == "span":
                current = 1.0
            number = current if number is None else number
            name = "quarter" if token.code == "4" else token.value
            if token.code == "u":
                shortest = longest = float(token.value)
                piece = clock_timex(current, token.value)
                clock += piece[2:]
            else:
                days = LENGTHS.get(name, (365, 366))
                shortest, longest = (d * DAY for d in days)
                piece = duration_timex(current, name)
                timex += piece[1:]
            if current is None:
                open_ended = True
            low += (current or 0.0) * shortest
            high += (current or 0.0) * longest
            current = None
    stated = "P" + timex + ("T" + clock if clock else "")
    figure = next((t for t in tokens if t.code in FIGURES), tokens[0])
    share = (
        tolerance(
            number,
            text[figure.start : figure.end],
            hedged=hedge in (Bound.ABOUT, Bound.NEARLY),
        )
        / number
        if number and figure.code in FIGURES and len(units) == 1
        else 0.0
    )
    reach = share * low
    interval = Interval(None, None) if open_ended else interval_of(low, high, hedge, reach)
    start, end = tokens[0].start, tokens[-1].end
    name = units[-1].value if units[-1].code == "U" else ""
    return [
        Quantity(
            kind=ValueKind.DURATION,
            span=Span(field, start, end),
            text=text[start:end],
            sentence=sentence,
            number=number or 0.0,
            interval=interval,
            tolerance=reach,
            unit="s",
            stated_unit=name,
            bound=hedge,
            timex=stated,
        )
    ]


def elapsed(text: str, field: str, token: Token, sentence: int) -> Quantity:
    """A running time ("2:11:08"), as precise as it is stated."""
    seconds = float(token.value)
    written = text[token.start : token.end]
    digits = written.partition(".")[2]
    minutes, rest = divmod(round(seconds, len(digits)), 60)
    hours, minutes = divmod(int(minutes), 60)
    timex = f"PT{f'{hours}H' if hours else ''}{minutes}M{rest:g}S"
    step = 10.0 ** -len(digits)
    return Quantity(
        kind=ValueKind.DURATION,
        span=Span(field, token.start, token.end),
        text=written,
        sentence=sentence,
        number=seconds,
        interval=Interval(seconds, seconds),
        tolerance=step / 2,
        unit="s",
        stated_unit="second",
        timex=timex,
    )
