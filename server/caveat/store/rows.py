"""Articles and readings as rows, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa

from caveat.document import Article
from caveat.store.fingerprint import Hashes
from caveat.store.reading import READER, Reading


def article_of(row: sa.Row[Any]) -> Article:
    """The article of a row of ``articles``, as it was received."""
    fields = row._mapping  # noqa: SLF001 (SQLAlchemy's public name for it)
    return Article(
        id=fields["id"],
        text=fields["text"],
        url=fields["url"],
        outlet=fields["outlet"],
        title=fields["title"],
        authors=tuple(fields["authors"]),
        published_at=moment_of(fields["stated_at"]),
        language=fields["language"],
        bio=fields["bio"],
    )


def article_row(article: Article, content: bytes, reading: Reading) -> dict[str, Any]:
    """The row of ``articles``, less its key."""
    return {
        "id": article.id,
        "content": content,
        "text": article.text,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "authors": list(article.authors),
        "stated_at": article.published_at.isoformat() if article.published_at else "",
        "language": article.language,
        "bio": article.bio,
        "published_at": reading.published,
        "stored_at": datetime.now(UTC),
    }


def reading_row(article: int, reading: Reading) -> dict[str, Any]:
    """The row of ``readings`` for an article's key."""
    return {
        "article": article,
        "reader": READER,
        "day": reading.day,
        "title": reading.title,
        "published": reading.published.isoformat() if reading.published else "",
        "agencies": sorted(reading.agencies),
        "terms": reading.profile.to_bytes(),
        "wording": reading.wording.astype("<u4").tobytes(),
    }


def moment_of(stored: str) -> datetime | None:
    """A moment in its own zone, None for ""."""
    return datetime.fromisoformat(stored) if stored else None


def wording_of(stored: bytes) -> Hashes:
    """The hashed shingles of a reading."""
    return np.frombuffer(stored, dtype="<u4")
