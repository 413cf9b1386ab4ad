"""A document prepared for looking up what stands around a hit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from caveat.document import Document, SectionKind, Span
from caveat.document.folded import fold_text

# Bounds, in code points: a line or sentence is looked at no further than this around a hit.
_WINDOW = 1_500
TOP_LINES = 12
# How many sentences back "this report" may point.
_LOOKED_BACK = 2
# A shorter sentence, in code points, may be a label.
_PROSE = 40
# How many sentences from the start and from the end of a page its own notices stand in.
_OPENING, _CLOSING = 3, 6
# So many lines of one form in a row are a list, and a label before a colon has so many words.
_RUN = 3
_LABEL_WORDS = 3
_ASIDE = ("(", "[", "*", "_", "†", "※", "【", "（")


@dataclass(frozen=True, slots=True)
class Setting:
    """A hit in its sentence: spans in the text as received, strings folded.

    ``span`` is the hit, ``unit`` covers the sentences that it touches; ``before`` and ``after`` are
    the rest of them; ``line`` is the line that the unit stands in, ``above`` the end of what
    precedes it.
    """

    span: Span
    unit: Span
    hit: str
    before: str
    after: str
    line: Span
    above: str


class Page:
    """A document prepared for looking up what surrounds a span."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sentences: dict[str, list[Span]] = {}
        for sentence in document.sentences:
            self._sentences.setdefault(sentence.span.field, []).append(sentence.span)
        # Sentences long enough to be prose: a stray label does not make a story go on.
        self._told: dict[str, list[Span]] = {}
        for sentence in document.sentences:
            span = sentence.span
            if sentence.section is SectionKind.BODY and len(document.text(span)) >= _PROSE:
                self._told.setdefault(span.field, []).append(span)
        self._starts = {f: [s.start for s in spans] for f, spans in self._sentences.items()}

    def setting(self, span: Span) -> Setting:
        """The setting of a hit."""
        text = self._document.article.field(span.field)
        line = self._line(span, text)
        unit = self._unit(span, line)
        return Setting(
            span=span,
            unit=unit,
            hit=fold_text(text[span.start : span.end]),
            before=fold_text(text[unit.start : span.start]),
            after=fold_text(text[span.end : unit.end]),
            line=line,
            above=fold_text(text[max(0, unit.start - 200) : unit.start].rstrip())[-120:],
        )

    def next_sentence(self, span: Span) -> Span | None:
        """The sentence right after a span on the same line."""
        spans = self._sentences.get(span.field, [])
        index = bisect_right(self._starts.get(span.field, []), span.end - 1)
        return spans[index] if index < len(spans) and self._one_line(span, spans[index]) else None

    def previous_sentence(self, span: Span) -> Span | None:
        """The sentence right before a span on the same line."""
        spans = self._sentences.get(span.field, [])
        index = bisect_right(self._starts.get(span.field, []), span.start) - 1
        while index >= 0 and spans[index].end > span.start:
            index -= 1
        return spans[index] if index >= 0 and self._one_line(spans[index], span) else None

    def line_number(self, span: Span) -> int:
        """How many lines that are not blank stand above a span."""
        text = self._document.article.field(span.field)
        above = text[max(0, span.start - 3_000) : span.start].split("\n")[:-1]
        count = sum(1 for line in above if line.strip())
        return count if span.start <= 3_000 else count + TOP_LINES

    def neighbours(self, span: Span) -> tuple[int, int]:
        """How many words the lines above and below have, blank lines aside; 0 for none."""
        text = self._document.article.field(span.field)
        above = text[max(0, span.start - _WINDOW) : span.start].split("\n")[:-1]
        below = text[span.end : span.end + _WINDOW].split("\n")[1:]
        return _words(reversed(above)), _words(below)

    def around(self, line: Span) -> tuple[str, str]:
        """The lines right above and below one, blank lines aside, folded; "" for none."""
        text = self._document.article.field(line.field)
        above = text[max(0, line.start - _WINDOW) : line.start].split("\n")[:-1]
        below = text[line.end : line.end + _WINDOW].split("\n")[1:]
        return fold_text(_first(reversed(above))), fold_text(_first(below))

    def before(self, span: Span) -> str:
        """The up to two sentences of the same line before a span, folded."""
        found: list[str] = []
        at: Span | None = self.previous_sentence(span)
        while at is not None and len(found) < _LOOKED_BACK:
            found.append(self._document.text(at)[:_WINDOW])
            at = self.previous_sentence(at)
        return fold_text(" ".join(reversed(found)))

    def told_before(self, line: Span) -> bool:
        """Whether any of the story stands above a line."""
        return any(s.start < line.start and s.end <= line.start for s in self._story(line.field))

    def told_after(self, line: Span) -> bool:
        """Whether the story goes on below a line."""
        return any(s.start >= line.end for s in reversed(self._story(line.field)))

    def edges(self, field: str) -> list[Span]:
        """The first and last few sentences of a field, in order."""
        spans = self._sentences.get(field, [])
        if len(spans) <= _OPENING + _CLOSING:
            return list(spans)
        return [*spans[:_OPENING], *spans[-_CLOSING:]]

    def at_edge(self, span: Span) -> bool:
        """Whether a span stands in one of a page's first or last few sentences, or in an aside
        in brackets, and runs into no other.
        """
        spans = self._sentences.get(span.field, [])
        starts = self._starts.get(span.field, [])
        index = bisect_right(starts, span.start) - 1
        if span.field != "text" or index < 0 or index != bisect_right(starts, span.end - 1) - 1:
            return False
        if self.section(spans[index]) is SectionKind.HEADLINE:
            return False
        if index < _OPENING or index >= len(starts) - _CLOSING:
            return True
        return self._document.text(spans[index]).strip().startswith(_ASIDE)

    def in_list(self, line: Span) -> bool:
        """Whether a line is one of three or more in a row that say "Somebody: something", as
        readers' comments, conversations and glossaries do.
        """
        text = self._document.article.field(line.field)
        above = text[max(0, line.start - _WINDOW) : line.start].split("\n")[:-1]
        below = text[line.end : line.end + _WINDOW].split("\n")[1:]
        if not _labelled(text[line.start : line.end]):
            return False
        run = 1
        for lines in (reversed(above), iter(below)):
            for other in lines:
                if other.strip() and not _labelled(other):
                    break
                run += bool(other.strip())
        return run >= _RUN

    def in_quotation(self, span: Span) -> bool:
        """Whether a span stands inside somebody's direct speech."""
        return any(q.span.overlaps(span) for q in self._document.quotations)

    def leads(self, setting: Setting) -> bool:
        """Whether a hit opens its line, marks and a "Note:" aside."""
        text = self._document.article.field(setting.line.field)
        lead = f"{text[setting.line.start : setting.unit.start]}{setting.before}".strip()
        return not any(c.isalnum() for c in lead) or (lead.endswith(":") and len(lead) < _PROSE)

    def _story(self, field: str) -> list[Span]:
        return self._told.get(field, [])

    def text(self, span: Span) -> str:
        """The text of a span, as received."""
        return self._document.text(span)

    def section(self, span: Span) -> SectionKind | None:
        """The kind of section a span starts in."""
        section = self._document.section_at(span)
        return None if section is None else section.kind

    def _one_line(self, left: Span, right: Span) -> bool:
        between = self._document.article.field(left.field)[left.end : right.start]
        return len(between) < _WINDOW and not between.strip() and "\n" not in between

    def _line(self, span: Span, text: str) -> Span:
        low, high = max(0, span.start - _WINDOW), min(len(text), span.end + _WINDOW)
        start = text.rfind("\n", low, span.start) + 1
        end = text.find("\n", span.end, high)
        return Span(span.field, max(start, low), high if end < 0 else end)

    def _unit(self, span: Span, line: Span) -> Span:
        spans = self._sentences.get(span.field, [])
        starts = self._starts.get(span.field, [])
        first = bisect_right(starts, span.start) - 1
        near = spans[max(first, 0) : first + 6]
        touching = [sentence for sentence in near if sentence.overlaps(span)]
        if not touching:
            text = self._document.article.field(span.field)[line.start : line.end]
            lead = len(text) - len(text.lstrip())
            return Span(
                span.field,
                min(line.start + lead, span.start),
                max(line.start + len(text.rstrip()), span.end),
            )
        return Span(
            span.field,
            min(touching[0].start, span.start),
            max(touching[-1].end, span.end),
        )


def _first(lines: Iterable[str]) -> str:
    return next((line.strip() for line in lines if line.strip()), "")


def _words(lines: Iterable[str]) -> int:
    return len(_first(lines).split())


def _labelled(line: str) -> bool:
    label, colon, rest = line.strip()[:_PROSE].partition(":")
    return bool(colon) and bool(rest.strip()) and 0 < len(label.split()) <= _LABEL_WORDS
