"""Whether a value of ours is what a Recognizers-Text case expects, in the terms of its notation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from caveat.values import Grain, Quantity, Value, ValueKind, When
from caveat.values.units import CURRENCY_WORDS, MINOR_UNITS, UNIT_WORDS


@dataclass(frozen=True, slots=True)
class Expected:
    """One value that the oracle states: its type without prefix, span and resolutions."""

    type: str
    text: str
    start: int
    end: int
    values: tuple[dict[str, str], ...]


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
