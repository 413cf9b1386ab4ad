"""Numerals in figures, words and both ("1.2 million", "two and a half", "three quarters")."""

from __future__ import annotations

from typing import Final

from caveat.values.classes import CLASSES
from caveat.values.tokens import Token

_FIGURES: Final = frozenset("DyYN")
_STARTS: Final = frozenset("DyYNwGx")
_DASH, _AND, _A, _OF, _COMMA = (CLASSES[n] for n in ("dash", "and", "a", "of", "comma"))
_SCALE, _WORD, _HALF, _POINT = (CLASSES[n] for n in ("magnitude", "word_number", "half", "point"))
_SHORT_SCALES: Final = {"m": 1e6, "b": 1e9, "t": 1e12, "k": 1e3}


def assemble(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with every numeral as one token, whose value is its number.

    Numerals in words up to 999 keep the class "word_number"; longer ones and those with a scale
    become "number". Fractions ("two thirds", "1/2") become numbers.
    """
    out: list[Token] = []
    i, n = 0, len(tokens)
    while i < n:
        token = tokens[i]
        code = token.code
        if code in _FIGURES:
            i = _figure(tokens, i, out, text)
        elif code in (_WORD, _SCALE):
            i = _words(tokens, i, i, out)
        elif code == _A and i + 1 < n and tokens[i + 1].code == _SCALE:
            i = _words(tokens, i + 1, i, out)
        elif code == _HALF and _half_of(tokens, i) is not None:
            i = _half_of(tokens, i) or i
            scale = tokens[i - 1]
            out.append(Token("N", 0.5 * scale.value, token.start, scale.end, token.joined))
        elif code == _A and i + 2 < n and _unit_fraction(tokens, i):
            value = 1.0 / _part(tokens[i + 1])
            out.append(Token("N", value, token.start, tokens[i + 1].end, token.joined))
            i += 2
        else:
            out.append(token)
            i += 1
    return out


def _part(token: Token) -> float:
    return 4.0 if token.code == "4" else float(token.value)


def _half_of(tokens: list[Token], i: int) -> int | None:
    """The index after "half a million" or "half million", or None."""
    j = i + 1
    if j < len(tokens) and tokens[j].code in (_A, _OF):
        j += 1
    if j < len(tokens) and tokens[j].code == _SCALE and tokens[j].value > 10:
        return j + 1
    return None


def _unit_fraction(tokens: list[Token], i: int) -> bool:
    """Whether "a third of", "a quarter of" starts here: without "of" it is an ordinal or a unit."""
    part = tokens[i + 1]
    fits = part.code == "4" or (part.code in "oO" and part.value >= 3)
    return fits and tokens[i + 2].code == _OF


def _figure(tokens: list[Token], i: int, out: list[Token], text: str) -> int:
    """A numeral that starts with digits. Returns the index after it."""
    token = tokens[i]
    n = len(tokens)
    value = float(token.value)
    j = i + 1
    if j < n and tokens[j].joined and tokens[j].code == "N" and 0 < tokens[j].value < 1:
        out.append(Token("N", value + tokens[j].value, token.start, tokens[j].end, token.joined))
        return j + 1
    fraction = _slash_fraction(tokens, j)
    if fraction is not None and token.code in "Dy" and not tokens[j].joined:
        end = tokens[j + 2].end
        return _scaled(tokens, j + 3, value + fraction, token, end, out, plain=False)
    if token.code in "DyN" and fraction is None:
        own = _slash_fraction(tokens, i)
        if own is not None:
            out.append(Token("N", own, token.start, tokens[i + 2].end, token.joined))
            return i + 3
    if _and_a_half(tokens, j):
        end = tokens[j + 2].end
        return _scaled(tokens, j + 3, value + 0.5, token, end, out, plain=False)
    if j < n and tokens[j].joined and tokens[j].code == "*":
        scale = _SHORT_SCALES.get(text[tokens[j].start : tokens[j].end].lower())
        money = bool(out) and out[-1].code == "$"
        if scale is not None and (money or (j + 1 < n and tokens[j + 1].code in "C$")):
            out.append(Token("N", value * scale, token.start, tokens[j].end, token.joined))
            return j + 1
    return _scaled(tokens, j, value, token, token.end, out, plain=True)


def _and_a_half(tokens: list[Token], j: int) -> bool:
    return [t.code for t in tokens[j : j + 3]] == [_AND, _A, _HALF]


def _slash_fraction(tokens: list[Token], i: int) -> float | None:
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
        if k < n and tokens[k].code == _DASH and tokens[k].joined:
            k += 1
        if k < n and tokens[k].code == _SCALE:
            value *= tokens[k].value
            end = tokens[k].end
            j = k + 1
            scaled = True
        else:
            break
    if scaled and _and_a_half(tokens, j):
        value += 0.5 * tokens[j - 1].value
        end = tokens[j + 2].end
        j += 3
    code = first.code if plain and not scaled else "N"
    out.append(Token(code, value, first.start, end, first.joined))
    return j


def _words(tokens: list[Token], i: int, first: int, out: list[Token]) -> int:
    """A numeral in words that starts at ``first`` (an article before ``i``, or ``i`` itself)."""
    n = len(tokens)
    total, current, last_scale = 0.0, (1.0 if first != i else None), 0.0
    scaled = False
    end = i
    j = i
    while j < n:
        token = tokens[j]
        if token.code == _WORD:
            if current is None:
                current = token.value
            elif _fits(current, token.value):
                current += token.value
            else:
                break
            j += 1
            end = j
        elif token.code == _SCALE:
            scale = token.value
            if scale == 100 and (current or 1) >= 100:
                break
            if scale in (100.0, 12.0):
                current = (current if current is not None else 1.0) * scale
            elif current is None and total and last_scale:
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
        elif token.code in (_AND, _COMMA) and last_scale and j + 1 < n:
            following = tokens[j + 1]
            if (
                following.code == _WORD
                and (current or 0) % 100 == 0
                and (token.code == _AND or _scale_ahead(tokens, j + 1))
            ):
                j += 1
            elif (
                following.code == _A
                and j + 2 < n
                and tokens[j + 2].code == _HALF
                and token.code == _AND
            ):
                total += 0.5 * last_scale
                end = j = j + 3
                break
            else:
                break
        elif token.code == _AND and current is not None and j + 2 < n:
            # "two and a half [million]"
            if tokens[j + 1].code == _A and tokens[j + 2].code == _HALF:
                current += 0.5
                end = j = j + 3
                if not (j < n and tokens[j].code == _SCALE):
                    break
            else:
                break
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
    if j < n and value and j - first <= 2:
        k = j + 1 if tokens[j].code == _DASH and tokens[j].joined and j + 1 < n else j
        part = tokens[k]
        whole = part.code == "X" or (part.code == "4" and value != 1 and _of_next(tokens, k))
        one = value == 1 and (
            (part.code in "oO" and part.value >= 3 and (part.joined or _of_next(tokens, k)))
            or (part.code == "4" and _of_next(tokens, k))
        )
        if whole or one:
            number = value / _part(part)
            out.append(Token("N", number, above[0].start, part.end, above[0].joined))
            return k + 1
        if part.code in "oO" and part.value < 10 and value >= 20 and value % 10 == 0:
            # "twenty-first"
            ordinal = value + part.value
            code = "o" if ordinal <= 31 else "O"
            out.append(Token(code, ordinal, above[0].start, part.end, above[0].joined))
            return k + 1
    code = "N" if scaled or value > 999 else _WORD
    head = above[0]
    out.append(Token(code, value, head.start, tokens[j - 1].end, head.joined, head.capital))
    return j


def _fits(current: float, value: float) -> bool:
    """Whether a word continues a number: units after tens, anything under 100 after hundreds."""
    if current >= 100 and current % 100 == 0:
        return value < 100
    return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10


def _scale_ahead(tokens: list[Token], i: int) -> bool:
    return any(t.code == _SCALE for t in tokens[i + 1 : i + 3])


def _of_next(tokens: list[Token], k: int) -> bool:
    return k + 1 < len(tokens) and tokens[k + 1].code == _OF


def _decimals(tokens: list[Token], j: int) -> tuple[int, str]:
    digits = ""
    while j < len(tokens) and tokens[j].code == _WORD and tokens[j].value < 10 and len(digits) < 9:
        digits += str(int(tokens[j].value))
        j += 1
    return j, digits
