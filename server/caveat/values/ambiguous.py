"""Words that only the text beside them tells apart: "may", "march", "2:11:08", "pounds".

Each has one reading that newspapers use far more often; the other one needs a cue right beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import re2

from caveat.document import Span
from caveat.values.classes import CLASSES, words
from caveat.values.digits import Token
from caveat.values.model import Bound, Interval, Quantity, ValueKind
from caveat.values.units import POUND

_GAP: Final = CLASSES["gap"]
_ELAPSED: Final = CLASSES["elapsed"]
# Code points read on either side of a figure.
_BESIDE: Final = 60
_LONGEST: Final = 12

# What stands before "may" and "march" in lower case when they are months: a preposition of time, a
# modifier, "next" or "last"; or a link of two dates.
_MONTH_BEFORE: Final = frozenset("7sBkbr2eLnl/-Mmf")
# And what stands before a day in figures that such a month follows ("on 5 may").
_DAY_BEFORE: Final = frozenset("6sBkbr2L@Aaf")
# What may follow "in the past".
_ENDS: Final = frozenset("_.,<=+&(")
# Units after a figure: "march 5 km".
_UNITS: Final = frozenset("*C%UuG^")

# Before a running time: "won in 2:11:08", "a best of 2:04:38".
_RAN: Final = frozenset(
    words("in of clocked clocking ran running timed a his her their under inside with was")
)
_WITHIN: Final = frozenset(words("in clocked clocking ran"))


def settle(tokens: list[Token], shape: str, text: str) -> str:
    """The shape with "may", "march" and running times given the class that their place shows;
    ``tokens`` are changed alike. Linear time.
    """
    changed = False
    for code, wrong in _UNSETTLED:
        at = shape.find(code)
        while at >= 0:
            changed = wrong(tokens, at, shape, text) or changed
            at = shape.find(code, at + 1)
    return "".join([t.code for t in tokens]) if changed else shape


def _no_month(tokens: list[Token], at: int, shape: str, text: str) -> bool:
    """Take "20 may have died", "the second march" for no month."""
    token = tokens[at]
    before = shape[at - 1] if at else "."
    word = text[token.start : token.end]
    ordinal = before == "o" and text[tokens[at - 1].start].isalpha()
    if before == "T" and word in ("May", "March"):
        token.code = "M"
        return True
    if word not in ("may", "march"):
        # In capitals it is a month, unless an ordinal in words counts it: "the Second March".
        other = ordinal and word == "March"
    elif before in "Do" and not ordinal:
        other = shape[at + 1 : at + 2] != "Y" and shape[max(at - 2, 0)] not in _DAY_BEFORE
        other = other and not tokens[at].joined
    elif shape[at + 1 : at + 2] in ("D", "o", "Y", "y", "-", "/"):
        other = shape[at + 2 : at + 3] in _UNITS or ordinal
    else:
        other = before not in _MONTH_BEFORE
    if other:
        token.code, token.value = _GAP, None
    return other


def _running(tokens: list[Token], at: int, shape: str, text: str) -> bool:
    """Take "won in 2:11:08" for a length of time, and "in 13:35" for no time of day."""
    token = tokens[at]
    if shape[at + 1 : at + 2] in ("p", "z", "-") or shape[at - 1 : at] in ("@", "-"):
        return False
    before = _word_before(text, token.start)
    if token.value[1] == "s" and before in _RAN:
        token.code, token.value = _ELAPSED, float(token.value[0])
        return True
    if before in _WITHIN and shape[at + 1 : at + 2] not in ("M", "m", "A", "R", "i", "6"):
        token.code, token.value = _GAP, None
        return True
    return False


def _in_the_past(tokens: list[Token], at: int, shape: str, text: str) -> bool:
    """Take "in the past" for a time where no unit follows ("in the past year")."""
    last = tokens[at + 2]
    past = text[last.start : last.end].lower() == "past" and shape[at + 3 : at + 4] in _ENDS
    if past:
        last.code, last.value = CLASSES["reference"], "PAST_REF"
    return past


def _day_of_weekday(tokens: list[Token], at: int, shape: str, text: str) -> bool:
    """Take "on Sunday 31." for a day of the month, where nothing that it could count follows."""
    token = tokens[at + 1]
    day = not token.joined and shape[at + 2 : at + 3] in (".", ")", "b", "@")
    if day and text[token.end : token.end + 1] not in ("-", "–"):
        token.code, token.value = "o", int(token.value)
        return True
    return False


def _in_four_figures(tokens: list[Token], at: int, shape: str, text: str) -> bool:  # noqa: ARG001
    """Take "1540 GMT", "0735 GMT" for times of day."""
    token = tokens[at - 1] if at else tokens[at]
    digits = text[token.start : token.end]
    if len(digits) != 4 or not (digits.isascii() and digits.isdigit()):
        return False
    hour, minute = int(digits[:2]), int(digits[2:])
    if hour > 23 or minute > 59 or token.joined:
        return False
    token.code, token.value = CLASSES["clock"], (hour * 3600 + minute * 60, "m", None)
    return True


_UNSETTLED: Final = (
    ("m", _no_month),
    ("t", _running),
    ("7dl", _in_the_past),
    ("AD", _day_of_weekday),
    ("z", _in_four_figures),
)


def _word_before(text: str, start: int) -> str:
    window = text[max(0, start - _LONGEST) : start]
    return window.rstrip().rpartition(" ")[2].lower() if window[-1:].isspace() else ""


_SUM: Final = (
    r"(?:damages|compensation|cash|fines?|costs|debts?|loans?|funding|funds|public money|tax(?:es)?"
    r"|taxpayers?|savings|aid|grants?|sales|profits?|losses|benefits?|stock|shares|money|notes?"
    r"|coins?|investment|revenue|bets?|prize|interest|rent|fees?|wages|subsid(?:y|ies))\b"
)
_PRICED: Final = re2.compile(
    r"(?i)\b(?:pa(?:y|ys|id|ying)|payments?|cost(?:s|ing)?|worth|valued|priced?|price tag"
    r"|fin(?:ed?|es)|earn(?:s|ed|ing)?|salar(?:y|ies)|wages?|budgets?|spen(?:d|ds|t|ding)|rais(?:e|ed|ing)"
    r"|invest(?:s|ed|ing|ment)?|sold for|bought for|fetch(?:ed|es)?|donat(?:e|ed|ion|ions|ing)"
    r"|prizes?|stole|stolen|cash|loans?|lent|debts?|bills?|fees?|charg(?:e|ed|es|ing)"
    r"|award(?:ed|s)?|compensation|damages|bonus(?:es)?|bids?|transfer|sums?|grants?|funding|fund"
    r"|fraud|saved?|saving(?:s)?|ow(?:e|ed|es|ing)|tax(?:es)?|rents?|profits?|turnover|revenues?"
    r"|sales|pensions?|benefits?|allowances?|tickets?|jackpot|deposit|insured|rewards?|swindled"
    r"|estimated at|offer(?:ed|ing|s)?|money|investment)\b[^.;]{0,40}$"
)
_COUNTED_OUT: Final = re2.compile(
    r"(?i)^(?:[ -](?:a|an|per|each|every)[ -](?:head|hour|day|night|week|month|year|person|ticket"
    r"|share|game|match|mile|visit|time|household|family|student|child|pupil)\b"
    rf"|[ -](?:in|of|for|towards?) (?:\pL+ )?{_SUM}|[ -]{_SUM}|[ -]sterling\b"
    r"| ?\((?:about |around |some )?(?:(?:[A-Z]{2,3})?[$€¥]"
    r"|[\d.,]+ (?:million |billion )?(?:euros?|dollars?)\b)"
    r"| (?:annually|a piece|apiece|more expensive|richer|poorer|better off|worse off|cheaper)\b)"
)
_HEAVY: Final = re2.compile(
    r"(?i)\b(?:weigh(?:s|ed|ing|t|ts)?|heav(?:y|ier)|lost|los(?:e|es|ing)|gain(?:ed|s|ing)?|shed"
    r"|lighter|lift(?:ed|s|ing)?|bench|press(?:ed)?|catch|caught|tons?|tonnes|load(?:ed)?"
    r"|carr(?:y|ied)|kilograms?|kg|ounces?|inches|feet|foot|tall|thrust|pressure)\b[^.;]{0,30}$"
)
_HEAVY_AFTER: Final = re2.compile(
    r"(?i)^(?:[ -]of [a-z]|[ -](?:per|a) square\b|[ -](?:heavier|lighter|overweight|underweight)\b"
    r"| (?:in weight|each of|and \d+ ounces)| ?\((?:about |around )?[\d.,]+ ?(?:kg|kilo|gram|ton))"
)


def as_money(quantity: Quantity, text: str, sterling: bool) -> Quantity:
    """Pounds of money that were read as weight.

    ``sterling`` says that the text has a pound sign, so that its pounds are money where nothing
    beside them is heavy; elsewhere they are where something beside them is paid.
    """
    start, end = quantity.span.start, quantity.span.end
    if quantity.bound is Bound.ABOUT and text.startswith((" of pounds", " of crowns"), end):
        # "thousands of pounds"
        stop = end + len(" of pounds")
        if _HEAVY_AFTER.search(text[stop : stop + _BESIDE]):
            return quantity
        return replace(
            quantity,
            kind=ValueKind.MONEY,
            unit="GBP" if text.startswith(" of p", end) else "CZK?",
            span=Span(quantity.span.field, start, stop),
            text=text[start:stop],
        )
    if quantity.stated_unit != "pound" or quantity.kind is not ValueKind.MEASURE:
        return quantity
    if not quantity.text.lower().endswith(("pound", "pounds")):
        return quantity
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    if _COUNTED_OUT.search(after):
        return _in_pounds(quantity)
    if _HEAVY_AFTER.search(after) or _HEAVY.search(before):
        return quantity
    return _in_pounds(quantity) if sterling or _PRICED.search(before) else quantity


def _in_pounds(quantity: Quantity) -> Quantity:
    def back(kilograms: float | None) -> float | None:
        return None if kilograms is None else round(kilograms / POUND, 6)

    low, high = quantity.interval.low, quantity.interval.high
    return replace(
        quantity,
        kind=ValueKind.MONEY,
        unit="GBP",
        interval=Interval(back(low), back(high)),
        tolerance=quantity.tolerance / POUND,
    )
