"""TIMEX3 values of durations (Pustejovsky et al., TimeML 1.2.1)."""

from __future__ import annotations

from typing import Final

_LETTERS: Final = {
    "day": "D", "night": "D", "weekday": "D", "week": "W", "month": "M", "quarter": "Q",
    "year": "Y",
}  # fmt: skip


def duration_timex(number: float | None, unit: str) -> str:
    """As "P3D" for three days; X for an unknown number."""
    if unit == "weekend":
        return f"P{_plain(number)}WE"
    times = {"fortnight": (2, "W"), "decade": (10, "Y"), "century": (100, "Y")}
    if unit in times:
        factor, letter = times[unit]
        return f"P{_plain(None if number is None else number * factor)}{letter}"
    if unit == "season":
        return f"P{_plain(number)}S"
    rest = halved(number, unit)
    if rest and number is not None:
        number = float(int(number))
        return f"P{_plain(number)}Y{rest}" if number else f"P{rest}"
    return f"P{_plain(number)}{_LETTERS.get(unit, 'Y')}"


def clock_timex(number: float | None, seconds: float) -> str:
    """As "PT3H" for three hours."""
    letter = {3600: "H", 60: "M"}.get(int(seconds), "S")
    return f"PT{_plain(number)}{letter}"


def halved(number: float | None, unit: str) -> str:
    """The rest of a TIMEX3 duration of half units: "6M" of two and a half years."""
    halves = {"year": "6M", "quarter": "", "week": "", "month": ""}
    return halves.get(unit, "") if number is not None and number % 1 == 0.5 else ""


def _plain(number: float | None) -> str:
    if number is None:
        return "X"
    return str(int(number)) if number == int(number) else f"{number:g}"
