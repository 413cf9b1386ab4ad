"""What else two sentences tell: other subjects, or other figures that agree or all differ."""

from __future__ import annotations

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.passages import Passage, Reading
from caveat.signals.conflict.setting import Setting
from caveat.values import Quantity, Relation, Value, compare

# So many figures that all differ, and none alike, tell of two things.
_PARALLEL = 2
# Two passages compare at most so many values of each: a table row has dozens.
MAX_OF_A_KIND = 8
# A report may name the country and another the town.
_COUNTRIES = frozenset(lexicon.DEMONYMS) | frozenset(lexicon.DEMONYMS.values())


def names_in(passage: Passage) -> set[str]:
    """The stems of a sentence's names, but for countries and the words of its dates."""
    words = enumerate(passage.words)
    named = {w.stem for i, w in words if i and i not in passage.masked and w.name and w.content}
    return named - _COUNTRIES


def other_subjects(one: Setting, other: Setting, a: Reading, b: Reading) -> bool:
    """Whether each value stands by a name that both texts know and the other value's sentence
    lacks: they tell of two, not of one under two names.
    """
    both = (a.names & b.names) - _COUNTRIES
    ours = (one.subjects & both) - _stems(other)
    theirs = (other.subjects & both) - _stems(one)
    return bool(ours and theirs)


def _stems(s: Setting) -> set[str]:
    return {w.stem for w in s.passage.words}


def parallel(a: Passage, b: Passage) -> bool:
    """Whether two sentences count the same things and agree in none: they tell of two games, not
    of one in two ways. Counts of people are left out: two tolls may well both have changed.
    """
    relations: dict[str, set[Relation]] = {}
    for x in a.values[:MAX_OF_A_KIND]:
        for y in b.values[:MAX_OF_A_KIND]:
            if isinstance(x, Quantity) and isinstance(y, Quantity) and x.noun == y.noun != "":
                relations.setdefault(x.noun, set()).add(compare(x, y))
    told = [r for noun, r in relations.items() if noun not in lexicon.PEOPLE]
    same = {Relation.EQUAL, Relation.COMPATIBLE}
    return len(told) >= _PARALLEL and not any(r & same for r in relations.values())


def agree_beside(a: Passage, b: Passage, x: Value, y: Value) -> bool:
    """Whether two sentences count something else alike beside ``x`` and ``y``: they tell of one
    thing.
    """
    return any(
        isinstance(v, Quantity)
        and isinstance(w, Quantity)
        and v.noun == w.noun != ""
        and compare(v, w) in (Relation.EQUAL, Relation.COMPATIBLE)
        for v in a.values[:MAX_OF_A_KIND]
        for w in b.values[:MAX_OF_A_KIND]
        if v is not x and w is not y
    )
