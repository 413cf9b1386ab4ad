"""Everything the store keeps of an article besides the article itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from caveat.document import Article, CreditKind, Document
from caveat.errors import InvalidArticle, Violation
from caveat.store import fingerprint
from caveat.store.fingerprint import Hashes
from caveat.store.schema import UNDATED
from caveat.store.terms import Profile, Term, profile, terms

# The version of everything below: raise it when the same document would be read another way (a
# test holds it to a digest). Stored readings of another version are made again by
# ``caveat sources reindex``.
READER = 1

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reading:
    """What finding an article and showing it takes. The same for the same document, always.

    ``wording`` are the hashed shingles, ``bands`` the keys under which like wording meets, ``day``
    as in ``readings``, ``title`` and ``published`` what an answer shows, ``agencies`` the keys of
    the agencies it credits.
    """

    profile: Profile
    wording: Hashes
    bands: tuple[int, ...]
    day: int
    title: str
    published: datetime | None
    agencies: frozenset[str]


def read(document: Document) -> Reading:
    """Read a document for the store."""
    return read_with_terms(document)[0]


def read_with_terms(document: Document) -> tuple[Reading, tuple[Term, ...]]:
    """The reading, and the terms in words, which are not kept."""
    found = tuple(terms(document))
    shingles = fingerprint.shingles(document)
    headline = document.headline
    published = document.published.at if document.published else None
    return Reading(
        profile(found),
        fingerprint.hashes(shingles),
        tuple(fingerprint.bands(fingerprint.signature(shingles))),
        day(published),
        document.article.title or (document.text(headline.span) if headline else ""),
        published,
        frozenset(c.key for c in document.credits if c.kind is CreditKind.AGENCY),
    ), found


def check(articles: Sequence[Article]) -> None:
    """Raises InvalidArticle, naming every fault of every article."""
    found: list[Violation] = []
    for place, article in enumerate(articles):
        found += article.violations(prefix=f"articles[{place}].")
    if found:
        raise InvalidArticle(found)


def day(moment: datetime | None) -> int:
    """Days since 1970 in UTC, or UNDATED."""
    return UNDATED if moment is None else (moment.astimezone(UTC) - _EPOCH).days


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
