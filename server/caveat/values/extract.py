"""From text to values: scan, assemble numerals, match shapes, read them in their context."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Final

from caveat.document import Document, SectionKind, Span
from caveat.values.counted import STOPS, counted
from caveat.values.dates import DateReader, bounded
from caveat.values.lexicons import lexicon
from caveat.values.model import Bound, Quantity, Value, ValueKind, When
from caveat.values.numerals import assemble
from caveat.values.quantities import QuantityReader
from caveat.values.shapes import grammar
from caveat.values.tokens import Scanner, Token

# Rules whose dates turn on the verb next to them.
_DAY_RULES: Final = frozenset({"weekday", "parted", "timed"})
# What stands before a month in short ("Jan") or with another meaning ("may") when it is one.
_BEFORE: Final = frozenset("7sBkbr2eL")
_RATED: Final = frozenset("DyYNwC$%*")
_AFTER_DAY: Final = frozenset(".,)&2-3I7@6BsLk")
_QUANTITY_RULES: Final = frozenset(
    {
        "duration", "duration_half", "compound", "duration_range", "units", "age", "age_range",
        "money", "money_range", "money_parts", "percent", "percent_range", "points",
        "points_range", "measure", "measure_parts", "measure_range", "ordinal", "number", "vague",
        "number_range", "span", "nights",
    }
)  # fmt: skip
_READ: Final = (SectionKind.HEADLINE, SectionKind.BODY)
# How many tokens on either side may show the tense of a date.
_TENSE_REACH: Final = 14
_GAP: Final = "_"
_DATELIKE: Final = frozenset("Iin7s6@BLk2rbe(dT")


@cache
def _scanner(language: str) -> Scanner:
    return Scanner(lexicon(language))


def extract(document: Document) -> tuple[Value, ...]:
    """Every value of the headline and the body, in text order (the title field first).

    Relative dates are resolved against ``document.published``; without it they are unresolved.
    Time linear in the length of the text; never raises for a parsed document.
    """
    published = document.published.at if document.published is not None else None
    values: list[Value] = []
    for field in ("title", "text"):
        spans = [
            (s.span.start, s.span.end, i)
            for i, s in enumerate(document.sentences)
            if s.span.field == field and s.section in _READ
        ]
        if spans:
            text = document.article.field(field)
            values += _values(text, field, spans, document.language, published)
    return tuple(values)


def extract_text(
    text: str, language: str = "en", reference_date: datetime | None = None
) -> tuple[Value, ...]:
    """Every value of one piece of text, with spans in the field "text" of that text."""
    return tuple(_values(text, "text", [(0, len(text), -1)], language, reference_date))


def _values(
    text: str,
    field: str,
    spans: list[tuple[int, int, int]],
    language: str,
    reference: datetime | None,
) -> list[Value]:
    scanner = _scanner(language)
    tokens: list[Token] = []
    for start, end, _ in spans:
        scanner.scan(text[start:end], start, tokens)
    tokens = assemble(tokens, text)
    shape = "".join([t.code for t in tokens])
    dates = DateReader(text, field, reference)
    quantities = QuantityReader(text, field)
    ends = [end for _, end, _ in spans]
    found: list[Value] = []
    for start, end, name in grammar().matches(shape):
        rule = name
        run = tokens[start:end]
        index = min(bisect_right(ends, run[0].start), len(ends) - 1)
        sentence = spans[index][2]
        if rule == "units" and not _plural(run[-1], text):
            continue
        if rule == "vague_time" and not _vague_time(run, text):
            rule = "duration" if run[-2].code == "8" else "relative"
        if rule == "duration" and shape[start] == "1" and shape[start - 1 : start] in _RATED:
            # "$2 million a year"
            continue
        if rule in _QUANTITY_RULES:
            if rule in ("number", "ordinal") and _identifier(tokens, start, text):
                continue
            hedge = _hedge(tokens, start, end)
            read = quantities.read(rule, run, sentence, hedge)
            found += [
                q for q in (_with_noun(q, text, spans[index][1]) for q in read) if not _pronoun(q)
            ]
            continue
        if rule == "bare_day" and not _is_day(run[1], text, shape[end]):
            # "the 31st floor"
            read = quantities.read("ordinal", run[1:], sentence, Bound.NONE)
            found += [_with_noun(q, text, spans[index][1]) for q in read]
            continue
        if rule == "bare_year" and not _is_year(tokens, start):
            hedge = _hedge(tokens, start, end)
            read = quantities.read("number", run, sentence, hedge)
            found += [_with_noun(q, text, spans[index][1]) for q in read]
            continue
        if rule == "bare_month" and shape[start] == "m" and shape[max(start - 1, 0)] not in _BEFORE:
            continue
        tense = _tense(tokens, start, end, "+<=" if rule in _DAY_RULES else "+<")
        if tense != "past" and start and shape[start - 1] in "Bk2":
            tense = "future"
        found += [
            _with_bound(when, tokens, start) for when in dates.read(rule, run, sentence, tense)
        ]
    return found


def _hedge(tokens: list[Token], start: int, end: int) -> Bound:
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


def _with_bound(when: When, tokens: list[Token], start: int) -> When:
    before = start - 1
    if before >= 0 and tokens[before].code == "d":
        before -= 1
    if before < 0:
        return when
    return bounded(when, tokens[before].code, tokens[before].value)


def _with_noun(quantity: Quantity, text: str, stop: int) -> Quantity:
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


def _pronoun(quantity: Quantity) -> bool:
    """Whether "one" stands for a thing rather than counts it."""
    return quantity.kind is ValueKind.NUMBER and quantity.text.lower() == "one"


def _identifier(tokens: list[Token], start: int, text: str) -> bool:
    """Whether a figure is part of a name: "Flight 370", "Channel 4", "COVID-19"."""
    token = tokens[start]
    if token.code == "w":
        return False
    at = token.start - 1
    if at > 0 and text[at] in " -":
        stop = at
        while at > 0 and stop - at < 30 and (text[at - 1].isalpha()):
            at -= 1
        word = text[at:stop]
        return (
            len(word) > 2
            and word[0].isupper()
            and at > 1
            and text[at - 1] == " "
            and text[at - 2] not in '.!?:”"'
            and not _noun_follows(text, token.end)
        )
    return False


def _noun_follows(text: str, end: int) -> bool:
    word = text[end + 1 : end + 31].partition(" ")[0]
    return text[end : end + 1] == " " and word[:1].islower() and word not in STOPS


def _is_year(tokens: list[Token], start: int) -> bool:
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


def _vague_time(run: list[Token], text: str) -> bool:
    """Whether "recent years", "coming months": some units, that nobody counts."""
    recent = any(t.code == "8" and t.value == 0 for t in run)
    ahead = any(t.code == "n" for t in run) and not any(t.code == "8" for t in run)
    return (recent or ahead) and _plural(run[-1], text)


def _plural(token: Token, text: str) -> bool:
    word = text[token.start : token.end].lower()
    return len(word) > 3 and word.endswith("s")


def _is_day(token: Token, text: str, after: str) -> bool:
    """Whether "the 19th" is a day: in figures, and with nothing that it could count after it."""
    return text[token.start].isdigit() and after in _AFTER_DAY


def _tense(tokens: list[Token], start: int, end: int, cues: str) -> str:
    """The tense, "past" or "future", by the nearest cue in the sentence, those before it first."""
    best, reach = "", _TENSE_REACH
    for near in (tokens[max(start - reach, 0) : start][::-1], tokens[end : end + reach]):
        for distance, token in enumerate(near):
            if token.code == "." or distance >= reach:
                break
            if token.code in cues:
                best, reach = ("future" if token.code == "+" else "past"), distance
                break
    return best
