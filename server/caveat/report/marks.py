"""Marking spans that may overlap: a text is cut at every border, each piece knows its marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from caveat.document import Document, Section, SectionKind, Span
from caveat.document.lines import split_lines


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
    """A stretch of one section. ``skipped`` counts the lines of furniture left out before it."""

    kind: SectionKind
    segments: tuple[Segment, ...]
    skipped: int = 0

    @property
    def skipped_words(self) -> str:
        """What was left out, in words; "" when nothing was."""
        lines = "line" if self.skipped == 1 else "lines"
        return f"… {self.skipped} {lines} of the site …" if self.skipped else ""


def segments(document: Document, span: Span, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """The pieces of a span, in order, together its whole text."""
    inside = [m for m in marks if m.span.overlaps(span)]
    borders = {span.start, span.end}
    for mark in inside:
        borders |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    cuts = sorted(borders)
    return tuple(
        Segment(
            document.text(Span(span.field, start, end)),
            tuple(m for m in inside if m.span.start <= start and end <= m.span.end),
            tuple(m for m in inside if m.span.end == end),
        )
        for start, end in pairwise(cuts)
    )


def paragraphs(document: Document, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """The page as an editor reads it: furniture without evidence is only counted."""
    skipped = 0
    for section in document.sections:
        for span in _parts(document, section):
            marked = any(m.span.overlaps(span) for m in marks)
            if section.kind is SectionKind.BOILERPLATE and not marked:
                skipped += 1
                continue
            yield Paragraph(section.kind, segments(document, span, marks), skipped)
            skipped = 0
    if skipped:
        yield Paragraph(SectionKind.BOILERPLATE, (), skipped)


def _parts(document: Document, section: Section) -> list[Span]:
    """Furniture line by line, everything else whole."""
    if section.kind is not SectionKind.BOILERPLATE:
        return [section.span]
    return [
        section.span.within(line.start, line.end)
        for line in split_lines(document.text(section.span))
    ]
