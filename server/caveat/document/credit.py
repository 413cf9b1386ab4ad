"""Which agency or outlet the page credits, for its text or only for a picture.

What counts. A credit says where the *text* comes from: a dateline with an agency ("TOKYO, May 9
(Reuters) —"), a line that is nothing but an agency, "with inputs from ANI", "© 2023 AFP", "as
reported by the Nikkei", a closing ", reports Channel News Asia", "first appeared in", "Source: X".
An outlet named inside the prose as the source of one fact ("Reuters reported", "told the BBC") is
no credit: the writer may have done all the rest. A picture's credit is kept apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

import re2

from caveat.document import agencies
from caveat.document.article import Article
from caveat.document.lines import Line, split_lines
from caveat.document.model import Credit, CreditKind, Section, SectionKind, Sentence
from caveat.document.span import Span

# A caption runs to two or three sentences; anything longer is the story.
_MAX_CAPTION = 500
_MAX_LINE = 60
_MAX_SOURCE_LINE = 200
_PICTURE = (
    r"(?:photo(?:s|graph|graphs|graphy)?|image|images|picture|pictures|pic|pics|illustration"
    r"|graphic|video|screenshot|screengrab|foto|fotos|bild|bilder|imagen|im[aá]genes|imagem"
    r"|immagine|beeld|cr[eé]dit photo|cr[eé]ditos?)"
)
_PHOTO_LINE = (
    # "Photo: X", "Image credit: X", "Photo by X", "Photo courtesy X", "Photograph: X"
    rf"(?i:^\W{{0,3}}(?:(?:file|stock|cover|main|lead|featured?|representational|representative) )?"
    rf"{_PICTURE}(?: (?:credit|credits|source|courtesy(?: of)?|by|via|from|supplied|provided)\b"
    r"|/|:| ?[-–—|©] ?\w))"
    r"|(?i:^\W{0,3}(?:credit|courtesy)\W{0,2}(?::| of ))"
    # "(Photo by X/Getty Images)", "AP Photo/Jane Doe", "REUTERS/Jane Doe", "REUTERS FILE PHOTO"
    r"|(?i:[(\[]\W{0,2}(?:file )?(?:photo|image|picture|illustration|pic)s?(?: credit| courtesy)?"
    r" ?(?::|by|via|courtesy|from|/)[^()\[\]]{0,120}[)\]]\W*$)"
    r"|(?:AP|AFP|EPA|dpa|PTI|ANI|Xinhua|Reuters|REUTERS|Getty|Kyodo|EFE|IANS) ?(?i:(?:file )?"
    r"(?:photo|image|picture|pic)s?)\b[^.]{0,60}\W*$"
    r"|(?:REUTERS|Reuters|AFP|EPA|EPA-EFE|Getty Images|dpa|PA Wire|Shutterstock|Alamy|iStock)"
    r" ?/ ?[\p{Lu}@][^.]{1,80}\W*$"
    r"|(?i:(?:getty images|shutterstock|istock|istockphoto|alamy|wikimedia commons|unsplash|pexels"
    r"|pixabay|flickr|imago images|file photo|file image|pa wire|zuma press|depositphotos"
    r"|adobe stock)\W*$)"
    r"|[/|] ?(?:AP|AFP|EPA|REUTERS|Reuters|dpa)\W{0,2}$"
)
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
def _photo_line() -> Any:
    return re2.compile(_PHOTO_LINE)


@cache
def _outlet() -> Any:
    return re2.compile(_OUTLET)


@cache
def _closing() -> Any:
    return re2.compile(_CLOSING)


def is_photo_credit(text: str) -> bool:
    """Whether a line is a picture's caption or credit, and nothing else."""
    text = text.strip()
    return 0 < len(text) <= _MAX_CAPTION and _photo_line().search(text) is not None


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
    story = _Story(sections)
    found: dict[Span, Credit] = {}
    for credit in (*_agencies(text, lines, story), *_outlets(article, sentences, lines, story)):
        found.setdefault(credit.span, credit)
    return tuple(sorted(found.values(), key=lambda c: c.span))


class _Story:
    """Where the story stands: a bare agency name counts beside it, not in a list of links."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        told = [
            s.span
            for s in sections
            if s.span.field == "text"
            and s.kind in (SectionKind.BODY, SectionKind.DATELINE, SectionKind.BYLINE)
        ]
        self.start = told[0].start if told else 0
        self.end = told[-1].end if told else 0
        self.boilerplate = [
            s.span for s in sections if s.kind is SectionKind.BOILERPLATE and s.span.field == "text"
        ]

    def near(self, line: Line) -> bool:
        """Whether a line stands in the story or within a few lines of its ends."""
        return self.start - 400 <= line.start <= self.end + 200


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
        kind = _agency_kind(line, start - line.start, end - line.start, story)
        if kind is not None:
            yield Credit(kind, text[start:end], key, Span("text", start, end))


def _agency_kind(line: Line, start: int, end: int, story: _Story) -> CreditKind | None:
    if is_photo_credit(line.text):
        return CreditKind.PHOTO
    before = line.text[max(0, start - _MAX_LINE) : start]
    after = line.text[end : end + _MAX_LINE]
    if _in_dateline(line.text[:_OPENING], start, end):
        return CreditKind.AGENCY
    # "… he said. (ANI)", "… (Reuters)" closing a paragraph
    if before.endswith(("(", "[", "- ", "– ", "— ", "/")) and after.strip(" .)]/") == "":
        return CreditKind.AGENCY if start > 2 or story.near(line) else None
    if _copyright(before) or _taken_from(before):
        return CreditKind.AGENCY
    bare = only_agencies(line.text)
    if bare and story.near(line):
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
    for line in lines:
        if is_photo_credit(line.text):
            yield from _photo(line)
        elif len(line.text) <= _MAX_SOURCE_LINE and story.near(line):
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


@cache
def _photo_name() -> Any:
    return re2.compile(
        rf"(?i:{_PICTURE}|credit|courtesy)\W{{0,3}}"
        r"(?i:(?:credits?|source|courtesy(?: of)?|of|by|via|from)\W{1,3})*"
    )


def _photo(line: Line) -> Iterable[Credit]:
    if agencies.mentions(line.text):
        return  # recorded under the agency's own name
    match = _photo_name().search(line.text)
    place = _name_at(line.text, match.end()) if match else None
    start, end = place or (0, len(line.text))
    name = line.text[start:end]
    yield Credit(
        CreditKind.PHOTO, name, fold(name), Span("text", line.start + start, line.start + end)
    )
