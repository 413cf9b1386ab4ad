"""Routing beside what was sent lately: a rule that floods its queue is quarantined."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from caveat.errors import NotFound
from caveat.moderation.model import Entry, EventKind
from caveat.moderation.routing import Route, Routing, Rule
from caveat.moderation.sql.log import Note
from caveat.store.queue_tables import items, quarantine, restored


class Floods:
    """The routing of one transaction; ``notes`` tells which rules it quarantined."""

    def __init__(self, connection: sa.Connection, routing: Routing, now: datetime) -> None:
        self.notes: list[Note] = []
        self._connection = connection
        self._routing = routing
        self._now = now
        self._sent: dict[str, int] = {}
        self._quarantined = {
            row.rule
            for row in connection.execute(sa.select(quarantine))
            if (rule := routing.rule(row.rule)) and rule.fingerprint == row.fingerprint
        }

    def route(self, entry: Entry, *, routed: str = "") -> Route:
        """The queue of an entry. ``routed`` is the rule that sent it before: it counts once."""
        language = entry.language or entry.article.language
        while True:
            route = self._routing.route(entry.article, language, entry.score, self._quarantined)
            rule = self._routing.rule(route.rule)
            if rule is None or rule.name == routed:
                return route
            sent = self._sent_by(rule)
            if sent < rule.flood_items:
                self._sent[rule.name] = sent + 1
                return route
            self._quarantine(rule, sent)

    def _sent_by(self, rule: Rule) -> int:
        if rule.name not in self._sent:
            since = self._now - rule.flood_window
            at = self._connection.scalar(
                sa.select(restored.c.at).where(restored.c.rule == rule.name)
            )
            if at is not None:
                since = max(since, at)
            self._sent[rule.name] = (
                self._connection.scalar(
                    sa.select(sa.func.count()).where(
                        items.c.rule == rule.name, items.c.entered_at > since
                    )
                )
                or 0
            )
        return self._sent[rule.name]

    def _quarantine(self, rule: Rule, sent: int) -> None:
        minutes = rule.flood_window.total_seconds() / 60
        why = f"sent {sent:,} items to {rule.queue} within {minutes:g} minutes"
        self._connection.execute(sa.delete(quarantine).where(quarantine.c.rule == rule.name))
        self._connection.execute(
            sa.insert(quarantine).values(
                rule=rule.name, fingerprint=rule.fingerprint, since=self._now, why=why
            )
        )
        self._quarantined.add(rule.name)
        data = {"rule": rule.name, "queue": rule.queue, "why": why}
        self.notes.append(Note(EventKind.RULE_QUARANTINED, "", "", data))


def restore(connection: sa.Connection, name: str, actor: str, now: datetime) -> Note:
    """Lift the quarantine of a rule; floods are counted from now on. Raises NotFound."""
    lifted = connection.execute(
        sa.delete(quarantine).where(quarantine.c.rule == name).returning(quarantine.c.rule)
    ).all()
    if not lifted:
        raise NotFound(f"no routing rule {name[:100]!r} is quarantined")
    connection.execute(sa.delete(restored).where(restored.c.rule == name))
    connection.execute(sa.insert(restored).values(rule=name, at=now))
    return Note(EventKind.RULE_RESTORED, "", actor, {"rule": name})
