"""The check of the audit log: its chain, its head, and the decisions against it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa

from caveat.moderation import chain
from caveat.moderation.chain import GENESIS
from caveat.moderation.model import Event, EventKind
from caveat.moderation.reports import Verification
from caveat.moderation.sql import log
from caveat.store.queue_tables import decisions, items, log_head
from caveat.store.queue_tables import log as log_table

# More than this many faults tell nobody more.
_MOST = 100


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
        self._expect = expect

    def over(self, events: Iterator[Event]) -> Iterator[Event]:
        for event in events:
            self.entries += 1
            self.last_sequence, self.last_hash = event.sequence, event.hash
            self.met = self.met or self._expect == (event.sequence, event.hash)
            if event.kind is EventKind.DECIDED:
                decided = (event.sequence, event.item_id, event.actor, event.data.get("draft"))
                self.decided[str(event.data.get("decision"))] = decided
            gone = event.data.get("withdrawn")
            if isinstance(gone, list):
                self.withdrawn |= {str(identifier): event.sequence for identifier in gone}
            yield event


def _decision_faults(connection: sa.Connection, walk: _Walk, until: int) -> Iterator[str]:
    logged = dict(walk.decided)
    rows = connection.execute(
        sa.select(decisions, items.c.id.label("item_id"))
        .join(items, items.c.key == decisions.c.item)
        .where(decisions.c.sequence <= until)
        .order_by(decisions.c.sequence)
    )
    for row in rows:
        entry = logged.pop(row.id, None)
        if entry is None:
            yield f"decision {row.id}: is not in the log"
        elif entry != (row.sequence, row.item_id, row.reviewer, json.loads(row.draft)):
            yield f"decision {row.id}: is not what entry {entry[0]} says"
        withdrawn = row.withdrawn_sequence
        if withdrawn is None and row.withdrawn_at is not None:
            yield f"decision {row.id}: is withdrawn, but no entry says so"
        elif (withdrawn is None or withdrawn <= until) and walk.withdrawn.get(row.id) != withdrawn:
            yield f"decision {row.id}: the log says otherwise of whether it was withdrawn"
    for identifier, (sequence, *_) in logged.items():
        yield f"decision {identifier}: was deleted, entry {sequence} has it"


def _first(faults: Iterator[str]) -> Iterator[str]:
    for number, fault in enumerate(faults):
        if number < _MOST:
            yield fault
