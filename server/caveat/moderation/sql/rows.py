"""Rows as items, reviews and decisions."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from caveat.document import Article
from caveat.evidence import Score
from caveat.moderation.codec import read_article, read_draft, read_score
from caveat.moderation.model import Claim, Decision, Disposition, EntryBy, Item, State
from caveat.moderation.priority import Priority
from caveat.store.queue_tables import decisions, items, revisions

# Golden items keep out of the way of real ones of the same article, which they may well have.
GOLDEN = "golden:"


def item_of(row: sa.Row[Any], now: datetime, priority: Priority) -> Item:
    """The item of a row of ``queue_items``, as it stands now: a lease that ran out is none."""
    state = State(row.state)
    held = state is State.CLAIMED and row.lease_until > now
    if state is State.CLAIMED and not held:
        state = State.OPEN
    return Item(
        id=row.id,
        queue=row.queue,
        state=state,
        priority=priority.at(row.place, row.decided_at or now),
        score=row.score,
        article_id=row.article_id.removeprefix(GOLDEN) if row.golden else row.article_id,
        title=row.title,
        outlet=row.outlet,
        language=row.language,
        url=row.url,
        reach=row.reach,
        entry=EntryBy(row.entry),
        rule=row.rule,
        policy=row.policy,
        revision=row.revision,
        signals=tuple((name, score) for name, score in json.loads(row.signals)),
        entered_at=row.entered_at,
        updated_at=row.updated_at,
        # A golden item looks like any other until it is closed.
        wanted=1 if row.golden else row.wanted,
        given=0 if row.golden and state is not State.DECIDED else row.given,
        disputed=row.disputed,
        holder=row.holder if held else "",
        expires_at=row.lease_until if held else None,
        disposition=Disposition(row.disposition) if row.disposition else None,
        decided_at=row.decided_at,
    )


def claim_of(row: sa.Row[Any], now: datetime, token: str = "") -> Claim | None:
    """The lease on an item, None when nobody holds it now."""
    if row.state != State.CLAIMED or row.lease_until <= now:
        return None
    return Claim(row.id, row.holder, row.lease_until, row.lease_revision, token)


def decision_of(row: sa.Row[Any], item_id: str) -> Decision:
    """The decision of a row of ``queue_decisions``."""
    return Decision(
        row.id,
        item_id,
        row.revision,
        row.reviewer,
        read_draft(json.loads(row.draft)),
        row.decided_at,
        row.undo_until,
        row.withdrawn_at,
        row.withdrawn_by,
    )


def shown(connection: sa.Connection, key: int, revision: int) -> tuple[Article, Score]:
    """The article and score of a revision of an item."""
    row = connection.execute(
        sa.select(revisions.c.article, revisions.c.score).where(
            revisions.c.item == key, revisions.c.revision == revision
        )
    ).one()
    return read_article(json.loads(row.article)), read_score(json.loads(row.score))


def standing(connection: sa.Connection, key: int, item_id: str) -> list[Decision]:
    """The decisions on an item that were not withdrawn, oldest first."""
    return [
        decision_of(row, item_id)
        for row in connection.execute(
            sa.select(decisions)
            .where(decisions.c.item == key, decisions.c.withdrawn_at.is_(None))
            .order_by(decisions.c.sequence)
        )
    ]


def find(connection: sa.Connection, *where: sa.ColumnElement[bool], lock: bool = False) -> Any:
    """The one item for which a condition holds, or None; locked until the transaction ends."""
    query = sa.select(items).where(*where)
    return connection.execute(query.with_for_update() if lock else query).one_or_none()
