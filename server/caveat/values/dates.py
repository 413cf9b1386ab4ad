"""Dates, times and recurrences: from a matched rule to values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from caveat.document import Span
from caveat.values.ago import ago, weekdays_away
from caveat.values.bounds import bounded
from caveat.values.calendar import UNIT_GRAINS, Parts, add_months, days, week_period, week_timex
from caveat.values.digits import Token
from caveat.values.model import Grain, Unresolved, ValueKind, When
from caveat.values.ranges import both, complete, join, split, weekday_after
from caveat.values.resolve import resolve
from caveat.values.resolved import Resolved
from caveat.values.shapes import grammar
from caveat.values.stated import count_of, fill, nth_parts, trimmed
from caveat.values.timex import clock_timex, duration_timex

_FIGURES: Final = frozenset("DyYNw")
_RECURRING: Final = {"weekend": "XXXX-WXX-WE", "weekday": "P1WD"}


class DateReader:
    """Reads the date rules of one text against one publication date."""

    def __init__(self, text: str, field: str, reference: datetime | None) -> None:
        self._text = text
        self._field = field
        self._reference = reference

    def read(self, rule: str, tokens: list[Token], sentence: int, tense: str) -> list[When]:
        """The values of one match: one, but two for a range that makes no sense as one."""
        try:
            return self._read(rule, tokens, sentence, tense)
        except (OverflowError, ValueError):
            # Beyond the years 1 to 9999.
            return []

    def _read(self, rule: str, tokens: list[Token], sentence: int, tense: str) -> list[When]:
        if rule.startswith("range"):
            return self._range(tokens, sentence, tense)
        if rule == "frequency":
            return [self._frequency(tokens, sentence)]
        if rule == "vague_time":
            return self._vague(tokens, sentence)
        if rule == "ago":
            return self._single(ago(tokens, self._reference), tokens, sentence, tense)
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
        if rule == "holiday_weekend":
            return self._holiday_weekend(tokens, sentence, tense)
        if rule == "after_next":
            unit = tokens[1].value
            if unit not in ("day", "week", "weekend", "month", "year"):
                return []
            parts = Parts(shift=2, unit=unit)
            return self._single(parts, tokens, sentence, tense)
        if rule == "weekdays_away":
            return self._single(weekdays_away(tokens, self._reference), tokens, sentence, tense)
        if rule == "timed" and any(t.code in "LBk" for t in tokens[1:]):
            # "Tuesday after 1 p.m."
            at = next(i for i, t in enumerate(tokens) if i and t.code in "LBk")
            parts = fill(tokens[:at] + tokens[at + 1 :])
            whens = self._single(parts, tokens, sentence, tense)
            return [bounded(when, tokens[at].code, tokens[at].value) for when in whens]
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
            parts = nth_parts(tokens)
        tokens = trimmed(tokens)
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
        if tokens[0].code in "do" and tokens[-1].code == "U" and tokens[-1].value == "month":
            # "the 19th of every month"
            day = next(t.value for t in tokens if t.code == "o")
            return self._recurrence(f"XXXX-XX-{int(day):02}", Grain.DAY, tokens, sentence)
        number = next((t.value for t in tokens if t.code in _FIGURES or t.code == "o"), 1)
        if tokens[0].code == "v" and tokens[0].value == 2:
            number = 2
        for token in tokens:
            if token.code == "W":
                timex = token.value
            elif token.code == "U":
                once = _RECURRING.get(token.value) if number == 1 else None
                timex = once or duration_timex(number, token.value)
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
                timex = f"{timex if timex != 'XXXX' else 'XXXX-XX-XX'}T{token.value}"
        parts = fill([t for t in tokens if t.code not in "vU"])
        if parts.clock is not None:
            hour, minute = divmod(int(parts.clock[0]) // 60, 60)
            day = timex.partition("T")[0] if not timex.startswith(("P", "XXXX-XX")) else ""
            timex = f"{day}T{hour:02}:{minute:02}"
        return self._recurrence(timex, grain, tokens, sentence)

    def _recurrence(self, timex: str, grain: Grain, tokens: list[Token], sentence: int) -> When:
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
        """As "coming months": in the past or the future, never compared."""
        shift = next((t.value for t in tokens if t.code in "nl"), 0)
        if not shift:
            return []
        parts = Parts(reference="FUTURE_REF" if shift > 0 else "PAST_REF")
        return self._single(parts, tokens, sentence, "")

    def _holiday_weekend(self, tokens: list[Token], sentence: int, tense: str) -> list[When]:
        """As "Labor Day weekend": the weekend nearest to the holiday, with the days between."""
        unit = next(t for t in tokens if t.code == "U")
        named = fill([t for t in tokens if t is not unit])
        found = resolve(named, self._reference, tense)
        if unit.value != "weekend" or found is None:
            return self._single(named, [t for t in tokens if t.code in "HY"], sentence, tense)
        if found.period is None or found.period.low is None:
            return []
        day = found.period.low.date()
        # Monday and Tuesday belong to the weekend before them, the others to the one after.
        saturday = day + timedelta(days=5 - day.weekday() - (7 if day.weekday() < 2 else 0))
        found.timex, found.grain = week_timex(saturday) + "-WE", Grain.WEEK
        found.period = days(min(day, saturday), max(day, saturday + timedelta(days=1)))
        return [self._when(found, tokens[0].start, tokens[-1].end, sentence)]

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
        number = count_of(tokens[:at])
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
        sides = split(tokens)
        if sides is None:
            return []
        first, second = sides
        left, right = fill(first, ranged=True), fill(second, ranged=True)
        if second[0].code == "R" and second[0].value[0] == 1 and left.clock and right.clock:
            # "from 2 p.m. until tomorrow 4:30 p.m."
            left.deictic = 0 if left.deictic is None else left.deictic
        complete(left, right)
        if left.clock and right.clock and not any(t.code == "p" for t in first):
            noon = 12 * 3600
            if left.clock[0] < noon <= right.clock[0] and left.clock[0] + noon <= right.clock[0]:
                left.clock = (left.clock[0] + noon, left.clock[1])
        if left.clock and right.clock and any(t.code == "P" for t in first):
            noon = 12 * 3600
            if right.clock[0] < noon <= left.clock[0] < right.clock[0] + noon:
                # "in the evening between 10:30 and 11:45"
                right.clock = (right.clock[0] + noon, right.clock[1])
        yearless = left.month is not None and left.year is None and right.year is None
        low, high = (resolve(p, self._reference, tense) for p in (left, right))
        ends = [
            self._when(found, t[0].start, t[-1].end, sentence)
            for found, t in ((low, trimmed(first)), (high, trimmed(second)))
            if found is not None
        ]
        if low is None or high is None:
            return ends
        if yearless and right.month is not None and high.period and high.period.low:
            left.year = high.period.low.year - (1 if (left.month or 0) > right.month else 0)
            if high.unresolved is Unresolved.NO:
                low = resolve(left, self._reference, tense) or low
        if right.weekday is not None and right.shift is None and left.shift is not None:
            high = weekday_after(low, high)
        joined = join(low, high, yearless=yearless)
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
            calendar=both(low.calendar, high.calendar),
        )
        return [replace(self._when(whole, start, end, sentence), range=True, ends=tuple(ends))]
