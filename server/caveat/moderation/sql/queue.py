"""The queue in SQL; see ``caveat.moderation.contract.Queue`` for what each call promises."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from caveat.errors import LeaseLost, NotFound
from caveat.moderation.model import (
    Claim,
    Decision,
    Draft,
    Entered,
    Entry,
    Event,
    EventKind,
    Filter,
    Item,
    Page,
    Review,
    State,
)
from caveat.moderation.opinions import check_name
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
from caveat.moderation.sql import (
    bulk,
    entry,
    golden,
    leases,
    lessons,
    listing,
    log,
    rows,
    stats,
    verdicts,
)
from caveat.moderation.sql import verify as verification
from caveat.moderation.sql.floods import restore
from caveat.moderation.sql.policies import Policies
from caveat.moderation.webhooks.subscriptions import Webhooks
from caveat.store.contract import Suggestion
from caveat.store.database import Database
from caveat.store.queue_tables import decisions, items

_ALL = Filter()


class SqlQueue:
    """The moderation queue in a database. ``clock`` gives the present, with a time zone."""

    def __init__(
        self, database: Database, settings: QueueSettings, clock: Callable[[], datetime]
    ) -> None:
        self.settings = settings
        self._database = database
        self._clock = clock
        self.policies = Policies(database, clock)
        self.webhooks = Webhooks(database, clock)

    def enqueue(self, entries: Sequence[Entry]) -> list[Entered]:
        """Offer scored articles; all of them are taken, or none."""
        now = self._clock()
        with self._database.sharing() as connection:
            entered, notes = entry.enter(connection, entries, self.settings, now)
            verdicts.stamp(connection, log.append(connection, now, notes))
        return entered

    def list(self, filter: Filter = _ALL, *, size: int = 50, after: str = "") -> Page:  # noqa: A002
        """Items, most urgent first; ``after`` is the page before's ``next``."""
        now = self._swept()
        with self._database.reading() as connection:
            return listing.page(connection, filter, size, after, now, self.settings.priority)

    def count(self, filter: Filter = _ALL) -> int:  # noqa: A002
        """How many items match."""
        now = self._swept()
        with self._database.reading() as connection:
            return listing.count(connection, filter, now)

    def facets(self, filter: Filter = _ALL) -> Facets:  # noqa: A002
        """How many items match, by queue, state, signal, outlet and language."""
        now = self._swept()
        with self._database.reading() as connection:
            return listing.facets(connection, filter, now)

    def get(self, item_id: str, *, viewer: str | None = None) -> Review:
        """One item. Raises NotFound."""
        with self._database.reading() as connection:
            row = rows.find(connection, items.c.id == item_id)
            if row is None:
                raise NotFound(f"no item {item_id[:100]!r} in the queue")
            return self._review(connection, row, viewer, self._clock())

    def item(self, item_id: str) -> Item:
        """One item without its article. Raises NotFound."""
        with self._database.reading() as connection:
            row = rows.find(connection, items.c.id == item_id)
        if row is None:
            raise NotFound(f"no item {item_id[:100]!r} in the queue")
        return rows.item_of(row, self._clock(), self.settings.priority)

    def claim(
        self,
        reviewer: str,
        filter: Filter = _ALL,  # noqa: A002
        *,
        item_id: str = "",
        ttl: timedelta | None = None,
    ) -> Review | None:
        """Lease the most urgent open item that matches, or one by its id."""
        check_name("reviewer", reviewer)
        lease = leases.lease_for(ttl, self.settings)
        now = self._clock()
        with self._database.sharing() as connection:
            notes = leases.sweep(connection, now)
            taken = leases.take(connection, reviewer, filter, item_id, lease, now)
            review = None
            if taken is not None:
                row, token, note = taken
                notes.append(note)
                review = self._review(connection, row, reviewer, now, token)
            log.append(connection, now, notes)
        return review

    def extend(self, token: str, *, ttl: timedelta | None = None) -> Claim:
        """Prolong a lease, from now. Raises LeaseLost."""
        lease = leases.lease_for(ttl, self.settings)
        now = self._clock()
        with self._database.sharing() as connection:
            row, note = leases.prolong(connection, token, lease, now)
            log.append(connection, now, [note])
        return Claim(row.id, row.holder, row.lease_until, row.lease_revision, token)

    def release(self, token: str, *, skip: bool = False, note: str = "") -> None:
        """Give an item back undecided. Raises LeaseLost."""
        now = self._clock()
        with self._database.sharing() as connection:
            told = leases.give_back(connection, token, skip=skip, note=note, now=now)
            log.append(connection, now, [told])

    def decide(self, token: str, draft: Draft, *, revision: int | None = None) -> Decision:
        """Record a decision and end the lease. Raises LeaseLost, Stale, InvalidArticle."""
        now = self._clock()
        with self._database.sharing() as connection:
            if (known := verdicts.repeated(connection, token, draft)) is not None:
                return known
            try:
                ready = verdicts.prepare(connection, token, draft, revision, self.settings, now)
            except LeaseLost:
                # The same decision may have come in twice at once: the other one has made it.
                if (known := verdicts.repeated(connection, token, draft)) is not None:
                    return known
                raise
            [decision] = verdicts.record(connection, [ready], self.settings, now)
        return decision

    def undo(self, decision_id: str, reviewer: str, *, reason: str = "") -> Item:
        """Take one's own decision back. Raises NotFound, NotAllowed, TooLate."""
        now = self._clock()
        with self._database.sharing() as connection:
            item_id, notes = verdicts.take_back(connection, decision_id, reviewer, reason, now)
            verdicts.stamp(connection, log.append(connection, now, notes))
            return self._item(connection, item_id, now)

    def reopen(self, item_id: str, actor: str, *, reason: str) -> Item:
        """Open a decided item again. Raises NotFound, Stale, InvalidArticle."""
        check_name("actor", actor)
        now = self._clock()
        with self._database.sharing() as connection:
            notes = verdicts.open_again(connection, item_id, actor, reason, now)
            verdicts.stamp(connection, log.append(connection, now, notes))
            return self._item(connection, item_id, now)

    def preview(
        self,
        draft: Draft,
        filter: Filter = _ALL,  # noqa: A002
        *,
        item_ids: Sequence[str] = (),
        reviewer: str = "",
    ) -> BulkPreview:
        """What deciding all matching open items alike would do."""
        now = self._swept()
        with self._database.reading() as connection:
            return bulk.preview(connection, draft, filter, item_ids, reviewer, self.settings, now)

    def bulk_decide(self, preview: BulkPreview, reviewer: str) -> BulkOutcome:
        """Decide exactly the items of a preview; what has changed since is left alone."""
        check_name("reviewer", reviewer)
        now = self._clock()
        with self._database.sharing() as connection:
            return bulk.decide(connection, preview, reviewer, self.settings, now)

    def history(self, item_id: str, *, viewer: str | None = None) -> builtins.list[Event]:
        """Everything that happened to an item, oldest first. Raises NotFound."""
        with self._database.reading() as connection:
            row = rows.find(connection, items.c.id == item_id)
            if row is None:
                raise NotFound(f"no item {item_id[:100]!r} in the queue")
            events = log.of_item(connection, item_id)
        if viewer is None:
            return events
        hidden = {EventKind.GOLDEN_SEEDED}
        if row.state != State.DECIDED:
            hidden |= {EventKind.DECIDED, EventKind.UNDONE}
        return [e for e in events if e.kind not in hidden or e.actor == viewer]

    def decision(self, decision_id: str) -> Decision:
        """One decision, also when it was withdrawn. Raises NotFound."""
        found = self._decisions(decisions.c.id == decision_id, limit=1)
        if not found:
            raise NotFound(f"no decision {decision_id[:100]!r}")
        return found[0]

    def decided_by(self, reviewer: str, *, limit: int = 20) -> builtins.list[Decision]:
        """A reviewer's latest decisions that stand, newest first."""
        return self._decisions(
            decisions.c.reviewer == reviewer, decisions.c.withdrawn_at.is_(None), limit=limit
        )

    def events(self, after: int = 0, *, limit: int = 500) -> builtins.list[Event]:
        """The audit log after a sequence number, oldest first."""
        with self._database.reading() as connection:
            return log.after(connection, after, limit)

    def last_event(self) -> int:
        """The sequence number of the last entry of the audit log, 0 when it is empty."""
        with self._database.reading() as connection:
            return log.last(connection)

    def stats(self, queue: str = "", *, since: datetime | None = None) -> Stats:
        """How the queues stand and the signals fare."""
        now = self._swept()
        with self._database.reading() as connection:
            return stats.stats(connection, queue, since, self.settings.routing, now)

    def restore_rule(self, name: str, actor: str) -> None:
        """Put a quarantined routing rule back to work. Raises NotFound."""
        check_name("actor", actor)
        now = self._clock()
        with self._database.sharing() as connection:
            log.append(connection, now, [restore(connection, name, actor, now)])

    def seed_golden(self, entry: Entry, truth: Draft, seeded_by: str) -> str:
        """Put an item in line whose right decision is known; returns its id.

        Raises InvalidArticle for a truth that does not fit the article, Stale when it is there.
        """
        check_name("seeded_by", seeded_by)
        now = self._clock()
        with self._database.sharing() as connection:
            item_id, note = golden.seed(connection, entry, truth, seeded_by, self.settings, now)
            log.append(connection, now, [note])
        return item_id

    def golden_answers(self) -> builtins.list[GoldenAnswer]:
        """Every decision that stands on a golden item, oldest first."""
        with self._database.reading() as connection:
            return golden.answers(connection)

    def judged(
        self,
        filter: Filter = _ALL,  # noqa: A002
        *,
        since: datetime | None = None,
    ) -> Iterator[Judged]:
        """Decisions that stand, oldest first, with what they were made on."""
        return lessons.judged(self._database, filter, since, self.settings.priority, self._clock())

    def suggested(self, *, since: datetime | None = None) -> Iterator[Suggested]:
        """What callers said that findings should have been, oldest first."""
        return lessons.suggested(self._database, since)

    def note_suggestion(self, suggestion_id: str, suggestion: Suggestion) -> None:
        """Note in the history of an article's items that a caller made a suggestion."""
        now = self._clock()
        with self._database.sharing() as connection:
            log.append(connection, now, lessons.notes_of(connection, suggestion_id, suggestion))

    def verify(self, *, expect: tuple[int, str] | None = None) -> Verification:
        """Check the audit log from end to end, and the decisions against it."""
        with self._database.reading() as connection:
            return verification.verify(connection, expect)

    def close(self) -> None:
        """Release the connections."""
        self._database.close()

    def _swept(self) -> datetime:
        """The present, with the leases that have run out by now taken back."""
        now = self._clock()
        with self._database.reading() as connection:
            expired = leases.has_expired(connection, now)
        if expired:
            with self._database.sharing() as connection:
                log.append(connection, now, leases.sweep(connection, now))
        return now

    def _item(self, connection: sa.Connection, item_id: str, now: datetime) -> Item:
        row = rows.find(connection, items.c.id == item_id)
        return rows.item_of(row, now, self.settings.priority)

    def _review(
        self,
        connection: sa.Connection,
        row: Any,
        viewer: str | None,
        now: datetime,
        token: str = "",
    ) -> Review:
        article, score = rows.shown(connection, row.key, row.revision)
        made = rows.standing(connection, row.key, row.id)
        if viewer is not None and row.state != State.DECIDED:
            made = [d for d in made if d.reviewer == viewer]
        return Review(
            rows.item_of(row, now, self.settings.priority),
            article,
            score,
            rows.claim_of(row, now, token),
            tuple(made),
            row.note,
        )

    def _decisions(self, *where: sa.ColumnElement[bool], limit: int) -> builtins.list[Decision]:
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(decisions, items.c.id.label("item_id"))
                .join(items, items.c.key == decisions.c.item)
                .where(*where)
                .order_by(decisions.c.decided_at.desc(), decisions.c.sequence.desc())
                .limit(limit)
            )
            return [rows.decision_of(row, row.item_id) for row in found]
