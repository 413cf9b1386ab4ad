"""Which agency or outlet the page credits, for its text or only for a picture.

What counts. A credit says where the *text* comes from: a dateline with an agency ("TOKYO, May 9
(Reuters) —"), a line that is nothing but an agency, "with inputs from ANI", "© 2023 AFP", "as
reported by the Nikkei", a closing ", reports Channel News Asia", "first appeared in", "Source: X".
An outlet named inside the prose as the source of one fact ("Reuters reported", "told the BBC") is
no credit: the writer may have done all the rest. A picture's credit is kept apart.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache
from typing import Any

import re2

from caveat.document import agencies, gazetteer, outlets, pictures
from caveat.document.article import Article
from caveat.document.lines import Line, split_lines
from caveat.document.model import Credit, CreditKind, Section, SectionKind, Sentence
from caveat.document.span import Span

_MAX_LINE = 60
_MAX_SOURCE_LINE = 200
_MAX_NAME = 80
_LINES_ABOVE = 14
_LINES_BELOW = 3
# The name that follows is read in Python: Unicode classes under repetition overflow RE2's memory.
_OUTLET = (
    # "…, as reported by the Nikkei", "originally published by X", "with inputs from X"
    r"(?:[Aa]s (?:first )?reported by|[Ff]irst reported by"
    r"|(?:[Ff]irst|[Oo]riginally) (?:appeared|published|posted|aired) (?:in|on|by|at)"
    r"|[Rr]epublished (?:with permission )?from|[Rr]eproduced (?:with permission )?from"
    r"|[Ss]yndicated from|[Ww]ith (?:additional )?inputs? from|[Ww]ith (?:agency )?files from"
    # A line of its own: "Source: X", "Via: X", "Quelle: X", "Fuente: X"
    r"|^\W{0,2}(?:Sources?|SOURCES?|Via|VIA|Quelle|QUELLE|Fuente|FUENTE|Fonte|FONTE|Bron|BRON)"
    r" ?[:–-])"
    r" ?"
)
# ", reports Channel News Asia." closing a sentence: the report is the paper's, not the page's.
_CLOSING = r",[”\"’]? (?:reports|writes|informs) "


@cache
def _outlet() -> Any:
    return re2.compile(_OUTLET)


@cache
def _closing() -> Any:
    return re2.compile(_CLOSING)


def fold(name: str) -> str:
    """The name under which two mentions of one agency or outlet compare equal.

    An agency's key when it is one; else letters and digits in lower case without marks, leading
    article and web suffix: "The Nikkei", "nikkei" and "Nikkei.com" are one.
    """
    if key := agencies.key_of(name):
        return key
    plain = unicodedata.normalize("NFKD", name).casefold().strip()
    plain = plain.removeprefix("www.").removeprefix("the ")
    for suffix in (".com", ".org", ".net", ".co.uk", ".co", ".in", ".tv"):
        plain = plain.removesuffix(suffix)
    return "".join(c for c in plain if c.isalnum())


_OPENING = 120


def dateline_agency(text: str) -> str:
    """The agency of a line that opens with its dateline, as written, "" without one.

    "TOKYO, May 9 (Reuters) —", "(AP) -", "NEW DELHI [ANI]:".
    """
    head = text[:_OPENING]
    if "(" not in head and "[" not in head:
        return ""
    for start, end, _ in agencies.mentions(head):
        if _in_dateline(head, start, end):
            return head[start:end]
    return ""


def _in_dateline(line: str, start: int, end: int) -> bool:
    if not 0 < start <= 80 or line[start - 1] not in "([":
        return False
    after = line[end : end + 40]
    close = min((i for i in (after.find(")"), after.find("]")) if i >= 0), default=-1)
    if close < 0 or (close > 0 and after[0] not in "/,"):
        return False
    return after[close + 1 :].lstrip(" \u00a0)]")[:1] in ("-", "–", "—", ":", ".", "―")


def find(
    article: Article,
    sections: tuple[Section, ...],
    sentences: tuple[Sentence, ...],
) -> tuple[Credit, ...]:
    """Every credit for text or picture, in text order."""
    text = article.text
    lines = split_lines(text)
    story = _Story(sections, lines)
    found: dict[Span, Credit] = {}
    for credit in (*_agencies(text, lines, story), *_outlets(article, sentences, lines, story)):
        found.setdefault(credit.span, credit)
    return tuple(sorted(found.values(), key=lambda c: c.span))


class _Story:
    """Where the story stands: a bare agency name counts beside it, not in a list of links."""

    def __init__(self, sections: tuple[Section, ...], lines: list[Line]) -> None:
        told = [s.span for s in sections if s.span.field == "text" and s.kind is SectionKind.BODY]
        starts = [line.start for line in lines]
        self._first = bisect_right(starts, told[0].start) - 1 if told else 0
        self._end = bisect_left(starts, told[-1].end) if told else 0

    def near(self, index: int) -> bool:
        """Whether a line stands in the story or within a few lines of its ends."""
        return self._first - _LINES_ABOVE <= index < self._end + _LINES_BELOW

    def closes(self, index: int) -> bool:
        """Whether a line is the story's last, or stands under it."""
        return self._end - 1 <= index < self._end + _LINES_BELOW


def _agencies(text: str, lines: list[Line], story: _Story) -> Iterable[Credit]:
    index = 0
    for start, end, key in agencies.mentions(text):
        while index < len(lines) and lines[index].end <= start:
            index += 1
        if index == len(lines):
            return
        line = lines[index]
        if not line.start <= start:
            continue
        kind = _agency_kind(line, start - line.start, end - line.start, story, index)
        if kind is not None:
            yield Credit(kind, text[start:end], key, Span("text", start, end))


def _agency_kind(line: Line, start: int, end: int, story: _Story, index: int) -> CreditKind | None:
    if pictures.is_photo_credit(line.text):
        return CreditKind.PHOTO
    before = line.text[max(0, start - _MAX_LINE) : start]
    after = line.text[end : end + _MAX_LINE]
    if _in_dateline(line.text[:_OPENING], start, end):
        return CreditKind.AGENCY
    # "… he said. (ANI)" closes a story; a line inside it that ends so is a caption.
    if before.endswith(("(", "[", "- ", "– ", "— ", "/")) and after.strip(" .)]/") == "":
        if start > 2 and not story.closes(index):
            return CreditKind.PHOTO
        return CreditKind.AGENCY if story.near(index) else None
    if _copyright(before) or _taken_from(before):
        return CreditKind.AGENCY
    if story.near(index) and (only_agencies(line.text) or _signs_with(before, after)):
        return CreditKind.AGENCY
    return None


def _copyright(before: str) -> bool:
    """Whether a copyright mark and at most a year stand right before an agency's name."""
    tail = before[-40:].casefold()
    for mark in ("copyright", "©", "(c)"):
        if mark in tail:
            between = tail.rpartition(mark)[2].replace("the", "").replace("by", "")
            return not any(c.isalpha() for c in between)
    return False


def _taken_from(before: str) -> bool:
    """Whether what stands before an agency's name on its line says that text comes from it."""
    tail = before.casefold().strip()
    for cue in ("inputs from", "input from", "files from", "as reported by", "source:", "sources:"):
        if tail.removesuffix(" the").endswith(cue):
            return True
    return tail in ("by", "by the", "via", "from", "source", "source -", "agency:", "reports")


_SIGNS = re2.compile(
    r"(?i:^\W{0,3}(?:by|von|par|por|di|door|da|from|reporting by|le|la|el|the) .*"
    r"(?: and| &| with| und| mit| avec| et| y| con| e| com| en| met|/|,| \||\()\s?(?:the )?$)"
)


def _signs_with(before: str, after: str) -> bool:
    """Whether an agency ends a line that signs: "By our staff and AFP", "Le Monde avec AFP"."""
    return not after.strip(" .)") and _SIGNS.search(before) is not None


def only_agencies(text: str) -> bool:
    """Whether a short line holds agency names, dates and separators and nothing else."""
    if len(text) > _MAX_LINE or not (named := agencies.mentions(text)):
        return False
    rest = text
    for start, end, _ in reversed(named):
        rest = rest[:start] + rest[end:]
    words = "".join(c if c.isalpha() else " " for c in rest).split()
    return all(w.casefold() in _BESIDE for w in words)


_BESIDE = frozenset(
    """staff by and with agencies agency news via source the jan feb mar apr may jun jul aug sep oct
    nov dec january february march april june july august september october november december am pm
    ist gmt utc est desk""".split()  # noqa: SIM905 (one word list reads better than a hundred strings)
)


def _outlets(
    article: Article, sentences: tuple[Sentence, ...], lines: list[Line], story: _Story
) -> Iterable[Credit]:
    text = article.text
    told = [
        (s.span.start, text[s.span.start : s.span.end])
        for s in sentences
        if s.span.field == "text" and s.section in (SectionKind.BODY, SectionKind.DATELINE)
    ]
    for base, piece in told:
        yield from _named(piece, base)
    for index, line in enumerate(lines):
        if pictures.is_photo_credit(line.text):
            yield from _photo(line)
        elif len(line.text) <= _MAX_SOURCE_LINE and story.near(index):
            yield from _named(line.text, line.start)


def _named(piece: str, base: int) -> Iterable[Credit]:
    for match in _outlet().finditer(piece):
        yield from _credit(piece, match.end(), base)
    for match in _closing().finditer(piece):
        name = _name_at(piece, match.end())
        if name is not None and not piece[name[1] :].strip(' .”"’'):
            yield from _credit(piece, match.end(), base)


def _credit(piece: str, at: int, base: int) -> Iterable[Credit]:
    if (place := _name_at(piece, at)) is None:
        return
    name = piece[place[0] : place[1]]
    if name.split()[0].strip(".,") in gazetteer.CALENDAR or name[:1].isdigit():
        return
    # "Source: Bureau of Statistics" stands under a chart: only outlets lend whole texts.
    if piece[:at].rstrip().endswith((":", "-", "–")) and not outlets.mentions(name):
        return
    if key := fold(name):
        kind = CreditKind.AGENCY if key in agencies.AGENCIES else CreditKind.OUTLET
        yield Credit(kind, name, key, Span("text", base + place[0], base + place[1]))


_JOINS = frozenset(
    {"of", "the", "and", "de", "du", "la", "el", "der", "die", "do", "da", "di", "&"}
)
_MAX_NAME = 80


def _name_at(text: str, at: int) -> tuple[int, int] | None:
    """The outlet's name that starts at an offset: a run of capitalised words after its article."""
    first = last = -1
    place = at
    for word in text[at : at + _MAX_NAME].split(" "):
        bare = word.strip('“”"‘’(),;:')
        if bare[:1].isupper() or (first >= 0 and bare[:1].isdigit()):
            begin = place + word.index(bare)
            first = begin if first < 0 else first
            last = begin + len(bare.rstrip("."))
            if word.endswith((".", ",", ";", ":", ")", "”", '"')):
                break
        elif bare not in _JOINS and not (first < 0 and bare == "our"):
            break
        place += len(word) + 1
    return (first, last) if first >= 0 else None


def _photo(line: Line) -> Iterable[Credit]:
    if agencies.mentions(line.text):
        return  # recorded under the agency's own name
    at = pictures.name_starts(line.text)
    place = _name_at(line.text, at) if at >= 0 else None
    start, end = place or (0, len(line.text))
    name = line.text[start:end]
    yield Credit(
        CreditKind.PHOTO, name, fold(name), Span("text", line.start + start, line.start + end)
    )
