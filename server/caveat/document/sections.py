"""What each line of a page is for.

The story is the run of lines with the largest sum of scores, prose counting for it and furniture
against it: Pasternack and Roth, "Extracting Article Text from the Web with Maximum Subsequence
Segmentation" (WWW 2009), on lines instead of tokens. The lines around and between are then named
one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.document import bios, byline, pictures, published
from caveat.document.article import Article
from caveat.document.furniture import Furniture, furniture
from caveat.document.lines import Line, split_lines
from caveat.document.model import Section, SectionKind
from caveat.document.notice import is_notice
from caveat.document.span import Span

# Scores in words. A stray heading costs less than a short paragraph brings; the heading over a
# list of other stories costs as much as a long one, and a paragraph after it must earn that back.
_PER_SHORT_LINE = -10.0
_PER_FURNITURE = {Furniture.BREAK: -4.0, Furniture.PHRASE: -25.0, Furniture.LIST: -60.0}
_MOST_PER_LINE = 60.0
_ENDINGS = tuple(".!?…:;。！？।؟۔")
_TRAILS_OFF = ("...", "…")  # a teaser cut short
_PROSE_ANYWAY = 35  # words; teasers without a full stop are shorter
_CLOSERS = "\"'”’»«)]*_›）」』"
# A dateline opens the first paragraph: a place in capitals, or one with an agency in brackets.
_OPENS_WITHIN = 80
_DASHES = ("—", "–", " - ", " -- ", ":")
# Below the story a date belongs to it only when it stands right there.
_STILL_NEAR = 2


@dataclass(slots=True)
class _Look:
    """A line and what it looks like on its own."""

    line: Line
    weight: float
    prose: bool
    furniture: Furniture | None = None
    kind: SectionKind | None = None

    @property
    def score(self) -> float:
        if self.kind in (
            SectionKind.BIO,
            SectionKind.BYLINE,
            SectionKind.DATELINE,
            SectionKind.PHOTO_CREDIT,
            SectionKind.NOTICE,
        ):
            return 0.0
        if self.furniture is not None:
            return _PER_FURNITURE[self.furniture]
        return min(self.weight, _MOST_PER_LINE) if self.prose else _PER_SHORT_LINE


def split(article: Article) -> tuple[Section, ...]:
    """The sections of an article: the title field first, then the text in order, the bio last."""
    found: list[Section] = []
    if article.title.strip():
        found.append(Section(SectionKind.HEADLINE, _trimmed("title", article.title)))
    looks = [_look(line) for line in split_lines(article.text)]
    for run in bios.ranges([look.line for look in looks], article.authors):
        for index in run:
            looks[index].kind = SectionKind.BIO
    first, last = _story(looks)
    _name_before(looks[:first], looks[first:last], article.title)
    _name_inside(looks[first:last])
    for distance, look in enumerate(looks[last:]):
        if look.kind is SectionKind.DATELINE and distance >= _STILL_NEAR:
            look.kind = None
        look.kind = look.kind or SectionKind.BOILERPLATE
    found += _merged(looks, article.text)
    if article.bio.strip():
        found.append(Section(SectionKind.BIO, _trimmed("bio", article.bio)))
    return tuple(found)


def _look(line: Line) -> _Look:
    weight = _weight(line)
    stripped = line.text.rstrip(_CLOSERS)
    ends = stripped.endswith(_ENDINGS) and not stripped.endswith(_TRAILS_OFF)
    look = _Look(line, weight, prose=(ends and weight >= 2) or weight >= _PROSE_ANYWAY)
    if is_notice(line.text):
        look.kind = SectionKind.NOTICE
    elif byline.line_kind(line.text) is not None:
        look.kind = SectionKind.BYLINE
    elif pictures.is_photo_credit(line.text):
        look.kind = SectionKind.PHOTO_CREDIT
    elif published.is_dateline(line.text):
        look.kind = SectionKind.DATELINE
    else:
        look.furniture = furniture(line.text)
    return look


def _weight(line: Line) -> float:
    """Words, or half the letters where words are not set apart by spaces (Chinese, Japanese)."""
    words = line.words
    length = len(line.text)
    return float(words) if length < 16 * words else length / 2.0


def _story(looks: Sequence[_Look]) -> tuple[int, int]:
    """The half-open range of lines with the largest sum (Bentley, 1984): the story."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for index, look in enumerate(looks):
        if total <= 0:
            total, start = 0.0, index
        total += look.score
        if total > best[0]:
            best = (total, start, index + 1)
    _, first, last = best
    if not last:  # no prose at all: take what is not furniture
        plain = [i for i, look in enumerate(looks) if not look.furniture and not look.kind]
        return (plain[0], plain[-1] + 1) if plain else (0, 0)
    while first < last and looks[first].score <= 0:
        first += 1
    return first, last


def _name_before(before: Sequence[_Look], story: Sequence[_Look], title: str) -> None:
    """Above the story: the headline is the line that shares most words with the story."""
    candidates = [
        look
        for look in before
        if look.kind is None and look.furniture is None and look.line.words >= 3
    ]
    told = _content(" ".join(look.line.text for look in story[:12])) if candidates else frozenset()
    titled = _content(title)

    def overlap(look: _Look) -> float:
        words = _content(look.line.text)
        return len(words & (told | titled)) / max(len(words), 4)

    main = max(candidates, key=overlap, default=None)
    main_words = _content(main.line.text) if main else frozenset()
    for look in before:
        if look.kind is not None:
            continue
        words = _content(look.line.text)
        echoes = 2 * len(words & main_words) >= max(len(words), 2)
        if look is main or (look in candidates and (echoes or overlap(look) >= 0.6)):
            look.kind = SectionKind.HEADLINE
        else:
            look.kind = SectionKind.BOILERPLATE


def _name_inside(story: Sequence[_Look]) -> None:
    """Inside the story: furniture, and what hangs under a list heading, is not the story."""
    listing = False
    for look in story:
        if look.kind is not None:
            continue
        if look.furniture is not None:
            listing = listing or look.furniture is Furniture.LIST
            look.kind = SectionKind.BOILERPLATE
        elif look.prose:
            listing = False
            look.kind = SectionKind.BODY
        else:
            look.kind = SectionKind.BOILERPLATE if listing else SectionKind.BODY


def _merged(looks: Sequence[_Look], text: str) -> list[Section]:
    """One section for each run of lines of one kind; a dateline opening a paragraph is its own."""
    sections: list[Section] = []
    previous: SectionKind | None = None
    for look in looks:
        kind = look.kind or SectionKind.BODY
        start, end = look.line.start, look.line.end
        if kind is SectionKind.BODY and previous is not SectionKind.BODY and look.prose:
            cut = _dateline_end(look.line.text)
            if cut:
                sections.append(Section(SectionKind.DATELINE, Span("text", start, start + cut)))
                start += cut
                start += len(text[start:end]) - len(text[start:end].lstrip())
                previous = SectionKind.DATELINE
        if kind is previous and kind is not SectionKind.HEADLINE:
            sections[-1] = Section(kind, Span("text", sections[-1].span.start, end))
        elif start < end:
            sections.append(Section(kind, Span("text", start, end)))
        previous = kind
    return sections


def _dateline_end(line: str) -> int:
    """Where the dateline that opens a paragraph ends (code points), 0 when there is none."""
    head = line[:_OPENS_WITHIN]
    ends = [head.index(dash) + len(dash.rstrip()) for dash in _DASHES if dash in head]
    if not ends:
        return 0
    end = min(ends)
    opening = head[:end]
    place = opening.split(",")[0].split("(")[0].strip(" -–—:")
    shouts = len(place) > 2 and place.upper() == place and place.lower() != place
    return end if (shouts or "(" in opening) and place[:1].isupper() else 0


def _content(text: str) -> frozenset[str]:
    """The words that carry meaning: four letters and more, or written in capitals, folded."""
    words = (word.strip(".,:;!?\"'“”‘’()[]–—-|") for word in text.split())
    return frozenset(w.lower() for w in words if len(w) >= 4 or (len(w) >= 2 and w.isupper()))


def _trimmed(field: str, value: str) -> Span:
    content = value.strip()
    start = value.index(content)
    return Span(field, start, start + len(content))
