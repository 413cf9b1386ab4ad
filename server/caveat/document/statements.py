"""Cues and their sources, sentence by sentence: the common ground of quotations and attributions.

The text is read with its quotations masked, so that what is said cannot be mistaken for who says
it, and a sentence that holds a quotation of several sentences is one unit again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from caveat.document import (
    cues,
    dialogue,
    grammar,
    inversion,
    marks,
    octets,
    openings,
    subjects,
    translated,
    words,
)
from caveat.document import gazetteer as lists
from caveat.document.article import Article
from caveat.document.lines import split_lines
from caveat.document.marks import Quoted
from caveat.document.model import Section, SectionKind, Sentence

MAX_STATEMENTS = 5_000
_WINDOW = 40
_CLOSING = frozenset(".,?!…—")
_PROGRESSIVE = frozenset(("is", "are", "was", "were", "been", "be", "not", "also", "still"))
_PASSIVE = frozenset(("is", "are", "was", "were", "been", "being", "be"))
_MASKS = (words.MASK, words.MASK_END)


@dataclass(slots=True)
class Unit:
    """A sentence of the story with the quotations it holds whole (offsets of the text)."""

    start: int
    end: int
    paragraph: int
    quotes: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Statement:
    """A cue and its source, either of which may stand first; ``source`` None when not told."""

    start: int
    end: int
    unit: int
    word: str
    source: tuple[int, int] | None
    inverted: bool = False
    # Whether it stands in a relative clause ("a senator who said").
    relative: bool = False

    @property
    def bounds(self) -> tuple[int, int]:
        """The stretch from source to cue."""
        if self.source is None:
            return self.start, self.end
        return min(self.start, self.source[0]), max(self.end, self.source[1])


@dataclass(slots=True)
class Reading:
    """The story with its quotations masked: what quotations and attributions are read from."""

    masked: str
    quoted: list[Quoted]
    units: list[Unit]
    statements: list[Statement]
    language: str = "en"
    # The text as received, of which ``masked`` hides the quotations.
    text: str = ""


def read(
    article: Article,
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    language: str = "en",
) -> Reading:
    """Reads the story itself, never headline, bio, notice or boilerplate. Linear in the text."""
    text = article.text
    paragraphs = [
        (section.span.start + line.start, section.span.start + line.end)
        for section in sections
        if section.kind is SectionKind.BODY and section.span.field == "text"
        for line in split_lines(article.slice(section.span))
    ]
    quoted = marks.pairs(text, paragraphs)
    if spoken := dialogue.lines(text, paragraphs, language):
        quoted = sorted([*quoted, *spoken], key=lambda q: (q.outer_start, -q.outer_end))
    body = [
        (s.span.start, s.span.end)
        for s in sentences
        if s.section is SectionKind.BODY and s.span.field == "text"
    ]
    blotted = masked(text, quoted)
    found = units(blotted, body, paragraphs, quoted)
    return Reading(blotted, quoted, found, find(blotted, found, language), language, text)


def masked(text: str, quotes: Sequence[Quoted]) -> str:
    """The text with every outermost quotation blotted out, marks and all; offsets do not move."""
    parts: list[str] = []
    at = 0
    for quote in quotes:
        if quote.depth or quote.outer_start < at:
            continue
        parts.append(text[at : quote.outer_start])
        last = text[quote.start : quote.end].rstrip()[-1:]
        length = quote.outer_end - quote.outer_start
        end = words.MASK_END if last in _CLOSING else words.MASK
        parts.append(words.MASK * (length - 1) + end)
        at = quote.outer_end
    parts.append(text[at:])
    return "".join(parts)


def _abbreviated(ending: str) -> bool:
    """Whether a sentence seems to end at "Ms." or "Sen.": the splitter's list is not ours."""
    last = ending.rsplit(None, 1)[-1:]
    return bool(last) and last[0].endswith(".") and words.abbreviates(last[0][:-1].lstrip("\"'“‘("))


def units(
    text: str,
    sentences: Sequence[tuple[int, int]],
    paragraphs: Sequence[tuple[int, int]],
    quotes: Sequence[Quoted],
) -> list[Unit]:
    """Sentences, those that a quotation bridges made one; each knows its quotations' indices."""
    bounds = [(q.outer_start, q.outer_end, i) for i, q in enumerate(quotes) if not q.depth]
    found: list[Unit] = []
    at = 0
    paragraph = 0
    previous = ""
    for start, end in sentences:
        while paragraph + 1 < len(paragraphs) and paragraphs[paragraph + 1][0] <= start:
            paragraph += 1
        while at < len(bounds) and bounds[at][1] <= start:
            at += 1
        inside = at < len(bounds) and bounds[at][0] < start
        broken = (found and inside) or (found and _abbreviated(previous))
        if broken and found[-1].paragraph == paragraph:
            found[-1].end = end
        else:
            found.append(Unit(start, end, paragraph))
        previous = text[max(0, end - 12) : end]
    at = 0
    for index, unit in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else None
        while at < len(bounds) and (following is None or bounds[at][0] < following):
            if bounds[at][0] >= unit.start - 3:
                unit.quotes.append(bounds[at][2])
                unit.end = max(unit.end, bounds[at][1])
            at += 1
    return found


def find(text: str, found_units: Sequence[Unit], language: str = "en") -> list[Statement]:
    """Every cue of a masked text with its source, in order. Linear in the text."""
    found: list[Statement] = []
    if not found_units:
        return found
    at = 0
    begin, stop = found_units[0].start, found_units[-1].end
    for match in cues.pattern(language).finditer(octets.view(text[begin:stop])):
        objective = match.start(1) >= 0
        start, end = (offset + begin for offset in match.span(1 if objective else 2))
        while at + 1 < len(found_units) and found_units[at + 1].start <= start:
            at += 1
        unit = found_units[at]
        if start >= unit.end:
            continue
        previous = found[-1] if found and found[-1].unit == at else None
        if language in translated.LANGUAGES:
            statement = _read_beside(text, unit, at, start, end, objective, language)
        else:
            statement = _read(text, unit, at, start, end, objective, previous)
        if statement is not None:
            found.append(statement)
        if len(found) >= MAX_STATEMENTS:
            break
    return found


def _read(
    text: str,
    unit: Unit,
    index: int,
    start: int,
    end: int,
    objective: bool,
    previous: Statement | None,
) -> Statement | None:
    word = text[start:end].lower()
    if objective:
        source = inversion.subject_after(text, end, unit.end)
        return Statement(start, end, index, word, source, inverted=True) if source else None
    if text[start].isupper() and start > unit.start and text[start - 2 : start - 1] not in _MASKS:
        return None
    if text[start - 1 : start] == "-" or text[end : end + 1] in ("-", "’", "'"):
        return None
    before = text[max(unit.start, start - _WINDOW) : start]
    left = before.split()[-1] if before.split() else ""
    right = (
        text[end : end + _WINDOW].lstrip(" ") if text[end : end + 1] == " " else text[end : end + 1]
    )
    quoted_before = before.rstrip(" ,").endswith(_MASKS)
    if not quoted_before and cues.is_noun(left, word, right.split(" ", 1)[0]):
        return None
    bare = left.lower().rstrip(",")
    if _is_passive(before) and not word.endswith(("ing", "saying")) and not word.startswith("went"):
        return Statement(start, end, index, word, _agent(text, end, unit.end))
    comma_before = before.rstrip().endswith((",", "—"))
    participle = word.endswith("ing")
    if comma_before and not quoted_before and not participle:
        source = subjects.subject_before(text, unit.start, start)
        inserted = source is not None and text[source[1] : start].strip(" ,")
        if source is not None and inserted and _opens(text, unit, source[0]):
            return Statement(start, end, index, word, source)
    if (quoted_before or not left or comma_before) and not participle:
        source = inversion.subject_after(text, end, unit.end)
        if source is not None and (quoted_before or inversion.closes(text, source[1], unit.end)):
            return Statement(start, end, index, word, source, inverted=True)
        if quoted_before:
            return Statement(start, end, index, word, previous.source if previous else None)
    if not left or (
        (participle and (comma_before or bare in grammar.JOIN))
        or bare in ("and", "but", "to", "or", "then")
    ):
        return Statement(start, end, index, word, _earlier(text, unit, start, previous))
    source = subjects.subject_before(text, unit.start, start)
    if participle and bare not in _PROGRESSIVE and " with " not in before:
        return Statement(start, end, index, word, _earlier(text, unit, start, previous) or source)
    if source is None or _is_circumstance(text, unit.start, source):
        source = _earlier(text, unit, start, previous) or source
    relative = bare in ("who", "which", "that", "whom", "what")
    return Statement(start, end, index, word, source, relative=relative)


def _is_circumstance(text: str, lower: int, source: tuple[int, int]) -> bool:
    """Whether what stands before a cue is where it was said: "but in a later interview said"."""
    before = text[max(lower, source[0] - 8) : source[0]].lower().split()
    head = text[slice(*source)].rsplit(maxsplit=1)[-1]
    spoke = head.islower() and head not in lists.ROLE and head not in lists.BODY
    return spoke and bool(before) and before[-1] in ("in", "at", "during", "on")


def _read_beside(
    text: str, unit: Unit, index: int, start: int, end: int, objective: bool, language: str
) -> Statement | None:
    """A cue of another language than English, with its source right before or after it."""
    word = text[start:end].lower()
    before = text[max(unit.start, start - _WINDOW) : start].rstrip(" ,")
    inverted = objective or not before or before.endswith((*_MASKS, "—", "–"))
    comma = text[max(unit.start, start - 2) : start].startswith(",")
    if inverted or comma:
        source = translated.source_after(text, language, end, unit.end)
        if source is not None:
            return Statement(start, end, index, word, source, inverted=True)
    if objective:
        return None
    source = translated.source_before(text, language, unit.start, start)
    if source is None:
        source = translated.source_after(text, language, end, unit.end)
        return Statement(start, end, index, word, source, inverted=True) if source else None
    return Statement(start, end, index, word, source)


def _is_passive(before: str) -> bool:
    """Whether an auxiliary of the passive stands before a cue, adverbs aside."""
    for word in reversed(before.lower().split()):
        if word in _PASSIVE:
            return True
        if word not in cues.ADVERB and not word.endswith("ly"):
            return False
    return False


def _earlier(
    text: str, unit: Unit, start: int, previous: Statement | None
) -> tuple[int, int] | None:
    """The subject that a participle or a second verb shares with what stands before it."""
    if previous is not None and previous.source is not None:
        return previous.source
    return openings.leading(text, unit.start, start) or openings.leading(text, start, unit.end)


def _agent(text: str, end: int, upper: int) -> tuple[int, int] | None:
    """The source of a passive: "was asked by the judge"."""
    if text[end : end + 4] != " by ":
        return None
    return inversion.subject_after(text, end + 3, upper)


def _opens(text: str, unit: Unit, at: int) -> bool:
    """Whether nothing stands between the start of a unit, or its last quotation, and ``at``."""
    left = text[max(unit.start, at - _WINDOW) : at].rstrip(" ,—–")
    return not left or left.endswith(words.MASK_END)
