"""Do two values answer the same question about the same thing? Most do not.

First the reasons why not, each from the policy (another thing counted, another outcome, part
against whole, forecast against result, another body's figure, another day, another measure); what
no reason rules out is scored by how alike the words around the two values are.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from caveat.document import gazetteer
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.apart import apart, other_bodies
from caveat.signals.conflict.comparable import days_apart, past
from caveat.signals.conflict.date_bars import bar_dates
from caveat.signals.conflict.narrowed import narrowed
from caveat.signals.conflict.qualified import qualified_apart
from caveat.signals.conflict.setting import Setting, human
from caveat.signals.conflict.terms import foretold, of_later_day, other_term
from caveat.values import Quantity, ValueKind, When

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
# 16.1 million is a whole number but for the last bit of its sum.
_ROUNDING = 1e-9
_LIST = 3
_WEEKS = timedelta(days=14)
_MEN = frozenset({"man", "member", "person"})


def bar(
    a: Setting,
    b: Setting,
    day_a: datetime | None,
    day_b: datetime | None,
    *,
    sole: bool = False,
) -> str:
    """Why two values of one kind cannot be compared, or "" when nothing forbids it.

    ``day_a`` and ``day_b`` are the two articles' days of publication, None when unknown; ``sole``
    says that either value is its text's only answer to the question.
    """
    kind = a.value.kind
    if kind in _WHEN:
        return bar_dates(a, b, day_a, day_b)
    for reason, holds in (
        ("one is a part of the other", _parted(a, b, sole=sole)),
        (
            "one is of a later day than the other knows",
            of_later_day(a, day_a, day_b) or of_later_day(b, day_b, day_a),
        ),
        ("one is qualified as the other is not", qualified_apart(a, b)),
        ("two bodies are named as the sources", other_bodies(a.passage, b.passage)),
        ("one is of one event among several", a.several != b.several),
        ("they count other types", kind in _COUNTED and _types(a) != _types(b)),
        ("one counts some of the other's", kind in _COUNTED and narrowed(a, b)),
        ("one is planned, the other done", foretold(a, b, day_a, day_b)),
        ("they are for other lengths of time", kind is ValueKind.MONEY and other_term(a, b)),
        ("they hold in other places", apart(a.places, b.places)),
        ("they are counted from other points", a.offset != b.offset),
        ("other things are counted", kind in _COUNTED and not _nouns(a, b, sole=sole)),
        ("other things happened to them", kind in _COUNTED and apart(a.outcomes, b.outcomes)),
        ("they measure other things", kind in _SUMS and apart(a.measures, b.measures)),
        ("they are readings of other hours", kind in _SUMS and _hours(a) != _hours(b)),
        ("they are of other persons", _age(a) and _other_owner(a, b)),
        ("they are lists of other things", _listed(a, b)),
        ("they are records of seasons", _record(a) or _record(b)),
        ("they tell of other people", apart(a.people - {"?"}, b.people - {"?"})),
        ("one is of a place within the other's", kind in _COUNTED and _within(a, b, sole=sole)),
        ("one is a reading of a scale", kind in _COUNTED and _fraction(a) != _fraction(b)),
        ("they are areas", kind in _COUNTED and (_area(a) or _area(b))),
        ("nothing says what they count", _bare(a) and _bare(b) and not _of_one(a, b)),
    ):
        if holds:
            return reason
    if kind is ValueKind.AGE:
        # Somebody's age is one, whatever else the sentence tells of the past.
        return ""
    if days_apart(a.dates, b.dates):
        return "they are of other days"
    one_dated = not (a.dates and b.dates)
    return "one is of the past" if one_dated and past(a.past, day_a) | past(b.past, day_b) else ""


def _parted(a: Setting, b: Setting, *, sole: bool) -> bool:
    if sole and {a.part, b.part} <= {"", "whole"}:
        # "The six paintings" are all of them, where no other number of them is told.
        return False
    return a.part != b.part or a.part in ("window", "whole")


def sole_bar(a: Setting, b: Setting, day_a: datetime | None, day_b: datetime | None) -> str:
    """The same of two values that are each the only answer of its text: an age is somebody's,
    whatever stands around it.
    """
    if a.age is not None and b.age is not None:
        if days_apart(a.past, b.past) or _birthday(a.age, b.age, day_a, day_b):
            return "a birthday may lie between them"
        return "they are of other persons" if _other_person(a.owner, b.owner) else ""
    return bar(a, b, day_a, day_b, sole=True)


def _birthday(x: float, y: float, day_a: datetime | None, day_b: datetime | None) -> bool:
    """Whether two ages differ by a year, and the reports by weeks or by nobody knows how much."""
    if abs(x - y) > 1:
        return False
    return day_a is None or day_b is None or abs(day_a - day_b) > _WEEKS


def _other_person(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two owners of ages are known to be two: two names, or two parts in the event."""
    one, other = a - _ANYBODY, b - _ANYBODY
    told = {s.startswith("=") for s in one | other}
    if len(told) > 1:
        # Nobody tells whether "the victim" is who is named elsewhere.
        return True
    namesakes = min(len(one), len(other)) > 1 and not (one <= other or other <= one)
    return len(told) == 1 and (namesakes or apart(one, other))


_ANYBODY = frozenset(
    {"=man", "=woman", "=boy", "=girl", "=teenager", "=teen", "=youth", "=resident"}
)


def _within(a: Setting, b: Setting, *, sole: bool) -> bool:
    """Whether only the smaller count is said of a place: then it is a part of the larger."""
    if not isinstance(a.value, Quantity) or not isinstance(b.value, Quantity):
        return False
    if a.noun in lexicon.CURRENCIES or (sole and not human(a.noun)):
        return False
    small, large = (a, b) if a.value.number <= b.value.number else (b, a)
    return bool(small.places) and not large.places and not small.places & large.passage.stems


def _fraction(s: Setting) -> bool:
    """Magnitudes and averages have decimals; what is counted has not."""
    number = s.value.number if isinstance(s.value, Quantity) else 0.0
    return abs(number - round(number)) > _ROUNDING * max(1.0, abs(number))


def _area(s: Setting) -> bool:
    """Whether a count is part of a compound unit: "a 170,000-square-foot building"."""
    at = s.passage.positions(s.value.span)
    behind = at[-1] + 1 if at else len(s.passage.words)
    return behind < len(s.passage.words) and s.passage.words[behind].text in ("square", "cubic")


def _types(s: Setting) -> frozenset[str]:
    """The makes and models that narrow what is counted: "seven AK-47 rifles"."""
    if not isinstance(s.value, Quantity) or s.value.counted is None:
        return frozenset()
    span = s.value.counted
    inside = (w for w in s.passage.words if span.start <= w.start < span.end)
    return frozenset(w.stem for w in inside if any(c.isdigit() for c in w.text))


def _hours(s: Setting) -> frozenset[float | None]:
    """The times of day with a zone that a sentence states, as market reports do: "at $3,318 by 1540
    GMT" is of that minute.
    """
    return frozenset(
        v.clock.low
        for v in s.passage.values
        if isinstance(v, When) and v.clock is not None and v.utc_offset is not None
    )


def _age(s: Setting) -> bool:
    return s.part == "age" or s.value.kind is ValueKind.AGE


def _other_owner(a: Setting, b: Setting) -> bool:
    """Whether two ages stand beside names of which neither is the other, or its surname."""
    one, other = _full_name(a), _full_name(b)
    namesakes = len(one) > 1 and len(other) > 1 and one != other
    return namesakes or apart(a.owner, b.owner)


def _full_name(s: Setting) -> tuple[str, ...]:
    """The one or two capitalised words directly before an age, by their stems."""
    at = s.passage.positions(s.value.span)
    before = s.passage.words[max(0, at[0] - 2) : at[0]] if at else ()
    named = (w for w in before if w.name and w.content and w.text.lower() not in gazetteer.ROLE)
    return tuple(w.stem for w in named)


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
    telling = s.qualifiers & {"remaining", "season"}
    return s.value.kind in _COUNTED and not s.noun and not telling


def _of_one(a: Setting, b: Setting) -> bool:
    return bool(a.outcomes & b.outcomes or a.measures & b.measures)


def _nouns(a: Setting, b: Setting, *, sole: bool) -> bool:
    if sole and a.outcomes & b.outcomes and human(a.noun) and human(b.noun):
        # "two men" and "three people", each the only ones who were arrested.
        return True
    if sole and _MEN & {a.noun, b.noun} and human(a.noun) and human(b.noun):
        # "three men" and "four robbers", each the only ones told of.
        return bool(a.noun and b.noun)
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
