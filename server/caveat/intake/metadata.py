"""What a page says of itself in JSON-LD (schema.org) and in meta tags."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from itertools import islice
from typing import Any

import lxml.html
import re2

from caveat.document.article import MAX_AUTHOR, MAX_AUTHORS, MAX_BIO, MAX_OUTLET, MAX_TITLE, MAX_URL
from caveat.intake import fields

# Bounds on hostile pages: scripts read, code points of one, objects looked at in one.
_SCRIPTS = 40
_SCRIPT_LENGTH = 2_000_000
_OBJECTS = 5_000
# A description of fewer words is a job title.
_BIO_WORDS = 4
_ARTICLE = re2.compile(r"(?:Article|Posting|Reportage|Report|Review|Recipe|CreativeWork)$")
_TAG = re2.compile(r"<[/a-zA-Z!][^<>]{0,500}>")
_BY = re2.compile(r"(?i)^(?:(?:written|reported|story|text)\s+by|by|von|por|par)[:\s]\s*")
_MAIL = re2.compile(r"[<(]?[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}[>)]?")
_AND = re2.compile(r"\s+(?:and|und|&)\s+")
# What follows a comma and belongs to the name before it.
_SUFFIX = re2.compile(
    r"(?i)^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|rn|cfa|cpa|esq|ms|mph|rd|dnp|jd|mba|clc)\.?$"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was stated; "", () and None where nothing was."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    outlet: str = ""
    language: str = ""
    url: str = ""
    bio: str = ""
    body: str = ""


def read_metadata(tree: lxml.html.HtmlElement) -> Metadata:
    """What JSON-LD says, then what the meta tags say. Never raises: what is broken is absent."""
    objects = _objects(tree)
    by_id = {o["@id"]: o for o in objects if isinstance(o.get("@id"), str) and len(o) > 1}
    meta = _meta_tags(tree)
    article = next((o for o in objects if _is_article(o)), {})
    people = [_resolve(a, by_id) for a in _listed(article.get("author"))]
    outlet = _name(_resolve(article.get("publisher"), by_id)) or meta.get("og:site_name", "")
    return Metadata(
        title=_line(article.get("headline")) or meta.get("og:title", ""),
        authors=_authors([_name(p) for p in people], outlet)
        or _authors(_stated_authors(meta), outlet),
        published_at=_first_date(
            article.get("datePublished"),
            meta.get("article:published_time"),
            meta.get("datepublished"),
            meta.get("parsely-pub-date"),
            meta.get("date"),
        ),
        outlet=outlet[:MAX_OUTLET],
        language=_language(article.get("inLanguage"), tree.get("lang"), meta.get("og:locale")),
        url=_url(tree, meta),
        bio="\n\n".join(dict.fromkeys(filter(None, (_biography(p) for p in people)))),
        body=_text(article.get("articleBody")),
    )


def _objects(tree: lxml.html.HtmlElement) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    scripts = (s for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower())
    for script in islice(scripts, _SCRIPTS):
        text = (script.text or "").strip().removesuffix(";")
        if len(text) > _SCRIPT_LENGTH:
            continue
        try:
            # strict=False: raw line breaks inside strings are the commonest fault on real pages.
            found += _within(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            continue
    return found


def _within(value: object) -> Iterator[dict[str, Any]]:
    """Objects at the top, in lists, in @graph and mainEntity, breadth first, at most _OBJECTS."""
    queue = [value]
    for item in islice(queue, _OBJECTS):  # a list grows under its iterator
        if isinstance(item, list):
            queue += item[:_OBJECTS]
        elif isinstance(item, dict):
            yield item
            queue += [item[k] for k in ("@graph", "mainEntity", "mainEntityOfPage") if k in item]


def _is_article(item: Mapping[str, Any]) -> bool:
    return any(isinstance(t, str) and _ARTICLE.search(t) for t in _listed(item.get("@type")))


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value[: 2 * MAX_AUTHORS] if isinstance(value, list) else [value]


def _resolve(value: object, by_id: Mapping[str, dict[str, Any]]) -> object:
    """The object that a reference ({"@id": ...}) points at, else the value itself."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _text(value: object) -> str:
    """A string of JSON-LD, in which mark-up and escapes are common, as plain text."""
    if not isinstance(value, str):
        return ""
    # A lone surrogate cannot be stored; a NUL is never meant.
    value = value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return unescape(_TAG.sub(" ", value)).strip()


def _line(value: object, limit: int = MAX_TITLE) -> str:
    return " ".join(_text(value).split())[:limit]


def _name(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            value = ", ".join(v for v in value[:MAX_AUTHORS] if isinstance(v, str))
    return _line(value, 5_000)


def _biography(person: object) -> str:
    """A person's description; an organisation's describes the outlet."""
    if not isinstance(person, dict) or "Person" not in _listed(person.get("@type", "Person")):
        return ""
    description = _line(person.get("description"), MAX_BIO)
    return description if len(description.split()) >= _BIO_WORDS else ""


def _meta_tags(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """Name or property, in lower case, to the first content given for it."""
    found: dict[str, str] = {}
    for tag in islice(tree.iter("meta"), 500):
        key = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        content = _line(tag.get("content"))
        if key == "author" and content and key in found:
            found[key] += ", " + content
        elif key and content:
            found.setdefault(key, content)
    return found


def _stated_authors(meta: Mapping[str, str]) -> list[str]:
    for key in (
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "cxenseparse:author",
        "article:author_name",
        "og:article:author",
    ):
        value = meta.get(key, "")
        if value and "://" not in value and not value.startswith("www."):
            return [value]
    return []


def _authors(stated: list[str], outlet: str) -> tuple[str, ...]:
    """One name an entry, without "By", addresses and repeats. The outlet itself is dropped when
    somebody else is named beside it.
    """
    names: dict[str, str] = {}
    for entry in stated:
        for name in _split(entry):
            names.setdefault(name.casefold(), name)
    own = outlet.casefold()
    others = {k: v for k, v in names.items() if not own or k not in (own, f"{own} staff")}
    return tuple((others or names).values())[:MAX_AUTHORS]


def _split(entry: str) -> list[str]:
    entry = _BY.sub("", _MAIL.sub(" ", entry)).strip(" ,;|")
    if "://" in entry or entry.isdigit():
        return []
    parts: list[str] = []
    for part in entry.replace(";", ",").replace("|", ",").split(","):
        part = part.strip()  # noqa: PLW2901
        if parts and _SUFFIX.match(part):
            parts[-1] += f", {part}"
        elif part:
            parts += [p.strip() for p in _AND.split(part)] if " " in part else [part]
    return [_BY.sub("", p).strip()[:MAX_AUTHOR] for p in parts if any(c.isalpha() for c in p)]


def _first_date(*values: object) -> datetime | None:
    for value in values:
        if isinstance(value, str) and value.strip():
            try:
                moment = fields.published_at(value[:64])
            except ValueError:
                continue
            # A page's time without a zone is the outlet's own; UTC keeps its day.
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _language(*values: object) -> str:
    for value in values:
        if isinstance(value, str):
            code = value.strip().replace("_", "-").split("-")[0].lower()
            if code.isascii() and code.isalpha() and len(code) == 2:
                return code
    return ""


def _url(tree: lxml.html.HtmlElement, meta: Mapping[str, str]) -> str:
    for link in islice(tree.iter("link"), 500):
        href = (link.get("href") or "").strip()
        if (link.get("rel") or "").lower() == "canonical" and href.startswith("http"):
            return _line(href) if len(href) <= MAX_URL else ""
    url = meta.get("og:url", "")
    return url if url.startswith("http") and len(url) <= MAX_URL else ""
