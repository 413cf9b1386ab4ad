"""The moderation queue: from a score to a decision that teaches.

``open`` is the way in; what it returns keeps the promises of ``Queue``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from caveat.moderation.contract import Queue
from caveat.moderation.model import (
    Claim,
    Decision,
    Disposition,
    Draft,
    Entered,
    Entry,
    EntryBy,
    Event,
    EventKind,
    EvidenceVerdict,
    Filter,
    Item,
    Outcome,
    Page,
    Review,
    State,
    Verdict,
)
from caveat.moderation.reports import (
    BulkItem,
    BulkOutcome,
    BulkPreview,
    DayStats,
    Facets,
    GoldenAnswer,
    Judged,
    QueueStats,
    RuleStats,
    SignalStats,
    Stats,
    Suggested,
    Verification,
)
from caveat.moderation.settings import QueueSettings, load
from caveat.moderation.sql.queue import SqlQueue
from caveat.store.database import Database

__all__ = [
    "BulkItem",
    "BulkOutcome",
    "BulkPreview",
    "Claim",
    "DayStats",
    "Decision",
    "Disposition",
    "Draft",
    "Entered",
    "Entry",
    "EntryBy",
    "Event",
    "EventKind",
    "EvidenceVerdict",
    "Facets",
    "Filter",
    "GoldenAnswer",
    "Item",
    "Judged",
    "Outcome",
    "Page",
    "Queue",
    "QueueSettings",
    "QueueStats",
    "Review",
    "RuleStats",
    "SignalStats",
    "State",
    "Stats",
    "Suggested",
    "Verdict",
    "Verification",
    "load",
    "open",
]


def _now() -> datetime:
    return datetime.now(UTC)


def open(  # noqa: A001 (as in gzip.open: it reads caveat.moderation.open)
    url: str, settings: QueueSettings | None = None, *, clock: Callable[[], datetime] = _now
) -> Queue:
    """The queue in the database at a URL, the same as the source store's or another.

    As ``caveat.store.open``: an SQLite file is created and brought up to date, a PostgreSQL schema
    is only checked. ``settings`` are those that ship by default; ``clock`` gives the present, with
    a time zone. Raises StoreUnavailable.
    """
    database = Database(url)
    try:
        if database.is_sqlite:
            database.migrate()
        else:
            database.require_current()
    except BaseException:
        database.close()
        raise
    return SqlQueue(database, settings or load(), clock)
