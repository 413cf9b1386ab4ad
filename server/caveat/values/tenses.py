"""Whether a day lies in the past or ahead, by the verbs and nouns around it."""

from __future__ import annotations

from typing import Final

import re2

from caveat.values.digits import Token

# Rules whose dates turn on the verb next to them.
_DAY_RULES: Final = frozenset({"weekday", "parted", "timed"})
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


def tense_at(rule: str, tokens: list[Token], start: int, end: int, text: str) -> str | None:
    """The tense of the date that a rule has matched in ``tokens[start:end]``: "past", "future" or
    "". None where the text does not tell which week a weekday is of.
    """
    days = rule in _DAY_RULES
    tense = tense_of(tokens, start, end, "+<=" if days else "+<")
    if tense != "past" and start and tokens[start - 1].code in "Bk2":
        tense = "future"
    first = tokens[start].start
    if days and lies_ahead(text, first):
        tense = "future"
    return weekday_tense(text, first, tokens[end - 1].end, tense) if rule == "weekday" else tense


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
