"""What the queue is about: items, leases, decisions and what happened to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caveat.document import Article, Span
from caveat.evidence import Score


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
