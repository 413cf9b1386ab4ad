"""What the queue tells of itself: bulk actions, statistics, checks, and what teaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from caveat.document import Article
from caveat.evidence import Score
from caveat.moderation.model import Decision, Draft, Item
from caveat.store.contract import Suggestion


@dataclass(frozen=True, slots=True)
class BulkItem:
    """One item of a bulk action: what it is, and why it would be (or was) left alone, or ""."""

    item: Item
    refused: str = ""


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What a bulk decision would do. Nothing is written until ``bulk_decide`` is given it back."""

    draft: Draft
    items: tuple[BulkItem, ...]

    @property
    def accepted(self) -> int:
        """How many items would be decided."""
        return sum(not i.refused for i in self.items)


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What a bulk decision did: decisions made, and items left alone with the reason."""

    decisions: tuple[Decision, ...]
    refused: tuple[BulkItem, ...]


@dataclass(frozen=True, slots=True)
class QueueStats:
    """How one queue stands. ``entered`` and ``decided`` count from the moment asked for."""

    queue: str
    open: int
    claimed: int
    entered: int
    decided: int
    oldest_open: timedelta | None = None
    median_to_decision: timedelta | None = None


@dataclass(frozen=True, slots=True)
class SignalStats:
    """How one signal fares by the verdicts that stand, in pieces of evidence."""

    signal: str
    confirmed: int = 0
    rejected: int = 0
    corrected: int = 0
    added: int = 0

    @property
    def precision(self) -> float | None:
        """Share of judged evidence that reviewers upheld; None when none was judged."""
        judged = self.confirmed + self.corrected + self.rejected
        return (self.confirmed + self.corrected) / judged if judged else None


@dataclass(frozen=True, slots=True)
class RuleStats:
    """How one routing rule fares: what it sent, what it would have sent in shadow mode."""

    name: str
    queue: str
    sent: int
    would_have_sent: int
    shadow: bool
    quarantined_at: datetime | None = None
    quarantined_why: str = ""


@dataclass(frozen=True, slots=True)
class DayStats:
    """One UTC day, ISO 8601: items that entered, decisions made, median hours from entry to it."""

    day: str
    entered: int
    decided: int
    median_hours: float | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """How the queues stand, the signals and rules fare, and the days went."""

    queues: tuple[QueueStats, ...]
    signals: tuple[SignalStats, ...]
    rules: tuple[RuleStats, ...] = ()
    days: tuple[DayStats, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking the audit log found: ``faults`` is empty when the chain holds.

    ``head`` is the hash of the last entry: noted elsewhere, it lets anyone see later that the log
    was not rewritten from end to end.
    """

    entries: int
    head: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facets:
    """How many items match a filter, by what they could be narrowed to."""

    queues: Mapping[str, int] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)
    signals: Mapping[str, int] = field(default_factory=dict)
    outlets: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldenAnswer:
    """What one reviewer decided on one golden item, beside the right decision."""

    item_id: str
    reviewer: str
    truth: Draft
    given: Draft
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision that stands, with the article and the score that it was made on.

    ``sequence`` and ``hash`` are of its entry in the audit log: where it comes from, and that it
    was not changed. ``golden`` says that the item was there to measure its reviewers.
    """

    item: Item
    article: Article
    score: Score
    decision: Decision
    sequence: int
    hash: str
    golden: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a caller said that a finding should have been (ScoringService.SuggestScore).

    ``article`` and ``score`` are the latest that the queue has under the article's id, None where
    it has none.
    """

    id: str
    suggestion: Suggestion
    suggested_at: datetime
    article: Article | None = None
    score: Score | None = None
