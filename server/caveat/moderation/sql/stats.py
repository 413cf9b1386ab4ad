"""How the queues stand, the signals and rules fare, and the days went."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa

from caveat.moderation.model import State, Verdict
from caveat.moderation.reports import DayStats, QueueStats, RuleStats, SignalStats, Stats
from caveat.moderation.routing import Routing
from caveat.store.queue_tables import decisions, items, quarantine, shadows

# How many days are told of when no moment is asked for.
_DAYS = 30


def stats(
    connection: sa.Connection,
    queue: str,
    since: datetime | None,
    routing: Routing,
    now: datetime,
) -> Stats:
    """Everything but golden items, of one queue or of all."""
    real: list[sa.ColumnElement[bool]] = [items.c.golden.is_(sa.false())]
    if queue:
        real.append(items.c.queue == queue)
    return Stats(
        _queues(connection, real, since, now),
        _signals(connection, real, since),
        _rules(connection, routing, since) if not queue else (),
        _days(connection, real, since or now - timedelta(days=_DAYS)),
    )


def _queues(
    connection: sa.Connection,
    real: list[sa.ColumnElement[bool]],
    since: datetime | None,
    now: datetime,
) -> tuple[QueueStats, ...]:
    number = sa.func.count()
    standing: dict[str, Counter[str]] = defaultdict(Counter)
    oldest: dict[str, datetime] = {}
    for row in connection.execute(
        sa.select(
            items.c.queue,
            items.c.state,
            number.label("n"),
            sa.type_coerce(sa.func.min(items.c.entered_at), items.c.entered_at.type).label("first"),
        )
        .where(*real)
        .group_by(items.c.queue, items.c.state)
    ):
        standing[row.queue][row.state] = row.n
        if row.state == State.OPEN:
            oldest[row.queue] = row.first
    entered_query = sa.select(items.c.queue, number).where(*real).group_by(items.c.queue)
    decided_query = sa.select(items.c.queue, items.c.entered_at, items.c.decided_at).where(
        *real, items.c.state == State.DECIDED
    )
    if since is not None:
        entered_query = entered_query.where(items.c.entered_at >= since)
        decided_query = decided_query.where(items.c.decided_at >= since)
    entered: dict[str, int] = {name: n for name, n in connection.execute(entered_query)}  # noqa: C416
    waited: dict[str, list[float]] = defaultdict(list)
    for row in connection.execute(decided_query):
        waited[row.queue].append((row.decided_at - row.entered_at).total_seconds())
    return tuple(
        QueueStats(
            queue=name,
            open=counts[State.OPEN.value],
            claimed=counts[State.CLAIMED.value],
            entered=entered.get(name, 0),
            decided=len(waited[name]),
            oldest_open=now - oldest[name] if name in oldest else None,
            median_to_decision=timedelta(seconds=median(waited[name])) if waited[name] else None,
        )
        for name, counts in sorted(standing.items())
    )


def _signals(
    connection: sa.Connection, real: list[sa.ColumnElement[bool]], since: datetime | None
) -> tuple[SignalStats, ...]:
    query = (
        sa.select(decisions.c.draft)
        .join(items, items.c.key == decisions.c.item)
        .where(*real, decisions.c.withdrawn_at.is_(None))
    )
    if since is not None:
        query = query.where(decisions.c.decided_at >= since)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in connection.scalars(query):
        for verdict in json.loads(text)["verdicts"]:
            counts[verdict["signal"]][verdict["verdict"]] += 1
    return tuple(
        SignalStats(
            name,
            confirmed=by[Verdict.CONFIRM.value],
            rejected=by[Verdict.REJECT.value],
            corrected=by[Verdict.CORRECT.value],
            added=by[Verdict.ADD.value],
        )
        for name, by in sorted(counts.items())
    )


def _rules(
    connection: sa.Connection, routing: Routing, since: datetime | None
) -> tuple[RuleStats, ...]:
    def counted(column: sa.ColumnElement[Any], at: sa.ColumnElement[Any]) -> dict[str, int]:
        query = sa.select(column, sa.func.count()).group_by(column)
        if since is not None:
            query = query.where(at >= since)
        return {name: n for name, n in connection.execute(query)}  # noqa: C416

    sent = counted(items.c.rule, items.c.entered_at)
    would = counted(shadows.c.rule, shadows.c.at)
    stopped = {row.rule: row for row in connection.execute(sa.select(quarantine))}
    found = []
    for rule in routing.rules:
        row = stopped.get(rule.name)
        if row is not None and row.fingerprint != rule.fingerprint:
            row = None
        found.append(
            RuleStats(
                rule.name,
                rule.queue,
                sent.get(rule.name, 0),
                would.get(rule.name, 0),
                rule.shadow,
                row.since if row else None,
                row.why if row else "",
            )
        )
    return tuple(found)


def _days(
    connection: sa.Connection, real: list[sa.ColumnElement[bool]], since: datetime
) -> tuple[DayStats, ...]:
    entered: Counter[str] = Counter(
        _day(at)
        for at in connection.scalars(
            sa.select(items.c.entered_at).where(*real, items.c.entered_at >= since)
        )
    )
    waited: dict[str, list[float]] = defaultdict(list)
    for row in connection.execute(
        sa.select(decisions.c.decided_at, items.c.entered_at)
        .join(items, items.c.key == decisions.c.item)
        .where(*real, decisions.c.withdrawn_at.is_(None), decisions.c.decided_at >= since)
    ):
        hours = (row.decided_at - row.entered_at).total_seconds() / 3600
        waited[_day(row.decided_at)].append(hours)
    return tuple(
        DayStats(
            day,
            entered[day],
            len(waited.get(day, [])),
            round(median(waited[day]), 4) if day in waited else None,
        )
        for day in sorted({*entered, *waited})
    )


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
