"""Statements laid at somebody's door, quoted or not: source, cue and content of each.

Content follows PolNeAR (Newell, Margolin and Ruths, LREC 2018): what the source is said to have
said, within the sentence, without cue and source.
"""

from __future__ import annotations

from caveat.document import persons
from caveat.document.article import Article
from caveat.document.cues import JUDGEMENT
from caveat.document.model import Attribution
from caveat.document.span import Span
from caveat.document.statements import Reading, Statement

_EDGE = " ,;:—–-\n\t\u00a0"


def find(article: Article, reading: Reading, tracer: persons.Tracer) -> tuple[Attribution, ...]:
    """Every attributed statement whose cue and source stand in the same sentence, in order."""
    found: list[Attribution] = []
    here: list[Statement] = []
    for index, statement in enumerate(reading.statements):
        here.append(statement)
        following = reading.statements[index + 1 : index + 2]
        if following and following[0].unit == statement.unit:
            continue
        unit = reading.units[statement.unit]
        for position, told in enumerate(here):
            if told.source is None:
                continue
            lower = here[position - 1].bounds[1] if position else unit.start
            upper = here[position + 1].bounds[0] if position + 1 < len(here) else unit.end
            content = _content(article.text, told, lower, upper)
            if content:
                source = Span("text", *told.source)
                found.append(
                    Attribution(
                        source,
                        Span("text", told.start, told.end),
                        content,
                        tracer.person(source),
                    )
                )
        here = []
    return tuple(found)


def _content(text: str, told: Statement, lower: int, upper: int) -> tuple[Span, ...]:
    """What is attributed: after the cue, or, where the cue ends the sentence, before it."""
    start, end = told.bounds
    after = _stripped(text, end, max(end, upper))
    before = _stripped(text, min(lower, start), start)
    parts: list[Span] = []
    final = told.inverted or after is None or len(text[after.start : after.end].split()) < 3
    if before is not None and (final or _quoted_before(text, start)):
        parts.append(before)
    if after is not None and (not final or not parts):
        parts.append(after)
    return tuple(parts)


def _quoted_before(text: str, at: int) -> bool:
    return text[max(0, at - 4) : at].rstrip().endswith(("”", '"', "''", "»", ","))


def _stripped(text: str, start: int, end: int) -> Span | None:
    content = text[start:end]
    left = len(content) - len(content.lstrip(_EDGE))
    right = len(content.rstrip(_EDGE + "."))
    if right - left < 3:
        return None
    return Span("text", start + left, start + right)
