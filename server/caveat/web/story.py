"""What happened to an item, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from caveat.moderation import Event, EventKind
from caveat.web.templates import words

_TOLD = {
    EventKind.ENTERED: "entered the queue",
    EventKind.RESCORED: "was scored again",
    EventKind.CLAIMED: "claimed it",
    EventKind.RELEASED: "gave it back",
    EventKind.SKIPPED: "skipped it",
    EventKind.EXPIRED: "the claim ran out",
    EventKind.UNDONE: "took the decision back",
    EventKind.REOPENED: "opened it again",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: who did it ("" for the service itself), what, and their words."""

    at: datetime
    actor: str
    what: str
    said: str = ""


def told(events: Sequence[Event]) -> list[Moment]:
    """Events as moments, newest first; what reviewers need not see (extensions) is left out."""
    return [_moment(e) for e in reversed(events) if e.kind is not EventKind.EXTENDED]


def _moment(event: Event) -> Moment:
    if event.kind is EventKind.DECIDED:
        draft = event.data.get("draft")
        values: Mapping[str, object] = draft if isinstance(draft, dict) else {}
        what = f"decided: {words(str(values.get('disposition', '')))}"
        return Moment(event.at, event.actor, what, str(values.get("reason", "")))
    what = _TOLD.get(event.kind, words(event.kind.value))
    if event.kind is EventKind.EXPIRED:
        what = f"the claim of {event.data.get('holder', '')} ran out"
    said = str(event.data.get("note") or event.data.get("reason") or "")
    return Moment(event.at, event.actor, what, said)
