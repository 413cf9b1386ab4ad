"""Everything the store keeps of an article besides the article itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from caveat.document import Article, Document
from caveat.store import fingerprint
from caveat.store.schema import UNDATED
from caveat.store.terms import Profile, Term, profile, terms

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's terms, wording and day. The same for the same document, always."""

    terms: tuple[Term, ...]
    profile: Profile
    shingles: frozenset[str]
    fingerprint: bytes
    day: int


def read(document: Document) -> Reading:
    """Read a document for the store."""
    found = terms(document)
    wording = fingerprint.shingles(document)
    return Reading(
        tuple(found),
        profile(found),
        wording,
        fingerprint.signature(wording),
        day(published_at(document)),
    )


def published_at(document: Document) -> datetime | None:
    """When the document came out, in UTC, or None when nobody knows."""
    return document.published.at.astimezone(UTC) if document.published else None


def day(moment: datetime | None) -> int:
    """Days since 1970 in UTC, or UNDATED."""
    return UNDATED if moment is None else (moment - _EPOCH).days


def content_hash(article: Article) -> bytes:
    """A hash of every field but the id: equal for equal content."""
    stated = article.published_at.isoformat() if article.published_at else ""
    fields = [
        article.text,
        article.url,
        article.outlet,
        article.title,
        list(article.authors),
        stated,
        article.language,
        article.bio,
    ]
    return hashlib.sha256(json.dumps(fields).encode()).digest()
