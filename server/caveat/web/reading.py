"""An article as a page shows it: the text with its evidence marked, and the evidence explained.

Nothing here is mark-up: templates escape every piece.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from caveat.document import Article, BylineKind, Document, SectionKind, Span
from caveat.errors import CaveatError
from caveat.evidence import Evidence, Finding, Score
from caveat.report import Fact, Mark, Paragraph, Scored, Segment, facts, lines, segments
from caveat.report import visible as widened

# Code points of context on either side of a passage.
_CONTEXT = 110
_HEADLINE = 70
# The heaviest are shown: nobody judges more, and a page of thousands would be of no use.
MOST_EVIDENCE = 500
# What sets the direction of all that follows: shown by name and kept from steering the page. Marks
# and isolates, which right-to-left texts need, are left to do their work.
_OVERRIDES = frozenset("\u202a\u202b\u202d\u202e")
_LABELS: Final = {
    SectionKind.BYLINE: "byline",
    SectionKind.DATELINE: "dateline",
    SectionKind.PHOTO_CREDIT: "photo credit",
    SectionKind.BIO: "author’s bio",
    SectionKind.NOTICE: "notice",
    SectionKind.BOILERPLATE: "around the story",
}

Lookup = Callable[[str], Article]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, or one character that must not steer the page, with its name."""

    text: str
    control: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same marks. ``start`` is its offset in the field, in code points.

    ``numbers`` are the marks that cover it, ``signals`` their signals, each once, ``begins`` those
    whose first piece it is and ``refs`` those whose number is shown after it.
    """

    runs: tuple[Run, ...]
    start: int
    numbers: tuple[int, ...]
    signals: tuple[str, ...]
    begins: tuple[int, ...]
    refs: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the page and what it is for."""

    kind: SectionKind
    field: str
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that are shown together; ``folded`` are those of the site around the story."""

    lines: tuple[Line, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in an article with what stands around it. ``source`` says whose it is."""

    source: str
    before: str
    text: str
    after: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of evidence. ``index`` is its place in its finding, ``shown`` that it is marked."""

    number: int
    signal: str
    index: int
    evidence: Evidence
    shown: bool
    sides: tuple[Passage, Passage] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One signal's finding with the cards of its evidence."""

    finding: Finding
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a page shows of one scored article; ``more`` is the evidence that it leaves out."""

    scored: Scored
    blocks: tuple[Block, ...]
    answers: tuple[Answer, ...]
    facts: tuple[Fact, ...]
    more: int = 0

    @property
    def document(self) -> Document:
        """The article, read."""
        return self.scored.document

    @property
    def score(self) -> Score:
        """What was found."""
        return self.scored.score

    @property
    def byline(self) -> str:
        """Who is named as the writer, in words."""
        byline = self.document.byline
        if byline.kind is BylineKind.NONE:
            return "nobody is named"
        kind = "" if byline.kind is BylineKind.PERSON else f" ({byline.kind.value})"
        return (", ".join(byline.names) or "a name is missing") + kind


def read(document: Document, score: Score, lookup: Lookup) -> Reading:
    """A reading of an article. ``lookup`` gives stored articles by id, or raises CaveatError."""
    scored = Scored(document, score)
    found = scored.evidence
    numbered = list(enumerate(found[:MOST_EVIDENCE], start=1))
    marks = [Mark(n, signal, _widened(document, e.span)) for n, (signal, e) in numbered]
    page = list(_lines(document, marks))
    shown = {n for line in page for piece in line.pieces for n in piece.begins}
    known: dict[str, Article | None] = {document.article.id: document.article}
    places = {
        id(e): (finding.signal, index)
        for finding in score.findings
        for index, e in enumerate(finding.evidence)
    }
    cards: dict[str, list[Card]] = {}
    for number, (signal, evidence) in numbered:
        _, index = places[id(evidence)]
        sides = _sides(document, evidence, known, lookup)
        cards.setdefault(signal, []).append(
            Card(number, signal, index, evidence, number in shown, sides)
        )
    ordered = sorted(score.findings, key=lambda f: (-f.score, f.signal))
    answers = tuple(Answer(f, tuple(cards.get(f.signal, ()))) for f in ordered)
    more = len(found) - len(numbered)
    return Reading(scored, tuple(_blocks(page)), answers, tuple(facts([scored])), more)


def _widened(document: Document, span: Span) -> Span:
    return widened(document.article.field(span.field), span)


def _lines(document: Document, marks: Sequence[Mark]) -> Iterator[Line]:
    found = [*_authors(document, marks), *lines(document, marks)]
    first: dict[int, tuple[int, int]] = {}
    last: dict[int, tuple[int, int]] = {}
    for at, paragraph in enumerate(found):
        for within, segment in enumerate(paragraph.segments):
            for mark in (*segment.marks, *segment.ends):
                first.setdefault(mark.number, (at, within))
                last[mark.number] = (at, within)
    for at, paragraph in enumerate(found):
        offset = paragraph.span.start if paragraph.span else 0
        pieces = []
        for within, segment in enumerate(paragraph.segments):
            covering = {m.number: m for m in (*segment.marks, *segment.ends)}
            here = (at, within)
            pieces.append(
                Piece(
                    runs=tuple(_runs(segment.text)),
                    start=offset,
                    numbers=tuple(m.number for m in segment.marks),
                    signals=tuple(dict.fromkeys(m.signal for m in segment.marks)),
                    begins=tuple(n for n in covering if first[n] == here),
                    refs=tuple(m for n, m in covering.items() if last[n] == here),
                )
            )
            offset += len(segment.text)
        field = paragraph.span.field if paragraph.span else "text"
        label = "author" if field.startswith("authors[") else _LABELS.get(paragraph.kind, "")
        yield Line(paragraph.kind, field, label, tuple(pieces))


def _blocks(page: list[Line]) -> Iterator[Block]:
    """The site around the story folded away, unless there is evidence in it."""
    for folded, group in groupby(page, _is_furniture):
        yield Block(tuple(group), folded)


def _is_furniture(line: Line) -> bool:
    return line.kind is SectionKind.BOILERPLATE and not any(p.refs for p in line.pieces)


def _authors(document: Document, marks: Sequence[Mark]) -> list[Paragraph]:
    """The names in the page's metadata: no part of the text, but evidence can point at them."""
    found = []
    for at, author in enumerate(document.article.authors):
        span = Span(f"authors[{at}]", 0, len(author))
        pieces: tuple[Segment, ...] = segments(document, span, marks)
        found.append(Paragraph(SectionKind.BYLINE, pieces, span=span))
    return found


def _runs(text: str) -> Iterator[Run]:
    start = 0
    for at, character in enumerate(text):
        if character in _OVERRIDES:
            if start < at:
                yield Run(text[start:at])
            yield Run(character, unicodedata.name(character).lower())
            start = at + 1
    if start < len(text):
        yield Run(text[start:])


def _sides(
    document: Document, evidence: Evidence, known: dict[str, Article | None], lookup: Lookup
) -> tuple[Passage, Passage] | None:
    other = evidence.counterpart
    if other is None:
        return None
    if other.article_id not in known:
        try:
            known[other.article_id] = lookup(other.article_id)
        except CaveatError:
            known[other.article_id] = None
    here = _passage(document.article, evidence.span, "This article")
    article = known[other.article_id]
    if article is None:
        note = "no longer stored"
        return here, Passage(other.article_id, "", other.text, "", note=note)
    own = article.id == document.article.id
    source = "This article, elsewhere" if own else article.outlet or _headline(article)
    there = _passage(article, other.span, source)
    if there.text != other.text:
        note = "changed since it was compared"
        return here, Passage(source, "", other.text, "", article.url, note)
    return here, there


def _passage(article: Article, span: Span, source: str) -> Passage:
    try:
        text = article.field(span.field)
    except (KeyError, IndexError, ValueError):
        text = ""
    before = text[max(0, span.start - _CONTEXT) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _CONTEXT].partition("\n")[0]
    if span.start > _CONTEXT and len(before) == _CONTEXT:
        before = "…" + before.partition(" ")[2]
    if span.end + _CONTEXT < len(text) and len(after) == _CONTEXT:
        after = after.rpartition(" ")[0] + "…"
    return Passage(source, before, text[span.start : span.end], after, article.url)


def _headline(article: Article) -> str:
    line = " ".join((article.title or article.text.strip().partition("\n")[0]).split())
    return line if len(line) <= _HEADLINE else line[: _HEADLINE - 1] + "…"
