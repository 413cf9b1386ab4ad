"""Marking spans that may overlap: a text is cut at every border, each piece knows its marks."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from caveat.document import Document, Section, SectionKind, Span
from caveat.document.lines import split_lines

_ZWJ = "\u200d"
# Signs that people write have fewer code points; text that stacks more marks is cut in between.
_LONGEST_SIGN = 32


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked: ``number`` is how the report refers to it, ``signal`` its colour."""

    number: int
    signal: str
    span: Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text under the same marks; ``ends`` are the marks that end with this piece."""

    text: str
    marks: tuple[Mark, ...]
    ends: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of one section. ``skipped`` counts the lines of furniture left out before it.

    ``span`` is what the segments cover, None where there are none.
    """

    kind: SectionKind
    segments: tuple[Segment, ...]
    skipped: int = 0
    span: Span | None = None

    @property
    def skipped_words(self) -> str:
        """What was left out, in words; "" when nothing was."""
        lines = "line" if self.skipped == 1 else "lines"
        return f"… {self.skipped} {lines} of the site …" if self.skipped else ""


def segments(document: Document, span: Span, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """The pieces of a span, in order, together its whole text."""
    inside = [m for m in marks if m.span.overlaps(span) or _points_into(m.span, span)]
    borders = {span.start, span.end}
    for mark in inside:
        borders |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    cuts = sorted(borders)
    at_start = tuple(m for m in inside if m.span.end == span.start)
    opening = (Segment("", (), at_start),) if at_start else ()
    return opening + tuple(
        Segment(
            document.text(Span(span.field, start, end)),
            tuple(m for m in inside if m.span.start <= start and end <= m.span.end),
            tuple(m for m in inside if m.span.end == end),
        )
        for start, end in pairwise(cuts)
    )


def visible(text: str, span: Span) -> Span:
    """A span widened until it cuts no character that a reader sees as one.

    Combining marks, joined emoji and flags are several code points and one sign: the parts of
    Unicode's grapheme clusters (UAX #29) that a span can fall into. ``text`` is the span's field.
    """
    start, end = span.start, span.end
    least, most = max(0, start - _LONGEST_SIGN), min(len(text), end + _LONGEST_SIGN)
    while least < start < len(text) and _joined(text, start):
        start -= 1
    while span.start < span.end and 0 < end < most and _joined(text, end):
        end += 1
    return Span(span.field, start if span.start < span.end else span.start, end)


def lines(document: Document, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """The whole page, every line a paragraph, furniture too."""
    near = _nearby(marks)
    for section in document.sections:
        for span in _parts(document, section, by_line=True):
            yield Paragraph(section.kind, segments(document, span, near(span)), span=span)


def paragraphs(document: Document, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """The page as an editor reads it: furniture without evidence is only counted."""
    near = _nearby(marks)
    skipped = 0
    for section in document.sections:
        for span in _parts(document, section, by_line=False):
            close = near(span)
            marked = any(m.span.overlaps(span) for m in close)
            if section.kind is SectionKind.BOILERPLATE and not marked:
                skipped += 1
                continue
            yield Paragraph(section.kind, segments(document, span, close), skipped, span)
            skipped = 0
    if skipped:
        yield Paragraph(SectionKind.BOILERPLATE, (), skipped)


def _nearby(marks: Sequence[Mark]) -> Callable[[Span], list[Mark]]:
    """Which marks can touch a span, asked in text order: each mark is looked at where it stands,
    and not on every line of the page.
    """
    order = {m.number: at for at, m in enumerate(marks)}
    waiting: dict[str, deque[Mark]] = {}
    for mark in sorted(marks, key=lambda m: m.span):
        waiting.setdefault(mark.span.field, deque()).append(mark)
    running: dict[str, list[Mark]] = {}

    def near(span: Span) -> list[Mark]:
        ahead, live = waiting.get(span.field, deque()), running.get(span.field, [])
        live = [m for m in live if m.span.end >= span.start]
        while ahead and ahead[0].span.start <= span.end:
            live.append(ahead.popleft())
        running[span.field] = live
        return sorted(live, key=lambda m: order[m.number])

    return near


def _points_into(point: Span, span: Span) -> bool:
    """Whether an empty span stands in another, its borders included."""
    inside = point.field == span.field and span.start <= point.start <= span.end
    return inside and len(point) == 0


def _joined(text: str, at: int) -> bool:
    """Whether the code points on both sides of an offset are parts of one sign."""
    before, after = text[at - 1], text[at]
    if unicodedata.category(after) in ("Mn", "Me", "Mc") or after == _ZWJ or before == _ZWJ:
        return not before.isspace()
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    if not (_is_regional(before) and _is_regional(after)):
        return (before, after) == ("\r", "\n")
    first = at
    while first > 0 and at - first < _LONGEST_SIGN and _is_regional(text[first - 1]):
        first -= 1
    return (at - first) % 2 == 1


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _parts(document: Document, section: Section, *, by_line: bool) -> list[Span]:
    """Furniture line by line, everything else whole."""
    if section.kind is not SectionKind.BOILERPLATE and not by_line:
        return [section.span]
    return [
        section.span.within(line.start, line.end)
        for line in split_lines(document.text(section.span))
    ]
