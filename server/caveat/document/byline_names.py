"""From what stands where an author's name should, in a page or its metadata, to who that is."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

import re2

from caveat.document import agencies, gazetteer
from caveat.document.credit import fold
from caveat.document.model import BylineKind
from caveat.document.people import is_lone_name, is_name

_WORDS = gazetteer.read("byline_words.txt")
_PLACEHOLDERS = _WORDS["placeholder"]
_DESK_WORDS = _WORDS["desk word"]
_TITLE = re2.compile(
    r"(?i:^(?:[^,;|]* )?(?:writer|reporter|editor|correspondent|columnist|contributor|journalist"
    r"|producer|officer|director|analyst|fellow|professor|president|manager|critic|head|founder|ceo"
    r"|cto|photographer|anchor|blogger|host|chair|chairman|specialist|expert|strategist|intern"
    r"|author|commentator|researcher|partner|bureau chief|lead|adviser|minister)s?(?:\W|$))"
)
_NOISE = re2.compile(
    r"(?i:link copied|https?://\S+|www\.\S+|\S+@\S+\.\S+|\([^()]*\)|\[[^\[\]]*\]"
    r"|[|•·]? ?(?:updated?|published|posted|last updated|first published)\b.*$)"
)
_LEAD = re2.compile(
    r"(?i:^\W*(?:(?:view all posts|written|words|story|text|reported|article|report|posted|analysis"
    r"|commentary|opinion|review|column|news|compiled|texte|tekst|texto|testo)(?:\W+by|\W*:)\s*"
    r"|by(?:\s*:\s*|\s+)|(?:author|autor|autorin|auteur|autore)s?\s*:\s*)+)"
)
# "and others" and "with" name nobody, or a helper.
_SPLIT = re2.compile(
    r"(?i:\s*(?:,\s*(?:and|&)\s+|;|,|\s+and\s+|\s+&\s+|\s+und\s+|\s+et\s+|\s+y\s+|\s+e\s+|\s+en\s+"
    r"|\s+with\s+|\s+via\s+|\s+for\s+|\s+in\s+|\s+of\s+the\s+|\s[-–—]\s|\||•|·|/|\n|\t)\s*)"
)
_LISTS = re2.compile(r"[,;|•·/\n]")
_SUFFIXES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "esq", "rn", "dds", "rd", "jd", "ms", "rdn"}
)
_HANDLE = re2.compile(r"^(?:@\S+|[a-z]+[a-z0-9]*[0-9_][a-z0-9_.]*|u/\S+)$")


@dataclass(frozen=True, slots=True)
class Who:
    """One entry of a byline: its kind and the name as written, without titles and outlets."""

    kind: BylineKind
    name: str


def read(entry: str, own: frozenset[str] = frozenset()) -> tuple[Who, ...]:
    """Everybody whom one byline string names, in order.

    ``own`` holds the folded names of the outlet itself, under which nobody in particular signs.
    A piece that cannot be read is dropped: better none than a wrong name.
    """
    text = html.unescape(entry)[:500]
    text = _LEAD.sub("", _NOISE.sub(" ", text)).strip(" \t\n\r,;:|-–—*\u00a0")
    whole = _entry(text, own)
    if whole is not None and not (whole.kind is BylineKind.DESK and _LISTS.search(text)):
        return (whole,)
    found: list[Who] = []
    for piece in _pieces(text):
        who = None if found and _TITLE.search(piece) else _entry(piece, own)
        if who is not None and who not in found:
            found.append(who)
        elif who is None and any(w.kind is BylineKind.PERSON for w in found):
            break  # a job title or an organisation: what follows belongs to it
    people = [w for w in found if w.kind is BylineKind.PERSON]
    return tuple(people or found[:1])


def _entry(text: str, own: frozenset[str]) -> Who | None:
    return _trailing_agency(text) or _classify(text, own)


def _pieces(text: str) -> Iterable[str]:
    pieces = [p.strip() for p in _SPLIT.split(text)]
    for i, piece in enumerate(pieces):
        if piece.replace(".", "").casefold() in _SUFFIXES:
            continue
        suffix = pieces[i + 1] if i + 1 < len(pieces) else ""
        if suffix.replace(".", "").casefold() in _SUFFIXES:
            yield f"{piece}, {suffix}"
        elif piece:
            yield piece


def _classify(text: str, own: frozenset[str]) -> Who | None:
    text = " ".join(text.split())
    if not text or len(text) > 80:
        return None
    key = "".join(c for c in text.casefold() if c.isalnum())
    if key in _PLACEHOLDERS or not key:
        return Who(BylineKind.PLACEHOLDER, text)
    words = text.split()
    if agencies.key_of(text.removeprefix("The ").removeprefix("the ")) or (
        len(words) <= 4
        and (agencies.key_of(words[0]) or agencies.key_of(" ".join(words[:2])))
        and words[-1].casefold()
        in ("staff", "bureau", "desk", "news", "agency", "agencies", "service")
    ):
        return Who(BylineKind.AGENCY, text)
    if fold(text) in own:
        return Who(BylineKind.DESK, text)
    if _HANDLE.search(text):
        return Who(BylineKind.HANDLE, text)
    folded = {w.casefold().strip(".,’'") for w in words}
    if folded & _DESK_WORDS and len(words) <= 6:
        return Who(BylineKind.DESK, text)
    if _TITLE.search(text):
        return None
    if is_name(text) or (words[0].title() in gazetteer.FIRST_NAME and is_name(text.title())):
        return Who(BylineKind.PERSON, text)
    if is_lone_name(text):
        return Who(BylineKind.PLACEHOLDER, text)
    return None


def _trailing_agency(piece: str) -> Who | None:
    """``Jane Doe The Associated Press`` and ``Jane Doe Associated Press``: the person."""
    for start, end, _ in agencies.mentions(piece):
        if end == len(piece):
            name = piece[:start].removesuffix(" ").removesuffix(" The").removesuffix(" the").strip()
            if is_name(name):
                return Who(BylineKind.PERSON, name)
    return None
