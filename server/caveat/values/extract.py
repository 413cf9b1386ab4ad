"""From text to values: scan, assemble numerals, match shapes, read them in their context."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from functools import cache
from typing import Final

from caveat.document import Document, SectionKind
from caveat.values.ago import lasting
from caveat.values.ambiguous import as_money, settle
from caveat.values.anchored import anchored
from caveat.values.bounds import bounded
from caveat.values.context import as_age, as_result, hedge_of, is_name, is_pronoun, with_noun
from caveat.values.dates import DateReader
from caveat.values.digits import Token
from caveat.values.lexicons import LANGUAGES, lexicon
from caveat.values.model import Bound, Grain, Value, When
from caveat.values.numerals import assemble
from caveat.values.quantities import QuantityReader
from caveat.values.readings import reading
from caveat.values.shapes import grammar
from caveat.values.tenses import tense_at
from caveat.values.tokens import Scanner

_QUANTITY_RULES: Final = frozenset(
    {
        "duration", "duration_half", "compound", "duration_range", "units", "age", "age_range",
        "money", "money_range", "money_parts", "percent", "percent_range", "points",
        "points_range", "measure", "measure_parts", "measure_range", "ordinal", "number", "vague",
        "number_range", "span", "nights", "elapsed",
    }
)  # fmt: skip
# Figures that may be part of a name: "Flight 370".
_NAMEABLE: Final = frozenset({"number", "ordinal"})
_READ: Final = (SectionKind.HEADLINE, SectionKind.BODY)


@cache
def _scanner(language: str) -> Scanner:
    return Scanner(lexicon(language))


def extract(document: Document) -> tuple[Value, ...]:
    """Every value of the headline and the body, in text order (the title field first).

    Read in English, and full dates, figures and money in six more (``lexicons.LANGUAGES``); an
    article in another language has no values. Relative dates are resolved against
    ``document.published``; without it they are unresolved.
    Time linear in the length of the text; never raises for a parsed document.
    """
    if document.language not in LANGUAGES:
        return ()
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
    shape = settle(tokens, "".join([t.code for t in tokens]), text)
    sterling = "£" in text
    dates = DateReader(text, field, reference)
    undated = DateReader(text, field, None)
    quantities = QuantityReader(text, field)
    ends = [end for _, end, _ in spans]
    found: list[Value] = []
    for first, last, matched in grammar().matches(shape):
        seen = reading(matched, tokens, first, last, shape, text)
        if seen is None:
            continue
        rule, start, end = seen
        run = tokens[start:end]
        index = min(bisect_right(ends, run[0].start), len(ends) - 1)
        sentence, stop = spans[index][2], spans[index][1]
        if rule in _QUANTITY_RULES:
            if rule in _NAMEABLE and is_name(tokens, start, text):
                continue
            hedge = hedge_of(tokens, start, end)
            for quantity in quantities.read(rule, run, sentence, hedge):
                meant = as_money(quantity, text, sterling)
                whole = as_result(as_age(with_noun(meant, text, stop), text))
                if not is_pronoun(whole, text):
                    found.append(whole)
            continue
        told = tense_at(rule, tokens, start, end, text)
        reader, tense = (undated, "") if told is None else (dates, told)
        if rule == "coming_weekday":
            rule, tense = "weekday", "future"
        if rule == "after" and (length := lasting(run)):
            # "three days from Monday": how long, and from when.
            found.extend(quantities.read("duration", run[:length], sentence, Bound.NONE))
            run = run[length + 1 :]
            rule = grammar().name("".join(t.code for t in run))
        at = end - len(run)
        found += [_with_bound(when, tokens, at) for when in reader.read(rule, run, sentence, tense)]
    return anchored(found, reference)


def _with_bound(when: When, tokens: list[Token], start: int) -> When:
    before = start - 1
    if before >= 0 and tokens[before].code == "d":
        before -= 1
    if before < 0 or (when.grain is Grain.CENTURY and "-" in when.text):
        # "by the seventeenth-century master"
        return when
    return bounded(when, tokens[before].code, tokens[before].value)
