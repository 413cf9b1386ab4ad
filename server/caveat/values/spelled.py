"""Numerals in words: "two hundred and five", "twenty-first", "nineteen ninety-five"."""

from __future__ import annotations

from typing import Final

from caveat.values.classes import CLASSES
from caveat.values.digits import Token
from caveat.values.figures import MAX_NUMBER
from caveat.values.fractions import AND, HALF, SCALE, WORD, and_fraction, of_next, part_of

_DASH, _COMMA, _POINT = (CLASSES[n] for n in ("dash", "comma", "point"))
_ORDINAL_SCALES: Final = frozenset({100, 1e3, 1e6, 1e9, 1e12})


def spelled(tokens: list[Token], i: int, first: int, out: list[Token]) -> int:
    """A numeral in words that starts at ``first`` (an article before ``i``, or ``i`` itself)."""
    n = len(tokens)
    total, current, last_scale = 0.0, (1.0 if first != i else None), 0.0
    scaled = False
    end = i
    j = i
    while j < n:
        token = tokens[j]
        if token.code == "X" or (token.code in "4" and j > i):
            break
        if token.code == WORD:
            if current is None:
                current = token.value
            elif _fits(current, token.value):
                current += token.value
            else:
                break
            j += 1
            end = j
        elif token.code == SCALE:
            scale = token.value
            if scale in (100, 12) and (current or 1) >= 100:
                break
            if scale in (100.0, 12.0):
                current = (current if current is not None else 1.0) * scale
            elif current is None and total and last_scale:
                if total * scale > MAX_NUMBER:
                    break
                total *= scale
            else:
                total += (current if current is not None else 1.0) * scale
                current = None
            last_scale = scale
            scaled = scaled or scale > 100
            j += 1
            end = j
        elif token.code == _DASH and token.joined and j + 1 < n and tokens[j + 1].code in "wG":
            j += 1
        elif (
            token.code == AND
            and (current is not None or last_scale > 100)
            and (and_fraction(tokens, j)[0])
        ):
            rest, j = and_fraction(tokens, j)
            end = j
            if (
                current is None
                and j < n
                and tokens[j].code == SCALE
                and tokens[j].value < last_scale
            ):
                # "one billion and a half million"
                total += rest * tokens[j].value
                end = j = j + 1
                break
            if current is None:
                total += rest * last_scale
                break
            current += rest
            if not (j < n and tokens[j].code == SCALE):
                break
        elif token.code in (AND, _COMMA) and last_scale and j + 1 < n:
            following = tokens[j + 1].code == WORD and (current or 0) % 100 == 0
            if not following or (token.code == _COMMA and not _scale_ahead(tokens, j + 1)):
                break
            j += 1
        elif token.code == _POINT and current is not None and j + 1 < n:
            j, digits = _decimals(tokens, j + 1)
            if not digits:
                break
            current += float("0." + digits)
            end = j
        else:
            break
    j = end
    value = total + (current or 0.0)
    above = tokens[first:j]
    if j < n and value:
        k = j + 1 if tokens[j].code == _DASH and tokens[j].joined and j + 1 < n else j
        part = tokens[k]
        whole = part.code == "X" or (
            part.code == "4" and value != 1 and (of_next(tokens, k) or _scale_ahead(tokens, k))
        )
        one = value == 1 and (
            (part.code in "oO" and part.value >= 3) or (part.code == "4" and of_next(tokens, k))
        )
        if whole or one or (value == 1 and part.code == HALF and not scaled):
            number = 0.5 if part.code == HALF else value / part_of(part)
            out.append(Token("N", number, above[0].start, part.end, above[0].joined))
            return k + 1
        compound = part.code in "oO" and value >= 20 and _fits(value % 1000 or 1000, part.value)
        hundreds = part.code == "O" and part.value in _ORDINAL_SCALES and value < part.value
        if compound or hundreds:
            # "twenty-first", "two hundredth"
            ordinal = value * part.value if hundreds else value + part.value
            code = "o" if ordinal <= 31 else "O"
            out.append(Token(code, ordinal, above[0].start, part.end, above[0].joined))
            return k + 1
    head = above[0]
    if value in (18, 19, 20) and j < n and tokens[j].code == WORD and not tokens[j].joined:
        year, after = _year(tokens, j, value)
        if year:
            out.append(Token("Y", year, head.start, tokens[after - 1].end, head.joined))
            return after
    code = "N" if scaled or value > 999 else WORD
    out.append(Token(code, value, head.start, tokens[j - 1].end, head.joined))
    return j


def _year(tokens: list[Token], j: int, century: float) -> tuple[float, int]:
    """The year of "nineteen ninety-five" and the index after it, or 0."""
    rest = tokens[j].value
    if rest < 10:
        return 0.0, j
    after = j + 1
    k = after + 1 if after < len(tokens) and tokens[after].code == _DASH else after
    units = tokens[k].value if k < len(tokens) and tokens[k].code == WORD else 0
    if rest >= 20 and rest % 10 == 0 and 0 < units < 10:
        return 100 * century + rest + units, k + 1
    return 100 * century + rest, after


def _fits(current: float, value: float) -> bool:
    """Whether a word continues a number: units after tens, anything under 100 after hundreds."""
    if current >= 100 and current % 100 == 0:
        return value < 100
    return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10


def _scale_ahead(tokens: list[Token], i: int) -> bool:
    return any(t.code == SCALE for t in tokens[i + 1 : i + 3])


def _decimals(tokens: list[Token], j: int) -> tuple[int, str]:
    digits = ""
    while j < len(tokens) and tokens[j].code == WORD and tokens[j].value < 10 and len(digits) < 9:
        digits += str(int(tokens[j].value))
        j += 1
    return j, digits
