"""Shares of one thing among the tokens of a numeral: "half a million", "and two thirds", "1/2"."""

from __future__ import annotations

from caveat.values.classes import CLASSES
from caveat.values.digits import Token

AND, A, OF, SCALE, WORD, HALF = (
    CLASSES[n] for n in ("and", "a", "of", "magnitude", "word_number", "half")
)


def unit_at(tokens: list[Token], i: int) -> bool:
    """Whether a unit, or what cannot follow a share, stands at ``i``."""
    return i < len(tokens) and tokens[i].code in "Uu4-&DyYNwG"


def part_of(token: Token) -> float:
    """The denominator that a token names."""
    return 4.0 if token.code == "4" else float(token.value)


def half_of(tokens: list[Token], i: int) -> int | None:
    """The index after "half a million" or "half million", or None."""
    j = i + 1
    if j < len(tokens) and tokens[j].code in (A, OF):
        j += 1
    if j < len(tokens) and tokens[j].code == SCALE and tokens[j].value > 10:
        return j + 1
    return None


def unit_fraction(tokens: list[Token], i: int) -> bool:
    """Whether "a third of", "a quarter of" starts here: without "of" it is an ordinal or a unit."""
    part = tokens[i + 1]
    fits = part.code == "4" or (part.code in "oO" and part.value >= 3)
    return fits and tokens[i + 2].code == OF


def and_fraction(tokens: list[Token], j: int) -> tuple[float, int]:
    """The fraction of "and a half", "and two thirds" at ``j`` and the index after it, or 0."""
    if j + 2 >= len(tokens) or tokens[j].code != AND:
        return 0.0, j
    count, part = tokens[j + 1], tokens[j + 2]
    if of_next(tokens, j + 2):
        return 0.0, j
    above = 1.0 if count.code == A else (float(count.value) if count.code == WORD else 0.0)
    single = above == 1 and (part.code in (HALF, "4") or (part.code in "oO" and part.value >= 3))
    several = above > 1 and part.code in ("X", "4") and count.value < 20
    if not (single or several):
        return 0.0, j
    return above * (0.5 if part.code == HALF else 1.0 / part_of(part)), j + 3


def slash_fraction(tokens: list[Token], i: int) -> float | None:
    """The value of "1/2" at ``i``: small and proper, so that dates and "24/7" stay out."""
    if i + 2 >= len(tokens) or tokens[i + 1].code != CLASSES["slash"]:
        return None
    above, below = tokens[i], tokens[i + 2]
    if above.code not in "DyN" or below.code not in "DyN" or not below.joined:
        return None
    if i + 3 < len(tokens) and tokens[i + 3].code == CLASSES["slash"] and tokens[i + 3].joined:
        return None
    if not 0 < above.value < below.value or below.value not in (2, 3, 4, 5, 8, 10, 16, 32, 100):
        return None
    return float(above.value / below.value)


def of_next(tokens: list[Token], k: int) -> bool:
    """Whether "of" follows."""
    return k + 1 < len(tokens) and tokens[k + 1].code == OF
