"""Golden items: their right decision is known, so that they measure who decides them."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa

from caveat.errors import Stale
from caveat.moderation.chain import canonical
from caveat.moderation.codec import content_hash, read_draft, write_draft
from caveat.moderation.model import Draft, Entry, EntryBy, EventKind
from caveat.moderation.reports import GoldenAnswer
from caveat.moderation.settings import QueueSettings
from caveat.moderation.sql.entry import insert_item, new_item
from caveat.moderation.sql.log import Note
from caveat.moderation.sql.rows import GOLDEN, find
from caveat.store.queue_tables import decisions, golden, items


def seed(
    connection: sa.Connection,
    entry: Entry,
    truth: Draft,
    seeded_by: str,
    settings: QueueSettings,
    now: datetime,
) -> tuple[str, Note]:
    """Put a golden item in line, as any other. Raises InvalidArticle, Stale when it is there."""
    settings.decisions.check(truth, entry.article, entry.score)
    content = GOLDEN + content_hash(entry.article)
    if find(connection, items.c.content == content) is not None:
        raise Stale("this article is a golden item already")
    route = settings.routing.route(
        entry.article, entry.language or entry.article.language, entry.score
    )
    row = new_item(entry, content, route, settings, now) | {
        "article_id": GOLDEN + entry.article.id,
        # Sent by no rule: a golden item must not count towards a flood.
        "rule": "",
        "entry": EntryBy.POLICY.value,
        "opinions": settings.golden_opinions,
        "wanted": settings.golden_opinions,
        "golden": True,
    }
    key = insert_item(connection, row, entry, now)
    connection.execute(
        sa.insert(golden).values(
            item=key, draft=canonical(write_draft(truth)), seeded_by=seeded_by, seeded_at=now
        )
    )
    data = {"draft": write_draft(truth), "queue": route.queue}
    return row["id"], Note(EventKind.GOLDEN_SEEDED, row["id"], seeded_by, data)


def answers(connection: sa.Connection) -> list[GoldenAnswer]:
    """Every decision that stands on a golden item, oldest first."""
    rows = connection.execute(
        sa.select(
            items.c.id,
            decisions.c.reviewer,
            decisions.c.draft,
            decisions.c.decided_at,
            golden.c.draft.label("truth"),
        )
        .join(items, items.c.key == decisions.c.item)
        .join(golden, golden.c.item == items.c.key)
        .where(decisions.c.withdrawn_at.is_(None))
        .order_by(decisions.c.sequence)
    )
    return [
        GoldenAnswer(
            row.id,
            row.reviewer,
            read_draft(json.loads(row.truth)),
            read_draft(json.loads(row.draft)),
            row.decided_at,
        )
        for row in rows
    ]
