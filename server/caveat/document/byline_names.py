"""From what stands where an author's name should, in a page or its metadata, to who that is."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

import re2

from caveat.document import agencies, gazetteer, outlets
from caveat.document.credit import fold
from caveat.document.model import BylineKind
from caveat.document.people import is_lone_name, is_name

_WORDS = gazetteer.read("byline_words.txt")
_PLACEHOLDERS = _WORDS["placeholder"]
_DESK_WORDS = _WORDS["desk word"]
_DESK_SURE = frozenset({"staff", "desk", "team", "newsroom", "correspondent"})
_NOT_NAMES = _WORDS["not in a name"]
_PAPER_WORDS = _WORDS["last word of a newspaper"]
_JOBS = _WORDS["job"]
# The beginnings of one-word surnames that go on with a capital: McDonald, DeSantis, O'Brien.
_GLUED_NAMES = _WORDS["begins a surname"]
_MAX_ENTRY = 500
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
_NOISE = re2.compile(
    r"(?i:link copied|https?://\S+|www\.\S+|\S+@\S+\.\S+|\([^()]*\)|\[[^\[\]]*\]|@\S+"
    # Everything from the first date or time on.
    r"|[|•·,]? ?(?:updated?|published|posted|last updated|first published)\b.*$"
    rf"|(?:\s+on)?\s+(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satu?r?|sun)(?:day)?,?\s+)?"
    rf"(?:\d{{1,2}}\s+)?{_MONTH}[a-z]*\.?\s+\d.*$"
    r"|(?:\s+at)?\s+\d{1,2}[:.]\d\d.*$|\s\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*$"
    r"|\s\d+ ?(?:minutes?|mins?|hours?|days?|weeks?|months?|years?|m|h|d)\b.*$"
    r"|\s(?:on|at|in)$|\sat\s+(?:the\s+)?\pL.*$)"
)
_LEAD = re2.compile(
    r"(?i:^\W*(?:(?:view all posts|written|words|story|text|reported|article|report|posted|analysis"
    r"|commentary|opinion|review|column|news|feature|essay|interview|photos and story|published"
    r"|compiled|texte|tekst|texto|testo)(?:\W+by|\W*:)\W*|by(?:\W*:\W*|\W+)"
    r"|(?:author|autor|autorin|auteur|autore)s?\s*:\s*)+)"
)
# "and others" and "with" name nobody, or a helper.
_SPLIT = re2.compile(
    r"(?i:\s*(?:,\s*(?:and|&)\s+|;|,|\s+and\s+|\s+&\s+|\s+und\s+|\s+et\s+|\s+y\s+|\s+e\s+|\s+en\s+"
    r"|\s+with\s+|\s+via\s+|\s+for\s+|\s+in\s+|\s+of\s+the\s+|\s[-–—]\s|\||•|·|/|\n|\t)\s*)"
)
_CREDENTIALS = frozenset({"MS", "RDN", "LD", "RD", "RN", "MBA", "CPA", "CFA", "MPH", "DNP"})
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
    text = plain(entry)
    if handle := _handle(entry):
        return (handle,)
    whole = _entry(text, own)
    if whole is not None and not (whole.kind is BylineKind.DESK and _LISTS.search(text)):
        return (whole,)
    found: list[Who] = []
    for piece in _pieces(text):
        who = None if found and _is_job(piece) else _entry(piece, own)
        if who is not None and who not in found:
            found.append(who)
        elif who is None and any(w.kind is BylineKind.PERSON for w in found):
            break  # a job title or an organisation: what follows belongs to it
    people = [w for w in found if w.kind is BylineKind.PERSON]
    return tuple(people or found[:1])


def plain(entry: str) -> str:
    """A byline string without "by", addresses, handles and whatever follows from its date on."""
    text = html.unescape(entry)[:_MAX_ENTRY]
    words = text.split()
    if len(words) > 1:  # one word alone is a handle as its bearer writes it
        text = " ".join(_unglued(word) for word in words)
    return str(_LEAD.sub("", _NOISE.sub(" ", text)).strip(" \t\n\r,;:|-–—*·•/\u00a0"))


def _unglued(word: str) -> str:
    """``AlderWriter`` in two: extraction runs an element's end into the next one's beginning."""
    for i in range(1, len(word)):
        if word[i].isupper() and word[i - 1].islower():
            head = word[:i]
            if head.casefold().lstrip("'‘’\"“(") not in _GLUED_NAMES and "." not in head:
                return f"{head} {'' if head.casefold() == 'by' else '| '}{word[i:]}"
    return word


def _handle(entry: str) -> Who | None:
    text = entry.strip()
    lead = _LEAD.search(text)
    text = text[lead.end() :] if lead else text
    camel = " " not in text and "." not in text and "|" in _unglued(text)
    return Who(BylineKind.HANDLE, text) if camel or _HANDLE.search(text) else None


def _entry(text: str, own: frozenset[str]) -> Who | None:
    text = " ".join(text.split())
    if not text or len(text) > 80:
        return None
    return _trimmed(text) or _classified(text, own)


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


def is_nobody(name: str) -> bool:
    """Whether a "name" is a placeholder's word, as "Admin" is, and no lone first name."""
    key = "".join(c for c in name.casefold() if c.isalnum())
    return not key or key in _PLACEHOLDERS


def _classified(text: str, own: frozenset[str]) -> Who | None:
    if is_nobody(text):
        return Who(BylineKind.PLACEHOLDER, text)
    words = text.split()
    if agencies.key_of(text.rstrip(".").removeprefix("The ").removeprefix("the ")) or (
        len(words) <= 4
        and (agencies.key_of(words[0]) or agencies.key_of(" ".join(words[:2])))
        and words[-1].casefold()
        in ("staff", "bureau", "desk", "news", "agency", "agencies", "service")
    ):
        return Who(BylineKind.AGENCY, text.rstrip("."))
    if fold(text) in own:
        return Who(BylineKind.DESK, text)
    if _HANDLE.search(text):
        return Who(BylineKind.HANDLE, text)
    folded = {w.casefold().strip(".,’'") for w in words}
    if folded & _DESK_WORDS and len(words) <= 6 and (text[0].isupper() or folded & _DESK_SURE):
        return Who(BylineKind.DESK, text)
    if _is_job(text):
        return None
    while len(words) > 2 and words[-1].strip(".,") in _CREDENTIALS:
        words.pop()
    text = " ".join(words).rstrip(",")
    lower = text.islower() and words[0].title() in gazetteer.FIRST_NAME
    if is_name(text.title() if lower else text):
        return Who(BylineKind.PERSON, text)
    if is_lone_name(text):
        return Who(BylineKind.PLACEHOLDER, text)
    return None


def is_desk_word(word: str) -> bool:
    """Whether a word belongs to a job, a desk or an outlet, not to a name."""
    bare = word.casefold().strip(".,’'|").partition("-")[0]
    return bare in _DESK_WORDS or bare in _PAPER_WORDS or bare.removesuffix("s") in _JOBS


def _is_job(text: str) -> bool:
    """Whether a piece is a job title: one of its words is."""
    return any(w.casefold().strip(".,’'").removesuffix("s") in _JOBS for w in text.split())


def _trimmed(text: str) -> Who | None:
    """The person before an outlet or a job on one line: "Jane Alder The Associated Press"."""
    mentioned = [m for m in outlets.mentions(text) if m[0] > 0]
    if mentioned and mentioned[-1][1] >= len(text) - len(" Network"):
        name = text[: mentioned[-1][0]].strip(" ,").removesuffix(" The").removesuffix(" the")
        if is_name(name):
            return Who(BylineKind.PERSON, name)
    words = text.split()
    if words[0].title() not in gazetteer.FIRST_NAME and words[0] not in gazetteer.FIRST_NAME:
        return None
    if any(w[:1].islower() or w == "&" for w in words[2:]):
        return None
    for i, word in enumerate(words[2:6], start=2):
        bare = word.casefold().strip(".,’'").partition("-")[0]
        if bare not in _NOT_NAMES and bare not in _DESK_WORDS and bare not in _JOBS:
            continue
        # A place stands before a newspaper's last word: "Jane Alder Cherry Hill Courier".
        end = (3 if words[1].endswith(".") else 2) if bare in _PAPER_WORDS else i
        name = " ".join(words[:end]).rstrip(",")
        return Who(BylineKind.PERSON, name) if is_name(name) else None
    return None
