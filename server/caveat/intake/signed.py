"""Who signs a page where a reader sees it: by its byline element or a link to an author's page.

Metadata names the publisher where a person signed, leaves out co-authors, and adds editors and
fact-checkers to the authors. The visible byline, first under the headline, settles that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import lxml.html
import re2

from caveat.document import BylineKind
from caveat.document.byline_names import Who, read
from caveat.document.credit import fold

# A byline with titles and dates; longer ones are author boxes or teasers.
_MAX_TEXT = 240
_MAX_CANDIDATES = 40
_MAX_DEPTH = 12
# How far under the headline, in elements, a mere link to an author's page is a byline.
_NEAR = 80
_NEAR_ABOVE = 25
_CLASS = re2.compile(r"(?i)(?:^|[^a-z])(?:by-?lines?|authors?|contributors?|writers?|auth-?name)")
_CAMEL = re2.compile(r"(?:[a-z](?:Byline|Author|Auth)|byline|author)(?:[^a-z]|Name|s|$)")
_LINK = re2.compile(
    r"/(?:authors?|by|staff|staff-?writers?|profiles?|contributors?|writers?"
    r"|reporters?|journalists?|columnists?|autor(?:es)?|auteurs?|autore)/[^/?#]+"
)
# Parts of a page where other stories' authors stand, and pictures' credits.
_ELSEWHERE = re2.compile(
    r"(?i)(?:^|[\s_-])(?:related|recirc|recommend|comments?-?(?:list|area|section)|sidebar|promo"
    r"|teaser|carousel|lateral|trending|popular|most-?read|footer|navbar|newsletter|caption)"
)
_ELSEWHERE_TAGS = frozenset({"nav", "footer", "figure", "figcaption", "head"})
_BY = re2.compile(r"(?i)^(?:[\pL ]{1,20} \| )?(?:written )?by(?: \||\s)")
# What is signed after one of these is not the text.
_OTHER_ROLE = re2.compile(
    r"(?i)(?:^|[^a-z])(?:(?:(?:medically |fact[- ])?(?:reviewed|edited|checked|illustrated|produced"
    r"|styled|designed|translated|updated|narrated)|photo[a-z]*|illustrations?|video|graphics?"
    r"|styling|words and photo[a-z]*)[ |]*(?:by|:)|(?:with )?contributions? (?:from|by))"
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A visible byline: who wrote, who did something else, and whether it says "by"."""

    who: tuple[Who, ...]
    others: tuple[Who, ...] = ()
    explicit: bool = False


def authors(tree: lxml.html.HtmlElement, stated: Sequence[str], outlet: str) -> tuple[str, ...]:
    """The authors by the visible byline where it settles the question, else those stated.

    It does when the metadata names no person; and when it names one of the same people, it adds
    those the metadata left out and takes away those it shows in another role.
    """
    own = frozenset({fold(outlet)} - {""})
    known = [w.name for entry in stated for w in read(entry, own) if w.kind is BylineKind.PERSON]
    shown = _shown(tree, own)
    if shown is None:
        return tuple(stated)
    names = [w.name for w in shown.who if w.kind is BylineKind.PERSON]
    if not known:
        return tuple(names or [w.name for w in shown.who] or stated)
    keys = {fold(n) for n in names}
    others = {fold(w.name) for w in shown.others} - keys
    if not shown.explicit or not keys & {fold(k) for k in known}:
        return tuple(stated)
    if keys >= {fold(k) for k in known} - others:
        return tuple(names)
    return tuple(k for k in known if fold(k) not in others)


def _shown(tree: lxml.html.HtmlElement, own: frozenset[str]) -> _Shown | None:
    """The first byline under the headline that names anybody, None without one."""
    first: _Shown | None = None
    for text in _candidates(tree):
        shown = _read(text, own)
        if shown is None:
            continue
        if shown.explicit:
            return shown
        first = first or shown
    return first


def _read(text: str, own: frozenset[str]) -> _Shown | None:
    explicit = _BY.search(text)
    if explicit is not None:
        text = text[explicit.end() :]
    role = _OTHER_ROLE.search(text)
    rest = text[role.end() :] if role else ""
    who = _people(text[: role.start()] if role else text, own)
    if not who:
        return None
    return _Shown(who, _people(rest, own), explicit is not None)


def _people(text: str, own: frozenset[str]) -> tuple[Who, ...]:
    """The people that stand in a row; or else one agency or body."""
    found: list[Who] = []
    for piece in text.split(" | "):
        named = read(piece, own)
        people = [w for w in named if w.kind is BylineKind.PERSON]
        if not people and found and any(c.isalpha() for c in piece) and piece not in ("and", "&"):
            break
        found += people
        body = next((w for w in named if w.kind in (BylineKind.AGENCY, BylineKind.DESK)), None)
        if not found and body is not None and (" " in body.name or body.kind is BylineKind.AGENCY):
            return (body,)
    return tuple(dict.fromkeys(found))


def _candidates(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Texts that look like a byline, those under the headline first, outer before inner."""
    above: list[tuple[int, str]] = []
    below: list[str] = []
    headline = -1
    for place, element in enumerate(tree.iter(lxml.html.etree.Element)):
        if element.tag == "h1" and headline < 0:
            headline = place
        sign = _sign(element)
        if not sign or _stands_elsewhere(element):
            continue
        text = _text(element)
        if not 3 <= len(text) <= _MAX_TEXT:
            continue
        parent = element.getparent()
        around = _text(parent) if parent is not None else ""
        if around and _BY.search(around):
            text = around
        if headline < 0:
            above.append((place, text))
        elif sign == _STRONG or place - headline <= _NEAR:
            below.append(text)
        if len(below) >= _MAX_CANDIDATES:
            break
    yield from below
    for place, text in reversed(above):
        if headline < 0 or headline - place <= _NEAR_ABOVE:
            yield text


_STRONG, _WEAK, _NONE = 2, 1, 0


def _sign(element: lxml.html.HtmlElement) -> int:
    """Whether an element is a byline by its class or relation, only by where it links, or not."""
    if "author" in (element.get("rel") or "") or "author" in (element.get("itemprop") or ""):
        return _STRONG
    names = element.get("class") or ""
    if names and (_CLASS.search(names) or _CAMEL.search(names)):
        return _STRONG
    return _WEAK if element.tag == "a" and _LINK.search(element.get("href") or "") else _NONE


def _stands_elsewhere(element: lxml.html.HtmlElement) -> bool:
    for depth, ancestor in enumerate((element, *element.iterancestors())):
        if depth > _MAX_DEPTH or ancestor.tag in ("body", "main"):
            return False
        if ancestor.tag in _ELSEWHERE_TAGS or _ELSEWHERE.search(ancestor.get("class") or ""):
            return True
    return False


def _text(element: lxml.html.HtmlElement) -> str:
    """An element's text, its pieces parted by bars; "" when it is longer than a byline."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext("*"):
        plain = " ".join(piece.split())
        if plain:
            pieces.append(plain)
            length += len(plain)
            if length > _MAX_TEXT:
                return ""
    return " | ".join(pieces)
