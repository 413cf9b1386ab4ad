"""Articles between the two passes: lines of JSON that can be read one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from caveat.document import Article
from caveat.store.reading import content_hash


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the input. ``position`` counts all records of the input from 0."""

    position: int
    place: str
    article: Article


def dump(entry: Entry) -> bytes:
    """One line, without a new-line."""
    article = entry.article
    at = article.published_at
    fields = {
        "id": article.id,
        "text": article.text,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "authors": article.authors,
        "published_at": at.isoformat() if at else None,
        "language": article.language,
        "bio": article.bio,
    }
    return orjson.dumps({"position": entry.position, "place": entry.place, "article": fields})


def load(line: bytes) -> Entry:
    """What ``dump`` wrote."""
    row: dict[str, Any] = orjson.loads(line)
    fields = row["article"]
    at = fields["published_at"]
    fields["published_at"] = datetime.fromisoformat(at) if at else None
    fields["authors"] = tuple(fields["authors"])
    return Entry(row["position"], row["place"], Article(**fields))


def name(article: Article) -> str:
    """The id of an article that has none: its content's hash, wherever it stands."""
    return f"sha256-{content_hash(article).hex()[:24]}"
