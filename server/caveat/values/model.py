"""What a stretch of text stands for: a typed value, the interval it covers and how sure it was put.

Every value knows its kind, its span in the text as received and the sentence it stands in. Two
values are compared by ``caveat.values.compare``, which looks at nothing but the values: whether
they answer the same question about the same event is for the caller to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from caveat.document import Span


class ValueKind(StrEnum):
    """What sort of thing a value is."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    FREQUENCY = "frequency"
    NUMBER = "number"
    COUNT = "count"
    ORDINAL = "ordinal"
    PERCENTAGE = "percentage"
    PERCENTAGE_POINTS = "percentage_points"
    MONEY = "money"
    MEASURE = "measure"
    AGE = "age"
    RESULT = "result"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class Bound(StrEnum):
    """How a quantity or a date was hedged. The interval already says what the hedge does to it."""

    NONE = "none"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"
    ABOUT = "about"
    NEARLY = "nearly"


class Grain(IntEnum):
    """The calendar unit that a date was stated to, from fine to coarse."""

    SECOND = 0
    MINUTE = 1
    HOUR = 2
    DAYPART = 3
    DAY = 4
    WEEK = 5
    MONTH = 6
    QUARTER = 7
    SEASON = 8
    YEAR = 9
    DECADE = 10
    CENTURY = 11


class Unresolved(StrEnum):
    """What a date lacks. YEAR: only its year is unknown, and its period stands in the placeholder
    year 2000, to be compared by month and day. ALL: it depends on a publication date that is not
    known, has no period, and is never compared.
    """

    NO = "no"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed range of numbers; None is an open end."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Period:
    """A closed range of local time without zone, to the second (a day ends at 23:59:59); None is
    an open end.
    """

    low: datetime | None
    high: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Common to all: ``text`` is the field's text at ``span``; ``sentence`` is the index of the
    sentence in ``Document.sentences``, or -1 outside a document.
    """

    kind: ValueKind
    span: Span
    text: str
    sentence: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Value):
    """NUMBER, COUNT, ORDINAL, PERCENTAGE, PERCENTAGE_POINTS, MONEY, MEASURE, AGE, DURATION, RESULT.

    ``number`` is the figure as stated with its magnitude applied ("1.2 million" is 1,200,000; the
    lower one of a range), in the unit as stated. ``interval`` is what the text claims, in ``unit``:
    an SI unit for MEASURE ("m", "kg", "m2", "m/s", "K"), an ISO 4217 code for MONEY ("$" alone
    is "USD?" where the country is not said), seconds ("s") for DURATION and AGE, "%" for
    PERCENTAGE and PERCENTAGE_POINTS, "" for the rest. Hedges are inside it: "at least 20" is
    [20, None], "nearly 100" [90, 100].
    ``tolerance`` is half of the last digit stated, in ``unit``: how far another
    report may round the same figure ("1.2 million": 50,000; "23": 0).
    ``stated_unit`` is the unit in the text's own terms ("mile", "dollar"), singular.
    ``counted`` covers the noun phrase that a COUNT counts ("people dead"), ``noun`` is its head,
    lower case and singular ("person"), and ``modifiers`` the other words of it that narrow it.
    ``range`` says that both ends were stated ("20 to 30"). ``second`` is the second figure of a
    RESULT ("3-1"). ``timex`` is set for DURATION and AGE ("P3D", "P2Y").
    """

    number: float
    interval: Interval
    tolerance: float = 0.0
    unit: str = ""
    stated_unit: str = ""
    bound: Bound = Bound.NONE
    range: bool = False
    second: float | None = None
    counted: Span | None = None
    noun: str = ""
    modifiers: tuple[str, ...] = ()
    timex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Value):
    """DATE, TIME or FREQUENCY (a recurrence, such as "every Friday": never compared).

    ``timex`` is the TIMEX3 value (Pustejovsky et al., TimeML 1.2.1): "2023-05-19", "2023-W20",
    "2023-SP", "2023-05-19T16:53", "XXXX-05-19" with an unknown year, "PRESENT_REF"; of a range,
    "(low,high)" as in "(2023-05-19,2023-05-21)". ``mod`` is its TIMEX3 modifier (START, MID, END,
    APPROX, BEFORE, AFTER ...) or "".
    ``period`` is what it covers, or None when that is not known. ``relative`` says that it was
    resolved against the publication date; ``unresolved`` what it lacks. ``range`` says that both
    ends were stated. ``bound`` is AT_MOST for "by 2024" and "until", AT_LEAST for "since".
    ``weekday`` is the weekday stated (Monday is 0); ``calendar`` is False when it is not the
    weekday of the full date that stands with it, True when it is, None when there is nothing to
    check. ``clock`` is the time of day of a TIME in seconds from local midnight, closed;
    ``utc_offset`` its zone in minutes, or None when none was stated. ``ends`` holds the two
    dates of a range.
    """

    timex: str
    grain: Grain
    period: Period | None = None
    mod: str = ""
    relative: bool = False
    unresolved: Unresolved = Unresolved.NO
    range: bool = False
    bound: Bound = Bound.NONE
    weekday: int | None = None
    calendar: bool | None = None
    clock: Interval | None = None
    utc_offset: int | None = None
    ends: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Value):
    """PERSON, ORGANISATION or PLACE.

    ``name`` is the longest form that the document gives, ``key`` its folded form, ``role`` the
    title or function written before it, "" when there is none.
    """

    name: str
    key: str
    role: str = ""


class Relation(StrEnum):
    """What two values are to each other. See ``compare`` for the rules."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"
    INCOMPARABLE = "incomparable"
