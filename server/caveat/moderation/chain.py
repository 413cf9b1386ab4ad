"""The audit log's hash chain: whoever changes an entry has to change every one after it.

Each entry's hash covers the hash of the entry before, as in Haber and Stornetta, How to
Time-Stamp a Digital Document (1991). A chain shows edits, deletions and reordering by itself, and
a cut-off end through the head that is kept beside it. Who can rewrite the log *and* the head can
forge both: note the head elsewhere from time to time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from caveat.moderation.model import Event, EventKind

# What stands before the first entry.
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An entry that is there and makes no sense: somebody else has written into it."""

    sequence: int
    previous: str
    hash: str


def canonical(value: object) -> str:
    """JSON with sorted keys, no white space and no escaped letters: one text for one value.

    The subset of RFC 8785 that our entries need: strings, integers, floats as Python prints them,
    lists and objects. Raises ValueError for NaN and infinities.
    """
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def digest(event: Event) -> str:
    """The hash that an entry must carry, in hexadecimal."""
    covered = {
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": event.kind.value,
        "item": event.item_id,
        "actor": event.actor,
        "data": event.data,
        "previous": event.previous,
    }
    return hashlib.sha256(canonical(covered).encode("utf-8", "surrogatepass")).hexdigest()


def link(
    sequence: int,
    previous: str,
    at: datetime,
    kind: EventKind,
    item_id: str,
    actor: str,
    data: Mapping[str, object],
) -> Event:
    """The next entry of a chain whose last has ``sequence - 1`` and the hash ``previous``."""
    event = Event(sequence, at, kind, item_id, actor, data, previous, "")
    return replace(event, hash=digest(event))


def faults(events: Iterable[Event | Unreadable]) -> Iterator[str]:
    """What is wrong with a chain that should start at the beginning, in its order."""
    expected, previous = 1, GENESIS
    for event in events:
        if event.sequence != expected:
            missing = event.sequence - expected
            yield (
                f"entry {expected}: {missing} missing before {event.sequence}"
                if missing > 0
                else f"entry {event.sequence}: out of order"
            )
        elif event.previous != previous:
            yield f"entry {event.sequence}: does not follow the entry before it"
        if not _is_sound(event):
            yield f"entry {event.sequence}: its content was changed"
        expected, previous = event.sequence + 1, event.hash


def _is_sound(event: Event | Unreadable) -> bool:
    if isinstance(event, Unreadable):
        return False
    try:
        return digest(event) == event.hash
    except (TypeError, ValueError):
        # What has no canonical form was not written by ``link``.
        return False
