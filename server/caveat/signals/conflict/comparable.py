"""Do two values answer the same question about the same thing? Most do not.

First the reasons why not, each from the policy (another thing counted, another outcome, part
against whole, forecast against result, another body's figure, another day, another measure); what
no reason rules out is scored by how alike the words around the two values are.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.near import overlap
from caveat.signals.conflict.setting import Setting
from caveat.values import Grain, Quantity, Relation, Value, ValueKind, When, compare

_COUNTED = frozenset({ValueKind.COUNT, ValueKind.NUMBER})
_SUMS = frozenset(
    {
        ValueKind.MONEY,
        ValueKind.PERCENTAGE,
        ValueKind.PERCENTAGE_POINTS,
        ValueKind.MEASURE,
        ValueKind.DURATION,
    }
)
_WHEN = frozenset({ValueKind.DATE, ValueKind.TIME})
# What a sentence dates this far from the day of publication is history, not the story.
_HISTORY = timedelta(days=300)
# What is left of the likeness when a sentence is about somebody whom only a pronoun names.
_STRANGERS = 0.7
_LIST = 3


def bar(a: Setting, b: Setting, day_a: datetime | None, day_b: datetime | None) -> str:
    """Why two values of one kind cannot be compared, or "" when nothing forbids it.

    ``day_a`` and ``day_b`` are the two articles' days of publication, None when unknown.
    """
    kind = a.value.kind
    if kind in _WHEN:
        return _bar_dates(a, b)
    for reason, holds in (
        ("one is a part of the other", a.part != b.part or a.part == "window"),
        ("one is qualified as the other is not", a.qualifiers != b.qualifiers),
        ("two bodies are named as the sources", _apart(a.passage.bodies, b.passage.bodies)),
        ("they hold in other places", _apart(a.places, b.places)),
        ("they are counted from other points", a.offset != b.offset),
        ("other things are counted", kind in _COUNTED and not _nouns(a, b)),
        ("other things happened to them", kind in _COUNTED and _apart(a.outcomes, b.outcomes)),
        ("they measure other things", kind in _SUMS and _apart(a.measures, b.measures)),
        ("they are of other persons", _age(a) and _apart(a.owner, b.owner)),
        ("they are lists of other things", _listed(a, b)),
        ("they are records of seasons", _record(a) or _record(b)),
        ("they tell of other people", _apart(a.people - {"?"}, b.people - {"?"})),
        ("nothing says what they count", _bare(a) and _bare(b) and not _of_one(a, b)),
    ):
        if holds:
            return reason
    return "they are of other days" if _other_day(a, b, day_a, day_b) else ""


def _bar_dates(a: Setting, b: Setting) -> str:
    if a.reported or b.reported:
        return "one is the day of the statement"
    if a.qualifiers != b.qualifiers:
        return "one is qualified as the other is not"
    if _apart(a.passage.bodies, b.passage.bodies):
        return "two bodies are named as the sources"
    if _apart(a.events, b.events):
        return "they date other events"
    if isinstance(a.value, When) and isinstance(b.value, When):
        fine, coarse = sorted((a.value.grain, b.value.grain))
        if fine <= Grain.DAY and coarse >= Grain.QUARTER:
            return "one is too coarse to say"
    return ""


def _age(s: Setting) -> bool:
    return s.part == "age" or s.value.kind is ValueKind.AGE


def _listed(a: Setting, b: Setting) -> bool:
    """Lists of things seized or sold sort them otherwise: only like items are held together."""
    if a.value.kind not in _COUNTED or not (_list(a) or _list(b)):
        return False
    return a.noun != b.noun or _modifiers(a) != _modifiers(b)


def _list(s: Setting) -> bool:
    return sum(v.kind is ValueKind.COUNT for v in s.passage.values) >= _LIST


def _modifiers(s: Setting) -> tuple[str, ...]:
    return tuple(sorted(s.value.modifiers)) if isinstance(s.value, Quantity) else ()


def _record(s: Setting) -> bool:
    """A team's wins and losses: "a 9-14 start"."""
    season = {"record", "start", "season"}
    return s.noun in season or (s.value.kind is ValueKind.RESULT and not season.isdisjoint(s.near))


def _bare(s: Setting) -> bool:
    return s.value.kind in _COUNTED and not s.noun


def _of_one(a: Setting, b: Setting) -> bool:
    return bool(a.outcomes & b.outcomes or a.measures & b.measures)


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


def _nouns(a: Setting, b: Setting) -> bool:
    if (
        a.noun in lexicon.PEOPLE
        and b.noun in lexicon.PEOPLE
        and (not a.outcomes) != (not b.outcomes)
    ):
        return False
    if a.noun == b.noun or not a.noun or not b.noun:
        return True
    if a.noun in lexicon.PEOPLE and b.noun in lexicon.PEOPLE:
        return True
    one, other = sorted((a.noun, b.noun), key=lambda n: n not in lexicon.PEOPLE)
    return (
        one in lexicon.PEOPLE
        and other not in lexicon.KINDS_OF_PEOPLE
        and bool(a.outcomes & b.outcomes)
    )


def _other_day(a: Setting, b: Setting, day_a: datetime | None, day_b: datetime | None) -> bool:
    if a.dates and b.dates:
        return all(
            compare(x, y) is Relation.DIFFERENT and not _touch(x, y)
            for x in a.dates
            for y in b.dates
        )
    return any(
        _history(d, day) for dates, day in ((a.dates, day_a), (b.dates, day_b)) for d in dates
    )


def _touch(x: When, y: When) -> bool:
    return x.grain == y.grain == Grain.DAY and x.relative and y.relative


def _history(date: When, published: datetime | None) -> bool:
    if published is None or date.period is None:
        return False
    ends = [e for e in (date.period.low, date.period.high) if e is not None]
    return bool(ends) and all(abs(e - published.replace(tzinfo=None)) > _HISTORY for e in ends)


def likeness(a: Setting, b: Setting, similarity: float) -> float:
    """How surely two values that nothing bars answer the same question, in [0, 1]."""
    near = overlap(a.near, b.near)
    if not near:
        return 0.0
    bonus = 0.0
    if a.noun and a.noun == b.noun:
        bonus += 0.15
    if a.outcomes & b.outcomes or a.measures & b.measures or a.events & b.events:
        bonus += 0.15
    if _united(a) and a.value.kind == b.value.kind:
        bonus += 0.08
    if _transposed(a.value, b.value):
        bonus += 0.1
    alike = min(1.0, 0.45 * near + 0.35 * similarity + bonus)
    return alike * _ratio(a.value, b.value) * (_STRANGERS if "?" in a.people | b.people else 1.0)


def _united(s: Setting) -> bool:
    """Whether the unit itself says what is asked: metres, tonnes, francs."""
    return s.value.kind in (ValueKind.MEASURE, ValueKind.MONEY)


def _transposed(a: Value, b: Value) -> bool:
    """The same digits in another order, a slip of the hand: 187 and 178."""
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    one, other = ("".join(c for c in f"{v.number:.6g}" if c.isdigit()) for v in (a, b))
    return len(one) > 1 and one != other and sorted(one) == sorted(other)


def _ratio(a: Value, b: Value) -> float:
    """Reports of one fact seldom differ tenfold: figures that do are mostly of other things."""
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return 1.0
    low, high = sorted((abs(a.number), abs(b.number)))
    if low == 0 or high / low > 20:
        return 0.6
    return 0.8 if high / low > 4 else 1.0
