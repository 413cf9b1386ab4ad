"""Figures, dates and times: the values of two readings that answer one question, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from caveat.signals.conflict import lexicon, normal
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.claims import Agreement, Comparison, Disagreement, Side
from caveat.signals.conflict.comparable import bar, likeness
from caveat.signals.conflict.passages import Passage, Reading
from caveat.signals.conflict.relations import relation
from caveat.signals.conflict.setting import Setting, setting
from caveat.values import Bound, Grain, Quantity, Relation, Value, ValueKind, When, compare

# Likeness from which two values are taken to answer one question: set on the development half of
# tests/benchmarks/conflict and on read findings of real text.
THRESHOLD = 0.46
SELF_THRESHOLD = 0.70
# A headline has few words to be alike in: what it lacks is forgiven where the outcome is one.
_HEADLINE = 0.08
_LEAD = 1
_SUMMED = frozenset({"number", "money", "percentage", "date"})
_OTHER_SUBJECTS = 0.6
# So many figures that all differ, and none alike, tell of two things.
_PARALLEL = 2
AGREE = 0.25
# Two passages compare at most so many values of each: a table row has dozens.
_MAX_OF_A_KIND = 8
_BESIDE = 0.1
# Likeness of two days of one deed, and how many words before its day a deed may stand.
_DEED = 0.55
_GOVERNS = 10
# A report may name the country and another the town.
_COUNTRIES = frozenset(lexicon.DEMONYMS) | frozenset(lexicon.DEMONYMS.values())
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
}


@dataclass(frozen=True, slots=True)
class _Match:
    a: Setting
    b: Setting
    relation: Relation
    likeness: float


class Figures:
    """Compares readings; settings of values are made once for all comparisons."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._made: dict[tuple[int, Value], Setting] = {}

    def compare(self, a: Reading, b: Reading) -> Comparison:
        """The figures that ``a`` and ``b`` state alike and otherwise; ``a`` against itself when
        both are the same reading.
        """
        alone = a.number == b.number
        matches = list(self._matches(a, b))
        agreeing = [m for m in matches if m.relation is not Relation.DIFFERENT]
        differing = [
            m
            for m in matches
            if m.relation is Relation.DIFFERENT
            and m.likeness >= _threshold(m)
            and (_restates(m) if alone else not (_stated(m.a, b) or _stated(m.b, a)))
        ]
        best = _mutual(differing, agreeing)
        return Comparison(
            tuple(_disagreement(m, a, b) for m in best),
            tuple(
                Agreement(m.a.value.span, b.number)
                for m in agreeing
                if m.likeness >= AGREE and _supports(m)
            ),
        )

    def _matches(self, a: Reading, b: Reading) -> Iterator[_Match]:
        day_a = a.document.published.at if a.document.published else None
        day_b = b.document.published.at if b.document.published else None
        for pair in self._index.pairs(a, b):
            parallel = _parallel(pair.a, pair.b)
            for x, y in _comparable_kinds(pair.a.values, pair.b.values):
                found = relation(x, y)
                if found is Relation.INCOMPARABLE:
                    continue
                one, other = self._setting(a, pair.a, x), self._setting(b, pair.b, y)
                if bar(one, other, day_a, day_b) or (parallel and KINDS[x.kind] == "number"):
                    continue
                like = likeness(one, other, pair.similarity)
                if found is Relation.DIFFERENT and self._one_deed(one, other, a, b):
                    like = max(like, _DEED)
                elif _other_subjects(one, other, a, b):
                    like *= _OTHER_SUBJECTS
                elif one.noun == other.noun != "" and _agree_beside(pair.a, pair.b, x, y):
                    like = min(1.0, like + _BESIDE)
                yield _Match(one, other, found, like)

    def _one_deed(self, one: Setting, other: Setting, a: Reading, b: Reading) -> bool:
        """Whether two days are each the only day that a text gives of one deed of one name."""
        deed = _deed(one)
        if not deed or deed != _deed(other) or a.number == b.number:
            return False
        if not _names_in(one.passage) & _names_in(other.passage):
            return False
        return all(
            compare(value, s.value) is Relation.EQUAL
            for reading, s in ((a, one), (b, other))
            for passage, value in reading.values
            if value.kind is ValueKind.DATE
            and _deed(self._setting(reading, passage, value)) == deed
        )

    def _setting(self, reading: Reading, passage: Passage, value: Value) -> Setting:
        place = (reading.number, value)
        if place not in self._made:
            self._made[place] = setting(passage, value, self._index)
        return self._made[place]


def _deed(s: Setting) -> str:
    """The event that directly governs a day: "capsized off the island on Sunday"."""
    at = s.passage.positions(s.value.span)
    if not at or len(s.events) != 1 or not isinstance(s.value, When):
        return ""
    if s.value.grain is not Grain.DAY or s.reported or s.several:
        return ""
    (event,) = s.events
    words, clauses = s.passage.words, s.passage.clauses
    before = range(max(0, at[0] - _GOVERNS), at[0])
    governed = any(words[i].stem == event and clauses[i] == clauses[at[0]] for i in before)
    return event if governed else ""


def _names_in(passage: Passage) -> set[str]:
    """The stems of a sentence's names, but for countries and the words of its dates."""
    words = enumerate(passage.words)
    named = {w.stem for i, w in words if i and i not in passage.masked and w.name and w.content}
    return named - _COUNTRIES


def _other_subjects(one: Setting, other: Setting, a: Reading, b: Reading) -> bool:
    """Whether each value stands by a name that both texts know and the other value's sentence
    lacks: they tell of two, not of one under two names.
    """
    both = (a.names & b.names) - _COUNTRIES
    ours = (one.subjects & both) - _stems(other)
    theirs = (other.subjects & both) - _stems(one)
    return bool(ours and theirs)


def _stems(s: Setting) -> set[str]:
    return {w.stem for w in s.passage.words}


def _comparable_kinds(a: Iterable[Value], b: tuple[Value, ...]) -> Iterator[tuple[Value, Value]]:
    rights = [v for v in b if _usable(v)][: 4 * _MAX_OF_A_KIND]
    for x in [v for v in a if _usable(v)][: 4 * _MAX_OF_A_KIND]:
        for y in [v for v in rights if KINDS[v.kind] == KINDS[x.kind]][:_MAX_OF_A_KIND]:
            yield x, y


def _parallel(a: Passage, b: Passage) -> bool:
    """Whether two sentences count the same things and agree in none: they tell of two games, not
    of one in two ways. Counts of people are left out: two tolls may well both have changed.
    """
    relations: dict[str, set[Relation]] = {}
    for x in a.values[:_MAX_OF_A_KIND]:
        for y in b.values[:_MAX_OF_A_KIND]:
            if isinstance(x, Quantity) and isinstance(y, Quantity) and x.noun == y.noun != "":
                relations.setdefault(x.noun, set()).add(compare(x, y))
    told = [r for noun, r in relations.items() if noun not in lexicon.PEOPLE]
    same = {Relation.EQUAL, Relation.COMPATIBLE}
    return len(told) >= _PARALLEL and not any(r & same for r in relations.values())


def _agree_beside(a: Passage, b: Passage, x: Value, y: Value) -> bool:
    """Whether two sentences count something else alike beside ``x`` and ``y``: they tell of one
    thing.
    """
    return any(
        isinstance(v, Quantity)
        and isinstance(w, Quantity)
        and v.noun == w.noun != ""
        and compare(v, w) in (Relation.EQUAL, Relation.COMPATIBLE)
        for v in a.values[:_MAX_OF_A_KIND]
        for w in b.values[:_MAX_OF_A_KIND]
        if v is not x and w is not y
    )


def _threshold(m: _Match) -> float:
    headline = m.a.passage.headline or m.b.passage.headline
    return THRESHOLD - _HEADLINE if headline and m.a.outcomes & m.b.outcomes else THRESHOLD


def _supports(m: _Match) -> bool:
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


def _restates(m: _Match) -> bool:
    """Whether one of two places in an article sums up the story: its headline or first sentences.

    Elsewhere, sentences built alike mostly list several events, not one event twice.
    """
    if m.a.passage.headline or m.b.passage.headline:
        return m.likeness >= THRESHOLD
    kind = KINDS[m.a.value.kind]
    lead = min(m.a.passage.index, m.b.passage.index) <= _LEAD and m.a.outcomes & m.b.outcomes
    apart = abs(m.a.passage.index - m.b.passage.index) > 1
    return bool(lead) and apart and kind in _SUMMED and m.likeness >= SELF_THRESHOLD


def _usable(value: Value) -> bool:
    """Not "scores", which are goals more often than twenties, nor the groups of a phone number."""
    vague = value.text.lower() in {"score", "scores", "one", "a", "an"}
    return value.kind in KINDS and not vague and not value.text.startswith("0")


def _stated(here: Setting, there: Reading) -> bool:
    """Whether the other reading states this very figure somewhere: then it does not deny it."""
    value = here.value
    if isinstance(value, When):
        return bool(here.events) and any(
            compare(value, other) is Relation.EQUAL and _tells(passage, here.events)
            for passage, other in there.values
            if isinstance(other, When)
        )
    for _, other in there.values:
        if other.kind in KINDS and compare(value, other) is Relation.EQUAL:
            if not isinstance(value, Quantity) or abs(value.number) > 10:
                return True
            if isinstance(other, Quantity) and (
                value.noun == other.noun or not (value.noun and other.noun)
            ):
                return True
    return False


def _tells(passage: Passage, events: frozenset[str]) -> bool:
    return any(w.stem in events for w in passage.words)


def _mutual(differing: list[_Match], agreeing: list[_Match]) -> list[_Match]:
    """The pairs whose two values have no better partner, and none that agrees as well."""
    agreed: dict[tuple[int, Value], float] = {}
    for m in agreeing:
        if isinstance(m.a.value, When) and m.relation is not Relation.EQUAL:
            # "in October" does not speak for the 9th against the 19th.
            continue
        for place in ((0, m.a.value), (1, m.b.value)):
            agreed[place] = max(m.likeness, agreed.get(place, 0.0))
    taken: set[tuple[int, Value]] = set()
    best: list[_Match] = []
    for m in sorted(differing, key=lambda m: (-m.likeness, m.a.value.span, m.b.value.span)):
        places = ((0, m.a.value), (1, m.b.value))
        if any(p in taken for p in places):
            continue
        taken.update(places)
        if all(agreed.get(p, 0.0) < 0.8 * m.likeness for p in places):
            best.append(m)
    return best


def _disagreement(m: _Match, a: Reading, b: Reading) -> Disagreement:
    return Disagreement(
        KINDS[m.a.value.kind],
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


def _grows(m: _Match) -> int:
    x, y = m.a.value, m.b.value
    if not isinstance(x, Quantity) or not isinstance(y, Quantity):
        return 0
    if not (m.a.outcomes & m.b.outcomes & lexicon.GROWING or _area(x, y)):
        return 0
    up = 1 if y.number > x.number else -1
    # A figure taken back counts the other way: the lower one is the later one.
    return -up if _revised(m.a) or _revised(m.b) else up


def _area(x: Quantity, y: Quantity) -> bool:
    """Hectares burned or flooded only grow."""
    return x.unit == y.unit == "m2"


def _revised(s: Setting) -> bool:
    return any(w.text.lower() in lexicon.REVISION for w in s.passage.words)
