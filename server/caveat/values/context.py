"""What the words around a figure say of it: a hedge, a noun that it counts, an age, a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import re2

from caveat.document import Span
from caveat.values.classes import words
from caveat.values.counted import STOPS, counted
from caveat.values.digits import Token
from caveat.values.model import Bound, Interval, Quantity, ValueKind

# Code points of the longest word looked at before a figure.
_LONGEST_NAME: Final = 30
_FIGURES: Final = frozenset("DyYNw$")
_BEFORE_NEXT: Final = {Bound.AT_LEAST: Bound.MORE_THAN, Bound.AT_MOST: Bound.LESS_THAN}
_OLDEST: Final = 120
# Words whose figure names one of a kind, and counts nothing.
_LABELS: Final = frozenset(words("magnitude category level grade phase page chapter number no"))
# What stands before an age: "a girl of 13", "who was 61".
_AGED: Final = re2.compile(
    r"(?i)\b(?:(?:girl|boy|man|woman|child|toddler|teenager|youth|baby|lad|lady|age) of"
    r"|(?:who|he|she) (?:is|was)(?: just| only| now)?) $"
)
_AGED_AFTER: Final = re2.compile(r"^(?:[,.;:!?)\"”]| (?:and|when|who|was|is|at|but|from|in)\b)")
_AGED_REACH: Final = 24
_NO_SURNAMES: Final = frozenset(
    words(
        "january february march april may june july august september october november december jan "
        "feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday "
        "saturday sunday page chapter no number room"
    )
)


def hedge_of(tokens: list[Token], start: int, end: int) -> Bound:
    """The hedge right before a figure, or right after it ("or more"; but of "above 1000 and below
    1500" the "below" hedges what follows it).
    """
    before = tokens[start - 1] if start else None
    if before is not None and before.code in "1d" and start > 1:
        before = tokens[start - 2]
    if before is not None and before.code == "~" and isinstance(before.value, Bound):
        return before.value
    if before is not None and before.code == ";" and before.value in _BEFORE_NEXT:
        return _BEFORE_NEXT[before.value]
    after = tokens[end] if end < len(tokens) else None
    if after is not None and after.code == ";" and isinstance(after.value, Bound):
        parted = end + 1 < len(tokens) and tokens[end + 1].code in _FIGURES
        return Bound.NONE if parted else after.value
    return Bound.NONE


def with_noun(quantity: Quantity, text: str, stop: int) -> Quantity:
    """A bare number that is followed by a noun is a count of it."""
    if quantity.kind not in (ValueKind.NUMBER, ValueKind.ORDINAL):
        return quantity
    start, end = quantity.span.start, quantity.span.end
    if text[end : end + 1] not in (" ", "-", "\u00a0"):
        return quantity
    if _word_before(text, start - 1).lower() in _LABELS:
        # "an earthquake of magnitude 6.4 struck the island"
        return quantity
    found = counted(text, end + 1, stop)
    if found is None:
        return quantity
    first, last, noun, modifiers = found
    return replace(
        quantity,
        kind=ValueKind.COUNT if quantity.kind is ValueKind.NUMBER else quantity.kind,
        counted=Span(quantity.span.field, first, last),
        noun=noun,
        modifiers=modifiers,
    )


def is_pronoun(quantity: Quantity, text: str) -> bool:
    """Whether "one" stands for a thing ("this one", "one of the") rather than counts it."""
    if quantity.text.lower() != "one":
        return False
    end = quantity.span.end
    return quantity.kind is ValueKind.NUMBER or text[end : end + 4].lower() == " of "


def as_age(quantity: Quantity, text: str) -> Quantity:
    """The age that a figure between commas after a name is ("Maria Keller, 42, said"), and the one
    in "a girl of 13", "who was 61".
    """
    start, end = quantity.span.start, quantity.span.end
    if quantity.kind is not ValueKind.NUMBER or not 1 <= quantity.number <= _OLDEST:
        return quantity
    if not (_after_surname(quantity, text) or _of_that_age(text, start, end)):
        return quantity
    days = quantity.number * 86_400
    return replace(
        quantity,
        kind=ValueKind.AGE,
        interval=Interval(365 * days, 366 * days),
        unit="s",
        stated_unit="year",
        timex=f"P{int(quantity.number)}Y",
    )


def _after_surname(quantity: Quantity, text: str) -> bool:
    start, end = quantity.span.start, quantity.span.end
    if text[start - 2 : start] != ", " or text[end : end + 1] not in (",", ")", ".", ";"):
        return False
    name = _word_before(text, start - 2)
    surname = len(name) > 1 and name[0].isupper() and name.lower() not in _NO_SURNAMES
    return surname and quantity.text.isdigit()


def _of_that_age(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _AGED_REACH) : start]
    return bool(_AGED.search(before) and _AGED_AFTER.search(text[end : end + _AGED_REACH]))


def as_result(quantity: Quantity) -> Quantity:
    """The result that two small figures with a dash are when they count nothing ("4-6")."""
    plain = quantity.kind is ValueKind.NUMBER and quantity.range and quantity.bound is Bound.NONE
    if not plain:
        return quantity
    first, dash, second = quantity.text.replace("–", "-").partition("-")
    if not (dash and first.isdigit() and second.isdigit() and len(first) < 3 and len(second) < 3):
        return quantity
    number = float(first)
    return replace(
        quantity,
        kind=ValueKind.RESULT,
        number=number,
        second=float(second),
        interval=Interval(number, number),
        range=False,
        tolerance=0.0,
    )


def is_name(tokens: list[Token], start: int, text: str) -> bool:
    """Whether a figure is part of a name: "Flight 370", "the Six Nations", "007"."""
    token = tokens[start]
    figure = text[token.start : token.end]
    at = token.start - 1
    opens = at < 1 or text[at - 1] in '.!?:”"' or not text[at].isspace()
    if token.code in "wo":
        return figure[0].isupper() and not opens and text[token.end + 1 : token.end + 2].isupper()
    if figure[0] == "0" and figure.isdigit() and len(figure) > 1:
        return True
    if at <= 0 or text[at] not in " -":
        return False
    word = _word_before(text, at)
    first = at - len(word)
    named = len(word) > 2 and word[0].isupper() and first > 1 and text[first - 1] == " "
    return named and text[first - 2] not in '.!?:”"' and not _noun_follows(text, token.end)


def _word_before(text: str, end: int) -> str:
    """The letters that end at an offset, so many at most as a name has."""
    first = end
    while first > 0 and end - first < _LONGEST_NAME and text[first - 1].isalpha():
        first -= 1
    return text[first:end]


def _noun_follows(text: str, end: int) -> bool:
    word = text[end + 1 : end + 31].partition(" ")[0]
    return text[end : end + 1] == " " and word[:1].islower() and word not in STOPS
