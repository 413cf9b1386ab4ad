"""What stands around a hit, and what that makes of it: whose notice, affirmed or denied."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from caveat.document import Document, SectionKind, Span
from caveat.document.folded import fold_text
from caveat.evidence import Scope
from caveat.signals.disclaimer.patterns import Language, Pattern

# Bounds, in code points: a line or sentence is looked at no further than this around a hit.
_WINDOW = 1_500
# How far back a negation is looked for from the end of a hit: "is not a satirical work".
_NEGATION_REACH = 40
_WORDS_BEFORE = 4
_TOP_LINES = 12
_OPENING, _CLOSING = '"“„«‹「『〈《', '"”“»›」』〉》'


@dataclass(frozen=True, slots=True)
class Setting:
    """A hit in its sentence: spans in the text as received, strings folded.

    ``unit`` covers the sentences that the hit touches; ``before`` and ``after`` are the rest of
    them; ``line`` is the line that the unit stands in, ``above`` the end of what precedes it.
    """

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
        self._starts = {f: [s.start for s in spans] for f, spans in self._sentences.items()}

    def setting(self, span: Span) -> Setting:
        """The setting of a hit."""
        text = self._document.article.field(span.field)
        line = self._line(span, text)
        unit = self._unit(span, line)
        return Setting(
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
        return count if span.start <= 3_000 else count + _TOP_LINES

    def next_line_words(self, span: Span) -> int:
        """How many words the next line that is not blank has."""
        text = self._document.article.field(span.field)
        for line in text[span.end : span.end + _WINDOW].split("\n")[1:]:
            if line.strip():
                return len(line.split())
        return 0

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


def judge(pattern: Pattern, language: Language, setting: Setting, page: Page) -> Scope | None:
    """Whose notice a hit is; None when it is none: out of place, or denied."""
    if not _in_place(pattern, setting, page) or _denied(pattern, language, setting):
        return None
    sentence = f"{setting.before} {setting.hit} {setting.after}"
    if pattern.requires is not None and pattern.requires.search(sentence) is None:
        return None
    if pattern.unless is not None and pattern.unless.search(sentence) is not None:
        return None
    if _quoted(setting):
        return Scope.QUOTED
    if _introduced(language, setting):
        return Scope.QUOTED
    if not pattern.mention_ok and _mentioned(language, setting):
        return Scope.OTHER
    image = language.context.get("image")
    if image is not None and pattern.rule.scope == Scope.ARTICLE and pattern.where != "anywhere":
        around = f"{setting.before} {setting.after}"
        if image.search(around) is not None:
            return Scope.IMAGE
    if page.section(setting.unit) is SectionKind.PHOTO_CREDIT:
        return Scope.IMAGE
    return Scope(pattern.rule.scope)


def _in_place(pattern: Pattern, setting: Setting, page: Page) -> bool:
    if pattern.at_top and not _near_headline(setting, page):
        return False
    if pattern.where == "anywhere":
        return True
    return pattern.where == "line" or len(setting.before.split()) <= _WORDS_BEFORE


def _near_headline(setting: Setting, page: Page) -> bool:
    """Near the top, and not one of a column of menu entries: a longer line follows."""
    if setting.unit.field != "text":
        return True
    return page.line_number(setting.unit) < _TOP_LINES and page.next_line_words(
        setting.unit
    ) not in range(1, _WORDS_BEFORE)


def _denied(pattern: Pattern, language: Language, setting: Setting) -> bool:
    if pattern.polarity == "either":
        return False
    before = language.context.get("negation")
    after = language.context.get("negation_after")
    near = (setting.before[-12:], setting.hit[-_NEGATION_REACH:])
    return (before is not None and any(before.search(part) is not None for part in near)) or (
        after is not None and after.search(f"{setting.hit[-10:]}{setting.after[:20]}") is not None
    )


def _quoted(setting: Setting) -> bool:
    """Whether an opening mark before the hit is still open and closes after it."""
    if not any(c in setting.after for c in _CLOSING):
        return False
    opened = 0
    for char in setting.before:
        if char == '"':
            opened = 1 - opened
        elif char in _OPENING:
            opened += 1
        elif char in _CLOSING:
            opened = max(0, opened - 1)
    return opened > 0


def _introduced(language: Language, setting: Setting) -> bool:
    """Whether the words before end in a colon and say that somebody else is speaking."""
    for lead in (setting.before, setting.above):
        head = lead.rstrip("\"' \n«„「『")
        if not head.endswith((":", "：")):
            continue
        last = head.rsplit("\n", 1)[-1]
        if any(
            (cue := language.context.get(key)) is not None and cue.search(last) is not None
            for key in ("mention", "before")
        ):
            return True
    return False


def _mentioned(language: Language, setting: Setting) -> bool:
    topic = language.context.get("topic")
    if topic is not None and topic.search(setting.hit) is not None:
        return True
    before = language.context.get("before")
    if before is not None and before.search(setting.before) is not None:
        return True
    mention = language.context.get("mention")
    return mention is not None and mention.search(f"{setting.before} | {setting.after}") is not None
