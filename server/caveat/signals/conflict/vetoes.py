"""What forbids setting two values against each other, however alike their surroundings are.

Of the bars those that the policy names and that words around a value tell surely; the others say
what mostly holds, and the learned weights know better.
"""

from __future__ import annotations

from datetime import datetime

from caveat.document import MentionKind, gazetteer
from caveat.signals.conflict.bars import bar
from caveat.signals.conflict.comparable import adjacent
from caveat.signals.conflict.passages import Reading
from caveat.signals.conflict.setting import Setting
from caveat.signals.conflict.words import stem
from caveat.values import Grain, ValueKind, When

_SURE = frozenset(
    {
        "one is of a later day than the other knows",
        "two bodies are named as the sources",
        "one is planned, the other done",
        "one is past, the other to come",
        "one is the day of the statement",
        "other things happened to them",
        "they are of other persons",
        "one is of a place within the other's",
    }
)


def vetoed(a: Setting, b: Setting, one: Reading, other: Reading) -> bool:
    """Whether two values are of two things for certain."""
    if ValueKind.RESULT in (a.value.kind, b.value.kind):
        # A score is as often an interim one.
        return True
    if _night(a, b):
        return True
    if _aged(a) and _aged(b) and not _one_person(a, b, one, other):
        return True
    return bar(a, b, _day(one), _day(other)) in _SURE


def _day(reading: Reading) -> datetime | None:
    return reading.document.published.at if reading.document.published else None


def _night(a: Setting, b: Setting) -> bool:
    """Whether an evening and the next day meet: "late on Sunday", "early on Monday"."""
    x, y = a.value, b.value
    if not isinstance(x, When) or not isinstance(y, When):
        return False
    return adjacent(x, y) and Grain.DAYPART in (x.grain, y.grain)


def _aged(s: Setting) -> bool:
    return s.age is not None or s.value.kind is ValueKind.AGE


def _one_person(a: Setting, b: Setting, one: Reading, other: Reading) -> bool:
    """Whether two ages may be one person's: whose they are is not known of both, or one name is
    the other's or its surname, where only one person bears it.
    """
    if not a.owner or not b.owner:
        return True
    shared = a.owner & b.owner
    if not shared:
        return False
    given = _given(one, shared) | _given(other, shared)
    return len(given) < 2 or bool(given & a.owner & b.owner)


def _given(reading: Reading, surnames: frozenset[str]) -> set[str]:
    """The given names that a text puts before these surnames."""
    found: set[str] = set()
    for passage in reading.passages:
        for m in passage.mentions:
            words = reading.document.text(m.span).split()
            while len(words) > 1 and words[0].lower().strip(".") in gazetteer.ROLE:
                words.pop(0)
            person = m.kind in (MentionKind.PERSON, MentionKind.UNKNOWN)
            if person and len(words) == 2 and stem(words[1]) in surnames:
                found.add(stem(words[0]))
    return found
