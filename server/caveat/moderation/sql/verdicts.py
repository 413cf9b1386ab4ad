"""Decisions: recorded once, taken back within their window, reopened after it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from caveat.errors import InvalidArticle, NotAllowed, NotFound, Stale, TooLate
from caveat.moderation.chain import canonical
from caveat.moderation.codec import read_draft, write_draft
from caveat.moderation.model import Decision, Draft, Event, EventKind, State
from caveat.moderation.opinions import MAX_REASON, settle, words
from caveat.moderation.settings import QueueSettings
from caveat.moderation.sql import log
from caveat.moderation.sql.leases import FREE, hash_of, held
from caveat.moderation.sql.log import Note
from caveat.moderation.sql.rows import decision_of, find, shown
from caveat.store.queue_tables import decisions, items


@dataclass(frozen=True, slots=True)
class Prepared:
    """A decision that was checked and whose item is locked; ``record`` writes it."""

    row: Any
    draft: Draft
    reviewer: str
    lease: str | None


def repeated(connection: sa.Connection, token: str, draft: Draft) -> Decision | None:
    """The decision that this claim has already made. Raises Stale when it was another."""
    row = connection.execute(
        sa.select(decisions, items.c.id.label("item_id"))
        .join(items, items.c.key == decisions.c.item)
        .where(decisions.c.lease == hash_of(token))
    ).one_or_none()
    if row is None:
        return None
    if read_draft(json.loads(row.draft)) != draft:
        raise Stale(
            "this claim has already decided otherwise; undo that decision and claim the item again"
        )
    return decision_of(row, row.item_id)


def prepare(
    connection: sa.Connection,
    token: str,
    draft: Draft,
    revision: int | None,
    settings: QueueSettings,
    now: datetime,
) -> Prepared:
    """Lock the leased item and check the draft. Raises LeaseLost, Stale, InvalidArticle."""
    row = held(connection, token, now)
    looked_at = row.lease_revision if revision is None else revision
    if looked_at != row.revision:
        raise Stale(
            f"the article was scored again (revision {row.revision}, you looked at {looked_at}); "
            "look at it again, then decide on that revision"
        )
    check(connection, row, row.holder, draft, settings)
    return Prepared(row, draft, row.holder, row.lease)


def check(
    connection: sa.Connection, row: Any, reviewer: str, draft: Draft, settings: QueueSettings
) -> None:
    """Raises InvalidArticle for a draft that does not fit, NotAllowed for a second opinion of the
    same person.
    """
    article, score = shown(connection, row.key, row.revision)
    settings.decisions.check(draft, article, score)
    mine = sa.select(decisions.c.id).where(
        decisions.c.item == row.key,
        decisions.c.reviewer == reviewer,
        decisions.c.withdrawn_at.is_(None),
    )
    if connection.execute(mine).first():
        raise NotAllowed("you have decided on this item; the next opinion must be another person's")


def record(
    connection: sa.Connection,
    prepared: Sequence[Prepared],
    settings: QueueSettings,
    now: datetime,
    *,
    bulk: bool = False,
) -> list[Decision]:
    """Write decisions on locked items, and close those that have what they want."""
    notes: list[Note] = []
    made: list[dict[str, Any]] = []
    for one in prepared:
        row, draft = one.row, one.draft
        before = [
            read_draft(json.loads(text)).disposition
            for text in connection.scalars(
                sa.select(decisions.c.draft)
                .where(decisions.c.item == row.key, decisions.c.withdrawn_at.is_(None))
                .order_by(decisions.c.sequence)
            )
        ]
        settled = settle(row.opinions, [*before, draft.disposition], golden=row.golden)
        closed = settled.outcome is not None
        values = FREE | {
            "state": (State.DECIDED if closed else State.OPEN).value,
            "given": len(before) + 1,
            "wanted": settled.wanted,
            "disputed": settled.disputed,
            "disposition": settled.outcome.value if settled.outcome else None,
            "decided_at": now if closed else None,
        }
        connection.execute(sa.update(items).where(items.c.key == row.key).values(values))
        made.append(
            {
                "id": uuid.uuid4().hex,
                "item": row.key,
                "revision": row.revision,
                "reviewer": one.reviewer,
                "draft": canonical(write_draft(draft)),
                "lease": one.lease,
                "decided_at": now,
                "undo_until": now + settings.decisions.undo,
                "withdrawn_by": "",
            }
        )
        data = {
            "decision": made[-1]["id"],
            "revision": row.revision,
            "draft": write_draft(draft),
            "outcome": values["disposition"] or "",
            "disputed": settled.disputed,
            "bulk": bulk,
        }
        notes.append(Note(EventKind.DECIDED, row.id, one.reviewer, data))
    if not made:
        return []
    for row, event in zip(made, log.append(connection, now, notes), strict=True):
        row["sequence"] = event.sequence
    connection.execute(sa.insert(decisions), made)
    rows = connection.execute(
        sa.select(decisions, items.c.id.label("item_id"))
        .join(items, items.c.key == decisions.c.item)
        .where(decisions.c.id.in_([row["id"] for row in made]))
        .order_by(decisions.c.sequence)
    )
    return [decision_of(row, row.item_id) for row in rows]


def take_back(
    connection: sa.Connection, decision_id: str, reviewer: str, reason: str, now: datetime
) -> tuple[str, list[Note]]:
    """Withdraw a decision; returns its item's id. Raises NotFound, NotAllowed, TooLate, Stale."""
    if found := words("reason", reason, MAX_REASON):
        raise InvalidArticle(found)
    item_key = connection.scalar(sa.select(decisions.c.item).where(decisions.c.id == decision_id))
    if item_key is None:
        raise NotFound(f"no decision {decision_id[:100]!r}")
    item = find(connection, items.c.key == item_key, lock=True)
    row = connection.execute(sa.select(decisions).where(decisions.c.id == decision_id)).one()
    if row.reviewer != reviewer:
        raise NotAllowed("only who made a decision can undo it; reopen the item instead")
    if row.withdrawn_at is not None:
        return item.id, []
    if now > row.undo_until:
        raise TooLate("the time to undo this decision is over; reopen the item instead")
    _reinstate(connection, item, [decision_id], reviewer, now)
    data = {"withdrawn": [decision_id], "reason": reason}
    return item.id, [Note(EventKind.UNDONE, item.id, reviewer, data)]


def open_again(
    connection: sa.Connection, item_id: str, actor: str, reason: str, now: datetime
) -> list[Note]:
    """Withdraw every decision on a decided item. Raises NotFound, Stale, InvalidArticle."""
    if found := words("reason", reason, MAX_REASON, required=True):
        raise InvalidArticle(found)
    item = find(connection, items.c.id == item_id, lock=True)
    if item is None:
        raise NotFound(f"no item {item_id[:100]!r} in the queue")
    if item.state != State.DECIDED:
        raise Stale("the item is not decided: there is nothing to reopen")
    ids = list(
        connection.scalars(
            sa.select(decisions.c.id)
            .where(decisions.c.item == item.key, decisions.c.withdrawn_at.is_(None))
            .order_by(decisions.c.sequence)
        )
    )
    _reinstate(connection, item, ids, actor, now)
    return [Note(EventKind.REOPENED, item_id, actor, {"withdrawn": ids, "reason": reason})]


def _reinstate(
    connection: sa.Connection, item: Any, ids: Sequence[str], by: str, now: datetime
) -> None:
    """The item as it is without these decisions: open, or still held by who holds it."""
    if item.state == State.DECIDED:
        twin = find(
            connection, items.c.article_id == item.article_id, items.c.state != State.DECIDED
        )
        if twin is not None:
            raise Stale(
                f"the article has come back since and waits as item {twin.id}; decide that one"
            )
    connection.execute(
        sa.update(decisions)
        .where(decisions.c.id.in_(ids))
        .values(withdrawn_at=now, withdrawn_by=by)
    )
    left = sa.select(sa.func.count()).where(
        decisions.c.item == item.key, decisions.c.withdrawn_at.is_(None)
    )
    given = connection.scalar(left) or 0
    values: dict[str, Any] = {
        "given": given,
        "wanted": item.opinions,
        "disputed": False,
        "disposition": None,
        "decided_at": None,
    }
    if given > 1 and not item.golden:
        # The third of a dispute was taken back: the two before it still differ.
        values |= {"wanted": item.opinions + 1, "disputed": True}
    if item.state == State.DECIDED:
        values |= FREE
    connection.execute(sa.update(items).where(items.c.key == item.key).values(values))


def stamp(connection: sa.Connection, events: Sequence[Event]) -> None:
    """Note in withdrawn decisions which entry of the log withdrew them."""
    for event in events:
        if event.kind not in (EventKind.UNDONE, EventKind.REOPENED, EventKind.RESCORED):
            continue
        ids = event.data.get("withdrawn")
        if isinstance(ids, list) and ids:
            connection.execute(
                sa.update(decisions)
                .where(decisions.c.id.in_(ids))
                .values(withdrawn_sequence=event.sequence)
            )
