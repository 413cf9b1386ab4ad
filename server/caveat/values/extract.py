"""From text to values: scan, assemble numerals, match shapes, read them in their context."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from functools import cache
from typing import Final

from caveat.document import Document, SectionKind
from caveat.values.anchored import anchored
from caveat.values.context import (
    as_age,
    as_result,
    hedge_of,
    is_day,
    is_decade,
    is_name,
    is_plural,
    is_pronoun,
    is_vague,
    is_year,
    lasting,
    lies_ahead,
    tense_of,
    weekday_tense,
    with_noun,
)
from caveat.values.dates import DateReader, bounded
from caveat.values.digits import Token
from caveat.values.lexicons import LANGUAGES, lexicon
from caveat.values.model import Bound, Value, When
from caveat.values.numerals import assemble
from caveat.values.quantities import QuantityReader
from caveat.values.shapes import grammar
from caveat.values.tokens import Scanner

# Rules whose dates turn on the verb next to them.
_DAY_RULES: Final = frozenset({"weekday", "parted", "timed"})
# What stands before a month in short ("Jan") or with another meaning ("may") when it is one.
_BEFORE: Final = frozenset("7sBkbr2eL")
# "scores", a verb more often than twenties.
_SCORES: Final = 40
_RATED: Final = frozenset("DyYNwC$%*")
_QUANTITY_RULES: Final = frozenset(
    {
        "duration", "duration_half", "compound", "duration_range", "units", "age", "age_range",
        "money", "money_range", "money_parts", "percent", "percent_range", "points",
        "points_range", "measure", "measure_parts", "measure_range", "ordinal", "number", "vague",
        "number_range", "span", "nights",
    }
)  # fmt: skip
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
    shape = "".join([t.code for t in tokens])
    dates = DateReader(text, field, reference)
    undated = DateReader(text, field, None)
    quantities = QuantityReader(text, field)
    ends = [end for _, end, _ in spans]
    found: list[Value] = []
    for start, end, name in grammar().matches(shape):
        rule = name
        run = tokens[start:end]
        index = min(bisect_right(ends, run[0].start), len(ends) - 1)
        sentence = spans[index][2]
        if rule == "units" and not is_plural(run[-1], text):
            continue
        if rule == "vague_time" and not is_vague(run, text):
            rule = "duration" if run[-2].code == "8" else "relative"
        if rule == "vague" and run[0].value[0] == _SCORES and shape[end] != "f":
            continue
        if rule == "decade" and not is_decade(run, text):
            continue
        if rule == "duration" and shape[start] == "1" and shape[start - 1 : start] in _RATED:
            # "$2 million a year"
            continue
        if rule in _QUANTITY_RULES:
            if rule in ("number", "ordinal") and is_name(tokens, start, text):
                continue
            hedge = hedge_of(tokens, start, end)
            read = quantities.read(rule, run, sentence, hedge)
            for quantity in read:
                seen = as_result(as_age(with_noun(quantity, text, spans[index][1]), text))
                if not is_pronoun(seen, text):
                    found.append(seen)
            continue
        if rule == "bare_day" and not is_day(run[1], text, shape[end]):
            # "the 31st floor"
            read = quantities.read("ordinal", run[1:], sentence, Bound.NONE)
            found += [with_noun(q, text, spans[index][1]) for q in read]
            continue
        if rule == "bare_year" and not is_year(tokens, start):
            hedge = hedge_of(tokens, start, end)
            read = quantities.read("number", run, sentence, hedge)
            found += [with_noun(q, text, spans[index][1]) for q in read]
            continue
        if rule == "bare_month" and shape[start] == "m" and shape[max(start - 1, 0)] not in _BEFORE:
            continue
        tense = tense_of(tokens, start, end, "+<=" if rule in _DAY_RULES else "+<")
        if tense != "past" and start and shape[start - 1] in "Bk2":
            tense = "future"
        if rule in _DAY_RULES and lies_ahead(text, run[0].start):
            tense = "future"
        reader = dates
        if rule == "weekday":
            told = weekday_tense(text, run[0].start, run[-1].end, tense)
            reader, tense = (undated, "") if told is None else (dates, told)
        if rule == "after" and (length := lasting(run)):
            # "three days from Monday": how long, and from when.
            found.extend(quantities.read("duration", run[:length], sentence, Bound.NONE))
            run = run[length + 1 :]
            rule = grammar().name("".join(t.code for t in run))
        first = end - len(run)
        found += [
            _with_bound(when, tokens, first) for when in reader.read(rule, run, sentence, tense)
        ]
    return anchored(found)


def _with_bound(when: When, tokens: list[Token], start: int) -> When:
    before = start - 1
    if before >= 0 and tokens[before].code == "d":
        before -= 1
    if before < 0:
        return when
    return bounded(when, tokens[before].code, tokens[before].value)
