"""What the words around a match say of it: a hedge, a tense, a noun that is counted, a name."""

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
_OLDEST: Final = 120
_NO_SURNAMES: Final = frozenset(
    words(
        "january february march april may june july august september october november december jan "
        "feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday "
        "saturday sunday page chapter no number room"
    )
)
# How many tokens on either side may show the tense of a date.
_TENSE_REACH: Final = 14
# A participle this near behind "will" is part of it: "will be closed".
_PASSIVE: Final = 4
# Code points read on either side of a weekday.
_BESIDE: Final = 48
_PRICE: Final = "(?:price|level|value|quote|rate|high|low|share price|stock price|bid)s?"
_CLOSING: Final = re2.compile(rf"(?i)^(?:['’]s)? (?:(?:stock |market )?close\b|closing {_PRICE}\b)")
_CLOSED_ON: Final = re2.compile(
    rf"(?i)(?:closing {_PRICE}|(?:last|previous|prior) close)(?: \pL+){{0,2}} (?:on|of|from) $"
)
_AHEAD: Final = re2.compile(
    r"(?i)(?:\bas (?:soon|early|late) as|\b(?:postponed|delayed|adjourned|deferred|put off"
    r"|extended)(?: \pL+){0,3} (?:un)?till?) (?:on )?$"
)
_POSSESSIVE: Final = re2.compile(r"^['’]s \pL")
_AFTER_DAY: Final = frozenset(".,)&2-3I7@6BsLk")
_DATELIKE: Final = frozenset("Iin7s6@BLk2rbe(dT")


def hedge_of(tokens: list[Token], start: int, end: int) -> Bound:
    """The hedge right before a figure, or right after it ("or more")."""
    before = tokens[start - 1] if start else None
    if before is not None and before.code in "1d" and start > 1:
        before = tokens[start - 2]
    if before is not None and before.code == "~" and isinstance(before.value, Bound):
        return before.value
    after = tokens[end] if end < len(tokens) else None
    if after is not None and after.code == ";" and isinstance(after.value, Bound):
        return after.value
    return Bound.NONE


def with_noun(quantity: Quantity, text: str, stop: int) -> Quantity:
    """A bare number that is followed by a noun is a count of it."""
    if quantity.kind not in (ValueKind.NUMBER, ValueKind.ORDINAL):
        return quantity
    end = quantity.span.end
    if text[end : end + 1] not in (" ", "-", "\u00a0"):
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
    """The age that a figure between commas after a name is ("Maria Keller, 42, said")."""
    start, end = quantity.span.start, quantity.span.end
    if quantity.kind is not ValueKind.NUMBER or not 1 <= quantity.number <= _OLDEST:
        return quantity
    if text[start - 2 : start] != ", " or text[end : end + 1] not in (",", ")", ".", ";"):
        return quantity
    name = _word_before(text, start - 2)
    if len(name) < 2 or not name[0].isupper() or not quantity.text.isdigit():
        return quantity
    if name.lower() in _NO_SURNAMES:
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


def is_decade(run: list[Token], text: str) -> bool:
    """Whether "the 40s" are years and not somebody's age ("in his late 40s")."""
    start = run[0].start
    apostrophe = text[max(start - 1, 0) : start] in ("'", "’", "‘")
    return run[-1].value >= 100 or run[0].code == "d" or apostrophe


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


def is_year(tokens: list[Token], start: int) -> bool:
    """Whether a bare figure of four digits is a year: after a preposition, an article or a mark,
    or where nothing that can be counted follows.
    """
    value = tokens[start].value
    before = tokens[start - 1].code if start else "."
    after = tokens[start + 1].code if start + 1 < len(tokens) else "."
    if before == "~":
        return False
    if not 1500 <= value <= 2199:
        return before == "7" and after != "_" and value >= 1000
    if before in _DATELIKE or before in ",-3/&MmS":
        return True
    return after in ".,)&2-3;" or 1900 <= value <= 2099


def is_vague(run: list[Token], text: str) -> bool:
    """Whether "recent years", "coming months": some units, that nobody counts."""
    recent = any(t.code == "8" and t.value == 0 for t in run)
    ahead = any(t.code == "n" for t in run) and not any(t.code == "8" for t in run)
    return (recent or ahead) and is_plural(run[-1], text)


def is_plural(token: Token, text: str) -> bool:
    """Whether a unit stands in the plural."""
    word = text[token.start : token.end].lower()
    return len(word) > 3 and word.endswith("s")


def is_day(token: Token, text: str, after: str) -> bool:
    """Whether "the 19th" is a day: in figures, and with nothing that it could count after it."""
    return text[token.start].isdigit() and after in _AFTER_DAY


def lasting(run: list[Token]) -> int:
    """How many tokens of "three days from Monday" state a length of time rather than move a date;
    0 where they do move it: "two weeks from today".
    """
    at = next((i for i, t in enumerate(run) if t.code in "LrB" and i), 0)
    return at if run[at].code == "r" and not any(t.code in "RJ" for t in run[at:]) else 0


def tense_of(tokens: list[Token], start: int, end: int, cues: str) -> str:
    """The tense, "past" or "future", by the nearest cue in the sentence, those before it first.

    A participle behind "will" is future ("will be closed on Monday"); a past verb behind a comma
    ("by Monday night," she said) says nothing of a date before it.
    """
    best, reach = "", _TENSE_REACH
    before = tokens[max(start - reach, 0) : start][::-1]
    for distance, token in enumerate(before):
        if token.code == ".":
            break
        if token.code in cues:
            near = "".join(t.code for t in before[distance : distance + _PASSIVE])
            ahead = token.code == "+" or (token.code == "=" and "+" in near.partition(".")[0])
            best, reach = ("future" if ahead else "past"), distance
            break
    parted = False
    for token in tokens[end : end + reach]:
        if token.code == ".":
            break
        parted = parted or token.code == ","
        if token.code in cues and (token.code == "+" or not parted):
            return "future" if token.code == "+" else "past"
    return best


def lies_ahead(text: str, start: int) -> bool:
    """Whether the words before a day say that it is to come, whatever the tense: "as early as
    Tuesday", "postponed until Monday", "by 9 a.m. Friday at the latest".
    """
    return bool(_AHEAD.search(text[max(0, start - _BESIDE) : start]))


def weekday_tense(text: str, start: int, end: int, tense: str) -> str | None:
    """The tense of a weekday that stands in a noun phrase, whatever that of its clause: a closing
    price is known ("Friday's close"). None where only the clause's future tense could tell, and
    may not be meant: "will discuss Friday's attack".
    """
    after = text[end : end + _BESIDE]
    if _CLOSING.search(after) or _CLOSED_ON.search(text[max(0, start - _BESIDE) : start]):
        return "past"
    return None if tense == "future" and _POSSESSIVE.search(after) else tense
