"""The only answer that each of two texts gives to one question, where the two differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from caveat.signals.conflict.comparable import transposed
from caveat.signals.conflict.questions import (
    BARE,
    NAMED,
    TOLD,
    Question,
    family,
    questions,
    unit_of,
)
from caveat.signals.conflict.relations import relation
from caveat.signals.conflict.setting import Setting, human
from caveat.values import Quantity, Relation

# Figures further apart than this do not answer one question.
_FARTHEST = 4.0
# A text that gives more answers to one question tells of several things.
_MAX_ANSWERS = 12
# A text that states so few figures of a sort is plain: what it adds to the strength of a question.
_FEW = 4
PLAIN = 0.18
# Of these most texts have several, of several things.
_COMMON = frozenset({"date", "percentage", "result", "minute"})
_SLIP = 10.0
_SAME = frozenset({Relation.EQUAL, Relation.COMPATIBLE})


@dataclass(frozen=True, slots=True)
class Sole:
    """Two settings, each its text's only answer to a question that the other does not share;
    ``strength`` is what the question itself says.
    """

    a: Setting
    b: Setting
    strength: float


Ledger = Mapping[Question, Sequence[tuple[Setting, float]]]


def ledger(settings: Sequence[Setting]) -> Ledger:
    """What a text answers, by question."""
    found: dict[Question, list[tuple[Setting, float]]] = defaultdict(list)
    for s in settings:
        for asked in questions(s):
            found[asked.question].append((s, asked.strength))
    return found


def related(a: Setting, b: Setting) -> Relation:
    """How two answers to one question relate: ages by the year, the rest as values do."""
    if family(a) != family(b):
        return Relation.INCOMPARABLE
    if a.age is not None and b.age is not None:
        return Relation.EQUAL if a.age == b.age else Relation.DIFFERENT
    return relation(a.value, b.value)


def soles(a: Ledger, b: Ledger, barred: Callable[[Setting, Setting], bool]) -> Iterator[Sole]:
    """The pairs of answers that are each its text's only one left, once those that the two texts
    share are set aside; ``barred`` says which two cannot be held together.
    """
    for question in sorted(a.keys() & b.keys()):
        ours, theirs = a[question], b[question]
        if max(len(ours), len(theirs)) > _MAX_ANSWERS:
            continue
        left = _unshared(ours, theirs)
        right = _unshared(theirs, ours)
        for s, strength in left:
            near = _held(s, right, strength, barred)
            for t in near:
                back = _held(t, left, strength, lambda x, y: barred(y, x))
                if not barred(s, t) and _one(near) and _one(back):
                    few = max(_answers(a, s), _answers(b, t)) <= _FEW
                    plain = few and _plainly(s, strength)
                    yield Sole(s, t, strength + plain * PLAIN)


def _plainly(s: Setting, strength: float) -> bool:
    """Whether few figures of its sort make a question plain: not where most texts have several,
    of several things, unless the question names its thing.
    """
    common = family(s) in _COMMON or (family(s) == "measure" and unit_of(s.value) == "s")
    people = family(s) == "number" and human(s.noun)
    if people:
        return strength >= NAMED
    return not common or strength >= (TOLD if family(s) == "measure" else NAMED)


def _answers(told: Ledger, s: Setting) -> int:
    """How many figures of one sort a text states."""
    sort = family(s)
    unit = unit_of(s.value) if sort == "measure" else ""
    seen: list[Setting] = []
    for question, answers in told.items():
        if question[0] == sort and (not unit or question[1] == unit):
            seen += [t for t, _ in answers if not any(related(t, u) in _SAME for u in seen)]
    return len(seen)


def _held(
    s: Setting,
    answers: Sequence[tuple[Setting, float]],
    strength: float,
    barred: Callable[[Setting, Setting], bool],
) -> list[Setting]:
    """The answers that could be the other's to ``s``. Where a question names nothing but a unit,
    one that is barred shows that the other text tells of several things.
    """
    bare = strength <= BARE or family(s) == "percentage"
    return [t for t, _ in answers if _rivals(s, t) and (bare or not barred(s, t))]


def _unshared(
    here: Sequence[tuple[Setting, float]], there: Sequence[tuple[Setting, float]]
) -> list[tuple[Setting, float]]:
    return [(s, w) for s, w in here if not any(related(s, t) in _SAME for t, _ in there)]


def _rivals(a: Setting, b: Setting) -> bool:
    if related(a, b) is not Relation.DIFFERENT:
        return False
    x, y = a.value, b.value
    if not isinstance(x, Quantity) or not isinstance(y, Quantity) or a.age is not None:
        return True
    low, high = sorted((_size(x), _size(y)))
    farthest = _SLIP if transposed(x, y) else _FARTHEST
    return x.unit != y.unit or (low > 0 and high / low <= farthest)


def _size(x: Quantity) -> float:
    """A figure in the unit that it is compared in."""
    ends = [abs(e) for e in (x.interval.low, x.interval.high) if e is not None]
    return min(ends) if ends else abs(x.number)


def _one(answers: Sequence[Setting]) -> bool:
    """Whether all of these say the same."""
    return all(related(answers[0], s) in _SAME for s in answers[1:])
