"""What a run of date tokens states, before the calendar is asked."""

from __future__ import annotations

from typing import Final

from caveat.values.calendar import Parts
from caveat.values.digits import Token

_FIGURES: Final = frozenset("DyYNw")


def fill(tokens: list[Token], *, ranged: bool = False) -> Parts:
    """The parts that a run of date tokens states; ``ranged`` says that it is an end of a range,
    where "now" is a day.
    """
    p = Parts()
    shift: int | None = None
    pending_clock: float | None = None
    for i, token in enumerate(tokens):
        code, value = token.code, token.value
        if code in "Mm":
            p.month = value
        elif code == "Y":
            p.year = int(value)
        elif code == "y":
            p.year = 1900 + int(value) if value >= 50 else 2000 + int(value)
        elif code in "Dw":
            following = "".join(t.code for t in tokens[i + 1 : i + 4])
            if following[:1] in ("p", "c", "K"):
                pending_clock = float(value)
            elif following == "7dP" and i and tokens[i - 1].code == "@" and value <= 12:
                # "at 4 in the morning"
                p.clock = (float(value) % 12 * 3600, "m")
            elif ranged and i and tokens[i - 1].code == "@" and 1 <= value <= 12:
                # "at 4-6:30 pm"
                p.clock = (float(value) * 3600, "m")
            elif p.day is None:
                p.day = int(value)
        elif code == "o":
            following = tokens[i + 1].code if i + 1 < len(tokens) else ""
            after = tokens[i + 2].code if i + 2 < len(tokens) else ""
            if (
                (following in "4x" and following)
                or (following in "-F" and after in "4x" and after)
                or following == "U"
                or (following and following in "Aa" and after in ("f", "7"))
            ):
                p.nth = int(value)
            else:
                p.day = int(value)
        elif code in "Aa":
            p.weekday = value
        elif code == "S":
            p.season = value
        elif code == "4":
            p.unit = "quarter"
            if p.nth is not None:
                p.quarter, p.nth = p.nth, None
        elif code == "x":
            if p.nth is not None:
                p.half, p.nth = p.nth, None
        elif code == "Q":
            p.quarter, p.half = (value, None) if value > 0 else (None, -value)
        elif code in "nlT":
            shift = value if shift is None or code != "T" else shift
        elif code == "U":
            p.unit = value
        elif code == "P":
            p.part = value
        elif code == "e":
            p.mod = value
        elif code == "9":
            p.mod = "EARLIER_THIS" if value < 0 else "LATER_THIS"
        elif code == "R":
            p.deictic, part = value
            p.part = part or p.part
        elif code == "J" and value == "PRESENT_REF" and len(tokens) == 1 and ranged:
            p.deictic = 0
        elif code == "J":
            p.reference = value
        elif code == "H":
            p.holiday = value
        elif code == "F":
            p.fiscal = True
            p.unit = p.unit or "year"
        elif code == "E":
            p.decade = int(value) if value >= 100 else int(value) + (1900 if value >= 20 else 2000)
        elif code == "i":
            _iso(p, value)
        elif code == "t":
            p.clock = (value[0], value[1])
        elif code == "p":
            _half_day(p, pending_clock, value)
        elif code == "c" and pending_clock is not None:
            p.clock = (pending_clock * 3600, "m")
        elif code == "K":
            p.clock = (float(value), "m")
        elif code == "z":
            p.zone = value
    if shift is not None:
        p.shift = shift
    evening = p.part in ("AF", "EV", "NI") and any(t.code == "P" for t in tokens)
    if p.clock is not None and evening and p.clock[0] < 12 * 3600:
        p.clock = (p.clock[0] + 12 * 3600, p.clock[1])
    if p.part and p.shift is not None and not p.unit and p.weekday is None and not p.holiday:
        p.deictic = p.shift
        p.shift = None
    if p.clock is not None:
        p.part = ""
    if p.mod and p.unit and p.shift is None:
        # "the end of the year" is this one's.
        p.shift = 0
    if p.day is not None and p.month is None and p.unit == "month":
        p.unit = "month"
    return p


def _half_day(p: Parts, hour: float | None, value: int) -> None:
    if hour is not None:
        if hour > 12:
            return
        p.clock = ((hour % 12 + value) * 3600, "m")
    elif p.clock is not None and p.clock[0] < 13 * 3600:
        p.clock = (p.clock[0] % (12 * 3600) + value * 3600, p.clock[1])


def _iso(p: Parts, value: tuple[object, ...]) -> None:
    year, a, b, rest = value
    if year is None:
        p.ambiguous = (int(str(a)), int(str(b)))
        p.year = int(str(rest))
        return
    p.year, p.month, p.day = int(str(year)), int(str(a)), int(str(b))
    text = str(rest)
    if text:
        zone = text[8:] if len(text) > 8 and text[8] in "z+-" else text[5:]
        try:
            clock = [int(x) for x in text[:8].rstrip("z").split(":")[:3]]
        except ValueError:
            return
        if len(clock) >= 2 and clock[0] < 24 and clock[1] < 60:
            seconds = clock[2] if len(clock) > 2 else 0
            p.clock = (clock[0] * 3600 + clock[1] * 60 + seconds, "s" if len(clock) > 2 else "m")
            p.zone = 0 if zone.startswith("z") else None


def nth_parts(tokens: list[Token]) -> Parts:
    """The parts of "the third week of May", "the last Friday of the year"."""
    parts = fill([t for i, t in enumerate(tokens) if i > 2 or t.code not in "olUAad"])
    head = next(t for t in tokens if t.code in "ol")
    unit = next(t for t in tokens if t.code in "UAa")
    parts.nth = int(head.value)
    parts.nth_of = parts.unit
    if unit.code == "U":
        parts.unit = unit.value
    else:
        parts.weekday = unit.value
        parts.unit = "weekday"
    return parts


def count_of(tokens: list[Token]) -> float | None:
    """The number of a counted unit; None when it is vague ("several")."""
    for token in tokens:
        if token.code in _FIGURES:
            half = any(t.code == "x" for t in tokens)
            return float(token.value) + (0.5 if half else 0.0)
        if token.code == "1":
            return 1.5 if any(t.code == "x" for t in tokens) else 1.0
        if token.code == "x":
            return 0.5
        if token.code == "8":
            return 2.0 if token.value == 2 else None
        if token.code == "V":
            return None
    return None


def trimmed(tokens: list[Token]) -> list[Token]:
    """The tokens without a comma or a bracket left over at their end, and without "at"."""
    while len(tokens) > 1 and tokens[-1].code in ",(":
        tokens = tokens[:-1]
    while len(tokens) > 1 and tokens[0].code == "@":
        tokens = tokens[1:]
    return tokens
