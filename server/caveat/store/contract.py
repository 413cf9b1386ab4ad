"""What every store of source articles promises, whatever database is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from caveat.document import Article, Document, Span
from caveat.signals.base import Related
from caveat.store.lent import Lent


class Outcome(StrEnum):
    """What adding an article did: adding the same content twice changes nothing."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a caller says a finding should have been.

    ``kind`` is the evidence kind that is missing or wrong, "" for the whole signal; ``span`` is
    where it stands, None for the whole article; ``fits`` is False for a false alarm and True for
    a miss or a confirmation. ``reason`` is the caller's, never empty.
    """

    article_id: str
    signal: str
    reason: str
    fits: bool
    kind: str = ""
    span: Span | None = None
    text: str = ""
    suggested_by: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stored article that may tell of the same event, with the reason it was found.

    ``same_event`` is a probability; ``published_at`` is in the article's own zone; ``copy_group``
    and ``copy`` are as in RelatedArticle.
    """

    article_id: str
    title: str
    outlet: str
    url: str
    published_at: datetime | None
    same_event: float
    why: str
    copy_group: str = ""
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found, best first; ``copy_group`` is that of the article asked about."""

    hits: tuple[Hit, ...] = ()
    copy_group: str = ""


class SourceStore(Protocol):
    """Articles of other outlets. Every call is durable when it returns.

    All methods raise StoreUnavailable when the database cannot be reached. Implementations are
    safe to call from several threads.
    """

    def add(self, documents: Sequence[Document]) -> list[Outcome]:
        """Store articles, all or none of the call; an article with a known id replaces it.

        The id is an article's identity: equal text under another id is another article, and in one
        copy group with it. Raises InvalidArticle, naming every fault.
        """
        ...

    def get(self, article_id: str) -> Article:
        """One article as it was received. Raises NotFound."""
        ...

    def delete(self, article_id: str) -> None:
        """Remove an article and everything derived from it. Raises NotFound.

        Suggestions stay: they are about scores, and a scored article need not be stored at all.
        """
        ...

    def find(
        self, document: Document, *, days: int = 30, limit: int = 20, lent: Lent | None = None
    ) -> Found:
        """Other articles of the same event, best first, never the article itself.

        ``days`` is the window on either side of the article's publication (no window when its
        date is unknown); each answer carries its reason and its copy group. The answer depends on
        which articles are stored, not on how and in what order they came to be. ``lent`` articles
        are searched as if they had been added first, and are not stored.
        """
        ...

    def related(
        self, document: Document, *, days: int = 30, limit: int = 20, lent: Lent | None = None
    ) -> Related:
        """What ``find`` finds, each article parsed for the signals that compare texts."""
        ...

    def count(self) -> int:
        """How many articles are stored."""
        ...

    def expire(self, before: datetime) -> int:
        """Remove articles published before a moment; returns how many went.

        An article without a date is as old as its time in the store. Suggestions stay.
        """
        ...

    def stale(self) -> int:
        """How many articles were read by other rules than today's."""
        ...

    def reindex(self, *, everything: bool = False) -> int:
        """Read again what was read by other rules than today's, or everything; returns how many.

        May be interrupted and run again, and may run while articles come and go.
        """
        ...

    def suggest(self, suggestion: Suggestion) -> str:
        """Store a suggestion durably; returns its id."""
        ...

    def close(self) -> None:
        """Release connections; the store is not used afterwards."""
        ...
