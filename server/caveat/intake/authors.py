"""Who a page states as its authors: one name an entry, free of what pages write around names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import re2

from caveat.document.article import MAX_AUTHOR, MAX_AUTHORS

_TAGS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "cxenseparse:author",
    "article:author_name",
    "og:article:author",
)
_BY = re2.compile(
    r"(?i)^(?:(?:written|reported|story|text|posted|published)\s+by|by|von|por|par|"
    r"view all posts by|"
    r"more (?:from|by)|author)[:\s]\s*"
)
_MAIL = re2.compile(r"[<(]?[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}[>)]?")
_BRACKETS = re2.compile(r"\([^()]{0,200}\)")
_AND = re2.compile(r"\s+(?:and|und|&)\s+")
# Words: more is a sentence of the page's.
_LONGEST_NAME = 12
# What follows a comma and belongs to the name before it.
_SUFFIX = re2.compile(
    r"(?i)^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|rn|cfa|cpa|esq|ms|mph|rd|rdn|ld|dnp|jd|mba|clc)\.?$"
)
# What pages put into the place of a name.
_NOT_A_NAME = re2.compile(
    r"(?i)\d|^(?:published on|posted on|updated|sponsored|share|follow|january|february|march|"
    r"april|"
    r"may|june|july|august|september|october|november|december|(?:link )?copied|comments?|"
    r"(?:chief|head|director|editor|senior|staff|contributing|deputy|associate)(?: .*)?|.* says?)$|"
    r"image:|getty|shutterstock"
)
_TAIL = re2.compile(
    r"(?i)\s+(?:link copied|author .*|published.*|updated.*|follow.*|columnist|"
    r"(?:senior |staff |contributing )*(?:writer|editor|reporter|correspondent))$"
)


def find(people: Iterable[str], meta: Mapping[str, str], outlet: str) -> tuple[str, ...]:
    """The authors by JSON-LD (``people``), else by meta tags.

    The tags are asked when JSON-LD names nobody but the outlet itself. The byline that the page
    shows is ``caveat.intake.signed``'s to read.
    """
    stated = cleaned(people, outlet)
    if not _persons(stated, outlet):
        stated = cleaned(_tagged(meta), outlet) or stated
    return stated


def _tagged(meta: Mapping[str, str]) -> list[str]:
    return [
        value
        for key in _TAGS
        if (value := meta.get(key, "")) and "://" not in value and not value.startswith("www.")
    ][:1]


def _persons(names: Iterable[str], outlet: str) -> list[str]:
    own = _letters(outlet)
    return [n for n in names if not own or (_letters(n) not in own and own not in _letters(n))]


def cleaned(stated: Iterable[str], outlet: str) -> tuple[str, ...]:
    """One name an entry; the outlet itself is dropped when somebody is named beside it."""
    names: dict[str, str] = {}
    for entry in stated:
        parts = [entry] if outlet and entry.casefold() == outlet.casefold() else _split(entry)
        for name in parts:
            names.setdefault(name.casefold(), name)
    found = list(names.values())
    return tuple(_persons(found, outlet) or found)[:MAX_AUTHORS]


def _split(entry: str) -> list[str]:
    entry = _BY.sub("", _BRACKETS.sub(" ", _MAIL.sub(" ", entry))).strip(" ,;|•·")
    shorter = _TAIL.sub("", entry)
    entry = shorter if " " in shorter else entry  # "Ann Writer" is a name
    if "://" in entry:
        return []
    parts: list[str] = []
    for part in entry.replace(";", ",").replace("|", ",").replace("•", ",").split(","):
        part = " ".join(part.split())  # noqa: PLW2901
        if parts and _SUFFIX.match(part):
            parts[-1] += f", {part}"
        elif part:
            parts += [p.strip() for p in _AND.split(part)] if " " in part else [part]
    cleaned = [_BY.sub("", p).strip()[:MAX_AUTHOR] for p in parts]
    return [
        c
        for c in cleaned
        if any(x.isalpha() for x in c)
        and len(c.split()) <= _LONGEST_NAME
        and not _NOT_A_NAME.search(c)
    ]


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
