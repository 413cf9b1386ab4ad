"""From the fields of a JSON object to an article, with every fault named at once."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from caveat.document import Article
from caveat.document.article import MAX_AUTHORS
from caveat.errors import InvalidArticle, Violation

# In the order of the contract. ``authors`` is a list of strings, the others are strings.
NAMES = ("id", "url", "outlet", "title", "authors", "published_at", "language", "text", "bio")
_STRINGS = tuple(n for n in NAMES if n not in ("authors", "published_at"))
# How many unknown fields and bad list entries are named; the rest are counted.
_NAMED = 20


def article(
    given: Mapping[str, Any], default_id: str, source: object = "", *, now: datetime | None = None
) -> Article:
    """The article that a JSON object states; an absent or null field is unknown. ``now``, the
    present unless given, decides what counts as a future date.

    Raises InvalidArticle with every fault: unknown fields by name, wrong types, bad dates and
    what ``Article.violations`` finds in the fields that could be read.
    """
    found = _unknown(given)
    values: dict[str, Any] = {}
    for name in _STRINGS:
        value = given.get(name)
        if isinstance(value, str):
            values[name] = value
        elif value is not None:
            found.append(_wrong_type(name, value, "a string"))
    values["authors"] = _authors(given.get("authors"), found)
    values["published_at"] = _published_at(given.get("published_at"), found)
    if given.get("text") is None:
        found.append(Violation("text", "is missing", "add the article's text"))
    values.setdefault("text", "")
    values.setdefault("id", default_id)
    built = Article(**values)
    named = {violation.field for violation in found}
    found += [v for v in built.violations(now=now) if v.field not in named]
    if found:
        raise InvalidArticle(found, str(source))
    return built


def published_at(value: str) -> datetime:
    """An ISO 8601 date or date and time (RFC 3339); a date alone is its midnight in UTC.

    A time without a zone stays without one: ``Article.violations`` reports it. Raises ValueError.
    """
    value = value.strip()
    try:
        return datetime.combine(date.fromisoformat(value), time(), UTC)
    except ValueError:
        return datetime.fromisoformat(value.upper())


def json_type(value: object) -> str:
    """What a JSON value is, in JSON's own words, with its article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "a list" if isinstance(value, list) else "an object"


def _wrong_type(path: str, value: object, wanted: str) -> Violation:
    return Violation(path, f"is {json_type(value)}", f"write {wanted}")


def _unknown(given: Mapping[str, Any]) -> list[Violation]:
    unknown = [name for name in given if name not in NAMES]
    found = []
    for name in unknown[:_NAMED]:
        near = difflib.get_close_matches(name[:80], NAMES, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"the fields are {', '.join(NAMES)}"
        found.append(Violation(_shown(name), "is not a field of an article", remedy))
    if len(unknown) > _NAMED:
        rest = f"and {len(unknown) - _NAMED} more unknown fields"
        found.append(Violation("article", rest, f"the fields are {', '.join(NAMES)}"))
    return found


def _shown(name: str) -> str:
    """A field name that is safe to print, on one line."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name[:80]) or '""'


def _authors(value: object, found: list[Violation]) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        found.append(_wrong_type("authors", value, 'a list of strings, as in ["A. Writer"]'))
        return ()
    bad = [
        _wrong_type(f"authors[{i}]", a, "a string")
        for i, a in enumerate(value[:MAX_AUTHORS])
        if not isinstance(a, str)
    ]
    found += bad[:_NAMED]
    return tuple(a if isinstance(a, str) else "" for a in value)


def _published_at(value: object, found: list[Violation]) -> datetime | None:
    if value is None or value == "":
        return None
    wanted = "a date as in 2023-05-09 or 2023-05-09T13:39:00Z"
    if not isinstance(value, str):
        found.append(_wrong_type("published_at", value, wanted))
        return None
    try:
        return published_at(value[:64])
    except ValueError:
        found.append(
            Violation("published_at", f"{_shown(value)!r} is not an ISO 8601 date", wanted)
        )
        return None
