"""Who the page says wrote the article.

A named person outranks an agency, an agency a desk, a desk a handle, and any of them a
placeholder: an "Author" heading with nobody under it, "admin", a job title without a holder, a
lone first name (nobody can be held to account by it). Where metadata and text both name people
and differ, the metadata's are the byline and the text's are reported as disagreeing. Better none
than a wrong name: a capitalised line that no "By", date, job title or bio supports is no byline.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import re2

from caveat.document import byline_lines, credit, gazetteer, pictures
from caveat.document.article import Article
from caveat.document.byline_names import Who, read
from caveat.document.lines import Line, split_lines
from caveat.document.model import Byline, BylineKind, Section, SectionKind
from caveat.document.people import is_lone_name, is_name
from caveat.document.span import Span

# A byline stands above the story, often with captions, shares and summaries between, seldom under
# its first lines; a name without "by" stands close to it, or right below the story.
_ABOVE_STORY = 45
_INTO_STORY = 8
_CLOSE_ABOVE = 24
_BELOW_STORY = 6
_BOXES_BELOW = 30
_BESIDE = 3
_PARAGRAPH = 25  # words
_HEADLINE_WORDS = 5
_BIO_WORDS = 8
_RANK = (
    BylineKind.PERSON,
    BylineKind.AGENCY,
    BylineKind.DESK,
    BylineKind.HANDLE,
    BylineKind.PLACEHOLDER,
    BylineKind.NONE,
)
_REPORTING = re2.compile(r"\((?:Additional )?[Rr]eporting by ([^;()]+)")


def line_kind(text: str) -> BylineKind | None:
    """What kind of byline a line is, None when it is none.

    A line that is only a person's name is None: whether it is a byline depends on its neighbours,
    and ``find`` looks at them.
    """
    who = byline_lines.signed(text.strip())
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
    """Whom one place names: its span and the index of its line or metadata entry."""

    who: tuple[Who, ...]
    span: Span
    line: int


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
            found.append(_Found(who, Span(f"authors[{i}]", 0, len(entry)), i))
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
    if not lines:
        return None
    page = _Page(article, lines, sections)
    places = [*_above(page, own), *_below(page, own)]
    if not places:
        return None
    kind = min((_best(f.who) for f in places), key=_RANK.index)
    first = next(f for f in places if _best(f.who) is kind)
    # Those right beside it sign with it; a byline elsewhere belongs to another story.
    beside = [f for f in places if _best(f.who) is kind and 0 <= f.line - first.line <= _BESIDE]
    return _byline(beside if kind is BylineKind.PERSON else [first], "text")


class _Page:
    """Where on a page a byline can stand, in indices of its lines."""

    def __init__(self, article: Article, lines: list[Line], sections: tuple[Section, ...]) -> None:
        self.lines = lines
        told = [s.span for s in sections if s.span.field == "text" and s.kind is SectionKind.BODY]
        headlines = [article.slice(s.span) for s in sections if s.kind is SectionKind.HEADLINE]
        self.headlines = " ".join(h for h in headlines if len(h.split()) >= _HEADLINE_WORDS)
        starts = [line.start for line in lines]
        begin = max(0, bisect_right(starts, told[0].start) - 1) if told else 0
        self.story = next(
            (i for i in range(begin, len(lines)) if lines[i].words >= _PARAGRAPH), begin
        )
        self.end = bisect_left(starts, told[-1].end) if told else 0

    def around(self, above: int, below: int) -> Iterable[int]:
        """The lines about the story's first paragraph, the nearest above it first."""
        yield from range(self.story, max(-1, self.story - above - 1), -1)
        yield from range(self.story + 1, min(len(self.lines), self.story + below + 1))


def _above(page: _Page, own: frozenset[str]) -> list[_Found]:
    """Who signs about the story's beginning: with "by", or else by a bare name close to it."""
    found: list[_Found] = []
    for i in page.around(_ABOVE_STORY, _INTO_STORY):
        line = page.lines[i]
        if byline_lines.is_heading(line.text):
            found += _under_heading(page.lines, i, own)
        elif who := byline_lines.signed(line.text, own):
            found.append(_found(who, line, i))
        elif name := credit.dateline_agency(line.text):
            at = line.start + line.text.index(name)
            span = Span("text", at, at + len(name))
            found.append(_Found((Who(BylineKind.AGENCY, name),), span, i))
    people = [f for f in found if _best(f.who) is BylineKind.PERSON]
    if people:
        # A teaser's author stands without a date; the story's with one.
        top = next((f for f in people if _is_dated(page, f.line)), people[0])
        near = [f for f in people if abs(f.line - top.line) <= _BESIDE]
        return sorted(near, key=lambda f: f.line)
    close = (_bare_name(page, i, own) for i in page.around(_CLOSE_ABOVE, 1))
    return [*[f for f in close if f is not None][:1], *found]


def _is_dated(page: _Page, i: int) -> bool:
    """Whether a line, or one of the two under it, gives a date or a job."""
    return any(byline_lines.supports(line.text) for line in page.lines[i : i + 3])


def _below(page: _Page, own: frozenset[str]) -> Iterable[_Found]:
    """Who signs under the story: the reporters of wire copy, a line of its own, an author box."""
    last = min(len(page.lines), page.end + _BOXES_BELOW)
    for i in range(max(page.end - 1, page.story + 1), last):
        line = page.lines[i]
        if match := _REPORTING.search(line.text[-1_000:]):
            people = tuple(w for w in read(match.group(1), own) if w.kind is BylineKind.PERSON)
            if people:
                yield _found(people, line, i)
        elif byline_lines.is_heading(line.text):
            yield from _under_heading(page.lines, i, own)
        elif i < page.end + _BELOW_STORY and (who := byline_lines.signed(line.text, own)):
            yield _found(who, line, i)
        elif found := _bio_box(page.lines, i):
            yield found


def _found(who: tuple[Who, ...], line: Line, i: int) -> _Found:
    return _Found(who, Span("text", line.start, line.end), i)


def _under_heading(lines: list[Line], i: int, own: frozenset[str]) -> Iterable[_Found]:
    """An "Author" heading: whoever stands right under it, or a placeholder when nobody does."""
    named = 0
    for k in range(i + 1, min(len(lines), i + 12)):
        text = lines[k].text
        if text.strip(" ,&|-–—") in ("", "and"):
            continue
        who = tuple(w for w in read(text, own) if w.kind is not BylineKind.PLACEHOLDER)
        body = len(text) <= byline_lines.MAX_LINE and who and _best(who) is not BylineKind.DESK
        if not body or (named and not is_name(text)):
            break
        named += 1
        yield _found(who, lines[k], k)
    heading = lines[i].text.strip(" :\u00a0")
    if not named and "aut" in heading.casefold():
        yield _found((Who(BylineKind.PLACEHOLDER, heading),), lines[i], i)


def _bare_name(page: _Page, i: int, own: frozenset[str]) -> _Found | None:
    """A line that is only names, where it or its neighbours show it to be a signature."""
    line = page.lines[i]
    who, dated = byline_lines.bare(line.text, own)
    if not who or credit.fold(who[0].name) in own or who[0].name in page.headlines:
        return None
    below = [page.lines[k].text for k in (i + 1, i + 2) if k < len(page.lines)]
    if pictures.is_photo_credit(line.text) or any(pictures.is_photo_credit(t) for t in below[:1]):
        return None
    known = who[0].name.split()[0] in gazetteer.FIRST_NAME
    if dated or any(byline_lines.supports(t) for t in below) or (known and i < page.story):
        return _found(who, line, i)
    return None


def _bio_box(lines: list[Line], i: int) -> _Found | None:
    """A name over a paragraph that tells of its bearer; a lone first name is a placeholder."""
    name = lines[i].text
    full = is_name(name)
    if not (full or is_lone_name(name)) or i + 1 == len(lines):
        return None
    if lines[i + 1].words < _BIO_WORDS or not byline_lines.tells_of(name, lines[i + 1].text):
        return None
    kind = BylineKind.PERSON if full else BylineKind.PLACEHOLDER
    return _found((Who(kind, name),), lines[i], i)


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
