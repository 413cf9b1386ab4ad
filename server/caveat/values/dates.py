"""Dates, times and recurrences: from a matched rule to values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from caveat.document import Span
from caveat.values.calendar import UNIT_GRAINS, Parts, add_months, week_period, week_timex
from caveat.values.model import Bound, Grain, Interval, Period, Unresolved, ValueKind, When
from caveat.values.resolve import Resolved, resolve
from caveat.values.shapes import grammar
from caveat.values.tokens import Token

_LINKS: Final = frozenset("-32k&")
_FIGURES: Final = frozenset("DyYNw")
_MONTHS_IN: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_DAYS_IN: Final = {"day": 1, "week": 7, "fortnight": 14}
# A count of units over this is no distance in time.
_FAR: Final = 10_000


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
            following = tokens[i + 1].code if i + 1 < len(tokens) else ""
            if following in ("p", "c", "K"):
                pending_clock = float(value)
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


class DateReader:
    """Reads the date rules of one text against one publication date."""

    def __init__(self, text: str, field: str, reference: datetime | None) -> None:
        self._text = text
        self._field = field
        self._reference = reference

    def read(self, rule: str, tokens: list[Token], sentence: int, tense: str) -> list[When]:
        """The values of one match: one, but two for a range that makes no sense as one."""
        if rule.startswith("range"):
            return self._range(tokens, sentence, tense)
        if rule == "frequency":
            return [self._frequency(tokens, sentence)]
        if rule == "vague_time":
            return self._vague(tokens, sentence)
        if rule == "ago":
            return self._single(self._ago(tokens), tokens, sentence, tense)
        if rule == "after":
            return self._after(tokens, sentence, tense)
        if rule == "century":
            parts = Parts(mod=next((t.value for t in tokens if t.code == "e"), ""))
            number = next(t for t in tokens if t.code in "oO")
            unit = next(t for t in tokens if t.code == "U")
            if unit.value != "century" or not 1 <= number.value <= 30:
                return []
            parts.century = int(number.value) - 1
            return self._single(parts, tokens, sentence, tense)
        parts = fill(tokens)
        if rule == "year" and tokens[0].code == "d" and tokens[1].code == "U":
            parts = Parts(year=int(tokens[-1].value))
            return self._single(parts, tokens, sentence, tense) if tokens[1].value == "year" else []
        if rule == "the_unit":
            if tokens[-1].value != "weekend" or self._reference is None:
                return []
            # The last weekend, or the one that it is, or the next in the future.
            ahead = self._reference.weekday() >= 5 or tense == "future"
            parts = Parts(shift=0 if ahead else -1, unit="weekend")
            return self._single(parts, tokens, sentence, tense)
        if rule == "year_month":
            parts = Parts(year=next(int(t.value) for t in tokens if t.code == "Y"))
            parts.month = next(int(t.value) for t in tokens if t.code in "DMm")
            return self._single(parts, tokens, sentence, tense) if parts.month <= 12 else []
        if rule == "week_of":
            parts = fill(tokens[next(i for i, t in enumerate(tokens) if t.code in "f#") + 1 :])
            unit = next(t.value for t in tokens if t.code == "U")
            found = resolve(parts, self._reference, tense)
            if unit != "week" or found is None or found.period is None or not found.period.low:
                return self._single(parts, tokens, sentence, tense)
            day = found.period.low.date()
            found.timex, found.grain = week_timex(day), Grain.WEEK
            found.period = week_period(day)
            return [self._when(found, tokens[0].start, tokens[-1].end, sentence)]
        if any(t.code == "Q" and t.value < 0 for t in tokens) and parts.year is None:
            return []
        if parts.day and parts.shift is not None and parts.unit not in ("", "month"):
            return []
        if rule == "nth":
            parts = _nth_parts(tokens)
        tokens = _without_article(tokens)
        return self._single(parts, tokens, sentence, tense)

    def _single(
        self, parts: Parts | None, tokens: list[Token], sentence: int, tense: str
    ) -> list[When]:
        if parts is None:
            return []
        found = resolve(parts, self._reference, tense)
        if found is None:
            return []
        return [self._when(found, tokens[0].start, tokens[-1].end, sentence)]

    def _when(self, found: Resolved, start: int, end: int, sentence: int) -> When:
        timed = found.clock is not None
        return When(
            kind=ValueKind.TIME if timed else ValueKind.DATE,
            span=Span(self._field, start, end),
            text=self._text[start:end],
            sentence=sentence,
            timex=found.timex,
            grain=found.grain,
            period=found.period,
            mod=found.mod,
            relative=found.relative,
            unresolved=found.unresolved,
            weekday=found.weekday,
            calendar=found.calendar,
            clock=found.clock,
            utc_offset=found.utc_offset,
        )

    def _frequency(self, tokens: list[Token], sentence: int) -> When:
        timex, grain = "XXXX", Grain.DAY
        number = next((t.value for t in tokens if t.code in _FIGURES or t.code == "o"), 1)
        if tokens[0].code == "v" and tokens[0].value == 2:
            number = 2
        for token in tokens:
            if token.code == "W":
                timex = token.value
            elif token.code == "U":
                timex = duration_timex(number, token.value)
                grain = UNIT_GRAINS[token.value]
            elif token.code == "4":
                timex = duration_timex(number, "quarter")
            elif token.code == "u":
                timex = clock_timex(number, token.value)
            elif token.code in "Aa0":
                timex = f"XXXX-WXX-{token.value + 1}"
            elif token.code in "Mm":
                timex = f"XXXX-{token.value:02}"
            elif token.code == "S":
                timex = f"XXXX-{token.value}"
            elif token.code == "P":
                timex = f"{timex if timex != 'XXXX' else ''}T{token.value}"
        parts = fill([t for t in tokens if t.code not in "vU"])
        if parts.clock is not None:
            hour, minute = divmod(int(parts.clock[0]) // 60, 60)
            day = timex.partition("T")[0] if not timex.startswith(("P", "XXXX-XX")) else ""
            timex = f"{day}T{hour:02}:{minute:02}"
        start, end = tokens[0].start, tokens[-1].end
        return When(
            kind=ValueKind.FREQUENCY,
            span=Span(self._field, start, end),
            text=self._text[start:end],
            sentence=sentence,
            timex=timex,
            grain=grain,
            unresolved=Unresolved.ALL,
        )

    def _vague(self, tokens: list[Token], sentence: int) -> list[When]:
        """As "recent years", "coming months": in the past or the future, never compared."""
        shift = next((t.value for t in tokens if t.code in "nl"), 0)
        recent = any(t.code == "8" and t.value == 0 for t in tokens)
        if not shift and not recent:
            return []
        parts = Parts(reference="FUTURE_REF" if shift > 0 else "PAST_REF")
        return self._single(parts, tokens, sentence, "")

    def _ago(self, tokens: list[Token]) -> Parts | None:
        sign = tokens[-1].value
        unit = next(t for t in tokens if t.code in "Uu4")
        number = 1.0 if tokens[-2].code == "-" else _count(tokens)
        if sum(t.code in "Uu4" for t in tokens) > 1:
            return self._compound_ago(tokens, sign)
        if number is None:
            return Parts(reference="PAST_REF" if sign < 0 else "FUTURE_REF")
        if unit.code == "u":
            return self._hours(sign * number * unit.value)
        name = "quarter" if unit.code == "4" else unit.value
        if number != int(number):
            if name != "year":
                return None
            return Parts(shift=sign * round(12 * number), unit="month", counted=True)
        return Parts(shift=sign * int(number), unit=name, counted=True)

    def _compound_ago(self, tokens: list[Token], sign: int) -> Parts | None:
        """As "1 month and 21 days ago"."""
        if self._reference is None:
            return Parts(reference="PAST_REF" if sign < 0 else "FUTURE_REF")
        day, seconds, number = self._reference.date(), 0.0, 0.0
        for token in tokens:
            if token.code in _FIGURES:
                number = float(token.value)
                if number > _FAR:
                    return None
            elif token.code == "u":
                seconds += number * token.value
            elif token.code in "U4":
                name = "quarter" if token.code == "4" else token.value
                if name in _MONTHS_IN:
                    day = add_months(day, sign * round(number * _MONTHS_IN[name]))
                else:
                    day += timedelta(days=sign * number * _DAYS_IN.get(name, 1))
        if seconds:
            return self._hours(sign * seconds + 86_400 * (day - self._reference.date()).days)
        return Parts(year=day.year, month=day.month, day=day.day)

    def _hours(self, seconds: float) -> Parts | None:
        if self._reference is None or abs(seconds) > 10**8:
            return None
        then = self._reference + timedelta(seconds=seconds)
        clock = (then.hour * 3600 + then.minute * 60 + then.second, "s")
        return Parts(
            year=then.year,
            month=then.month,
            day=then.day,
            clock=clock if seconds % 86400 else None,
        )

    def _after(self, tokens: list[Token], sentence: int, tense: str) -> list[When]:
        """Of "two days after May 5": the anchor, moved."""
        at = next(i for i, t in enumerate(tokens) if t.code in "LrB" and i > 0)
        anchor_tokens = tokens[at + 1 :]
        anchors = self.read(
            grammar().name("".join(t.code for t in anchor_tokens)),
            anchor_tokens,
            sentence,
            tense,
        )
        number = _count(tokens[:at])
        unit = next(t for t in tokens if t.code in "Uu4")
        if not anchors or number is None or number != int(number) or unit.code != "U":
            return anchors
        anchor = anchors[0]
        if anchor.period is None or anchor.period.low is None or abs(number) > 5000:
            return anchors
        sign = -1 if tokens[at].code == "B" else 1
        count = int(number) * sign
        if tokens[at].code == "B" and tokens[at].value == 0:
            return anchors
        low = anchor.period.low
        if unit.value in ("month", "year", "decade"):
            months = {"month": 1, "year": 12, "decade": 120}[unit.value]
            day = add_months(low.date(), months * count)
        elif unit.value in ("day", "week", "fortnight"):
            day = low.date() + timedelta(
                days={"day": 1, "week": 7, "fortnight": 14}[unit.value] * count
            )
        else:
            return anchors
        parts = Parts(year=day.year, month=day.month, day=day.day)
        return self._single(parts, tokens, sentence, tense) + anchors

    def _range(self, tokens: list[Token], sentence: int, tense: str) -> list[When]:
        split = self._split(tokens)
        if split is None:
            return []
        first, second = split
        left, right = fill(first, ranged=True), fill(second, ranged=True)
        _complete(left, right)
        if left.clock and right.clock and not any(t.code == "p" for t in first):
            noon = 12 * 3600
            if left.clock[0] < noon <= right.clock[0] and left.clock[0] + noon <= right.clock[0]:
                left.clock = (left.clock[0] + noon, left.clock[1])
        yearless = left.month is not None and left.year is None and right.year is None
        low, high = (resolve(p, self._reference, tense) for p in (left, right))
        ends = [
            self._when(found, t[0].start, t[-1].end, sentence)
            for found, t in ((low, _without_article(first)), (high, _without_article(second)))
            if found is not None
        ]
        if low is None or high is None:
            return ends
        if yearless and right.month is not None and high.period and high.period.low:
            left.year = high.period.low.year - (1 if (left.month or 0) > right.month else 0)
            if high.unresolved is Unresolved.NO:
                low = resolve(left, self._reference, tense) or low
        if right.weekday is not None and right.shift is None and left.shift is not None:
            high = _weekday_after(low, high)
        joined = _join(low, high, yearless=yearless)
        if joined is None:
            return ends
        low, high, period, clock = joined
        skip = 1 if tokens[0].code in "rb" else 0
        start, end = tokens[skip].start, tokens[-1].end
        worst = max((low.unresolved, high.unresolved), key=list(Unresolved).index)
        whole = Resolved(
            timex=f"({low.timex},{high.timex})",
            grain=max(low.grain, high.grain),
            period=period,
            relative=low.relative or high.relative,
            unresolved=worst,
            clock=clock,
            utc_offset=high.utc_offset,
            calendar=_both(low.calendar, high.calendar),
        )
        return [replace(self._when(whole, start, end, sentence), range=True, ends=tuple(ends))]

    def _split(self, tokens: list[Token]) -> tuple[list[Token], list[Token]] | None:
        """The two sides of a range, at the link that leaves a date (or its rest) on each side."""
        body = tokens[1:] if tokens[0].code in "rb" else tokens
        # "Friday from 5 to 6 pm": the day belongs to both sides.
        for i, token in enumerate(body):
            if token.code not in _LINKS or not 0 < i < len(body) - 1:
                continue
            left, right = body[:i], body[i + 1 :]
            left = [t for t in left if t.code not in "rb"]
            names = ["".join(t.code for t in side) for side in (left, right)]
            if all(_side(name) for name in names):
                return left, right
        return None


def _side(shape: str) -> bool:
    bare = shape.strip("drb,")
    return bare in ("D", "o", "y", "M", "m", "Y", "w") or grammar().name(shape) not in (
        "",
        "number",
        "ordinal",
        "units",
        "number_range",
    )


def _both(a: bool | None, b: bool | None) -> bool | None:
    if a is False or b is False:
        return False
    return True if a or b else None


def _complete(left: Parts, right: Parts) -> None:
    """Give each side of a range what only the other one states."""
    if left.day is not None and left.month is None and right.month is not None:
        left.month = right.month
    if right.day is not None and right.month is None and left.month is not None:
        right.month = left.month
    if left.year is None and right.year is not None and right.decade is None:
        wraps = left.month and right.month and left.month > right.month
        left.year = right.year - 1 if wraps else right.year
    elif right.year is None and left.year is not None and (right.month or right.quarter):
        wraps = left.month and right.month and left.month > right.month
        right.year = left.year + 1 if wraps else left.year
    if left.year and right.year and right.year < left.year and right.year % 100 == right.year:
        right.year += left.year // 100 * 100
    if left.year and right.year and right.month is None and right.year < left.year:
        # "1998-03": the last two digits of a year.
        century = left.year // 100 * 100
        right.year = century + right.year % 100
        if right.year < left.year:
            right.year += 100
    if (
        left.clock is None
        and right.clock is not None
        and left.day is not None
        and left.month is None
    ):
        hour = left.day
        left.day = None
        base = right.clock[0] >= 12 * 3600 and hour * 3600 + 12 * 3600 <= right.clock[0]
        left.clock = (hour * 3600 + (12 * 3600 if base and hour < 12 else 0), "m")
    for one, other in ((left, right), (right, left)):
        if (
            one.clock is not None
            and other.clock is not None
            and _dayless(other)
            and not _dayless(one)
        ):
            for name in ("year", "month", "day", "weekday", "deictic", "shift", "unit", "holiday"):
                setattr(other, name, getattr(one, name))
    for name in ("shift", "unit"):
        if (
            getattr(left, name) in (None, "")
            and getattr(right, name)
            and left.day
            and not left.month
        ):
            setattr(left, name, getattr(right, name))


def _dayless(p: Parts) -> bool:
    return p.day is None and p.weekday is None and p.deictic is None and p.shift is None


def _weekday_after(low: Resolved, high: Resolved) -> Resolved:
    """The upper end on the first such weekday after the lower one ("next Monday to Friday")."""
    if (
        low.period is None
        or low.period.low is None
        or high.period is None
        or high.period.low is None
    ):
        return high
    gap = (high.period.low.date() - low.period.low.date()).days % 7
    day = low.period.low.date() + timedelta(days=gap)
    shift = day - high.period.low.date()
    last = None if high.period.high is None else high.period.high + shift
    timex = day.isoformat() + high.timex[10:]
    return replace(high, timex=timex, period=Period(high.period.low + shift, last))


def _join(
    low: Resolved, high: Resolved, *, yearless: bool
) -> tuple[Resolved, Resolved, Period | None, Interval | None] | None:
    """The whole of a range, its ends in order, or None when they do not make one."""
    clock = None
    if low.clock is not None and high.clock is not None:
        clock = Interval(low.clock.low, high.clock.high)
    if low.period is None or high.period is None:
        if clock is not None and low.period is None and high.period is None:
            return low, high, None, clock
        return (low, high, None, None) if low.unresolved is Unresolved.ALL else None
    start, end = low.period.low, high.period.high
    if start is None or end is None:
        return None
    if start > end:
        moved = _earlier(low, start, end, yearless=yearless)
        if moved is None:
            return None
        low, start = moved, moved.period.low if moved.period else start
    return low, high, Period(start, end), clock


def _earlier(low: Resolved, start: datetime, end: datetime, *, yearless: bool) -> Resolved | None:
    """The lower end a week or a year earlier, when it was stated without week or year."""
    period = low.period
    if period is None or period.high is None:
        return None
    if low.weekday is not None and low.relative and start - timedelta(days=7) <= end:
        back = timedelta(days=7)
        day = start - back
        moved = Period(day, period.high - back)
        return replace(low, period=moved, timex=day.date().isoformat())
    if yearless and start.year == end.year and start.year > 1:
        first = add_months(start.date(), -12)
        last = add_months(period.high.date(), -12)
        moved = Period(
            datetime.combine(first, start.time()), datetime.combine(last, period.high.time())
        )
        timex = low.timex
        if timex[:4].isdigit():
            timex = f"{first.year:04}{timex[4:]}"
        return replace(low, period=moved, timex=timex)
    return None


def _nth_parts(tokens: list[Token]) -> Parts:
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


def _count(tokens: list[Token]) -> float | None:
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


def _without_article(tokens: list[Token]) -> list[Token]:
    while len(tokens) > 1 and tokens[-1].code in ",(":
        tokens = tokens[:-1]
    return tokens


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


BOUNDS: Final = {"s": Bound.AT_LEAST, "B": Bound.AT_MOST, "L": Bound.MORE_THAN, "k": Bound.AT_MOST}


def bounded(when: When, code: str, value: object) -> When:
    """A date with the preposition before it: "by 2024" has no lower end, "since May" no upper."""
    period = when.period
    if code not in BOUNDS or when.range or period is None:
        return when
    bound = BOUNDS[code]
    if code == "B" and value == -1:
        return replace(
            when,
            bound=Bound.LESS_THAN,
            mod=when.mod or "BEFORE",
            period=Period(None, None if period.low is None else period.low - timedelta(seconds=1)),
        )
    if code in "Bk":
        return replace(when, bound=bound, period=Period(None, period.high))
    if code == "s":
        return replace(when, bound=bound, period=Period(period.low, None))
    return replace(
        when,
        bound=bound,
        mod=when.mod or "AFTER",
        period=Period(None if period.high is None else period.high + timedelta(seconds=1), None),
    )
