"""The check of the audit log: its chain, its head, and the decisions against it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa

from caveat.moderation import chain
from caveat.moderation.chain import GENESIS, Unreadable
from caveat.moderation.model import Event, EventKind, State
from caveat.moderation.reports import Verification
from caveat.moderation.sql import log
from caveat.store.queue_tables import decisions, items, log_head
from caveat.store.queue_tables import log as log_table

# More than this many faults tell nobody more.
_MOST = 100
# What closes an item (with an outcome) or opens it again (without one).
_SETTLES = frozenset({EventKind.DECIDED, EventKind.UNDONE, EventKind.REOPENED})


def verify(connection: sa.Connection, expect: tuple[int, str] | None) -> Verification:
    """Everything up to the head as it is now; what is appended meanwhile waits for the next."""
    # In this order: the log and its head are written together, so that a head that is read later
    # is never behind.
    newest = connection.scalar(sa.select(sa.func.max(log_table.c.sequence))) or 0
    head = connection.execute(sa.select(log_head.c.sequence, log_head.c.hash)).one_or_none()
    until = head.sequence if head is not None else newest
    walk = _Walk(expect)
    found = list(_first(chain.faults(walk.over(log.everything(connection, until)))))
    if head is None and newest:
        found.append("the head is missing: the end of the log cannot be checked")
    if head is not None and newest > head.sequence:
        found.append(f"entry {newest}: stands after the head, which is at {head.sequence}")
    if head is not None and walk.last_sequence < head.sequence:
        missing = head.sequence - walk.last_sequence
        found.append(f"the last {missing} entries are missing: the head is at {head.sequence}")
    elif head is not None and walk.last_hash != head.hash:
        found.append("the head is not the hash of the last entry")
    if expect is not None and not walk.met:
        found.append(f"entry {expect[0]} does not have the hash that was noted")
    found += _first(_decision_faults(connection, walk, until))
    found += _first(_item_faults(connection, walk, until))
    return Verification(walk.entries, walk.last_hash, tuple(found[:_MOST]))


class _Walk:
    """What one walk over the log remembers of it."""

    def __init__(self, expect: tuple[int, str] | None) -> None:
        self.entries = 0
        self.last_sequence = 0
        self.last_hash = GENESIS
        self.met = expect == (0, GENESIS)
        self.decided: dict[str, tuple[int, str, str, object]] = {}
        self.withdrawn: dict[str, int] = {}
        self.outcomes: dict[str, str] = {}
        self._expect = expect

    def over(self, events: Iterator[Event | Unreadable]) -> Iterator[Event | Unreadable]:
        for event in events:
            self.entries += 1
            self.last_sequence, self.last_hash = event.sequence, event.hash
            self.met = self.met or self._expect == (event.sequence, event.hash)
            if isinstance(event, Unreadable):
                yield event
                continue
            if event.kind in _SETTLES:
                self.outcomes[event.item_id] = str(event.data.get("outcome", ""))
            if event.kind is EventKind.DECIDED:
                decided = (event.sequence, event.item_id, event.actor, event.data.get("draft"))
                self.decided[str(event.data.get("decision"))] = decided
            gone = event.data.get("withdrawn")
            if isinstance(gone, list):
                self.withdrawn |= {str(identifier): event.sequence for identifier in gone}
            yield event


def _decision_faults(connection: sa.Connection, walk: _Walk, until: int) -> Iterator[str]:
    logged = dict(walk.decided)
    # What cannot be read as a date must not keep the rest from being checked.
    rows = connection.execute(
        sa.select(
            decisions.c.id,
            decisions.c.sequence,
            decisions.c.reviewer,
            decisions.c.draft,
            decisions.c.withdrawn_sequence,
            decisions.c.withdrawn_at.is_not(None).label("is_withdrawn"),
            items.c.id.label("item_id"),
        )
        .join(items, items.c.key == decisions.c.item)
        .where(decisions.c.sequence <= until)
        .order_by(decisions.c.sequence)
    )
    for row in rows:
        entry = logged.pop(row.id, None)
        if entry is None:
            yield f"decision {row.id}: is not in the log"
        elif entry != (row.sequence, row.item_id, row.reviewer, _draft(row.draft)):
            yield f"decision {row.id}: is not what entry {entry[0]} says"
        withdrawn = row.withdrawn_sequence
        if withdrawn is None and row.is_withdrawn:
            yield f"decision {row.id}: is withdrawn, but no entry says so"
        elif (withdrawn is None or withdrawn <= until) and walk.withdrawn.get(row.id) != withdrawn:
            yield f"decision {row.id}: the log says otherwise of whether it was withdrawn"
    for identifier, (sequence, *_) in logged.items():
        yield f"decision {identifier}: was deleted, entry {sequence} has it"


def _draft(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _item_faults(connection: sa.Connection, walk: _Walk, until: int) -> Iterator[str]:
    """Items that are closed otherwise than the log closed them."""
    logged = {item: outcome for item, outcome in walk.outcomes.items() if outcome}
    found: dict[str, str] = {}
    closed = sa.select(items.c.id, items.c.disposition).where(items.c.state == State.DECIDED.value)
    for row in connection.execute(closed):
        outcome = logged.pop(row.id, "")
        if outcome != row.disposition:
            says = f"the log says {outcome}" if outcome else "the log does not say so"
            found[row.id] = f"item {row.id}: is decided as {row.disposition}, {says}"
    for item, outcome in logged.items():
        found[item] = f"item {item}: is not decided, the log says {outcome}"
    # Asked last: what was decided while this ran has its entry by now.
    later = sa.select(log_table.c.item).where(log_table.c.sequence > until)
    moved = set(connection.scalars(later)) if found else set()
    yield from (fault for item, fault in found.items() if item not in moved)


def _first(faults: Iterator[str]) -> Iterator[str]:
    for number, fault in enumerate(faults):
        if number < _MOST:
            yield fault
