"""Articles enter the queue, or update the item that they have there."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from caveat.document import Article
from caveat.evidence import Score, Status
from caveat.moderation.chain import canonical
from caveat.moderation.codec import content_hash, write_article, write_score
from caveat.moderation.model import Entered, Entry, EntryBy, EventKind, Outcome, State
from caveat.moderation.opinions import opinions_wanted
from caveat.moderation.routing import Route
from caveat.moderation.settings import QueueSettings
from caveat.moderation.sql.floods import Floods
from caveat.moderation.sql.log import Note
from caveat.moderation.sql.rows import find
from caveat.store.queue_tables import decisions, fired, items, revisions, shadows

# Any number will do, as long as every caveat process takes the same one.
_ENTRY_LOCK = 0x71756575
_TITLE = 160


def enter(
    connection: sa.Connection, entries: Sequence[Entry], settings: QueueSettings, now: datetime
) -> tuple[list[Entered], list[Note]]:
    """Put entries into the queue; the notes are for the audit log, once all is done."""
    if connection.dialect.name != "sqlite":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ENTRY_LOCK)))
    offered = [(entry, content_hash(entry.article)) for entry in entries]
    _lock(connection, offered)
    floods = Floods(connection, settings.routing, now)
    notes: list[Note] = []
    entered = [_one(connection, e, content, settings, floods, notes, now) for e, content in offered]
    return entered, floods.notes + notes


def _lock(connection: sa.Connection, offered: Sequence[tuple[Entry, str]]) -> None:
    """Lock the items that may be updated, by key: see the package on the order of locks."""
    if connection.dialect.name == "sqlite":
        return
    connection.execute(
        sa.select(items.c.key)
        .where(
            sa.or_(
                items.c.content.in_([content for _, content in offered]),
                items.c.article_id.in_([entry.article.id for entry, _ in offered]),
            ),
            items.c.state != State.DECIDED,
        )
        .order_by(items.c.key)
        .with_for_update()
    ).all()


def _one(
    connection: sa.Connection,
    entry: Entry,
    content: str,
    settings: QueueSettings,
    floods: Floods,
    notes: list[Note],
    now: datetime,
) -> Entered:
    policy = entry.score.versions.policy
    known = find(connection, items.c.content == content, items.c.policy == policy)
    if known is not None:
        if known.state == State.DECIDED or not _differs(connection, known, entry):
            return Entered(Outcome.UNCHANGED, known.id, known.queue)
        return _rescore(connection, known, entry, content, settings, floods, notes, now)
    undecided = find(
        connection, items.c.article_id == entry.article.id, items.c.state != State.DECIDED
    )
    if undecided is not None:
        return _rescore(connection, undecided, entry, content, settings, floods, notes, now)
    if not (entry.score.hold or entry.requested):
        return Entered(Outcome.BELOW_THRESHOLDS)
    route = floods.route(entry)
    by = EntryBy.POLICY if entry.score.hold else EntryBy.REQUEST
    row = new_item(entry, content, route, settings, now) | {
        "entry": by.value,
        "opinions": opinions_wanted(content, settings.second_share),
        "golden": False,
    }
    row["wanted"] = row["opinions"]
    insert_item(connection, row, entry, now)
    _record_shadows(connection, row["id"], route, now)
    data = _told(entry, route) | {"entry": by.value, "revision": 1, "content": content}
    notes.append(Note(EventKind.ENTERED, row["id"], "", data))
    return Entered(Outcome.ENTERED, row["id"], route.queue)


def new_item(
    entry: Entry, content: str, route: Route, settings: QueueSettings, now: datetime
) -> dict[str, Any]:
    """The columns of an item at entry, but for how it entered and what it wants."""
    return _shown_columns(entry, content, settings, entry.reach, now, now) | {
        "id": uuid.uuid4().hex,
        "revision": 1,
        "queue": route.queue,
        "rule": route.rule,
        "state": State.OPEN.value,
        "entered_at": now,
        "given": 0,
        "disputed": False,
        "holder": "",
        "note": "",
    }


def insert_item(connection: sa.Connection, row: dict[str, Any], entry: Entry, now: datetime) -> int:
    """Insert an item with its first revision; returns its key."""
    [key] = connection.execute(sa.insert(items).values(row).returning(items.c.key)).one()
    _put_revision(connection, key, 1, entry, now)
    return int(key)


def _rescore(
    connection: sa.Connection,
    known: Any,
    entry: Entry,
    content: str,
    settings: QueueSettings,
    floods: Floods,
    notes: list[Note],
    now: datetime,
) -> Entered:
    """A new revision of an undecided item. Who holds it keeps it, and is told at the decision."""
    reach = entry.reach or known.reach
    values = _shown_columns(entry, content, settings, reach, known.entered_at, now)
    values["revision"] = known.revision + 1
    route = Route(known.queue, known.rule)
    if known.state == State.OPEN:
        route = floods.route(entry, routed=known.rule)
        values |= {"queue": route.queue, "rule": route.rule}
    data = _told(entry, route) | {
        "revision": values["revision"],
        "before": known.score,
        "policy_before": known.policy,
        "content": content,
    }
    if content != known.content:
        # An opinion on other words is no opinion on these.
        withdrawn = _withdraw(connection, known.key, now)
        values |= {"given": 0, "disputed": False, "wanted": known.opinions}
        data["withdrawn"] = withdrawn
    connection.execute(sa.update(items).where(items.c.key == known.key).values(values))
    connection.execute(sa.delete(fired).where(fired.c.item == known.key))
    _put_revision(connection, known.key, values["revision"], entry, now)
    _record_shadows(connection, known.id, route, now)
    notes.append(Note(EventKind.RESCORED, known.id, "", data))
    return Entered(Outcome.RESCORED, known.id, route.queue)


def _differs(connection: sa.Connection, known: Any, entry: Entry) -> bool:
    if entry.reach and entry.reach != known.reach:
        return True
    stored = connection.scalar(
        sa.select(revisions.c.score).where(
            revisions.c.item == known.key, revisions.c.revision == known.revision
        )
    )
    # The same text may come under another id: that alone is no other score.
    score = write_score(entry.score) | {"article_id": known.article_id}
    return bool(stored != canonical(score))


def _withdraw(connection: sa.Connection, key: int, now: datetime) -> list[str]:
    stands = (decisions.c.item == key) & decisions.c.withdrawn_at.is_(None)
    ids = list(connection.scalars(sa.select(decisions.c.id).where(stands)))
    connection.execute(sa.update(decisions).where(stands).values(withdrawn_at=now))
    return ids


def _put_revision(
    connection: sa.Connection, key: int, revision: int, entry: Entry, now: datetime
) -> None:
    connection.execute(
        sa.insert(revisions).values(
            item=key,
            revision=revision,
            article=canonical(write_article(entry.article)),
            score=canonical(write_score(entry.score)),
            scored_at=now,
        )
    )
    if found := _signals(entry.score):
        connection.execute(
            sa.insert(fired),
            [{"item": key, "signal": name, "score": score} for name, score in found],
        )


def _record_shadows(connection: sa.Connection, item_id: str, route: Route, now: datetime) -> None:
    if not route.shadows:
        return
    key = connection.scalar(sa.select(items.c.key).where(items.c.id == item_id))
    names = [rule.name for rule in route.shadows]
    connection.execute(sa.delete(shadows).where(shadows.c.item == key, shadows.c.rule.in_(names)))
    connection.execute(
        sa.insert(shadows),
        [{"item": key, "rule": r.name, "queue": r.queue, "at": now} for r in route.shadows],
    )


def _shown_columns(
    entry: Entry,
    content: str,
    settings: QueueSettings,
    reach: int,
    entered_at: datetime,
    now: datetime,
) -> dict[str, Any]:
    article, score = entry.article, entry.score
    return {
        "article_id": article.id,
        "content": content,
        "policy": score.versions.policy,
        "place": settings.priority.place(score.score, reach, entered_at),
        "score": score.score,
        "signals": canonical([list(pair) for pair in _signals(score)]),
        "title": _title(article),
        "outlet": article.outlet,
        "language": entry.language or article.language,
        "url": article.url,
        "reach": reach,
        "updated_at": now,
    }


def _told(entry: Entry, route: Route) -> dict[str, Any]:
    """What the log says of a score: never a word of the article."""
    return {
        "queue": route.queue,
        "rule": route.rule,
        "shadows": [[rule.name, rule.queue] for rule in route.shadows],
        "score": entry.score.score,
        "hold": entry.score.hold,
        "signals": [list(pair) for pair in _signals(entry.score)],
        "policy": entry.score.versions.policy,
        "reach": entry.reach,
    }


def _signals(score: Score) -> list[tuple[str, float]]:
    found = [(f.signal, f.score) for f in score.findings if f.status is Status.FOUND]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _title(article: Article) -> str:
    """The headline, or the first line of the text where the headline stands in it."""
    text = article.title or next((x for x in article.text[:5_000].split("\n") if x.strip()), "")
    text = " ".join(text.split())
    return text if len(text) <= _TITLE else text[: _TITLE - 1] + "…"
