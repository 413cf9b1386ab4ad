"""Who the page says wrote the article.

A named person outranks an agency, an agency a desk, a desk a handle, and any of them a
placeholder: an "Author" heading with nobody under it, "admin", a job title without a holder, a
lone first name (nobody can be held to account by it). Where metadata and text both name people
and differ, the metadata's are the byline and the text's are reported as disagreeing. Better none
than a wrong name: a capitalised line that no "By", date, job title or bio supports is no byline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import re2

from caveat.document import agencies, credit
from caveat.document.article import Article
from caveat.document.byline_names import Who, read
from caveat.document.lines import Line, split_lines
from caveat.document.model import Byline, BylineKind, Section, SectionKind
from caveat.document.people import is_lone_name, is_name
from caveat.document.span import Span

_MAX_LINE = 160
# How many lines under the headline a byline can stand; share bars and dates come first.
_HEAD_LINES = 40
_RANK = (
    BylineKind.PERSON,
    BylineKind.AGENCY,
    BylineKind.DESK,
    BylineKind.HANDLE,
    BylineKind.PLACEHOLDER,
    BylineKind.NONE,
)
# "By" in the languages whose papers print it. The short words are also prepositions, so that what
# follows must have the form of names, on a line of their own.
_BY = re2.compile(
    r"^\W{0,3}(?:[Bb]y|BY|[Pp]ar|PAR|[Vv]on|VON|[Pp]or|POR|[Dd]i|DI|[Dd]oor|DOOR|[Aa]v|AV|[Aa]f"
    r"|(?:Written|Words|Story|Reported|Posted|Report|Article|Texte?|Tekst|Texto|Testo|Compiled"
    r"|WRITTEN|WORDS|STORY|REPORTED|POSTED|TEXT)(?: [Bb]y| BY|\s*:)"
    r"|(?:Author|AUTHOR|Autor|Autorin|Auteur|Autore|Reporter|Автор|Penulis|Reportero)s?\s*:)"
    r"\s*:?\s*(.+)$"
)
_HEADING = re2.compile(
    r"(?i:^\W*(?:(?:the )?authors?|written by|posted by|by|byline|autor|autorin|auteur|autore)\W*$)"
)
_REPORTING = re2.compile(r"\((?:Additional )?[Rr]eporting by ([^;()]{3,200})")
# What stands on the same line after a name: a date, a job, an address.
_TAIL = re2.compile(r"^([^|•·/,@–—]{4,60}?)\s*(?:[|•·/,–—]|\s-\s|\s@|\sin\s)\s*(.{2,100})$")
_SUPPORT = re2.compile(
    r"(?i:^\W*(?:(?:senior |chief |staff |deputy |political |business |sports? |news |special )*"
    r"(?:writer|reporter|editor|correspondent|columnist|contributor|journalist|staff)\b"
    r"|(?:published|updated|posted|last updated)\b"
    r"|\S+@\S+\.\w+|@\w+\W*$"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? "
    r"|(?:\d{1,2} )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}"
    r"|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}:\d\d))"
)


def line_kind(text: str) -> BylineKind | None:
    """What kind of byline a line is, None when it is none.

    A line that is only a person's name is None: whether it is a byline depends on its neighbours,
    and ``find`` looks at them.
    """
    who = _line(text.strip())
    return _best(who) if who else None


def find(article: Article, sections: tuple[Section, ...]) -> Byline:
    """The byline, from the authors field or the text."""
    own = _own_names(article)
    metadata = _from_metadata(article, own)
    text = _from_text(article, sections, own)
    if metadata is None and text is None:
        return Byline(BylineKind.NONE)
    if metadata is None or text is None:
        return metadata or text or Byline(BylineKind.NONE)
    first, other = metadata, text
    if _RANK.index(text.kind) < _RANK.index(metadata.kind):
        first, other = text, metadata
    both_people = first.kind is other.kind is BylineKind.PERSON
    differ = both_people and not _same_people(first.names, other.names)
    return Byline(first.kind, first.names, first.span, first.source, other.names if differ else ())


@dataclass(frozen=True, slots=True)
class _Found:
    who: tuple[Who, ...]
    span: Span


def _best(who: Sequence[Who]) -> BylineKind:
    return min((w.kind for w in who), key=_RANK.index)


def _byline(found: Sequence[_Found], source: str) -> Byline | None:
    """The best of several places; of equals the first, joined with others of its kind beside it."""
    if not found:
        return None
    kind = min((_best(f.who) for f in found), key=_RANK.index)
    names: list[str] = []
    span: Span | None = None
    for f in found:
        if _best(f.who) is kind:
            span = span or f.span
            names += [w.name for w in f.who if w.kind is kind and w.name not in names]
    return Byline(kind, tuple(names), span, source)


def _from_metadata(article: Article, own: frozenset[str]) -> Byline | None:
    found: list[_Found] = []
    seen: set[str] = set()
    for i, entry in enumerate(article.authors):
        who = tuple(w for w in read(entry, own) if not _known(w.name, seen))
        if who:
            found.append(_Found(who, Span(f"authors[{i}]", 0, len(entry))))
    return _byline(found, "metadata")


def _known(name: str, seen: set[str]) -> bool:
    key = credit.fold(name)
    if key in seen:
        return True
    seen.add(key)
    return False


def _from_text(
    article: Article, sections: tuple[Section, ...], own: frozenset[str]
) -> Byline | None:
    lines = split_lines(article.text)
    candidates = list(_candidates(lines, sections, own))
    if not candidates:
        return None
    # The people of one place only: a second byline further down belongs to another story.
    people = [f for f in candidates if _best(f.who) is BylineKind.PERSON]
    if people:
        return _byline(people[:1], "text")
    return _byline(candidates, "text")


def _candidates(
    lines: list[Line], sections: tuple[Section, ...], own: frozenset[str]
) -> Iterable[_Found]:
    body = [s.span for s in sections if s.kind is SectionKind.BODY and s.span.field == "text"]
    start = body[0].start if body else 0
    end = body[-1].end if body else 0
    long = [i for i, line in enumerate(lines) if line.words >= 25 and line.start >= start]
    first = long[0] if long else len(lines)
    for i, line in enumerate(lines):
        near_top = i <= first + 1 and first - i <= _HEAD_LINES
        in_story = line.start <= end + 200
        if len(line.text) <= _MAX_LINE:
            if _HEADING.search(line.text):
                yield from _under_heading(lines, i, own)
            elif (near_top or in_story) and (who := _line(line.text, own)):
                yield _Found(who, Span("text", line.start, line.end))
            elif found := _bare_name(lines, i, near_top, own):
                yield found
        closes = in_story and line.end >= end - 400
        if closes and (match := _REPORTING.search(line.text[-1_000:])):
            people = tuple(w for w in read(match.group(1), own) if w.kind is BylineKind.PERSON)
            if people:
                yield _Found(people, Span("text", line.start, line.end))
        if i <= first + 1 and (name := credit.dateline_agency(line.text)):
            at = line.start + line.text.index(name)
            yield _Found((Who(BylineKind.AGENCY, name),), Span("text", at, at + len(name)))


def _line(text: str, own: frozenset[str] = frozenset()) -> tuple[Who, ...]:
    """Whom a line names when it is nothing but a byline."""
    if not text or len(text) > _MAX_LINE:
        return ()
    if _HEADING.search(text):
        return (Who(BylineKind.PLACEHOLDER, text.strip(" :\u00a0")),)
    if match := _BY.search(text):
        who = read(match.group(1), own)
        if who and who[0].kind is BylineKind.PLACEHOLDER and is_lone_name(who[0].name):
            # "By Friday", "Par exemple": one word after a preposition is rarely a signature.
            return who if text.startswith("BY ") and text.isupper() else ()
        return who
    if credit.only_agencies(text):
        return tuple(
            Who(BylineKind.AGENCY, text[start:end]) for start, end, _ in agencies.mentions(text)
        )
    words = text.split()
    if len(words) <= 4:
        who = read(text, own)
        if who and who[0].kind in (BylineKind.PLACEHOLDER, BylineKind.DESK) and _is_desk_line(text):
            return who
    if (
        (match := _TAIL.search(text))
        and is_name(match.group(1))
        and _SUPPORT.search(match.group(2))
    ):
        return (Who(BylineKind.PERSON, match.group(1).strip()),)
    return ()


_DESK_LINES = (
    "admin", "administrator", "staff writer", "staff writers", "staff reporter", "staff reporters",
    "staff report", "staff reports", "news desk", "newsdesk", "web desk", "webdesk", "newsroom",
    "editorial board", "our correspondent", "news service", " staff", "news bureau",
    "onlineredaktion", "la rédaction", "redacción", "redazione", "da redação",
)  # fmt: skip


def _is_desk_line(text: str) -> bool:
    return text.casefold().strip(" .:-–—*").endswith(_DESK_LINES) and text[:1].isupper()


def _under_heading(lines: list[Line], i: int, own: frozenset[str]) -> Iterable[_Found]:
    """An "Author" heading: whoever stands right under it, or a placeholder when nobody does."""
    heading = lines[i]
    below = lines[i + 1] if i + 1 < len(lines) else None
    if below is not None and len(below.text) <= _MAX_LINE:
        people = tuple(w for w in read(below.text, own) if w.kind is not BylineKind.PLACEHOLDER)
        if people and (is_name(below.text) or _best(people) is not BylineKind.DESK):
            yield _Found(people, Span("text", below.start, below.end))
            return
    if "author" in heading.text.casefold() or "aut" in heading.text.casefold():
        name = heading.text.strip(" :\u00a0")
        yield _Found((Who(BylineKind.PLACEHOLDER, name),), Span("text", heading.start, heading.end))


def _bare_name(lines: list[Line], i: int, near_top: bool, own: frozenset[str]) -> _Found | None:
    """A line that is only a name, where its neighbours show it to be a signature."""
    line = lines[i]
    full = is_name(line.text)
    if not full and not is_lone_name(line.text):
        return None
    below = lines[i + 1] if i + 1 < len(lines) else None
    above = lines[i - 1] if i else None
    span = Span("text", line.start, line.end)
    if below is not None and below.words >= 8 and _tells_of(line.text, below.text):
        kind = BylineKind.PERSON if full else BylineKind.PLACEHOLDER
        return _Found((Who(kind, line.text),), span)
    if not full or not i or credit.fold(line.text) in own:
        return None
    beside = [x for x in (below, above) if x is not None and len(x.text) <= 80]
    if near_top and any(_SUPPORT.search(x.text) for x in beside):
        return _Found((Who(BylineKind.PERSON, line.text),), span)
    return None


_TELLS = re2.compile(
    r"(?i:^,? (?:is|was|has|writes|covers|works|joined|reports|serves|began|holds|studied|lives|ist"
    r"|schreibt|arbeitet|est|es|è)\b)"
)


def _tells_of(name: str, prose: str) -> bool:
    """Whether a paragraph is a bio of the bearer of a name: it opens with the name and a verb."""
    return prose.startswith(name) and _TELLS.search(prose[len(name) :]) is not None


def _own_names(article: Article) -> frozenset[str]:
    """The outlet's folded names: its field and the name in its address."""
    names = {credit.fold(article.outlet)} if article.outlet else set()
    host = urlsplit(article.url).hostname if "://" in article.url else None
    if host:
        names.add(credit.fold(host))
        names |= {credit.fold(p) for p in host.split(".") if len(p) > 3}
    return frozenset(names - {""})


def _same_people(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two lists name the same people, by surname: one source may shorten given names."""
    return {_surname(n) for n in a} == {_surname(n) for n in b}


def _surname(name: str) -> str:
    words = [w for w in name.replace(",", " ").split() if w.rstrip(".").casefold() not in _SHORT]
    return credit.fold(words[-1]) if words else ""


_SHORT = frozenset({"jr", "sr", "ii", "iii", "phd", "ph.d", "md"})
