"""A word that may belong to a value, and what a run of digits is: a figure, a time, a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from caveat.values.classes import CLASSES

# A longer run of digits is an identifier, and int() on it would not be linear.
_MAX_DIGITS: Final = 18
_GAP: Final = CLASSES["gap"]


@dataclass(slots=True)
class Token:
    """A word or part of one that may belong to a value. ``code`` is its class's character,
    ``start`` and ``end`` are offsets in the scanned text, ``joined`` says that no space stands
    before it.
    """

    code: str
    value: Any
    start: int
    end: int
    joined: bool = False


def read_digits(piece: str, start: int, decimal_comma: bool) -> Token:
    """The token of a run of digits with separators. A run that is no number is a gap."""
    end = start + len(piece)
    if len(piece) > _MAX_DIGITS + 6 or (piece[:2] == "00" and piece.isdigit() and len(piece) > 3):
        return Token(_GAP, None, start, end)
    if piece.isdigit():
        if len(piece) > _MAX_DIGITS or (piece[0] == "0" and len(piece) > 3):
            return Token(_GAP, piece, start, end)
        value = float(piece)
        if len(piece) == 4 and 1000 <= value <= 2999:
            return Token("Y", value, start, end)
        if len(piece) <= 2:
            return Token(
                "D" if 1 <= value <= 31 else ("y" if value > 31 else "N"), value, start, end
            )
        return Token("N", value, start, end)
    if piece[0] == ".":
        fraction = piece[1:]
        if not fraction.isdigit():
            return Token(_GAP, None, start, end)
        return Token("N", float(piece), start, end)
    if ":" in piece:
        return _clock(piece, start, end) if "." not in piece else _elapsed(piece, start, end)
    number = _separated(piece, decimal_comma)
    if number is None:
        whole = numeric_date(piece)
        if whole is not None:
            return Token(CLASSES["iso"], whole, start, end)
        return Token(_GAP, None, start, end)
    return Token("N", number, start, end)


def _clock(piece: str, start: int, end: int) -> Token:
    parts = piece.split(":")
    if len(parts) > 3 or not all(p.isdigit() and len(p) <= 2 for p in parts):
        return Token(_GAP, None, start, end)
    hour, minute, second = (*map(int, parts), 0)[:3]
    if hour > 24 or minute > 59 or second > 59 or len(parts[1]) != 2:
        return Token(_GAP, None, start, end)
    seconds = hour * 3600 + minute * 60 + (second if len(parts) == 3 else 0)
    return Token(CLASSES["clock"], (seconds, "s" if len(parts) == 3 else "m", None), start, end)


def _elapsed(piece: str, start: int, end: int) -> Token:
    """A running time to fractions of a second: "3:43.13", "2:11:08.5"."""
    whole, _, fraction = piece.partition(".")
    parts = whole.split(":")
    digits = [*parts, fraction]
    if (
        len(parts) > 3
        or not all(p.isdigit() and len(p) <= 3 for p in digits)
        or len(parts[-1]) != 2
    ):
        return Token(_GAP, None, start, end)
    hour, minute, second = (0, 0, *map(int, parts))[-3:]
    if second > 59 or (hour and minute > 59):
        return Token(_GAP, None, start, end)
    seconds = hour * 3600 + minute * 60 + second + int(fraction) / 10 ** len(fraction)
    return Token(CLASSES["elapsed"], seconds, start, end)


def _separated(piece: str, decimal_comma: bool) -> float | None:
    """The number of digits with points and commas, or None when they are something else."""
    group, point = (".", ",") if decimal_comma else (",", ".")
    if piece.count(group) == 1 and piece.rfind(group) > piece.rfind(point) > 0:
        # Both marks in the other order: the text has the other convention.
        group, point = point, group
    whole, dot, fraction = piece.partition(point)
    if dot and (not fraction.isdigit() or len(fraction) > 12):
        if group not in piece and _grouped(piece.split(point)):
            return float(piece.replace(point, ""))
        return None
    parts = whole.split(group)
    if len(parts) > 1 and not _grouped(parts):
        # A comma where a point is meant ("3,5"), as many translated texts have it.
        if (
            not dot
            and len(parts) == 2
            and len(parts[1]) in (1, 2)
            and all(p.isdigit() for p in parts)
        ):
            return float(parts[0] + "." + parts[1])
        return None
    if decimal_comma is False and not dot and len(parts) == 1:
        return None
    return float("".join(parts) + ("." + fraction if dot else ""))


def _grouped(parts: list[str]) -> bool:
    """Whether groups of digits are thousands (1,234,567) or lakhs and crores (12,34,567)."""
    if not all(p.isdigit() for p in parts) or not 1 <= len(parts[0]) <= 3 or len(parts[-1]) != 3:
        return False
    middle = parts[1:-1]
    return all(len(p) == 3 for p in middle) or all(len(p) == 2 for p in middle)


def numeric_date(low: str) -> tuple[Any, ...] | None:
    """(year, month, day, rest) of "2023-05-09", "2023/5/9", "9.5.2023", "20230509T..." or
    (None, a, b, year-or-None) of the ambiguous "5/9/2023"; None when it is no date.
    """
    date, mark, clock = low.partition("t")
    if mark and not clock[:1].isdigit():
        return None
    for separator in "-/.–":
        parts = date.split(separator)
        if len(parts) != 3:
            continue
        if not all(p.isdigit() and len(p) <= 4 for p in parts):
            return None
        a, b, c = map(int, parts)
        if len(parts[0]) == 4:
            return _ymd(a, b, c, clock)
        if len(parts[2]) in (2, 4) and len(parts[0]) <= 2 and len(parts[1]) <= 2:
            year = c if len(parts[2]) == 4 else _century(c)
            if len(parts[2]) == 2 and separator == ".":
                return None
            if a > 12 or separator == ".":
                return _ymd(year, b, a, clock)
            if b > 12:
                return _ymd(year, a, b, clock)
            return (None, a, b, year) if a and b and not mark else None
        return None
    return None


def _century(year: int) -> int:
    return 2000 + year if year < 50 else 1900 + year


def _ymd(year: int, month: int, day: int, clock: str) -> tuple[Any, ...] | None:
    if not (1000 <= year <= 2999 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return (year, month, day, clock)
