"""Numerals in figures, words and both ("1.2 million", "two and a half", "three quarters")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from caveat.values.classes import CLASSES
from caveat.values.digits import Token
from caveat.values.figures import figure, grouped
from caveat.values.fractions import (
    AND,
    HALF,
    OF,
    SCALE,
    WORD,
    A,
    half_of,
    part_of,
    unit_at,
    unit_fraction,
)
from caveat.values.spelled import spelled

_FIGURES: Final = frozenset("DyYN")
_DASH: Final = CLASSES["dash"]
_Reader = Callable[[list[Token], int, list[Token], str], int | None]


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
    after = half_of(tokens, i)
    if after is not None:
        scale = tokens[after - 1]
        out.append(Token("N", 0.5 * scale.value, token.start, scale.end, token.joined))
        return after
    hedged = bool(out) and out[-1].code == "~" and not unit_at(tokens, i + 1)
    if hedged and i + 1 < len(tokens) and tokens[i + 1].code == A:
        return None
    if hedged or (i + 1 < len(tokens) and tokens[i + 1].code == OF):
        out.append(Token("N", 0.5, token.start, token.end, token.joined))
        return i + 1
    return None


def _article(tokens: list[Token], i: int, out: list[Token], text: str) -> int | None:  # noqa: ARG001
    """As "a million", "a half", "a third of", "a quarter million"."""
    if i + 1 >= len(tokens):
        return None
    token, following = tokens[i], tokens[i + 1]
    if following.code == SCALE:
        return spelled(tokens, i + 1, i, out)
    if following.code == HALF and not unit_at(tokens, i + 2):
        if len(out) > 1 and out[-1].code == AND and out[-2].code in "Uu":
            return None
        out.append(Token("N", 0.5, token.start, following.end, token.joined))
        return i + 2
    if i + 2 >= len(tokens):
        return None
    if following.code == "4" and tokens[i + 2].code == SCALE:
        end = tokens[i + 2]
        out.append(Token("N", 0.25 * end.value, token.start, end.end, token.joined))
        return i + 3
    if unit_fraction(tokens, i):
        out.append(Token("N", 1.0 / part_of(following), token.start, following.end, token.joined))
        return i + 2
    return None


def _quarter(tokens: list[Token], i: int, out: list[Token], text: str) -> int | None:  # noqa: ARG001
    """As "quarter million"."""
    if i + 1 >= len(tokens) or tokens[i + 1].code != SCALE:
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
        after = grouped(tokens, i, out, text)
        if after is not None:
            return after
        after = figure(tokens, i, out, text)
    else:
        after = spelled(tokens, i, i, out)
    last = out[-1]
    if last.code == "N" and 0 < last.value < 1:
        k = after
        if k < len(tokens) and tokens[k].code == OF:
            k += 1
            if k < len(tokens) and tokens[k].code == A:
                k += 1
        if k < len(tokens) and tokens[k].code == SCALE and tokens[k].value > 1000:
            last.value *= tokens[k].value
            last.end = tokens[k].end
            return k + 1
    return after


_READERS: Final[dict[str, tuple[_Reader, ...]]] = {
    **dict.fromkeys(_FIGURES - {"N"}, (_number,)),
    "N": (_time_with_point, _number),
    WORD: (_number,),
    SCALE: (_number,),
    _DASH: (_negative,),
    CLASSES["minus"]: (_negative,),
    HALF: (_half,),
    A: (_article,),
    "4": (_quarter,),
    "o": (_second_of_time,),
}


def _pointed(token: Token, text: str) -> bool:
    """Whether a figure is a time of day written with a point ("8.30")."""
    hour, _, minute = text[token.start : token.end].partition(".")
    return hour.isdigit() and int(hour) < 13 and len(minute) == 2 and minute < "60"
