"""How far a figure may be rounded, and what a hedge makes of it."""

from __future__ import annotations

from math import floor, log10
from typing import Final

from caveat.values.model import Bound, Interval

# Widest rounding that a figure may stand for, as a share of it.
_MAX_ROUNDING: Final = 0.25
_ABOUT: Final = 0.1


def tolerance(number: float, text: str, *, hedged: bool, whole: bool = True) -> float:
    """Half of the last digit that a figure states.

    "1.2 million" states hundreds of thousands. A whole figure in digits is taken as stated to two
    places at least, so that 100 may stand for 103 but 20 not for 23; hedged ("about 20"), at
    least a tenth of it. ``whole`` says that only whole numbers make sense, so that 5 is not 5.4.
    Never more than a quarter of the number.
    """
    size = abs(number)
    if size == 0:
        return 0.0
    step = _step(size, text)
    half = 0.0 if step == 1 and whole and not hedged else step / 2
    if hedged:
        half = max(half, _ABOUT * size)
    return min(half, _MAX_ROUNDING * size)


def _step(size: float, text: str) -> float:
    """The unit of the last digit stated."""
    digits = "".join(c for c in text if c in "0123456789.,")
    words = any(c.isalpha() for c in text)
    if digits and words:
        # A scale in words: the last digit of the figure, scaled.
        plain = digits.replace(",", "").rstrip(".")
        whole, _, fraction = plain.partition(".")
        shown = float(plain) if plain.count(".") < 2 and plain not in ("", ".") else 0.0
        scale = size / shown if shown else 1.0
        if fraction:
            return float(scale * 10 ** -len(fraction))
        zeros = len(whole) - len(whole.rstrip("0"))
        return float(scale * 10 ** min(zeros, max(len(whole) - 1, 0)))
    if digits and "." in digits and size != int(size):
        return float(10 ** -len(digits.rpartition(".")[2]))
    if size != int(size):
        return 0.01 * size
    top = floor(log10(size))
    zeros = 0
    rest = int(size)
    while rest % 10 == 0 and rest:
        rest //= 10
        zeros += 1
    keep = 1 if words and size >= 1000 else 2
    return float(10 ** max(min(zeros, top + 1 - keep), 0))


def interval_of(low: float, high: float, bound: Bound, slack: float) -> Interval:
    """What a hedged figure claims."""
    match bound:
        case Bound.AT_LEAST | Bound.MORE_THAN:
            return Interval(low, None)
        case Bound.AT_MOST | Bound.LESS_THAN:
            return Interval(None, high)
        case Bound.ABOUT:
            return Interval(low - slack, high + slack)
        case Bound.NEARLY:
            return Interval(low - slack, high)
    return Interval(low, high)
