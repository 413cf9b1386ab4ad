"""Numerals in figures, words and both ("1.2 million", "two and a half", "three quarters")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from caveat.values.classes import CLASSES
from caveat.values.digits import Token

_FIGURES: Final = frozenset("DyYN")
_DASH, _AND, _A, _OF, _COMMA = (CLASSES[n] for n in ("dash", "and", "a", "of", "comma"))
_SCALE, _WORD, _HALF, _POINT = (CLASSES[n] for n in ("magnitude", "word_number", "half", "point"))
_ORDINAL_SCALES: Final = frozenset({100, 1e3, 1e6, 1e9, 1e12})
# Groups of three digits in one figure: more are a table or noise.
_MAX_GROUPS: Final = 6
# Larger products of scales are noise ("million million million").
_MAX_NUMBER: Final = 1e18
_Reader = Callable[[list[Token], int, list[Token], str], int | None]
_SHORT_SCALES: Final = {"m": 1e6, "b": 1e9, "t": 1e12, "k": 1e3}


def assemble(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with every numeral as one token, whose value is its number.

    Numerals in words up to 999 keep the class "word_number"; longer ones and those with a scale
    become "number". Fractions ("two thirds", "1/2") become numbers.
    """
    out: list[Token] = []
    i, n = 0, len(tokens)
    while i < n:
        readers = _READERS.get(tokens[i].code)
        after = None
        if readers is not None:
            for read in readers:
                after = read(tokens, i, out, text)
                if after is not None:
                    break
        if after is None:
            out.append(tokens[i])
            after = i + 1
        i = after
    return out


# Readers: each looks at the tokens from ``i`` on, appends what it has read to ``out`` and returns
# the index after it, or None when it has read nothing.


def _time_with_point(tokens: list[Token], i: int, out: list[Token], text: str) -> int | None:
    """As "8.30 pm"."""
    token = tokens[i]
    if i + 1 >= len(tokens) or tokens[i + 1].code != "p" or not _pointed(token, text):
        return None
    hour, minute = text[token.start : token.end].split(".")
    clock = (int(hour) * 3600 + int(minute) * 60, "m", None)
    out.append(Token(CLASSES["clock"], clock, token.start, token.end, token.joined))
    return i + 1


def _negative(tokens: list[Token], i: int, out: list[Token], text: str) -> int | None:
    """A minus sign in words, or a dash joined to the figure after it."""
    if i + 1 >= len(tokens) or tokens[i + 1].code not in "DyYNw":
        return None
    sign = tokens[i]
    if sign.code == _DASH and (sign.joined or not tokens[i + 1].joined):
        return None
    if sign.code == _DASH and out and out[-1].code in "DyYNw%*C$MA":
        return None
    at = len(out)
    after = _number(tokens, i + 1, out, text)
    out[at] = replace(out[at], code="N", value=-out[at].value, start=sign.start, joined=False)
    return after


def _half(tokens: list[Token], i: int, out: list[Token], text: str) -> int | None:  # noqa: ARG001
    """As "half a million", "half of"."""
    token = tokens[i]
    after = _half_of(tokens, i)
    if after is not None:
        scale = tokens[after - 1]
        out.append(Token("N", 0.5 * scale.value, token.start, scale.end, token.joined))
        return after
    hedged = bool(out) and out[-1].code == "~" and not _unit_at(tokens, i + 1)
    if hedged and i + 1 < len(tokens) and tokens[i + 1].code == _A:
        return None
    if hedged or (i + 1 < len(tokens) and tokens[i + 1].code == _OF):
        out.append(Token("N", 0.5, token.start, token.end, token.joined))
        return i + 1
    return None


def _article(tokens: list[Token], i: int, out: list[Token], text: str) -> int | None:  # noqa: ARG001
    """As "a million", "a half", "a third of", "a quarter million"."""
    if i + 1 >= len(tokens):
        return None
    token, following = tokens[i], tokens[i + 1]
    if following.code == _SCALE:
        return _words(tokens, i + 1, i, out)
    if following.code == _HALF and not _unit_at(tokens, i + 2):
        if len(out) > 1 and out[-1].code == _AND and out[-2].code in "Uu":
            return None
        out.append(Token("N", 0.5, token.start, following.end, token.joined))
        return i + 2
    if i + 2 >= len(tokens):
        return None
    if following.code == "4" and tokens[i + 2].code == _SCALE:
        end = tokens[i + 2]
        out.append(Token("N", 0.25 * end.value, token.start, end.end, token.joined))
        return i + 3
    if _unit_fraction(tokens, i):
        out.append(Token("N", 1.0 / _part(following), token.start, following.end, token.joined))
        return i + 2
    return None


def _grouped(tokens: list[Token], i: int, out: list[Token], text: str) -> int | None:
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


def _quarter(tokens: list[Token], i: int, out: list[Token], text: str) -> int | None:  # noqa: ARG001
    """As "quarter million"."""
    if i + 1 >= len(tokens) or tokens[i + 1].code != _SCALE:
        return None
    scale = tokens[i + 1]
    out.append(Token("N", 0.25 * scale.value, tokens[i].start, scale.end, tokens[i].joined))
    return i + 2


def _second_of_time(tokens: list[Token], i: int, out: list[Token], text: str) -> int | None:
    """The unit in "one second"."""
    token = tokens[i]
    before = out[-1] if out else None
    if before is None or before.code not in "DyNw" or before.end + 1 != token.start:
        return None
    if text[token.start : token.end].lower() != "second":
        return None
    out.append(replace(token, code="u", value=1))
    return i + 1


def _number(tokens: list[Token], i: int, out: list[Token], text: str) -> int:
    """A numeral, with "of a million" after a fraction."""
    if tokens[i].code in _FIGURES:
        after = _grouped(tokens, i, out, text)
        if after is not None:
            return after
        after = _figure(tokens, i, out, text)
    else:
        after = _words(tokens, i, i, out)
    last = out[-1]
    if last.code == "N" and 0 < last.value < 1:
        k = after
        if k < len(tokens) and tokens[k].code == _OF:
            k += 1
            if k < len(tokens) and tokens[k].code == _A:
                k += 1
        if k < len(tokens) and tokens[k].code == _SCALE and tokens[k].value > 1000:
            last.value *= tokens[k].value
            last.end = tokens[k].end
            return k + 1
    return after


_READERS: Final[dict[str, tuple[_Reader, ...]]] = {
    **dict.fromkeys(_FIGURES - {"N"}, (_number,)),
    "N": (_time_with_point, _number),
    _WORD: (_number,),
    _SCALE: (_number,),
    _DASH: (_negative,),
    CLASSES["minus"]: (_negative,),
    _HALF: (_half,),
    _A: (_article,),
    "4": (_quarter,),
    "o": (_second_of_time,),
}


def _pointed(token: Token, text: str) -> bool:
    """Whether a figure is a time of day written with a point ("8.30")."""
    hour, _, minute = text[token.start : token.end].partition(".")
    return hour.isdigit() and int(hour) < 13 and len(minute) == 2 and minute < "60"


def _unit_at(tokens: list[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].code in "Uu4-&DyYNwG"


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
    rest, after = _and_fraction(tokens, j)
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


def _and_fraction(tokens: list[Token], j: int) -> tuple[float, int]:
    """The fraction of "and a half", "and two thirds" at ``j`` and the index after it, or 0."""
    if j + 2 >= len(tokens) or tokens[j].code != _AND:
        return 0.0, j
    count, part = tokens[j + 1], tokens[j + 2]
    if _of_next(tokens, j + 2):
        return 0.0, j
    above = 1.0 if count.code == _A else (float(count.value) if count.code == _WORD else 0.0)
    single = above == 1 and (part.code in (_HALF, "4") or (part.code in "oO" and part.value >= 3))
    several = above > 1 and part.code in ("X", "4") and count.value < 20
    if not (single or several):
        return 0.0, j
    return above * (0.5 if part.code == _HALF else 1.0 / _part(part)), j + 3


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
        more, after = _rest_of(tokens, j) if scaled else (0.0, j)
        if more:
            value += more
            end = tokens[after - 1].end
            j = after
            continue
        if k < n and tokens[k].code == _DASH and tokens[k].joined:
            k += 1
        if k < n and tokens[k].code == _SCALE and value * tokens[k].value <= _MAX_NUMBER:
            value *= tokens[k].value
            end = tokens[k].end
            j = k + 1
            scaled = True
        else:
            break
    rest, after = _and_fraction(tokens, j) if scaled else (0.0, j)
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
    if last.code != _SCALE or j >= n:
        return 0.0, j
    if tokens[j].code == _AND and j + 1 < n and last.value == 100:
        rest = tokens[j + 1]
        fits = rest.code in ("D", "y", _WORD) and 0 < rest.value < 100
        return (float(rest.value), j + 2) if fits and not _unit_at(tokens, j + 2) else (0.0, j)
    if tokens[j].code == "D" and j + 1 < n and tokens[j + 1].code == _SCALE:
        part = float(tokens[j].value * tokens[j + 1].value)
        return (part, j + 2) if part < last.value else (0.0, j)
    return 0.0, j


def _words(tokens: list[Token], i: int, first: int, out: list[Token]) -> int:
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
            if scale in (100, 12) and (current or 1) >= 100:
                break
            if scale in (100.0, 12.0):
                current = (current if current is not None else 1.0) * scale
            elif current is None and total and last_scale:
                if total * scale > _MAX_NUMBER:
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
            token.code == _AND
            and (current is not None or last_scale > 100)
            and (_and_fraction(tokens, j)[0])
        ):
            rest, j = _and_fraction(tokens, j)
            end = j
            if (
                current is None
                and j < n
                and tokens[j].code == _SCALE
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
            if not (j < n and tokens[j].code == _SCALE):
                break
        elif token.code in (_AND, _COMMA) and last_scale and j + 1 < n:
            following = tokens[j + 1].code == _WORD and (current or 0) % 100 == 0
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
            part.code == "4" and value != 1 and (_of_next(tokens, k) or _scale_ahead(tokens, k))
        )
        one = value == 1 and (
            (part.code in "oO" and part.value >= 3) or (part.code == "4" and _of_next(tokens, k))
        )
        if whole or one or (value == 1 and part.code == _HALF and not scaled):
            number = 0.5 if part.code == _HALF else value / _part(part)
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
    if value in (18, 19, 20) and j < n and tokens[j].code == _WORD and not tokens[j].joined:
        year, after = _year(tokens, j, value)
        if year:
            out.append(Token("Y", year, head.start, tokens[after - 1].end, head.joined))
            return after
    code = "N" if scaled or value > 999 else _WORD
    out.append(Token(code, value, head.start, tokens[j - 1].end, head.joined))
    return j


def _year(tokens: list[Token], j: int, century: float) -> tuple[float, int]:
    """The year of "nineteen ninety-five" and the index after it, or 0."""
    rest = tokens[j].value
    if rest < 10:
        return 0.0, j
    after = j + 1
    k = after + 1 if after < len(tokens) and tokens[after].code == _DASH else after
    units = tokens[k].value if k < len(tokens) and tokens[k].code == _WORD else 0
    if rest >= 20 and rest % 10 == 0 and 0 < units < 10:
        return 100 * century + rest + units, k + 1
    return 100 * century + rest, after


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
