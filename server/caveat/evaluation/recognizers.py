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
from datetime import datetime
from typing import Any, Final

from caveat.errors import UnreadableInput
from caveat.evaluation import datasets
from caveat.evaluation.recognizers_agreement import Expected, date_agrees, number_agrees
from caveat.values import (
    Interval,
    Quantity,
    Unresolved,
    Value,
    ValueKind,
    When,
    extract_text,
)

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
