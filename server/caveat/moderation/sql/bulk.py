"""One decision for many items, shown before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from caveat.errors import InvalidArticle, NotAllowed
from caveat.moderation.model import Draft, Filter, Item, State
from caveat.moderation.reports import BulkItem, BulkOutcome, BulkPreview
from caveat.moderation.settings import QueueSettings
from caveat.moderation.sql import verdicts
from caveat.moderation.sql.listing import conditions
from caveat.moderation.sql.rows import item_of
from caveat.store.queue_tables import items

MAX_BULK = 1_000


def preview(
    connection: sa.Connection,
    draft: Draft,
    filter: Filter,  # noqa: A002
    item_ids: Sequence[str],
    reviewer: str,
    settings: QueueSettings,
    now: datetime,
) -> BulkPreview:
    """What deciding the matching items alike would do, item by item."""
    if found := settings.decisions.check_words(draft):
        raise InvalidArticle(found)
    query = sa.select(items).order_by(items.c.place, items.c.key).limit(MAX_BULK)
    if item_ids:
        query = query.where(items.c.id.in_(list(item_ids)[:MAX_BULK]))
    else:
        query = query.where(*conditions(filter, now))
        if filter.state is None:
            query = query.where(items.c.state == State.OPEN)
    shown = []
    for row in connection.execute(query).all():
        item = item_of(row, now, settings.priority)
        refusal = _refusal(connection, row, item, reviewer, draft, settings)
        shown.append(BulkItem(item, refusal))
    return BulkPreview(draft, tuple(shown))


def decide(
    connection: sa.Connection,
    shown: BulkPreview,
    reviewer: str,
    settings: QueueSettings,
    now: datetime,
) -> BulkOutcome:
    """Decide what a preview accepted and what has not changed since."""
    wanted = {i.item.id: i for i in shown.items if not i.refused}
    rows = connection.execute(
        sa.select(items)
        .where(items.c.id.in_(list(wanted)[:MAX_BULK]))
        .order_by(items.c.key)
        .with_for_update()
    ).all()
    ready: list[verdicts.Prepared] = []
    refused = [i for i in shown.items if i.refused]
    for row in rows:
        item = item_of(row, now, settings.priority)
        refusal = (
            "it was scored again since the preview"
            if row.revision != wanted[row.id].item.revision
            else _refusal(connection, row, item, reviewer, shown.draft, settings)
        )
        if refusal:
            refused.append(BulkItem(item, refusal))
        else:
            ready.append(verdicts.Prepared(row, shown.draft, reviewer, None))
    made = verdicts.record(connection, ready, settings, now, bulk=True)
    return BulkOutcome(tuple(made), tuple(refused))


def _refusal(
    connection: sa.Connection,
    row: Any,
    item: Item,
    reviewer: str,
    draft: Draft,
    settings: QueueSettings,
) -> str:
    if item.state is State.DECIDED:
        return "it is decided"
    if item.state is State.CLAIMED:
        return f"{item.holder} holds it"
    if row.golden or row.opinions > 1:
        return "it wants the full attention of a person of its own"
    try:
        verdicts.check(connection, row, reviewer, draft, settings)
    except (InvalidArticle, NotAllowed) as error:
        return str(error)
    return ""
