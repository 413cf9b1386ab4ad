"""The audit log: appended to under the lock of its head, read in order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from caveat.moderation.chain import GENESIS, Unreadable, canonical, link
from caveat.moderation.model import Event, EventKind
from caveat.store.queue_tables import log, log_head

# Entries read at a time when the whole log is.
_STEP = 5_000


@dataclass(frozen=True, slots=True)
class Note:
    """What is about to be logged."""

    kind: EventKind
    item_id: str = ""
    actor: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


def append(connection: sa.Connection, at: datetime, notes: Sequence[Note]) -> list[Event]:
    """Log in the transaction of what is logged. Holds the head until that ends: do it last."""
    if not notes:
        return []
    sequence, previous = _head(connection)
    events = []
    for note in notes:
        sequence += 1
        event = link(sequence, previous, at, note.kind, note.item_id, note.actor, note.data)
        previous = event.hash
        events.append(event)
    connection.execute(
        sa.insert(log),
        [
            {
                "sequence": e.sequence,
                "at": e.at,
                "kind": e.kind.value,
                "item": e.item_id,
                "actor": e.actor,
                "data": canonical(e.data),
                "previous": e.previous,
                "hash": e.hash,
            }
            for e in events
        ],
    )
    connection.execute(sa.update(log_head).values(sequence=sequence, hash=previous))
    return events


def _head(connection: sa.Connection) -> tuple[int, str]:
    query = sa.select(log_head.c.sequence, log_head.c.hash).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        start = insert(log_head).values(one=1, sequence=0, hash=GENESIS)
        connection.execute(start.on_conflict_do_nothing())
        row = connection.execute(query).one()
    return row.sequence, row.hash


def event_of(row: sa.Row[Any]) -> Event:
    """The event of a row of ``queue_log``. Raises ValueError for one that makes no sense."""
    data = json.loads(row.data)
    if not isinstance(data, dict):
        raise ValueError("the data of an entry is an object")  # noqa: TRY004 (as for bad JSON)
    return Event(
        row.sequence,
        row.at,
        EventKind(row.kind),
        row.item,
        row.actor,
        data,
        row.previous,
        row.hash,
    )


def after(connection: sa.Connection, sequence: int, limit: int) -> list[Event]:
    """Events after a sequence number, oldest first."""
    query = sa.select(log).where(log.c.sequence > sequence).order_by(log.c.sequence).limit(limit)
    return [event_of(row) for row in connection.execute(query)]


def of_item(connection: sa.Connection, item_id: str) -> list[Event]:
    """Everything that happened to an item, oldest first."""
    query = sa.select(log).where(log.c.item == item_id).order_by(log.c.sequence)
    return [event_of(row) for row in connection.execute(query)]


def last(connection: sa.Connection) -> int:
    """The sequence number of the last event, 0 when there is none."""
    return connection.scalar(sa.select(log_head.c.sequence)) or 0


def everything(connection: sa.Connection, until: int) -> Iterator[Event | Unreadable]:
    """The log from its beginning to a sequence number, as it lies in the table."""
    sequence = -(2**62)
    while found := _stretch(connection, sequence, until):
        yield from found
        sequence = found[-1].sequence


def _stretch(connection: sa.Connection, after: int, until: int) -> Sequence[Event | Unreadable]:
    where = (log.c.sequence > after) & (log.c.sequence <= until)
    try:
        rows = connection.execute(
            sa.select(log).where(where).order_by(log.c.sequence).limit(_STEP)
        ).all()
        return [event_of(row) for row in rows]
    except (ValueError, RecursionError):
        # Somebody wrote into the table: entry by entry, to tell which.
        columns = (log.c.sequence, log.c.previous, log.c.hash)
        rows = connection.execute(
            sa.select(*columns).where(where).order_by(log.c.sequence).limit(_STEP)
        ).all()
        return [_one(connection, Unreadable(*row)) for row in rows]


def _one(connection: sa.Connection, entry: Unreadable) -> Event | Unreadable:
    query = sa.select(log).where(log.c.sequence == entry.sequence)
    try:
        return event_of(connection.execute(query).one())
    except (ValueError, RecursionError):
        return entry
