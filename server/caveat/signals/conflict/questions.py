"""The question that a value answers, told apart from the words of its sentence.

Two reports seldom put one fact in like sentences. A question names what is asked in terms that
both share: what is counted, what happened to it, what a sum or a measure is of, whose age it is,
what was done on the day. Where each of two texts has one answer only, the two are about one fact
however differently it is told (``sole``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.setting import Setting, human
from caveat.values import Grain, Interval, Quantity, Value, ValueKind, When

# How far a question itself goes towards saying that two answers are to one: it names the thing, or
# only what happened, or nothing but the unit.
NAMED, TOLD, BARE = 0.42, 0.32, 0.24
# The only age that a text gives.
ALONE = 0.44
# A share of what nothing says.
HARDLY = 0.12

Question = tuple[str, ...]

_COUNTED = frozenset({ValueKind.COUNT, ValueKind.NUMBER})
_LARGE = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that a value answers, and how much it says, in [0, 1]."""

    question: Question
    strength: float


def family(s: Setting) -> str:
    """The sort of fact a value is, "" for one that no question here asks for."""
    kind = s.value.kind
    if s.age is not None:
        return "age"
    if kind in _COUNTED:
        return "money" if _priced(s) else "number"
    if kind is ValueKind.ORDINAL:
        return "minute" if s.noun.startswith("minut") else "ordinal"
    if kind is ValueKind.TIME:
        return "time" if _clock(s.value) else "date"
    return _FAMILIES.get(kind, "")


_FAMILIES = {
    ValueKind.MONEY: "money",
    ValueKind.PERCENTAGE: "percentage",
    ValueKind.MEASURE: "measure",
    ValueKind.DURATION: "measure",
    ValueKind.AGE: "measure",
    ValueKind.RESULT: "result",
    ValueKind.DATE: "date",
}


def questions(s: Setting) -> Iterator[Asked]:
    """What a value answers, the most telling first."""
    sort = family(s)
    if sort == "age":
        for name in sorted(s.owner):
            yield Asked(("age", name), TOLD if name.startswith("=") else NAMED)
        yield Asked(("age",), ALONE)
    elif sort == "number":
        yield from _counts(s)
    elif sort in ("money", "percentage"):
        of = s.measures or ({"cost"} if sort == "money" and s.events & _PRICED_EVENTS else set())
        yield from (Asked((sort, m), BARE if m in _OF_MANY else NAMED) for m in sorted(of))
        yield from (Asked((sort, o), TOLD) for o in sorted(s.outcomes & _SHARES))
        yield Asked((sort,), BARE if sort == "money" else HARDLY)
    elif sort == "measure":
        unit = unit_of(s.value)
        yield from (Asked((sort, unit, m), NAMED) for m in sorted(s.measures))
        yield from (Asked((sort, unit, e), TOLD) for e in sorted(s.events | s.outcomes))
        yield Asked((sort, unit), BARE)
    elif sort == "ordinal":
        yield Asked((sort, s.noun), NAMED)
    elif sort == "minute":
        yield from (Asked((sort, name), NAMED) for name in sorted(s.subjects))
    elif sort == "result":
        yield Asked((sort,), TOLD)
    elif sort in ("date", "time"):
        yield from (Asked((sort, e), NAMED) for e in sorted(s.events))
        if sort == "time" or _day(s.value):
            yield Asked((sort,), BARE)


def unit_of(value: Value) -> str:
    """The unit that a figure is compared in; degrees without a scale are of temperature."""
    unit = value.unit if isinstance(value, Quantity) else ""
    return "K" if unit == "degree" else unit


def ballots(s: Setting) -> Iterator[Setting]:
    """A setting itself, but for "22 to 17" where votes are told: the two counts of votes that it
    states.
    """
    value = s.value
    if not isinstance(value, Quantity) or value.kind is not ValueKind.RESULT:
        yield s
        return
    if value.second is None or "vote" not in s.outcomes | s.events:
        yield s
        return
    for number in (value.number, value.second):
        count = replace(
            value,
            kind=ValueKind.COUNT,
            number=number,
            second=None,
            interval=Interval(number, number),
        )
        yield replace(s, value=count, noun="vote", outcomes=frozenset({"vote"}))


# What is bought or built has its price.
_PRICED_EVENTS = frozenset({"buy", "sell", "build"})
# Several hold stakes and shares of one thing.
_OF_MANY = frozenset({"stake", "share"})
_SHARES = frozenset({"vote", "attend"})


def _counts(s: Setting) -> Iterator[Asked]:
    if "magnitude" in s.measures:
        yield Asked(("number", "magnitude"), NAMED)
        return
    crowd = s.noun in lexicon.PEOPLE or not s.noun
    if not crowd:
        yield Asked(("number", s.noun), TOLD if human(s.noun) else NAMED)
    people = human(s.noun)
    if people:
        yield from (Asked(("number", "", o), NAMED) for o in sorted(s.outcomes))
        yield from (Asked(("number", "", q), TOLD) for q in sorted(s.qualifiers & _COUNTABLE))
    if people and s.noun:
        yield Asked(("number", "people"), BARE)
    if s.noun in lexicon.PEOPLE and not s.outcomes:
        yield Asked(("number", s.noun), TOLD)
    if s.noun and s.outcomes and not people:
        yield from (Asked(("number", "", o), BARE) for o in sorted(s.outcomes))
    if not s.noun:
        yield from (Asked(("number", m), TOLD) for m in sorted(s.measures))


_COUNTABLE = frozenset({"remaining", "season"})


def _priced(s: Setting) -> bool:
    """Whether a bare figure is a sum: of a currency that the unit tables lack, or without one."""
    if not isinstance(s.value, Quantity):
        return False
    if s.noun in lexicon.CURRENCIES:
        return True
    return not s.noun and s.value.number >= _LARGE and bool(s.measures & _PRICES)


_PRICES = frozenset({"cost", "profit", "revenue", "fine", "budget", "loss", "debt", "loan"})


def _clock(value: Value) -> bool:
    return isinstance(value, When) and value.grain < Grain.DAYPART


def _day(value: Value) -> bool:
    return isinstance(value, When) and value.grain in (Grain.DAY, Grain.DAYPART)
