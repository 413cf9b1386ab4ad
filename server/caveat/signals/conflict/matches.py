"""Two values side by side, and which of many such pairs are the ones to tell."""

from __future__ import annotations

from dataclasses import dataclass

from caveat.signals.conflict import lexicon, normal
from caveat.signals.conflict.claims import Disagreement, Side
from caveat.signals.conflict.passages import Reading
from caveat.signals.conflict.setting import Setting
from caveat.values import Bound, Grain, Quantity, Relation, Value, ValueKind, When

# Hedges that leave a figure where it is.
_CLOSE = frozenset({Bound.NONE, Bound.ABOUT, Bound.NEARLY})
KINDS = {
    ValueKind.DATE: "date",
    ValueKind.TIME: "time",
    ValueKind.DURATION: "measure",
    ValueKind.NUMBER: "number",
    ValueKind.COUNT: "number",
    ValueKind.AGE: "number",
    ValueKind.RESULT: "number",
    ValueKind.PERCENTAGE: "percentage",
    ValueKind.PERCENTAGE_POINTS: "percentage",
    ValueKind.MONEY: "money",
    ValueKind.MEASURE: "measure",
    # Of ordinals the minutes of a match, titles and the like.
    ValueKind.ORDINAL: "time",
}


@dataclass(frozen=True, slots=True)
class Match:
    """Two values, how they relate, and how surely they answer one question, in [0, 1]."""

    a: Setting
    b: Setting
    relation: Relation
    likeness: float


def mutual(differing: list[Match], agreeing: list[Match]) -> list[Match]:
    """The pairs whose two values have no better partner, and none that agrees as well."""
    agreed: dict[tuple[int, Value], float] = {}
    for m in agreeing:
        if isinstance(m.a.value, When) and m.relation is not Relation.EQUAL:
            # "in October" does not speak for the 9th against the 19th.
            continue
        for place in ((0, m.a.value), (1, m.b.value)):
            agreed[place] = max(m.likeness, agreed.get(place, 0.0))
    taken: set[tuple[int, Value]] = set()
    best: list[Match] = []
    for m in sorted(differing, key=lambda m: (-m.likeness, m.a.value.span, m.b.value.span)):
        places = ((0, m.a.value), (1, m.b.value))
        if any(p in taken for p in places):
            continue
        taken.update(places)
        if all(agreed.get(p, 0.0) < 0.8 * m.likeness for p in places):
            best.append(m)
    return best


def supports(m: Match) -> bool:
    """Whether the other side names the same value. One that merely leaves room for it, as "at
    least 14" for 19 or "in October" for the 9th, stands on no side.
    """
    x, y = m.a.value, m.b.value
    if m.relation is Relation.EQUAL or not isinstance(x, Quantity) or not isinstance(y, Quantity):
        return m.relation is Relation.EQUAL
    if x.bound is y.bound or {x.bound, y.bound} <= _CLOSE:
        return True
    ends = (x.interval.low, x.interval.high), (y.interval.low, y.interval.high)
    return any(e is not None and e in ends[1] for e in ends[0])


def kind_of(value: Value) -> str:
    """The kind of evidence that a value is: "Sunday night" tells a day, not a time."""
    if isinstance(value, When) and value.kind is ValueKind.TIME and value.grain >= Grain.DAYPART:
        return "date"
    if isinstance(value, Quantity) and value.kind is ValueKind.ORDINAL and value.noun != "minute":
        return "number"
    return KINDS[value.kind]


def disagreement(m: Match, a: Reading, b: Reading) -> Disagreement:
    """A match of two differing values, as the verdict reads it."""
    return Disagreement(
        kind_of(m.a.value),
        "figures@1",
        _side(m.a, a),
        _side(m.b, b),
        m.likeness,
        _grows(m),
    )


def _side(s: Setting, reading: Reading) -> Side:
    return Side(
        reading.number, s.value.span, s.value.text, normal.shown(s.value), normal.key(s.value)
    )


def _grows(m: Match) -> int:
    x, y = m.a.value, m.b.value
    if not isinstance(x, Quantity) or not isinstance(y, Quantity):
        return 0
    more = m.a if x.number > y.number else m.b
    counted = m.a.outcomes & m.b.outcomes & lexicon.GROWING or _area(x, y)
    if not (counted or "rise" in more.passage.stems or more.noun == "case"):
        return 0
    up = 1 if y.number > x.number else -1
    # A figure taken back counts the other way: the lower one is the later one.
    return -up if _revised(m.a) or _revised(m.b) else up


def _area(x: Quantity, y: Quantity) -> bool:
    """Hectares burned or flooded only grow."""
    return x.unit == y.unit == "m2"


def _revised(s: Setting) -> bool:
    return any(w.text.lower() in lexicon.REVISION for w in s.passage.words)
