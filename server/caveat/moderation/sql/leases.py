"""Claims: an item is leased to one person for a while, and comes back by itself."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from caveat.errors import InvalidArticle, LeaseLost, NotFound, Violation
from caveat.moderation.model import EventKind, Filter, State
from caveat.moderation.opinions import MAX_NOTE, words
from caveat.moderation.settings import QueueSettings
from caveat.moderation.sql.listing import conditions
from caveat.moderation.sql.log import Note
from caveat.moderation.sql.rows import find
from caveat.store.queue_tables import decisions, items, skips

# How many leases that ran out one transaction takes back.
_SWEEP = 500

FREE: dict[str, Any] = {
    "state": State.OPEN.value,
    "holder": "",
    "lease": None,
    "lease_until": None,
    "lease_revision": None,
}


def hash_of(token: str) -> str:
    """What is stored of a claim's token: who reads the database cannot act for a reviewer."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def has_expired(connection: sa.Connection, now: datetime) -> bool:
    """Whether any lease has run out and was not taken back yet."""
    query = sa.select(items.c.key).where(items.c.lease_until <= now).limit(1)
    return connection.execute(query).first() is not None


def sweep(connection: sa.Connection, now: datetime) -> list[Note]:
    """Open the items whose leases have run out; those that others are busy with wait."""
    rows = connection.execute(
        sa.select(items.c.key, items.c.id, items.c.holder)
        .where(items.c.lease_until <= now)
        .order_by(items.c.key)
        .limit(_SWEEP)
        .with_for_update(skip_locked=True)
    ).all()
    if rows:
        keys = [row.key for row in rows]
        connection.execute(sa.update(items).where(items.c.key.in_(keys)).values(FREE))
    return [Note(EventKind.EXPIRED, row.id, "", {"holder": row.holder}) for row in rows]


def lease_for(ttl: timedelta | None, settings: QueueSettings) -> timedelta:
    """How long a lease runs. Raises InvalidArticle for no time at all."""
    if ttl is None:
        return settings.lease
    if ttl <= timedelta(0):
        raise InvalidArticle(
            [Violation("ttl", f"is {ttl.total_seconds():g} seconds", "ask for a time above 0")]
        )
    return min(ttl, settings.max_lease)


def take(
    connection: sa.Connection,
    reviewer: str,
    filter: Filter,  # noqa: A002
    item_id: str,
    ttl: timedelta,
    now: datetime,
) -> tuple[Any, str, Note] | None:
    """Lease an item: its row, the token and what to log; None when there is none to lease."""
    row = (
        _named(connection, reviewer, item_id, now)
        if item_id
        else _most_urgent(connection, reviewer, filter, now)
    )
    if row is None:
        return None
    token = secrets.token_urlsafe(24)
    until = now + ttl
    leased = connection.execute(
        sa.update(items)
        .where(items.c.key == row.key)
        .values(
            state=State.CLAIMED.value,
            holder=reviewer,
            lease=hash_of(token),
            lease_until=until,
            lease_revision=row.revision,
        )
        .returning(items)
    ).one()
    data = {"until": until.isoformat(), "revision": row.revision}
    return leased, token, Note(EventKind.CLAIMED, row.id, reviewer, data)


def _named(connection: sa.Connection, reviewer: str, item_id: str, now: datetime) -> Any:
    row = find(connection, items.c.id == item_id, lock=True)
    if row is None:
        raise NotFound(f"no item {item_id[:100]!r} in the queue")
    held = row.state == State.CLAIMED and row.lease_until > now
    if row.state == State.DECIDED or (held and row.holder != reviewer):
        return None
    mine = sa.select(decisions.c.id).where(
        decisions.c.item == row.key,
        decisions.c.reviewer == reviewer,
        decisions.c.withdrawn_at.is_(None),
    )
    return None if connection.execute(mine).first() else row


def _most_urgent(
    connection: sa.Connection,
    reviewer: str,
    filter: Filter,  # noqa: A002
    now: datetime,
) -> Any:
    if filter.state not in (None, State.OPEN) or filter.holder:
        return None
    mine = sa.exists().where(
        decisions.c.item == items.c.key,
        decisions.c.reviewer == reviewer,
        decisions.c.withdrawn_at.is_(None),
    )
    skipped = sa.exists().where(skips.c.item == items.c.key, skips.c.reviewer == reviewer)
    return connection.execute(
        sa.select(items)
        .where(items.c.state == State.OPEN, *conditions(filter, now), ~mine, ~skipped)
        .order_by(items.c.place, items.c.key)
        .limit(1)
        .with_for_update(skip_locked=True, of=items)
    ).one_or_none()


def held(connection: sa.Connection, token: str, now: datetime) -> Any:
    """The item of a lease that runs, locked. Raises LeaseLost."""
    row = find(connection, items.c.lease == hash_of(token), lock=True)
    if row is None or row.lease_until <= now:
        raise LeaseLost(
            "this claim has run out, was given back or decided, or never was; claim the item again"
        )
    return row


def prolong(
    connection: sa.Connection, token: str, ttl: timedelta, now: datetime
) -> tuple[Any, Note]:
    """Let a lease run for ``ttl`` from now. Raises LeaseLost."""
    row = held(connection, token, now)
    until = now + ttl
    extended = connection.execute(
        sa.update(items).where(items.c.key == row.key).values(lease_until=until).returning(items)
    ).one()
    return extended, Note(EventKind.EXTENDED, row.id, row.holder, {"until": until.isoformat()})


def give_back(
    connection: sa.Connection, token: str, *, skip: bool, note: str, now: datetime
) -> Note:
    """End a lease without a decision. Raises LeaseLost, InvalidArticle."""
    if found := words("note", note, MAX_NOTE):
        raise InvalidArticle(found)
    row = held(connection, token, now)
    values = FREE | ({"note": note} if note else {})
    connection.execute(sa.update(items).where(items.c.key == row.key).values(values))
    if skip:
        connection.execute(
            sa.delete(skips).where(skips.c.item == row.key, skips.c.reviewer == row.holder)
        )
        connection.execute(sa.insert(skips).values(item=row.key, reviewer=row.holder))
    kind = EventKind.SKIPPED if skip else EventKind.RELEASED
    return Note(kind, row.id, row.holder, {"note": note})
