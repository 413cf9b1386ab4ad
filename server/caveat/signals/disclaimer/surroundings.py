"""What stands around a hit, and what that makes of it: whose notice, affirmed or denied."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caveat.document import Document, SectionKind, Span
from caveat.document.folded import fold_text
from caveat.evidence import Scope
from caveat.signals.disclaimer.patterns import Language, Pattern

# Bounds, in code points: a line or sentence is looked at no further than this around a hit.
_WINDOW = 1_500
# How far back a negation is looked for from the end of a hit: "is not a satirical work".
_NEGATION_REACH = 40
_BY_SOFTWARE = ("ai_generated", "machine_edited", "machine_translated")
_WORDS_BEFORE = 4
_TOP_LINES = 12
_MENU_WORDS = 3
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

    def neighbours(self, span: Span) -> tuple[int, int]:
        """How many words the lines above and below have, blank lines aside; 0 for none."""
        text = self._document.article.field(span.field)
        above = text[max(0, span.start - _WINDOW) : span.start].split("\n")[:-1]
        below = text[span.end : span.end + _WINDOW].split("\n")[1:]
        return _words(reversed(above)), _words(below)

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


def _words(lines: Iterable[str]) -> int:
    return next((len(line.split()) for line in lines if line.strip()), 0)


def judge(
    pattern: Pattern, contexts: Sequence[Language], setting: Setting, page: Page
) -> Scope | None:
    """Whose notice a hit is; None when it is none: out of place, or denied.

    ``contexts`` are the languages whose cues count: the pattern's and the document's.
    """
    sentence = f"{setting.before} {setting.hit} {setting.after}"
    if (
        not _in_place(pattern, setting, page)
        or _denied(pattern, contexts, setting)
        or (pattern.requires is not None and not pattern.requires.found_in(sentence))
        or (pattern.unless is not None and pattern.unless.found_in(sentence))
    ):
        return None
    if _quoted(setting) or _introduced(contexts, setting):
        return Scope.QUOTED
    if not pattern.mention_ok and _mentioned(pattern, contexts, setting):
        return Scope.OTHER
    if _about_an_image(pattern, contexts, setting, page):
        return Scope.IMAGE
    return Scope(pattern.rule.scope)


def _cued(contexts: Sequence[Language], key: str, *texts: str) -> bool:
    cues = [c.context[key] for c in contexts if key in c.context]
    return any(cue.found_in(text) for cue in cues for text in texts)


def _about_an_image(
    pattern: Pattern, contexts: Sequence[Language], setting: Setting, page: Page
) -> bool:
    if pattern.rule.scope != Scope.ARTICLE:
        return False
    if page.section(setting.unit) is SectionKind.PHOTO_CREDIT:
        return True
    return pattern.where != "anywhere" and _cued(
        contexts, "image", f"{setting.before} {setting.after}"
    )


def _in_place(pattern: Pattern, setting: Setting, page: Page) -> bool:
    if pattern.at_top and not _near_headline(setting, page):
        return False
    if pattern.where == "line":
        return pattern.at_top or not _in_menu(setting, page)
    return pattern.where != "notice" or len(setting.before.split()) <= _WORDS_BEFORE


def _in_menu(setting: Setting, page: Page) -> bool:
    """Whether a short label without any mark stands among other short lines, as in a menu."""
    words = len(setting.hit.split())
    line = page.text(setting.line).strip()
    if words > _MENU_WORDS or not line[:1].isalnum() or not line[-1:].isalnum():
        return False
    above, below = page.neighbours(setting.line)
    return 0 < above < _WORDS_BEFORE or 0 < below < _WORDS_BEFORE


def _near_headline(setting: Setting, page: Page) -> bool:
    """Near the top, and not one of a column of menu entries: a longer line follows."""
    if setting.unit.field != "text":
        return True
    below = page.neighbours(setting.line)[1]
    return page.line_number(setting.unit) < _TOP_LINES and below not in range(1, _WORDS_BEFORE)


def _denied(pattern: Pattern, contexts: Sequence[Language], setting: Setting) -> bool:
    if pattern.polarity == "either":
        return False
    # "Not" may stand far from "by artificial intelligence", but only near "satire": "this article,
    # which is not about you, is satire".
    reach = len(setting.hit) if pattern.rule.kind in _BY_SOFTWARE else _NEGATION_REACH
    return _cued(contexts, "negation", setting.before[-12:], setting.hit[-reach:]) or _cued(
        contexts, "negation_after", f"{setting.hit[-10:]} {setting.after[:20]}"
    )


def _quoted(setting: Setting) -> bool:
    """Whether a mark before the hit is still open and one after it closes it."""
    return setting.before.count('"') % 2 == 1 and '"' in setting.after


def _introduced(contexts: Sequence[Language], setting: Setting) -> bool:
    """Whether the words before end in a colon and say that somebody else is speaking."""
    for lead in (setting.before, setting.above):
        head = lead.rstrip("\"' \n")
        if head.endswith(":"):
            last = head.rsplit("\n", 1)[-1]
            if _cued(contexts, "mention", last) or _cued(contexts, "before", last):
                return True
    return False


def _mentioned(pattern: Pattern, contexts: Sequence[Language], setting: Setting) -> bool:
    if pattern.topical and (
        _cued(contexts, "topic", setting.hit) or _cued(contexts, "mention", setting.hit)
    ):
        return True
    return _cued(contexts, "before", setting.before) or _cued(
        contexts, "mention", f"{setting.before} | {setting.after}"
    )
