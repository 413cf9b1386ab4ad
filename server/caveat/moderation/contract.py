"""What every moderation queue promises, whatever database is behind it."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from caveat.moderation.model import (
    Claim,
    Decision,
    Draft,
    Entered,
    Entry,
    Event,
    Filter,
    Item,
    Page,
    Review,
)
from caveat.moderation.reports import (
    BulkOutcome,
    BulkPreview,
    Facets,
    GoldenAnswer,
    Judged,
    Stats,
    Suggested,
    Verification,
)
from caveat.moderation.settings import QueueSettings
from caveat.moderation.sql.policies import Policies
from caveat.moderation.webhooks.subscriptions import Webhooks
from caveat.store.contract import Suggestion


class Queue(Protocol):
    """Articles that wait for people. Every call is durable when it returns.

    Safe to call from several threads, and beside other processes on the same database. All
    methods raise StoreUnavailable when the database cannot be reached. Moments come from the
    queue's clock. A lease that has run out is no lease: its item is open for whoever asks next.
    """

    @property
    def settings(self) -> QueueSettings:
        """How the queue works."""
        ...

    @property
    def policies(self) -> Policies:
        """Policies that people applied to this store."""
        ...

    @property
    def webhooks(self) -> Webhooks:
        """Who is told of events."""
        ...

    def enqueue(self, entries: Sequence[Entry]) -> list[Entered]:
        """Offer scored articles; all of them are taken, or none.

        Idempotent by content and policy version: an article that is known changes nothing, unless
        its item is undecided and its score is another: then the item is updated and its history
        keeps the score before. An undecided item of the same article id takes the new content in
        the same way. What is decided stays decided.
        """
        ...

    def list(self, filter: Filter = ..., *, size: int = 50, after: str = "") -> Page:  # noqa: A002
        """Items, most urgent first, without claiming them; ``after`` is ``Page.next``.

        ``size`` is 1 to 200. Raises InvalidArticle for a size or a page token that is none.
        """
        ...

    def count(self, filter: Filter = ...) -> int:  # noqa: A002
        """How many items match."""
        ...

    def facets(self, filter: Filter = ...) -> Facets:  # noqa: A002
        """How many items match, by queue, state, signal, outlet and language."""
        ...

    def get(self, item_id: str, *, viewer: str | None = None) -> Review:
        """One item. Raises NotFound.

        With a ``viewer``, the decisions of others are left out until the item is decided.
        """
        ...

    def item(self, item_id: str) -> Item:
        """One item without its article. Raises NotFound."""
        ...

    def claim(
        self,
        reviewer: str,
        filter: Filter = ...,  # noqa: A002
        *,
        item_id: str = "",
        ttl: timedelta | None = None,
    ) -> Review | None:
        """Lease the most urgent open item that matches, or ``item_id`` and no other.

        The answer's claim has the token. None when nothing open matches. Never offered: what the
        reviewer skipped or has decided on (skipped items can still be asked for by id). An item
        that the reviewer holds already is answered by id with a new token, so that a lost answer
        can be asked for again. Raises NotFound for an ``item_id`` that does not exist.
        """
        ...

    def extend(self, token: str, *, ttl: timedelta | None = None) -> Claim:
        """Prolong a lease, from now. Raises LeaseLost."""
        ...

    def release(self, token: str, *, skip: bool = False, note: str = "") -> None:
        """Give an item back undecided; ``skip`` does not offer it to this reviewer again.

        Raises LeaseLost.
        """
        ...

    def decide(self, token: str, draft: Draft, *, revision: int | None = None) -> Decision:
        """Record a decision and end the lease. Repeating it changes nothing.

        ``revision`` is the revision of the item that the reviewer looked at, by default the one
        that was leased. Raises LeaseLost; Stale when the item was scored again since;
        InvalidArticle with every fault of the draft.
        """
        ...

    def undo(self, decision_id: str, reviewer: str, *, reason: str = "") -> Item:
        """Take one's own decision back within the undo window; the log keeps both.

        Undoing twice changes nothing. Raises NotFound, NotAllowed, TooLate.
        """
        ...

    def reopen(self, item_id: str, actor: str, *, reason: str) -> Item:
        """Open a decided item again, at any time; its decisions stay on record, withdrawn.

        Raises NotFound; InvalidArticle without a reason; Stale when it is not decided, or when
        the article has come back as another item.
        """
        ...

    def preview(
        self,
        draft: Draft,
        filter: Filter = ...,  # noqa: A002
        *,
        item_ids: Sequence[str] = (),
        reviewer: str = "",
    ) -> BulkPreview:
        """What deciding all matching open items alike would do; at most 1,000, by urgency.

        Raises InvalidArticle with every fault of the draft.
        """
        ...

    def bulk_decide(self, preview: BulkPreview, reviewer: str) -> BulkOutcome:
        """Decide exactly the items of a preview; what has changed since is left alone."""
        ...

    def history(self, item_id: str, *, viewer: str | None = None) -> builtins.list[Event]:
        """Everything that happened to an item, oldest first. Raises NotFound.

        With a ``viewer``, the decisions of others are left out until the item is decided.
        """
        ...

    def decision(self, decision_id: str) -> Decision:
        """One decision, also when it was withdrawn. Raises NotFound."""
        ...

    def decided_by(self, reviewer: str, *, limit: int = 20) -> builtins.list[Decision]:
        """A reviewer's latest decisions that stand, newest first."""
        ...

    def events(self, after: int = 0, *, limit: int = 500) -> builtins.list[Event]:
        """The audit log after a sequence number, oldest first."""
        ...

    def last_event(self) -> int:
        """The sequence number of the last entry of the audit log, 0 when it is empty."""
        ...

    def stats(self, queue: str = "", *, since: datetime | None = None) -> Stats:
        """How the queues stand and the signals fare; everything when ``since`` is None.

        Golden items are left out.
        """
        ...

    def restore_rule(self, name: str, actor: str) -> None:
        """Put a quarantined routing rule back to work. Raises NotFound."""
        ...

    def seed_golden(self, entry: Entry, truth: Draft, seeded_by: str) -> str:
        """Put an item in line whose right decision is known; returns its id.

        It looks like any other item, and is decided by many people, each once. Raises
        InvalidArticle for a truth that does not fit the article, Stale when it is there.
        """
        ...

    def golden_answers(self) -> builtins.list[GoldenAnswer]:
        """Every decision that stands on a golden item, oldest first."""
        ...

    def judged(
        self,
        filter: Filter = ...,  # noqa: A002
        *,
        since: datetime | None = None,
    ) -> Iterator[Judged]:
        """Decisions that stand, oldest first, with the article and score that each was made on."""
        ...

    def suggested(self, *, since: datetime | None = None) -> Iterator[Suggested]:
        """What callers said that findings should have been, oldest first."""
        ...

    def note_suggestion(self, suggestion_id: str, suggestion: Suggestion) -> None:
        """Note in the history of an article's items that a caller made a suggestion."""
        ...

    def verify(self, *, expect: tuple[int, str] | None = None) -> Verification:
        """Check the audit log from end to end, and the decisions against it.

        ``expect`` is a sequence number and its hash, noted earlier.
        """
        ...

    def close(self) -> None:
        """Release connections; the queue is not used afterwards."""
        ...
