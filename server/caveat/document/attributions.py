"""Statements laid at somebody's door, quoted or not: source, cue and content of each.

Content follows PolNeAR (Newell, Margolin and Ruths, LREC 2018): what the source is said to have
said, within the sentence, without cue and source.
"""

from __future__ import annotations

from caveat.document import persons
from caveat.document.article import Article
from caveat.document.model import Attribution
from caveat.document.span import Span
from caveat.document.statements import Reading, Statement

_NEAR = 40
_TAIL = 12
_NEGATIONS = (" not ", "n't ", "n’t ", " never ", " declined ", " refused ", " nor ")
_ASPECT = frozenset(("continued", "continues", "continuing", "compared", "thought", "agreed"))
_BREAKS = (",", ";", "“", '"', "''", "«", " and ", " but ", "—")
_MARKS = ("“", '"', "''", "«", "„", "‘")
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
        outer = _outermost(article.text, here)
        for position, told in enumerate(outer):
            lower = outer[position - 1].bounds[1] if position else unit.start
            if position == len(outer) - 1 and _closes(article.text, told, unit.end):
                lower = unit.start
            upper = outer[position + 1].bounds[0] if position + 1 < len(outer) else unit.end
            content = _content(article.text, told, lower, upper)
            if content and told.source is not None:
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


def _outermost(text: str, here: list[Statement]) -> list[Statement]:
    """The statements of a sentence without those that stand in another's content: who says that
    somebody thinks so is the source.
    """
    outer: list[Statement] = []
    for told in here:
        if told.source is None or not _reports(text, told):
            continue
        last = outer[-1] if outer else None
        if last is not None and not last.inverted and last.end <= told.source[0]:
            between = text[last.end : told.source[0]]
            if not any(mark in between for mark in _BREAKS):
                continue
        outer.append(told)
    return outer


def _closes(text: str, told: Statement, end: int) -> bool:
    """Whether source and cue end the sentence after a comma: all of it is theirs."""
    start, stop = told.bounds
    return _follows_comma(text, start) and len(text[stop:end].strip(_EDGE + ".")) <= _TAIL


def _content(text: str, told: Statement, lower: int, upper: int) -> tuple[Span, ...]:
    """What is attributed: after the cue, or, where the cue ends the sentence, before it."""
    start, end = told.bounds
    after = _stripped(text, end, max(end, upper))
    before = _stripped(text, min(lower, start), start)
    final = told.inverted or after is None or len(text[after.start : after.end].split()) < 3
    inside = not told.inverted and text[end : end + 1] == "," and _follows_comma(text, start)
    parts: list[Span] = []
    if before is not None and (final or inside or _follows_comma(text, start, quoted=True)):
        parts.append(before)
    if after is None or (parts and final and not inside):
        return tuple(parts)
    # After what is quoted, more of it is in quotation marks too.
    said = text[after.start : after.end]
    if not parts or inside or any(mark in said for mark in _MARKS):
        parts.append(after)
    return tuple(parts)


def _follows_comma(text: str, at: int, *, quoted: bool = False) -> bool:
    """Whether a comma, or what is quoted, ends right before ``at``."""
    before = text[max(0, at - 4) : at].rstrip()
    return before.endswith(("”", '"', "''", "»")) if quoted else before.endswith(",")


def _reports(text: str, told: Statement) -> bool:
    """Whether the source is said to have said it: "has not confirmed" and "continued to grow" are
    no statements.
    """
    if told.source is not None and told.source[1] <= told.start:
        between = text[told.source[1] : told.start].lower()
        if len(between) < _NEAR and any(word in between for word in _NEGATIONS):
            return False
    return not (told.word in _ASPECT and text[told.end : told.end + 4] == " to ")


def _stripped(text: str, start: int, end: int) -> Span | None:
    content = text[start:end]
    left = len(content) - len(content.lstrip(_EDGE))
    right = len(content.rstrip(_EDGE + "."))
    if right - left < 3:
        return None
    return Span("text", start + left, start + right)
