"""What the values room is worth: the cases of Recognizers-Text and TempEval-3's normalised dates.

The two oracles were written by others for other ends: one for a voice assistant's calendar, one
for research on newswire. What an article never holds is left out of the first one, by the classes
of values_scope.toml; every class and its count is printed.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import re2

from caveat.evaluation import datasets
from caveat.evaluation.metrics import Counts, interval, total
from caveat.evaluation.recognizers import DATE_TYPES, FILES, Tally, evaluate
from caveat.evaluation.recognizers_agreement import Expected
from caveat.values import Quantity, Value, ValueKind, When, extract_text

_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|nought|oh|zero)"
)
_HOUR_CLUE = re2.compile(
    r"(?i)\d:\d|\d ?[ap]\.? ?m\b|[ap]\.m|o.?clock|noon|midnight|T\d|morning|afternoon|evening|night"
    r"|midday|now|\d\.\d\d ?[ap]m|dawn|hour|minute|second|\d{4}-\d"
)

_BARE_DAY = re2.compile(
    r"(?i)^(?:on |for |the |from |between |and |to |until |till |of |\d{1,2}|[ ,~-])+$"
)


@cache
def _classes() -> tuple[tuple[str, frozenset[str], Any], ...]:
    """Name, types and pattern of each class of values_scope.toml."""
    source = files("caveat.evaluation").joinpath("values_scope.toml").read_text(encoding="utf-8")
    found = []
    for entry in tomllib.loads(source)["class"]:
        pattern = entry["pattern"].replace("\n", "").replace("NUM", _NUMBER_WORD)
        compiled = re2.compile("(?i)" + pattern.replace("HOUR", r"\d{1,2}"))
        found.append((entry["name"], frozenset(entry["types"].split()), compiled))
    return tuple(found)


def scope(expected: Expected) -> str:
    """Why an expected value is out of scope, or ""."""
    if not expected.values:
        return "no value stated"
    reading = expected.values[0]
    stated = reading.get("value", "")
    date = expected.type in DATE_TYPES
    if stated in ("None", "null", "") and not date:
        return "a unit without a number"
    if stated == "not resolved" and expected.type != "set":
        return "impossible dates"
    if expected.type == "ordinal" and reading.get("relativeTo") not in (None, "start"):
        return "ordinals without a number"
    if reading.get("subtype") == "power":
        return "formulas, powers and codes"
    if expected.type.startswith(("time", "datetime")) and not _HOUR_CLUE.search(expected.text):
        return "hours without a.m., p.m. or minutes"
    if date and _BARE_DAY.match(expected.text):
        return "a day of the month in figures alone"
    groups = {"*", expected.type} if date else {"numbers", expected.type}
    if reading.get("subtype") == "fraction":
        groups.add("fractions")
    for name, types, pattern in _classes():
        if groups & types and pattern.search(expected.text):
            return name
    return ""


def oracle_table(language: str = "English", code: str = "en") -> tuple[str, dict[str, Tally]]:
    """The table of Recognizers-Text cases and its tallies by row."""
    tallies = {row: evaluate(row, language, code, scope) for row in FILES}
    lines = [f"Recognizers-Text, {language}: cases in scope that are right", ""]
    lines += ["| cases | right | wrong | share | left out |", "| --- | --- | --- | --- | --- |"]
    right = wrong = 0
    left_out: Counter[str] = Counter()
    for row, tally in tallies.items():
        right, wrong = right + tally.right, wrong + len(tally.wrong)
        left_out.update(tally.excluded)
        out = sum(tally.excluded.values())
        lines.append(f"| {row} | {tally.right} | {len(tally.wrong)} | {tally.share:.3f} | {out} |")
    share = right / (right + wrong) if right + wrong else 0.0
    lines.append(f"| all | {right} | {wrong} | {share:.3f} | {sum(left_out.values())} |")
    lines += ["", "Left out, by class:", ""]
    lines += [f"- {name}: {count}" for name, count in left_out.most_common()]
    return "\n".join(lines), tallies


def timexes(text: str, created: str) -> list[tuple[int, int, str]]:
    """Our TIMEX3 expressions of a text: start, end and value, with its creation time known.

    A range is two expressions, as the guidelines have it, and a time of day without a date is of
    the day of creation. Ages are no TIMEX3.
    """
    found: list[tuple[int, int, str]] = []
    for value in extract_text(text, "en", datetime.fromisoformat(created[:10])):
        for part in _dates(value):
            timex = part.timex
            if timex.startswith("T"):
                timex = created[:10] + timex
            found.append((part.span.start, part.span.end, timex))
    return found


def _dates(value: Value) -> Sequence[When | Quantity]:
    if isinstance(value, When):
        return value.ends if value.range else (value,)
    return (value,) if isinstance(value, Quantity) and value.kind is ValueKind.DURATION else ()


def score(row: dict[str, Any]) -> tuple[Counts, Counts]:
    """Counts of one document: expressions found (any overlap), and found with the right value."""
    ours = timexes(row["text"], row["dct"])
    gold = [t for t in row["timex"] if t["end"] > t["start"] >= 0]
    used: set[int] = set()
    valued = 0
    for expected in gold:
        near = [
            i
            for i, (start, end, _) in enumerate(ours)
            if i not in used and start < expected["end"] and expected["start"] < end
        ]
        if near:
            best = next((i for i in near if ours[i][2] == expected["value"]), near[0])
            used.add(best)
            valued += ours[best][2] == expected["value"]
    found = len(used)
    return (
        Counts(found, len(ours) - found, len(gold) - found),
        Counts(valued, len(ours) - valued, len(gold) - valued),
    )


def timex_table() -> tuple[str, float]:
    """The table of TempEval-3's sets, and the value F1 on its platinum set."""
    lines = [
        "TempEval-3: normalised time expressions (platinum measures only; the others were read)",
        "",
        "| set | documents | expressions | found P | found R | found F1 | value F1 (95%) |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    platinum = 0.0
    for name in ("te3_platinum", "timebank_cleaned", "aquaint_cleaned"):
        pairs = [score(row) for row in datasets.rows(f"timex/{name}.jsonl.gz")]
        found, valued = total([p[0] for p in pairs]), total([p[1] for p in pairs])
        low, high = interval([p[1] for p in pairs], lambda units: total(units).f1)
        if name == "te3_platinum":
            platinum = valued.f1
        lines.append(
            f"| {name} | {len(pairs)} | {found.tp + found.fn} | {found.precision:.3f} "
            f"| {found.recall:.3f} | {found.f1:.3f} | {valued.f1:.3f} ({low:.3f}-{high:.3f}) |"
        )
    lines += ["", "HeidelTime's published value F1 on platinum is 0.776 (TempEval-3, task A)."]
    return "\n".join(lines), platinum


def table() -> str:
    """Both tables."""
    return oracle_table()[0] + "\n\n" + timex_table()[0] + "\n"
