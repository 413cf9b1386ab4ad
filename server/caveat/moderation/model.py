"""What the queue is about: items, leases, decisions and what happened to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from caveat.document import Article, Span
from caveat.evidence import Score
from caveat.store.contract import Suggestion


class State(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    DECIDED = "decided"


class Disposition(StrEnum):
    """What a reviewer decides for the article as a whole."""

    HOLD = "hold"
    PUBLISH = "publish"
    PUBLISH_WITH_NOTE = "publish_with_note"
    RETURN_TO_AUTHOR = "return_to_author"


class Verdict(StrEnum):
    """What a reviewer says of one piece of evidence.

    CORRECT: there is something, but its span or its kind is another. ADD: the signal missed it.
    """

    CONFIRM = "confirm"
    REJECT = "reject"
    CORRECT = "correct"
    ADD = "add"


class EntryBy(StrEnum):
    """Why an article entered: its score was over the policy's thresholds, or somebody asked."""

    POLICY = "policy"
    REQUEST = "request"


class Outcome(StrEnum):
    """What asking for entry did."""

    ENTERED = "entered"
    RESCORED = "rescored"
    UNCHANGED = "unchanged"
    BELOW_THRESHOLDS = "below_thresholds"


class EventKind(StrEnum):
    """What happened; one entry of the audit log each."""

    ENTERED = "entered"
    RESCORED = "rescored"
    CLAIMED = "claimed"
    EXTENDED = "extended"
    RELEASED = "released"
    SKIPPED = "skipped"
    EXPIRED = "expired"
    DECIDED = "decided"
    UNDONE = "undone"
    REOPENED = "reopened"
    RULE_QUARANTINED = "rule_quarantined"
    RULE_RESTORED = "rule_restored"
    POLICY_APPLIED = "policy_applied"
    POLICY_REVERTED = "policy_reverted"
    GOLDEN_SEEDED = "golden_seeded"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class EvidenceVerdict:
    """A reviewer's word on one piece of evidence.

    ``index`` is its place in the finding's evidence, from 0; -1 under ADD. ``span`` and ``kind``
    are the reviewer's, under CORRECT (either or both) and ADD (both).
    """

    signal: str
    verdict: Verdict
    index: int = -1
    span: Span | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reviewer is about to decide. ``reason`` says why; ``note`` is for author or reader."""

    disposition: Disposition
    verdicts: tuple[EvidenceVerdict, ...] = ()
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A recorded decision, made on one revision of an item.

    ``withdrawn_at`` is set when it was undone, or when its item was reopened; it then counts no
    more but stays on record.
    """

    id: str
    item_id: str
    revision: int
    reviewer: str
    draft: Draft
    decided_at: datetime
    undo_until: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A lease. ``token`` proves it and is known to its holder alone: "" for everybody else."""

    item_id: str
    reviewer: str
    expires_at: datetime
    revision: int
    token: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One article in a queue, as a list shows it.

    ``priority`` is what it was at the moment of asking: higher is more urgent. ``signals`` are the
    signals that fired, with their scores, strongest first. ``wanted`` and ``given`` are how many
    independent opinions the item needs and has; ``disputed`` that two of them differ, so that a
    third person settles it. ``holder`` is "" unless claimed. ``disposition`` is the outcome, None
    until decided. ``revision`` counts the scores it has had, from 1.
    """

    id: str
    queue: str
    state: State
    priority: float
    score: float
    article_id: str
    title: str
    outlet: str
    language: str
    url: str
    reach: int
    entry: EntryBy
    rule: str
    policy: str
    revision: int
    signals: tuple[tuple[str, float], ...]
    entered_at: datetime
    updated_at: datetime
    wanted: int = 1
    given: int = 0
    disputed: bool = False
    holder: str = ""
    expires_at: datetime | None = None
    disposition: Disposition | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """An item with everything a reviewer needs: the article and its latest score.

    ``decisions`` are those that stand, oldest first. While an item waits for another opinion,
    nobody but their author sees them: opinions are independent. ``note`` is what the last person
    who gave the item back left for the next.
    """

    item: Item
    article: Article
    score: Score
    claim: Claim | None = None
    decisions: tuple[Decision, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items. What is empty matches everything.

    ``text`` is matched against title, outlet and article id, without regard to case.
    """

    queue: str = ""
    state: State | None = None
    signal: str = ""
    outlet: str = ""
    language: str = ""
    min_score: float = 0.0
    holder: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Items, most urgent first; ``next`` asks for the following page, "" after the last."""

    items: tuple[Item, ...]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with its score, offered to the queue.

    ``reach`` is how many people the caller expects to read it, 0 when unknown. With ``requested``
    it enters whatever its score; otherwise only if the policy holds it. ``language`` is the one
    that the article was read in; by default the one that it states.
    """

    article: Article
    score: Score
    reach: int = 0
    requested: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of an Entry; ``item_id`` is "" when it stayed below the thresholds."""

    outcome: Outcome
    item_id: str = ""
    queue: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the audit log. ``sequence`` counts from 1 without a gap.

    ``hash`` is the SHA-256 of this entry and of ``previous``, the hash of the entry before.
    ``actor`` is "" for what the service did by itself; ``item_id`` for what concerns no item.
    """

    sequence: int
    at: datetime
    kind: EventKind
    item_id: str
    actor: str
    data: Mapping[str, object]
    previous: str
    hash: str


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
