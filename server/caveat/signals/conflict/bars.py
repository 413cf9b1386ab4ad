"""Do two values answer the same question about the same thing? Most do not.

First the reasons why not, each from the policy (another thing counted, another outcome, part
against whole, forecast against result, another body's figure, another day, another measure); what
no reason rules out is scored by how alike the words around the two values are.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from caveat.document import gazetteer
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.comparable import days_apart, past
from caveat.signals.conflict.passages import Passage
from caveat.signals.conflict.qualified import qualified_apart
from caveat.signals.conflict.setting import Setting, human
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
# 16.1 million is a whole number but for the last bit of its sum.
_ROUNDING = 1e-9
_LIST = 3
_TWICE = 1.8
_NEAR = 30
_DAYS_LATER = timedelta(days=2)
_HARMLESS = frozenset({"new", "more", "other", "additional", "further", "people", "whole", "full"})
# People who are some of the people (stems).
_SOME = frozenset({"child", "woman", "boy", "girl", "firefighter", "police", "soldier", "crew"})
_MEN = frozenset({"man", "member", "person"})
_AFTER = timedelta(hours=12)
# What stands between two days of a list: ", " or " and ".
_LIST_GAP = 6
_DAYS = range(1, 32)
_FIGURES = 6
_RATES = frozenset({ValueKind.PERCENTAGE, ValueKind.MONEY})


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
        return _bar_dates(a, b, day_a, day_b)
    for reason, holds in (
        ("one is a part of the other", _parted(a, b, sole=sole)),
        (
            "one is of a later day than the other knows",
            _later(a, day_a, day_b) or _later(b, day_b, day_a),
        ),
        ("one is qualified as the other is not", qualified_apart(a, b)),
        ("two bodies are named as the sources", other_bodies(a.passage, b.passage)),
        ("one is of one event among several", a.several != b.several),
        ("they count other types", kind in _COUNTED and _types(a) != _types(b)),
        ("one counts some of the other's", kind in _COUNTED and _narrowed(a, b)),
        ("one is planned, the other done", _foretold(a, b, day_a, day_b)),
        ("they are for other lengths of time", kind is ValueKind.MONEY and _other_term(a, b)),
        ("they hold in other places", _apart(a.places, b.places)),
        ("they are counted from other points", a.offset != b.offset),
        ("other things are counted", kind in _COUNTED and not _nouns(a, b, sole=sole)),
        ("other things happened to them", kind in _COUNTED and _apart(a.outcomes, b.outcomes)),
        ("they measure other things", kind in _SUMS and _apart(a.measures, b.measures)),
        ("they are of other persons", _age(a) and _other_owner(a, b)),
        ("they are lists of other things", _listed(a, b)),
        ("they are records of seasons", _record(a) or _record(b)),
        ("they tell of other people", _apart(a.people - {"?"}, b.people - {"?"})),
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


def other_bodies(a: Passage, b: Passage) -> bool:
    """Whether two sentences name two sources, neither of which the other sentence knows."""
    if not _apart(a.bodies, b.bodies):
        return False
    return a.bodies.isdisjoint(w.stem for w in b.words) and b.bodies.isdisjoint(
        w.stem for w in a.words
    )


def _parted(a: Setting, b: Setting, *, sole: bool) -> bool:
    if sole and {a.part, b.part} <= {"", "whole"}:
        # "The six paintings" are all of them, where no other number of them is told.
        return False
    return a.part != b.part or a.part in ("window", "whole")


def _unknown(s: Setting, published: datetime | None) -> bool:
    """Whether a day lies after the other report came out."""
    period = s.value.period if isinstance(s.value, When) else None
    if published is None or period is None or period.low is None:
        return False
    return period.low > published.replace(tzinfo=None)


def _narrowed(a: Setting, b: Setting) -> bool:
    """Whether only the smaller count is of some kind of the things, or of the people."""
    if not isinstance(a.value, Quantity) or not isinstance(b.value, Quantity):
        return False
    small, large = (a, b) if a.value.number <= b.value.number else (b, a)
    if human(a.noun) and human(b.noun):
        return small.noun in _SOME and large.noun not in _SOME
    far = isinstance(large.value, Quantity) and isinstance(small.value, Quantity)
    return far and _kind_of(small) and not _kind_of(large) and _far(small, large)


def _far(small: Setting, large: Setting) -> bool:
    low, high = (s.value.number for s in (small, large) if isinstance(s.value, Quantity))
    return low > 0 and high / low >= _TWICE


def _kind_of(s: Setting) -> bool:
    """Whether an adjective narrows what is counted: "electric cars"."""
    at = s.passage.positions(s.value.span)
    behind = s.passage.words[at[-1] + 1] if at and at[-1] + 1 < len(s.passage.words) else None
    if behind is None or not s.noun or behind.stem == s.noun:
        return False
    return behind.content and not behind.name and behind.text.lower() not in _HARMLESS


def _foretold(a: Setting, b: Setting, day_a: datetime | None, day_b: datetime | None) -> bool:
    """Whether the earlier report tells what is to be, and one of days later what came of it."""
    if day_a is None or day_b is None or abs(day_a - day_b) < _DAYS_LATER:
        return False
    early, late = (a, b) if day_a < day_b else (b, a)
    return _to_come(early) and not _to_come(late)


def _to_come(s: Setting) -> bool:
    return any(w.text.lower() in lexicon.FUTURE - {"to", "due"} for w in s.passage.words)


def _other_term(a: Setting, b: Setting) -> bool:
    """Whether two prices are for other lengths of time: a day's ticket, a ticket for four days."""
    one, other = _term(a), _term(b)
    return one is not None and other is not None and compare(one, other) is Relation.DIFFERENT


def _term(s: Setting) -> Value | None:
    return next(
        (
            v
            for v in s.passage.values
            if v.kind is ValueKind.DURATION
            and max(v.span.start - s.value.span.end, s.value.span.start - v.span.end) <= _NEAR
        ),
        None,
    )


def _later(s: Setting, own: datetime | None, other: datetime | None) -> bool:
    """Whether a value is dated to a day after the other report came out, and before its own."""
    if own is None or other is None:
        return False
    first, last = other.replace(tzinfo=None) + _AFTER, own.replace(tzinfo=None)
    lows = [d.period.low for d in s.past if d.period is not None and d.period.low is not None]
    return any(first < low <= last for low in lows)


def sole_bar(a: Setting, b: Setting, day_a: datetime | None, day_b: datetime | None) -> str:
    """The same of two values that are each the only answer of its text: an age is somebody's,
    whatever stands around it.
    """
    if a.age is not None and b.age is not None:
        return "they are of other persons" if _other_person(a.owner, b.owner) else ""
    return bar(a, b, day_a, day_b, sole=True)


def _other_person(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two owners of ages are known to be two: two names, or two parts in the event."""
    one, other = a - _ANYBODY, b - _ANYBODY
    told = {s.startswith("=") for s in one | other}
    namesakes = min(len(one), len(other)) > 1 and not (one <= other or other <= one)
    return len(told) == 1 and (namesakes or _apart(one, other))


_ANYBODY = frozenset(
    {"=man", "=woman", "=boy", "=girl", "=teenager", "=teen", "=youth", "=resident"}
)


def _bar_dates(a: Setting, b: Setting, day_a: datetime | None, day_b: datetime | None) -> str:
    if a.reported or b.reported:
        return "one is the day of the statement"
    if qualified_apart(a, b):
        return "one is qualified as the other is not"
    if other_bodies(a.passage, b.passage) and not a.events & b.events & lexicon.FACTS:
        return "two bodies are named as the sources"
    if _apart(a.events, b.events) or a.several != b.several:
        return "they date other events"
    if _other_figures(a, b):
        return "they date other figures"
    forecast = "expected" in a.qualifiers ^ b.qualifiers
    if forecast and not (day_a and day_b):
        return "one is only expected"
    ahead = {_ahead(a, day_a), _ahead(b, day_b)}
    if ahead == {True, False}:
        return "one is past, the other to come"
    if ahead == {False} and (_unknown(a, day_b) or _unknown(b, day_a)):
        return "one is of a later day"
    if a.offset != b.offset:
        return "they are other ends of a time"
    if ValueKind.TIME in (a.value.kind, b.value.kind) and _exact(a.value) != _exact(b.value):
        return "one is no exact time"
    if (_day_of_list(a) or _day_of_list(b)) and _same_month(a.value, b.value):
        return "one is one of several days listed"
    if isinstance(a.value, When) and isinstance(b.value, When):
        fine, coarse = sorted((a.value.grain, b.value.grain))
        if fine <= Grain.MONTH and coarse >= Grain.QUARTER:
            return "one is too coarse to say"
    return ""


def _ahead(s: Setting, published: datetime | None) -> bool | None:
    """Whether a date lies after the day of publication; None when that cannot be told."""
    period = s.value.period if isinstance(s.value, When) else None
    if published is None or period is None or period.low is None:
        return None
    return period.low.date() > published.date()


def _day_of_list(s: Setting) -> bool:
    """Whether it is one of several days, as in "on 7, 9 and 11 October"."""
    day = s.value.span
    return any(
        (v.kind is ValueKind.DATE or (v.kind in _COUNTED and _day_number(v)))
        and 0 < max(v.span.start - day.end, day.start - v.span.end) <= _LIST_GAP
        for v in s.passage.values
    )


def _day_number(value: Value) -> bool:
    return isinstance(value, Quantity) and value.interval.low in _DAYS


def _same_month(a: Value, b: Value) -> bool:
    return _month(a) == _month(b) != 0


def _month(value: Value) -> int:
    period = value.period if isinstance(value, When) else None
    return period.low.month if period is not None and period.low is not None else 0


def _within(a: Setting, b: Setting, *, sole: bool) -> bool:
    """Whether only the smaller count is said of a place: then it is a part of the larger."""
    if not isinstance(a.value, Quantity) or not isinstance(b.value, Quantity):
        return False
    if a.noun in lexicon.CURRENCIES or (sole and not human(a.noun)):
        return False
    small, large = (a, b) if a.value.number <= b.value.number else (b, a)
    return bool(small.places) and not large.places and not small.places & large.passage.stems


def _other_figures(a: Setting, b: Setting) -> bool:
    """Whether two sentences date figures of one unit that differ: two months' inflation."""
    relations = {
        compare(x, y)
        for x in a.passage.values[:_FIGURES]
        for y in b.passage.values[:_FIGURES]
        if x.kind in _RATES and y.kind in _RATES
    }
    return Relation.DIFFERENT in relations and not relations & {
        Relation.EQUAL,
        Relation.COMPATIBLE,
    }


def _fraction(s: Setting) -> bool:
    """Magnitudes and averages have decimals; what is counted has not."""
    number = s.value.number if isinstance(s.value, Quantity) else 0.0
    return abs(number - round(number)) > _ROUNDING * max(1.0, abs(number))


def _area(s: Setting) -> bool:
    """Whether a count is part of a compound unit: "a 170,000-square-foot building"."""
    at = s.passage.positions(s.value.span)
    behind = at[-1] + 1 if at else len(s.passage.words)
    return behind < len(s.passage.words) and s.passage.words[behind].text in ("square", "cubic")


def _exact(value: Value) -> bool:
    return isinstance(value, When) and value.grain < Grain.DAYPART


def _types(s: Setting) -> frozenset[str]:
    """The makes and models that narrow what is counted: "seven AK-47 rifles"."""
    if not isinstance(s.value, Quantity) or s.value.counted is None:
        return frozenset()
    span = s.value.counted
    inside = (w for w in s.passage.words if span.start <= w.start < span.end)
    return frozenset(w.stem for w in inside if any(c.isdigit() for c in w.text))


def _age(s: Setting) -> bool:
    return s.part == "age" or s.value.kind is ValueKind.AGE


def _other_owner(a: Setting, b: Setting) -> bool:
    """Whether two ages stand beside names of which neither is the other, or its surname."""
    one, other = _full_name(a), _full_name(b)
    namesakes = len(one) > 1 and len(other) > 1 and one != other
    return namesakes or _apart(a.owner, b.owner)


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


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


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
