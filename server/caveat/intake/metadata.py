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

from caveat.document.article import (
    MAX_AUTHORS,
    MAX_BIO,
    MAX_OUTLET,
    MAX_TITLE,
    MAX_URL,
    is_news_date,
    is_web_address,
)
from caveat.intake import authors, fields

# Bounds on hostile pages: scripts read, code points of one, objects looked at in one.
_SCRIPTS = 40
_SCRIPT_LENGTH = 2_000_000
_OBJECTS = 5_000
# Share of the words of the shown headline that stand in the stated one.
_SAME_TITLE = 0.6
# A description of fewer words is a job title.
_BIO_WORDS = 4
_ARTICLE = re2.compile(r"(?:Article|Posting|Reportage|Report|Review|Recipe|CreativeWork)$")
_TAG = re2.compile(r"<[/a-zA-Z!][^<>]{0,500}>")


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
        title=_title(tree, _line(article.get("headline")) or meta.get("og:title", ""), outlet),
        authors=authors.find(
            [_name(p) for p in people if not _is_organisation(p)] or [_name(p) for p in people],
            meta,
            outlet,
        ),
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


def _is_organisation(value: object) -> bool:
    return isinstance(value, dict) and any(
        isinstance(t, str) and t.endswith("Organization") for t in _listed(value.get("@type"))
    )


def _title(tree: lxml.html.HtmlElement, stated: str, outlet: str) -> str:
    """The headline that the page shows, when what it states is a form of it.

    What a page states for search engines and feeds is often shorter, or carries the outlet's name.
    """
    known = set(stated.casefold().split())
    best, most = "", 0.0
    for heading in islice(tree.iter("h1"), 10):
        shown = _line(" ".join(heading.itertext()))
        own = set(shown.casefold().split())
        share = len(own & known) / max(len(own), 1)
        if len(own) >= 2 and share > most:
            best, most = shown, share
    if most >= _SAME_TITLE:
        return best
    for mark in (" | ", " - ", " – ", " — "):
        head, _, tail = stated.rpartition(mark)
        if head and tail.casefold() == outlet.casefold():
            return head
    return stated


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


def _first_date(*values: object) -> datetime | None:
    for value in values:
        if isinstance(value, str) and value.strip():
            try:
                moment = fields.published_at(value[:64])
            except ValueError:
                continue
            # A page's time without a zone is the outlet's own; UTC keeps its day.
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            if is_news_date(moment):
                return moment
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
            return web_address(_line(href))
    return web_address(meta.get("og:url", ""))


def web_address(stated: str) -> str:
    """The address that a page states, "" when it is none or longer than an article's may be."""
    return stated if len(stated) <= MAX_URL and is_web_address(stated) else ""
