"""The Recognizers-Text cases (Microsoft, MIT): expressions with normalised values, as an oracle.

A case is one input. It is right when every value that the oracle states and that is in scope is
among ours, at an overlapping span and with the same normalised value; where the oracle offers a
past and a future reading, either will do. A case that states no value is right when we claim none
of its kind. What is out of scope is said by the caller's ``Scope``.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from caveat.errors import UnreadableInput
from caveat.evaluation import datasets
from caveat.values import (
    Grain,
    Interval,
    Quantity,
    Unresolved,
    Value,
    ValueKind,
    When,
    extract_text,
)
from caveat.values.units import CURRENCY_WORDS, MINOR_UNITS, UNIT_WORDS

# The specifications read, by table row. Extractor specifications state spans without values, and
# the others are modes of a calendar assistant that repeat the model's inputs with other answers.
FILES: Final = {
    "dates": (
        "DateTime/{}/DateTimeModel", "DateTime/{}/MergedParser", "DateTime/{}/DateParser",
        "DateTime/{}/DatePeriodParser", "DateTime/{}/DateTimeParser",
        "DateTime/{}/DateTimePeriodParser", "DateTime/{}/HolidayParser",
    ),
    "times": ("DateTime/{}/TimeParser", "DateTime/{}/TimePeriodParser"),
    "durations": ("DateTime/{}/DurationParser", "DateTime/{}/SetParser"),
    "numbers": ("Number/{}/NumberModel", "Number/{}/OrdinalModel"),
    "ranges of numbers": ("Number/{}/NumberRangeModel",),
    "percentages": ("Number/{}/PercentModel",),
    "money": ("NumberWithUnit/{}/CurrencyModel",),
    "measures": (
        "NumberWithUnit/{}/DimensionModel", "NumberWithUnit/{}/TemperatureModel",
        "NumberWithUnit/{}/AgeModel",
    ),
}  # fmt: skip


_DATES: Final = frozenset({ValueKind.DATE, ValueKind.TIME})
# What counts as a false claim where the oracle states nothing.
FAMILIES: Final = {
    "dates": _DATES,
    "times": _DATES,
    "durations": frozenset({ValueKind.DURATION, ValueKind.FREQUENCY}),
    "numbers": frozenset({ValueKind.NUMBER, ValueKind.COUNT}),
    "ranges of numbers": frozenset(),
    "percentages": frozenset({ValueKind.PERCENTAGE}),
    "money": frozenset({ValueKind.MONEY}),
    "measures": frozenset({ValueKind.MEASURE, ValueKind.AGE}),
}


@dataclass(frozen=True, slots=True)
class Expected:
    """One value that the oracle states: its type without prefix, span and resolutions."""

    type: str
    text: str
    start: int
    end: int
    values: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One input with its reference date and what the oracle states."""

    text: str
    reference: datetime | None
    expected: tuple[Expected, ...]


@dataclass
class Tally:
    """Cases right, cases wrong (with the wrong ones) and what was left out, by class."""

    right: int = 0
    wrong: list[tuple[Case, str]] = field(default_factory=list)
    excluded: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """The share of in-scope cases that are right."""
        cases = self.right + len(self.wrong)
        return self.right / cases if cases else 0.0


def cases(path: str) -> Iterator[Case]:
    """The cases of one specification file, each input once."""
    file = datasets.root() / "recognizers_text" / f"{path}.json.gz"
    if not file.is_file():
        raise UnreadableInput(f"{file}: no such file; set CAVEAT_DATA to the folder of the sets")
    with gzip.open(file, "rt", encoding="utf-8-sig") as stream:
        rows = json.load(stream)
    seen: set[tuple[str, str]] = set()
    for row in rows:
        stated = str(row.get("Context", {}).get("ReferenceDateTime", ""))[:19]
        if (row["Input"], stated) in seen:
            continue
        seen.add((row["Input"], stated))
        reference = datetime.fromisoformat(stated) if stated else None
        found = [e for r in row["Results"] if (e := _expected(r, row["Input"])) is not None]
        yield Case(row["Input"], reference, tuple(found))


def _expected(row: dict[str, Any], text: str) -> Expected | None:
    kind = str(row.get("TypeName", row.get("Type"))).removeprefix("datetimeV2.")
    start = row.get("Start", text.lower().find(row["Text"].lower()))
    resolution = row.get("Resolution") or row.get("Value") or {}
    if not isinstance(resolution, dict):
        return None
    if "values" in resolution:
        values = [{k: str(v) for k, v in value.items()} for value in resolution["values"] or []]
    elif "Timex" in resolution:
        values = [
            {"timex": resolution["Timex"], **_flat(resolution.get(name) or {})}
            for name in ("FutureResolution", "PastResolution")
        ]
    else:
        values = [{k: str(v) for k, v in resolution.items()}]
    end = row["End"] + 1 if "End" in row else start + len(row["Text"])
    return Expected(kind, row["Text"], start, end, tuple(values))


def _flat(resolution: dict[str, Any]) -> dict[str, str]:
    """A parser's resolution in the model's terms."""
    out: dict[str, str] = {}
    for name, value in resolution.items():
        if name.startswith("start"):
            out["start"] = str(value)
        elif name.startswith("end"):
            out["end"] = str(value)
        else:
            out["value"] = str(value)
    return out


# Dates.


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _same_moment(stated: str, moment: datetime | None) -> bool:
    if moment is None:
        return False
    ours = _stamp(moment)
    return ours == stated or (len(stated) == 10 and ours == stated + " 00:00:00")


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    seconds %= 86_400
    hours, rest = divmod(int(seconds), 3600)
    return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"


def _timex(text: str) -> str:
    """A timex with what the two notations write differently made alike."""
    if text.startswith("("):
        inner = text.strip("()").split(",")
        return "(" + ",".join(_timex(part) for part in inner[:2]) + ")"
    day, mark, clock = text.removeprefix("XXXX-XX-XX").partition("T")
    if mark and ":" not in clock and clock.isdigit():
        clock += ":00"
    if mark and clock.count(":") == 2 and clock.endswith(":00"):
        clock = clock[:5]
    return day + mark + clock


def date_agrees(expected: Expected, value: Value) -> bool:
    """Whether a date, time or duration of ours has one of the oracle's readings."""
    if isinstance(value, Quantity):
        if value.kind not in (ValueKind.DURATION, ValueKind.AGE):
            return False
        return any(_duration_agrees(reading, value) for reading in expected.values)
    if not isinstance(value, When):
        return False
    return any(_reading_agrees(expected.type, reading, value) for reading in expected.values)


def _duration_agrees(reading: dict[str, str], value: Quantity) -> bool:
    timex = reading.get("timex", "")
    # "the past two weeks" is a duration in TimeML and a range of dates in the oracle.
    if _months(value.timex) in (_months(timex), _months(timex.strip("()").split(",")[-1])):
        return True
    seconds = reading.get("value", "")
    low, high = value.interval.low, value.interval.high
    try:
        stated = float(seconds)
    except ValueError:
        return False
    return (low is None or low * 0.98 <= stated) and (high is None or stated <= high * 1.02)


def _months(timex: str) -> str:
    """A duration in quarters as months."""
    if timex[:1] == "P" and timex[-1:] == "Q" and timex[1:-1].isdigit():
        return f"P{3 * int(timex[1:-1])}M"
    return timex


def _reading_agrees(kind: str, reading: dict[str, str], value: When) -> bool:
    if value.kind is ValueKind.FREQUENCY:
        return _timex(_months(value.timex)) == _timex(_months(reading.get("timex", "")))
    hedged = "Mod" not in reading or value.bound.value != "none" or bool(value.mod)
    if hedged and reading.get("timex") and _timex(reading["timex"]) == _timex(value.timex):
        return True
    if _same_by_convention(reading, value):
        return True
    start, end, stated = reading.get("start"), reading.get("end"), reading.get("value")
    low = value.period.low if value.period else None
    after = value.period.high + timedelta(seconds=1) if value.period and value.period.high else None
    if kind.startswith("time") and value.clock is not None:
        if stated:
            return _clock(value.clock.low) == stated
        second = value.clock.high
        ends = {_clock(second), _clock(None if second is None else second + 1)}
        ends.add(_clock(None if second is None else second - 59))
        return (start is None or start == _clock(value.clock.low)) and (end is None or end in ends)
    if stated:
        return _same_moment(stated, low)
    if start is None and end is None:
        return False
    # The oracle's ranges are half-open, but end on the start of the last unit named ("to 2018").
    unit = value.ends[1].period if len(value.ends) == 2 else value.period
    last = unit.high if unit else None
    named = [after, unit.low if unit else None, last, _floor(last, value.grain)]
    return (_same_moment(start, low) if start else low is None or bool(end)) and (
        any(_same_moment(end, m) for m in named) if end else True
    )


def _floor(moment: datetime | None, grain: Grain) -> datetime | None:
    """The start of the day or minute that a moment is the last second of."""
    if moment is None:
        return None
    minute = moment.replace(second=0)
    return minute if grain < Grain.DAY else minute.replace(hour=0, minute=0)


def _same_by_convention(reading: dict[str, str], value: When) -> bool:
    """Readings that only the two notations' conventions tell apart.

    Parts of a day have other hours; "early", "mid" and "late" other shares; a date counted in
    weeks, months or years ("two years ago") is stated to that unit here, to the day there.
    """
    timex, start, stated = (reading.get(k, "") for k in ("timex", "start", "value"))
    low = value.period.low if value.period else None
    part = timex.partition("T")[2]
    if part.isalpha() and value.timex.endswith("T" + part):
        return start[:10] == value.timex[:10] or not value.timex[:4].isdigit()
    if stated == value.timex.partition("T")[0] and len(stated) == 10:
        # "Easter Monday at 10:30" is one value here, and a date and a time there.
        return True
    if value.mod and reading.get("Mod", "") not in ("", "before", "after", "since", "until"):
        return bool(start) and start[:7] == value.timex[:7] and len(value.timex) == 7
    if value.relative and stated and low and value.period and value.period.high:
        try:
            day = datetime.fromisoformat(stated)
        except ValueError:
            return False
        return value.grain >= Grain.WEEK and low <= day <= value.period.high
    return False


# Numbers and units.


def number_agrees(expected: Expected, value: Value) -> bool:
    """Whether a quantity of ours has the oracle's number (and unit, where it states one)."""
    reading = expected.values[0] if expected.values else {}
    stated = reading.get("value", "")
    if expected.type == "numberrange":
        return isinstance(value, Quantity) and _range_agrees(stated, value)
    try:
        number = float(stated.rstrip("%"))
    except ValueError:
        return False
    if isinstance(value, When):
        # A year is a number to the oracle.
        return value.timex.lstrip("(").startswith(stated)
    if not isinstance(value, Quantity):
        return False
    ours = {value.number, value.second}
    ends = (value.interval.low, value.interval.high)
    ours |= set(ends)
    if value.kind is ValueKind.MEASURE and (unit := UNIT_WORDS.get(value.stated_unit)):
        ours |= {None if end is None else (end - unit.offset) / unit.factor for end in ends}
    if not any(o is not None and abs(o - number) <= 1e-6 * max(abs(number), 1) for o in ours):
        return False
    return _unit_agrees(expected, reading, value)


def _unit_agrees(expected: Expected, reading: dict[str, str], value: Quantity) -> bool:
    unit = reading.get("unit", "").lower()
    if expected.type == "currency":
        iso = reading.get("isoCurrency") or CURRENCY_WORDS.get(unit, "")
        iso = MINOR_UNITS.get(iso, (iso, 1.0))[0]
        mine = value.unit.rstrip("?")
        return value.kind is ValueKind.MONEY and (not iso or iso.rstrip("?") == mine)
    if expected.type == "percentage":
        return value.unit == "%"
    if expected.type == "age":
        return value.kind is ValueKind.AGE
    if expected.type in ("dimension", "temperature"):
        if value.kind is not ValueKind.MEASURE:
            return False
        names = {"c": "celsius", "f": "fahrenheit"}
        known = UNIT_WORDS.get(names.get(unit, unit))
        return known is None or known.name == value.stated_unit
    return True


def _range_agrees(stated: str, value: Quantity) -> bool:
    low, _, high = stated.strip("[]()").partition(",")
    ends = (value.interval.low, value.interval.high)
    if value.kind is ValueKind.AGE:
        low_end, high_end = ends
        ends = (
            None if low_end is None else value.number,
            None if high_end is None else value.number,
        )
    for text, end in zip((low, high), ends, strict=True):
        if (end is None) != (text.strip() == ""):
            return False
        if end is not None and abs(float(text) - end) > 1e-6 * max(abs(end), 1):
            return False
    return True


DATE_TYPES: Final = frozenset(
    {"date", "daterange", "datetime", "datetimerange", "time", "timerange", "duration", "set"}
)
_NUMBER_TYPES: Final = frozenset(
    {
        "number",
        "ordinal",
        "percentage",
        "currency",
        "dimension",
        "temperature",
        "age",
        "numberrange",
    }
)


def evaluate(
    row: str, language: str = "English", code: str = "en", scope: Scope | None = None
) -> Tally:
    """The tally of one row of ``FILES`` in one language (its folder name and ISO 639-1 code)."""
    tally = Tally()
    seen: set[tuple[str, datetime | None]] = set()
    for path in FILES[row]:
        try:
            found = list(cases(path.format(language)))
        except UnreadableInput:
            if language == "English":
                raise
            continue
        for case in found:
            if (case.text, case.reference) in seen:
                continue
            seen.add((case.text, case.reference))
            _judge(case, code, tally, scope, FAMILIES[row])
    return tally


Scope = Callable[[Expected], str]


def _judge(
    case: Case, code: str, tally: Tally, scope: Scope | None, family: frozenset[ValueKind]
) -> None:
    kept: list[Expected] = []
    reason = ""
    for expected in case.expected:
        known = expected.type in DATE_TYPES | _NUMBER_TYPES
        why = (scope(expected) if scope else "") if known else f"type {expected.type}"
        if why:
            reason = reason or why
        else:
            kept.append(expected)
    if reason and not kept:
        tally.excluded[reason] += 1
        return
    values = extract_text(case.text, code, case.reference)
    for expected in kept:
        agrees = date_agrees if expected.type in DATE_TYPES else number_agrees
        claims = [*values, *(end for v in values if isinstance(v, When) for end in v.ends)]
        near = [v for v in claims if v.span.start < expected.end and expected.start < v.span.end]
        if not any(agrees(expected, v) for v in near) and not _joined(expected, near):
            got = "; ".join(_shown(v) for v in near)
            tally.wrong.append((case, f"{expected.type} {expected.text!r}: got {got or 'nothing'}"))
            return
    if not case.expected and (claimed := [v for v in values if v.kind in family and not _quiet(v)]):
        tally.wrong.append((case, "claimed " + "; ".join(_shown(v) for v in claimed)))
        return
    tally.right += 1


def _joined(expected: Expected, near: list[Value]) -> bool:
    """Whether two bounds of ours make the oracle's one range ("over 10 and under 20")."""
    bounds = [v for v in near if isinstance(v, Quantity)]
    if expected.type != "numberrange" or len(bounds) != 2:
        return False
    if expected.text.lower().startswith("from "):
        # "from 200 to 300" is two figures here: a change as often as a range.
        joined = replace(bounds[0], interval=Interval(bounds[0].number, bounds[1].number))
        return number_agrees(expected, joined)
    lows = [v.interval.low for v in bounds if v.interval.high is None]
    highs = [v.interval.high for v in bounds if v.interval.low is None]
    if len(lows) != 1 or len(highs) != 1 or lows[0] is None or highs[0] is None:
        return False
    joined = replace(bounds[0], interval=Interval(lows[0], highs[0]))
    return number_agrees(expected, joined)


def _quiet(value: Value) -> bool:
    """Values that stand for nothing that can be compared."""
    if isinstance(value, When):
        return value.unresolved is Unresolved.ALL
    if not isinstance(value, Quantity):
        return False
    return value.interval.low is None is value.interval.high or value.unit == "degree"


def _shown(value: Value) -> str:
    if isinstance(value, When):
        return f"{value.text!r} {value.timex} {value.bound.value}"
    if isinstance(value, Quantity):
        low, high = value.interval.low, value.interval.high
        return f"{value.text!r} {value.kind.value} {value.number:g} [{low}, {high}] {value.unit}"
    return repr(value.text)
