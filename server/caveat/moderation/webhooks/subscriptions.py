"""Who is told of which events, what waits to be told, and what nobody took."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from caveat.errors import NotFound
from caveat.moderation.chain import canonical
from caveat.moderation.model import Event, EventKind, Item
from caveat.moderation.priority import Priority
from caveat.moderation.sql import log, rows
from caveat.moderation.webhooks.addresses import check_url
from caveat.moderation.webhooks.signing import new_secret
from caveat.store.database import Database
from caveat.store.queue_tables import deliveries, items, log_head, webhooks
from caveat.store.queue_tables import log as log_table

# What is in the log alone: golden items must not be told from others.
_NEVER = frozenset({EventKind.GOLDEN_SEEDED})
_SPREAD = 500


@dataclass(frozen=True, slots=True)
class Webhook:
    """Who is told. Empty ``kinds`` are all kinds of events, an empty ``queue`` all queues."""

    id: str
    url: str
    kinds: tuple[EventKind, ...]
    queue: str
    created_at: datetime
    secret: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event that a webhook has not taken. ``problem`` is what the last attempt met; ``dead``
    that no further one is made unless a person asks.
    """

    webhook: Webhook
    event: Event
    item: Item | None
    attempts: int
    next_at: datetime
    dead: bool = False
    problem: str = ""


class Webhooks:
    """The webhooks of one store."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self.now = clock

    def add(
        self, url: str, *, kinds: Sequence[EventKind] = (), queue: str = "", private: bool = False
    ) -> Webhook:
        """Tell a URL of events from now on; the answer has the secret that signs them.

        ``private`` allows http and addresses that are not public. Raises InvalidArticle.
        """
        check_url(url, private=private)
        hook = Webhook(uuid.uuid4().hex, url, tuple(kinds), queue, self.now(), new_secret())
        with self._database.sharing() as connection:
            connection.execute(
                sa.insert(webhooks).values(
                    id=hook.id,
                    url=url,
                    secret=hook.secret,
                    kinds=canonical([k.value for k in hook.kinds]),
                    queue=queue,
                    cursor=log.last(connection),
                    created_at=hook.created_at,
                )
            )
        return hook

    def all(self) -> list[Webhook]:
        """Every webhook, the oldest first."""
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(webhooks).order_by(webhooks.c.created_at, webhooks.c.id)
            )
            return [_webhook(row) for row in found]

    def remove(self, webhook_id: str) -> None:
        """Tell it nothing more, and drop what waits for it. Raises NotFound."""
        with self._database.sharing() as connection:
            gone = connection.execute(
                sa.delete(webhooks).where(webhooks.c.id == webhook_id).returning(webhooks.c.id)
            ).all()
        if not gone:
            raise NotFound(f"no webhook {webhook_id[:100]!r}")

    def dead(self) -> list[Delivery]:
        """The dead-letter list: events that were given up, the oldest first."""
        with self._database.reading() as connection:
            return _deliveries(connection, deliveries.c.dead, self.now(), limit=1_000)

    def revive(self, webhook_id: str) -> int:
        """Try everything that was given up for a webhook once more; returns how many.

        Raises NotFound.
        """
        if not self._any(webhooks.c.id == webhook_id):
            raise NotFound(f"no webhook {webhook_id[:100]!r}")
        with self._database.sharing() as connection:
            return len(
                connection.execute(
                    sa.update(deliveries)
                    .where(deliveries.c.webhook == webhook_id, deliveries.c.dead)
                    .values(dead=False, attempts=0, next_at=self.now())
                    .returning(deliveries.c.sequence)
                ).all()
            )

    def spread(self) -> int:
        """Make a delivery of each new event for each webhook that wants it; returns how many."""
        made = 0
        if not self._any(webhooks.c.cursor < sa.select(log_head.c.sequence).scalar_subquery()):
            return made
        with self._database.sharing() as connection:
            for row in connection.execute(
                sa.select(webhooks).order_by(webhooks.c.id).with_for_update()
            ).all():
                events = log.after(connection, row.cursor, _SPREAD)
                if not events:
                    continue
                hook = _webhook(row)
                wanted = [e for e in events if _wants(connection, hook, e)]
                if wanted:
                    now = self.now()
                    connection.execute(
                        sa.insert(deliveries),
                        [_waiting(hook, event, now) for event in wanted],
                    )
                connection.execute(
                    sa.update(webhooks)
                    .where(webhooks.c.id == hook.id)
                    .values(cursor=events[-1].sequence)
                )
                made += len(wanted)
        return made

    def take_due(self, limit: int, lease: timedelta) -> list[Delivery]:
        """Deliveries that are due, leased: whoever crashes with one leaves it to be tried again."""
        now = self.now()
        if not self._any(~deliveries.c.dead, deliveries.c.next_at <= now):
            return []
        with self._database.sharing() as connection:
            due = connection.execute(
                sa.select(deliveries.c.webhook, deliveries.c.sequence)
                .where(~deliveries.c.dead, deliveries.c.next_at <= now)
                .order_by(deliveries.c.next_at, deliveries.c.sequence, deliveries.c.webhook)
                .limit(limit)
                .with_for_update(skip_locked=True)
            ).all()
            if not due:
                return []
            keys = sa.tuple_(deliveries.c.webhook, deliveries.c.sequence).in_(
                [tuple(row) for row in due]
            )
            found = _deliveries(connection, keys, now, limit=limit)
            connection.execute(sa.update(deliveries).where(keys).values(next_at=now + lease))
        return found

    def _any(self, *where: sa.ColumnElement[bool]) -> bool:
        """Whether there is such a row: looking takes no writer's turn."""
        with self._database.reading() as connection:
            return bool(connection.scalar(sa.select(sa.exists().where(*where))))

    def delivered(self, delivery: Delivery) -> None:
        """The webhook has taken it."""
        with self._database.sharing() as connection:
            connection.execute(sa.delete(deliveries).where(_key(delivery)))

    def failed(self, delivery: Delivery, problem: str, next_at: datetime | None) -> None:
        """It has not: try again at a moment, or give it up where there is none."""
        values: dict[str, Any] = {"attempts": delivery.attempts + 1, "problem": problem}
        values |= {"dead": True} if next_at is None else {"next_at": next_at}
        with self._database.sharing() as connection:
            connection.execute(sa.update(deliveries).where(_key(delivery)).values(values))

    def put_back(self, untried: Sequence[Delivery]) -> None:
        """Deliveries that were leased and not tried are due again, behind what waited longer."""
        if not untried:
            return
        keys = sa.tuple_(deliveries.c.webhook, deliveries.c.sequence).in_(
            [(d.webhook.id, d.event.sequence) for d in untried]
        )
        with self._database.sharing() as connection:
            connection.execute(sa.update(deliveries).where(keys).values(next_at=self.now()))


def _key(delivery: Delivery) -> sa.ColumnElement[bool]:
    return (deliveries.c.webhook == delivery.webhook.id) & (
        deliveries.c.sequence == delivery.event.sequence
    )


def _waiting(hook: Webhook, event: Event, now: datetime) -> dict[str, Any]:
    return {
        "webhook": hook.id,
        "sequence": event.sequence,
        "attempts": 0,
        "next_at": now,
        "dead": False,
        "problem": "",
    }


def _wants(connection: sa.Connection, hook: Webhook, event: Event) -> bool:
    if event.kind in _NEVER or (hook.kinds and event.kind not in hook.kinds):
        return False
    if not hook.queue:
        return True
    where = sa.select(items.c.queue).where(items.c.id == event.item_id)
    return connection.scalar(where) == hook.queue


def _webhook(row: Any) -> Webhook:
    kinds = tuple(EventKind(kind) for kind in json.loads(row.kinds))
    return Webhook(row.id, row.url, kinds, row.queue, row.created_at, row.secret)


def _deliveries(
    connection: sa.Connection, where: sa.ColumnElement[bool], now: datetime, *, limit: int
) -> list[Delivery]:
    hooks = {row.id: _webhook(row) for row in connection.execute(sa.select(webhooks))}
    waiting = connection.execute(
        sa.select(deliveries)
        .where(where)
        .order_by(deliveries.c.sequence, deliveries.c.webhook)
        .limit(limit)
    ).all()
    events = {
        row.sequence: log.event_of(row)
        for row in connection.execute(
            sa.select(log_table).where(log_table.c.sequence.in_([w.sequence for w in waiting]))
        )
    }
    known = {
        row.id: rows.item_of(row, now, Priority())
        for row in connection.execute(
            sa.select(items).where(items.c.id.in_([e.item_id for e in events.values()]))
        )
    }
    return [
        Delivery(
            hooks[w.webhook],
            events[w.sequence],
            known.get(events[w.sequence].item_id),
            w.attempts,
            w.next_at,
            w.dead,
            w.problem,
        )
        for w in waiting
    ]
