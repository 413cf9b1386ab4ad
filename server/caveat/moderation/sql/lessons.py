"""What people said of scores, with what they were shown: the rows that teach."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from caveat.document import Span
from caveat.moderation.codec import read_article, read_score
from caveat.moderation.model import EventKind, Filter
from caveat.moderation.priority import Priority
from caveat.moderation.reports import Judged, Suggested
from caveat.moderation.sql.listing import conditions
from caveat.moderation.sql.log import Note
from caveat.moderation.sql.rows import decision_of, item_of
from caveat.store.contract import Suggestion
from caveat.store.database import Database
from caveat.store.queue_tables import decisions, items, log, revisions
from caveat.store.schema import suggestions

# Articles are large: so many decisions are read at once.
_STEP = 100


def judged(
    database: Database,
    filter: Filter,  # noqa: A002
    since: datetime | None,
    priority: Priority,
    now: datetime,
) -> Iterator[Judged]:
    """Decisions that stand, oldest first, with the article and score that they were made on."""
    sequence = 0
    while True:
        query = (
            sa.select(
                items,
                decisions.c.id.label("decision"),
                decisions.c.sequence,
                revisions.c.article,
                revisions.c.score.label("shown_score"),
                log.c.hash,
            )
            .join(items, items.c.key == decisions.c.item)
            .join(
                revisions,
                (revisions.c.item == items.c.key) & (revisions.c.revision == decisions.c.revision),
            )
            .join(log, log.c.sequence == decisions.c.sequence)
            .where(
                decisions.c.sequence > sequence,
                decisions.c.withdrawn_at.is_(None),
                *conditions(filter, now),
            )
            .order_by(decisions.c.sequence)
            .limit(_STEP)
        )
        if since is not None:
            query = query.where(decisions.c.decided_at >= since)
        with database.reading() as connection:
            rows = connection.execute(query).all()
            made = {
                row.id: row
                for row in connection.execute(
                    sa.select(decisions).where(decisions.c.id.in_([r.decision for r in rows]))
                )
            }
        for row in rows:
            yield Judged(
                item_of(row, now, priority),
                read_article(json.loads(row.article)),
                read_score(json.loads(row.shown_score)),
                decision_of(made[row.decision], row.id),
                row.sequence,
                row.hash,
                bool(row.golden),
            )
        if len(rows) < _STEP:
            return
        sequence = rows[-1].sequence


def suggested(database: Database, since: datetime | None) -> Iterator[Suggested]:
    """Suggestions of callers, oldest first, with the latest score of their article in the queue."""
    query = sa.select(suggestions).order_by(suggestions.c.suggested_at, suggestions.c.id)
    if since is not None:
        query = query.where(suggestions.c.suggested_at >= since)
    with database.reading() as connection:
        for row in connection.execute(query).all():
            latest = connection.execute(
                sa.select(revisions.c.article, revisions.c.score)
                .join(items, items.c.key == revisions.c.item)
                .where(items.c.article_id == row.article_id)
                .order_by(revisions.c.scored_at.desc())
                .limit(1)
            ).one_or_none()
            suggestion = Suggestion(
                article_id=row.article_id,
                signal=row.signal,
                reason=row.reason,
                fits=row.fits,
                kind=row.kind,
                span=None if row.field is None else Span(row.field, row.start, row.end),
                text=row.text,
                suggested_by=row.suggested_by,
            )
            yield Suggested(
                row.id,
                suggestion,
                row.suggested_at,
                read_article(json.loads(latest.article)) if latest else None,
                read_score(json.loads(latest.score)) if latest else None,
            )


def notes_of(connection: sa.Connection, suggestion_id: str, suggestion: Suggestion) -> list[Note]:
    """What to log of a suggestion: one note for each item of its article."""
    data = {
        "suggestion": suggestion_id,
        "signal": suggestion.signal,
        "kind": suggestion.kind,
        "fits": suggestion.fits,
    }
    return [
        Note(EventKind.SUGGESTED, item_id, suggestion.suggested_by, data)
        for item_id in connection.scalars(
            sa.select(items.c.id)
            .where(items.c.article_id == suggestion.article_id)
            .order_by(items.c.key)
        )
    ]
