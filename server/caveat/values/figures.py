"""Numerals that start with digits: "1.2 million", "40 000", "3 hundred and 21", "2 1/2"."""

from __future__ import annotations

from typing import Final

from caveat.values.classes import CLASSES
from caveat.values.digits import Token
from caveat.values.fractions import AND, SCALE, WORD, and_fraction, slash_fraction, unit_at

_DASH: Final = CLASSES["dash"]
# Larger products of scales are noise ("million million million").
MAX_NUMBER: Final = 1e18
_SHORT_SCALES: Final = {"m": 1e6, "b": 1e9, "t": 1e12, "k": 1e3}
# Groups of three digits in one figure: more are a table or noise.
_MAX_GROUPS: Final = 6


def grouped(tokens: list[Token], i: int, out: list[Token], text: str) -> int | None:
    """Thousands set apart by spaces ("40 000"): groups of three figures, the last one 000 or set
    apart by a hard space, or two groups and more.
    """
    first = tokens[i]
    if first.code not in "DyN" or first.end - first.start > 3:
        return None
    digits = text[first.start : first.end]
    k, end, hard = i + 1, first.end, False
    last = min(i + _MAX_GROUPS, len(tokens))
    while k < last and tokens[k].start == end + 1 and tokens[k].code == "N":
        group = text[tokens[k].start : tokens[k].end]
        if not group[:3].isdigit() or group[3:4].isdigit() or len(group) < 3:
            break
        hard = hard or text[end] in "\u00a0\u202f\u2009"
        digits += group
        end = tokens[k].end
        k += 1
        if len(group) > 3:
            break
    groups = k - i - 1
    whole, point, rest = digits.partition(".")
    if not digits.replace(".", "").isdigit() or len(whole) > 18 or (point and not rest):
        return None
    if groups == 0 or not (hard or groups > 1 or digits.endswith("000")):
        return None
    out.append(Token("N", float(digits), first.start, end, first.joined))
    return k


def figure(tokens: list[Token], i: int, out: list[Token], text: str) -> int:
    """A numeral that starts with digits. Returns the index after it."""
    token = tokens[i]
    n = len(tokens)
    value = float(token.value)
    j = i + 1
    if j < n and tokens[j].joined and tokens[j].code == "N" and 0 < tokens[j].value < 1:
        out.append(Token("N", value + tokens[j].value, token.start, tokens[j].end, token.joined))
        return j + 1
    fraction = slash_fraction(tokens, j)
    if fraction is not None and token.code in "Dy" and not tokens[j].joined:
        end = tokens[j + 2].end
        return _scaled(tokens, j + 3, value + fraction, token, end, out, plain=False)
    if token.code in "DyN" and fraction is None:
        own = slash_fraction(tokens, i)
        if own is not None:
            out.append(Token("N", own, token.start, tokens[i + 2].end, token.joined))
            return i + 3
    rest, after = and_fraction(tokens, j)
    if rest:
        end = tokens[after - 1].end
        return _scaled(tokens, after, value + rest, token, end, out, plain=False)
    scale = _short_scale(tokens, j, out, text)
    if scale:
        out.append(Token("N", value * scale, token.start, tokens[j].end, token.joined))
        return j + 1
    return _scaled(tokens, j, value, token, token.end, out, plain=True)


def _short_scale(tokens: list[Token], j: int, out: list[Token], text: str) -> float:
    """The scale of a letter right after a figure, or 0: "£5m", "1.2b", "10M users"."""
    if j >= len(tokens) or tokens[j].code not in "*":
        return 0.0
    letter = text[tokens[j].start : tokens[j].end]
    money = bool(out) and out[-1].code == "$"
    money = money or (j + 1 < len(tokens) and tokens[j + 1].code in "C$")
    parted = tokens[j].joined or j + 1 == len(tokens) or not tokens[j + 1].joined
    if letter == "M" and parted:
        return 1e6
    if letter == "MM" and money:
        return 1e6
    return _SHORT_SCALES.get(letter.lower(), 0.0) if money and tokens[j].joined else 0.0


def _scaled(
    tokens: list[Token],
    j: int,
    value: float,
    first: Token,
    end: int,
    out: list[Token],
    *,
    plain: bool,
) -> int:
    """Apply the scales that follow a figure ("1.2 million", "5 hundred thousand")."""
    n = len(tokens)
    scaled = False
    while True:
        k = j
        more, after = _rest_of(tokens, j) if scaled else (0.0, j)
        if more:
            value += more
            end = tokens[after - 1].end
            j = after
            continue
        if k < n and tokens[k].code == _DASH and tokens[k].joined:
            k += 1
        if k < n and tokens[k].code == SCALE and value * tokens[k].value <= MAX_NUMBER:
            value *= tokens[k].value
            end = tokens[k].end
            j = k + 1
            scaled = True
        else:
            break
    rest, after = and_fraction(tokens, j) if scaled else (0.0, j)
    if rest:
        value += rest * tokens[j - 1].value
        end = tokens[after - 1].end
        j = after
    code = first.code if plain and not scaled else "N"
    out.append(Token(code, value, first.start, end, first.joined))
    return j


def _rest_of(tokens: list[Token], j: int) -> tuple[float, int]:
    """What continues a scaled figure ("3 hundred and 21", "4 thousand 3 hundred") and the index
    after it, or 0.
    """
    last, n = tokens[j - 1], len(tokens)
    if last.code != SCALE or j >= n:
        return 0.0, j
    if tokens[j].code == AND and j + 1 < n and last.value == 100:
        rest = tokens[j + 1]
        fits = rest.code in ("D", "y", WORD) and 0 < rest.value < 100
        return (float(rest.value), j + 2) if fits and not unit_at(tokens, j + 2) else (0.0, j)
    if tokens[j].code == "D" and j + 1 < n and tokens[j + 1].code == SCALE:
        part = float(tokens[j].value * tokens[j + 1].value)
        return (part, j + 2) if part < last.value else (0.0, j)
    return 0.0, j
