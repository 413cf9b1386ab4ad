"""Quantities: from a matched rule to an interval in one unit, with the precision stated."""

from __future__ import annotations

from dataclasses import replace

from caveat.document import Span
from caveat.values.digits import Token
from caveat.values.durations import DAY, FIGURES, LENGTHS, duration, elapsed
from caveat.values.model import Bound, Interval, Quantity, ValueKind
from caveat.values.rounding import interval_of, tolerance
from caveat.values.timex import clock_timex, duration_timex
from caveat.values.units import MINOR_UNITS, Unit


class QuantityReader:
    """Reads the quantity rules of one text."""

    def __init__(self, text: str, field: str) -> None:
        self._text = text
        self._field = field

    def read(self, rule: str, tokens: list[Token], sentence: int, hedge: Bound) -> list[Quantity]:
        """The values of one match; ``hedge`` is the hedge that stands around it."""
        figures = [t for t in tokens if t.code in FIGURES]
        kind, _, form = rule.partition("_")
        if form == "range" and len(figures) == 2:
            if tokens[0].code == "r":
                # "rose from 5 to 7": two figures, no range.
                return self._change(kind, tokens, figures, sentence, hedge)
            return self._one(kind, tokens, figures, sentence, hedge)
        if form == "parts":
            return self._compound(kind, tokens, figures, sentence, hedge)
        if rule in ("duration", "duration_half", "compound", "span", "units"):
            return duration(self._text, self._field, rule, tokens, sentence, hedge)
        if rule == "elapsed":
            return [elapsed(self._text, self._field, tokens[0], sentence)]
        if rule == "nights":
            return self._nights(tokens, figures, sentence, hedge)
        if rule == "vague" or (tokens[0].code == "V" and rule == "money"):
            return self._vague(tokens, sentence)
        if rule == "ordinal":
            return [self._make(ValueKind.ORDINAL, tokens, sentence, tokens[-1].value)]
        return self._one(kind, tokens, figures, sentence, hedge)

    def _nights(
        self, tokens: list[Token], figures: list[Token], sentence: int, hedge: Bound
    ) -> list[Quantity]:
        """As "three nights": a duration in days; other parts of the day are only counted."""
        plural = self._text[tokens[-1].start : tokens[-1].end].lower().endswith("s")
        single = figures[0].value == 1
        if tokens[-1].value != "NI" or not (plural or single or len(tokens) > 2):
            # "four afternoon classes", "three night markets"
            return self._one("number", tokens[:1], figures, sentence, hedge)
        night = replace(tokens[-1], code="U", value="night")
        return duration(self._text, self._field, "duration", [*tokens[:-1], night], sentence, hedge)

    def _one(
        self,
        kind: str,
        tokens: list[Token],
        figures: list[Token],
        sentence: int,
        hedge: Bound,
    ) -> list[Quantity]:
        if not figures:
            return []
        first, last = figures[0], figures[-1]
        low, high = float(first.value), float(last.value)
        ranged = first is not last
        if ranged and low < 1000 <= high and self._scaled(last) and not self._scaled(first):
            # "5 to 7 million": the scale belongs to both.
            low *= _scale_of(high)
        if ranged and low > high:
            if kind == "number" and tokens[-1].code != "b":
                return self._result(first, last, sentence)
            low, high = high, low
        factor, offset, unit, stated, value_kind = self._unit(kind, tokens, last)
        measured = value_kind in (ValueKind.MEASURE, ValueKind.MONEY, ValueKind.PERCENTAGE)
        slack = self._slack(last if ranged else first, high, hedge, whole=not measured)
        scaled = sorted((low * factor + offset, high * factor + offset))
        start = 1 if tokens[0].code in "b~" else 0
        timex = ""
        wide = 0.0
        if value_kind in (ValueKind.AGE, ValueKind.DURATION):
            name = next((t.value for t in tokens if t.code == "U"), "year")
            shortest, longest = LENGTHS.get(name, (365, 366))
            scaled = [low * shortest * DAY, high * longest * DAY]
            seconds = next((t.value for t in tokens if t.code == "u"), None)
            timex = duration_timex(low, name) if seconds is None else clock_timex(low, seconds)
            if seconds is not None:
                scaled = [low * seconds, high * seconds]
            wide = slack * shortest * DAY if seconds is None else slack * seconds
        reach = wide or abs(factor) * slack
        return [
            Quantity(
                kind=value_kind,
                span=Span(self._field, tokens[start].start, tokens[-1].end),
                text=self._text[tokens[start].start : tokens[-1].end],
                sentence=sentence,
                number=low * max(factor, 1.0) if value_kind is ValueKind.MONEY else low,
                interval=interval_of(scaled[0], scaled[1], hedge, reach),
                tolerance=reach,
                unit=unit,
                stated_unit=stated,
                bound=hedge,
                range=ranged,
                timex=timex,
            )
        ]

    def _scaled(self, token: Token) -> bool:
        return any(c.isalpha() for c in self._text[token.start : token.end])

    def _slack(self, token: Token, number: float, hedge: Bound, *, whole: bool) -> float:
        hedged = hedge in (Bound.ABOUT, Bound.NEARLY)
        text = self._text[token.start : token.end]
        return tolerance(number, text, hedged=hedged, whole=whole)

    def _unit(
        self, kind: str, tokens: list[Token], figure: Token
    ) -> tuple[float, float, str, str, ValueKind]:
        """Factor and offset to the compared unit, the unit, its stated name and the kind."""
        if kind == "money":
            words = [t for t in tokens if t.code in "$C"]
            code = str(words[0].value)
            named = str(words[-1].value)
            if code.endswith("?") and not named.endswith("?"):
                code = named
            factor = 1.0
            if code in MINOR_UNITS:
                code, factor = MINOR_UNITS[code]
            stated = self._text[words[-1].start : words[-1].end].lower()
            return factor, 0.0, code, stated, ValueKind.MONEY
        if kind == "percent":
            return 1.0, 0.0, "%", "percent", ValueKind.PERCENTAGE
        if kind == "points":
            factor = next(float(t.value) for t in tokens if t.code == "^")
            return factor, 0.0, "%", "percentage point", ValueKind.PERCENTAGE_POINTS
        if kind == "measure":
            unit: Unit = next(t.value for t in reversed(tokens) if t.code == "*")
            if unit.name == "pound" and figure.value >= 1e5 and self._scaled(figure):
                return 1.0, 0.0, "GBP", "pound", ValueKind.MONEY
            return unit.factor, unit.offset, unit.symbol, unit.name, ValueKind.MEASURE
        if kind == "age":
            return 1.0, 0.0, "s", "year", ValueKind.AGE
        if kind == "duration":
            return 1.0, 0.0, "s", "", ValueKind.DURATION
        return 1.0, 0.0, "", "", ValueKind.NUMBER

    def _make(self, kind: ValueKind, tokens: list[Token], sentence: int, number: float) -> Quantity:
        start, end = tokens[0].start, tokens[-1].end
        return Quantity(
            kind=kind,
            span=Span(self._field, start, end),
            text=self._text[start:end],
            sentence=sentence,
            number=float(number),
            interval=Interval(float(number), float(number)),
        )

    def _change(
        self,
        kind: str,
        tokens: list[Token],
        figures: list[Token],
        sentence: int,
        hedge: Bound,
    ) -> list[Quantity]:
        """The two figures of a change, each with the unit that only one of them may carry."""
        link = next(
            i for i, t in enumerate(tokens) if t.code in "2-&" and t.start >= figures[0].end
        )
        sides = [tokens[1:link], tokens[link + 1 :]]
        units = [[t for t in side if t.code in "$C%^*Uu4"] for side in sides]
        values: list[Quantity] = []
        for side, figure, own, other in zip(sides, figures, units, units[::-1], strict=True):
            borrowed = side if own else [*side, *other]
            for quantity in self._one(kind, borrowed, [figure], sentence, hedge):
                start, end = side[0].start, side[-1].end
                values.append(
                    _placed(quantity, Span(self._field, start, end), self._text[start:end])
                )
        return values

    def _result(self, first: Token, last: Token, sentence: int) -> list[Quantity]:
        found = self._make(ValueKind.RESULT, [first, last], sentence, first.value)
        return [_second(found, float(last.value))]

    def _compound(
        self,
        kind: str,
        tokens: list[Token],
        figures: list[Token],
        sentence: int,
        hedge: Bound,
    ) -> list[Quantity]:
        """As "5ft 11in", "3 euros and 20 cents"."""
        at = tokens.index(figures[1])
        head, rest = tokens[:at], tokens[at:]
        while head and head[-1].code in "&-":
            head = head[:-1]
        if kind == "money" and rest[-1].value not in MINOR_UNITS:
            # "50 dollars 50 dollars": two sums, of which a figure has one
            return self._one(kind, head, figures[:1], sentence, hedge) + self._one(
                kind, rest, figures[1:], sentence, Bound.NONE
            )
        main = self._one(kind, head, figures[:1], sentence, hedge)
        if not any(t.code in "*C" for t in rest):
            inch = {"foot": 0.0254}.get(main[0].stated_unit) if main else None
            if inch is None:
                return main
            extra = float(figures[1].value) * inch
            unit = main[0].unit
        else:
            more = self._one(kind, rest, figures[1:2], sentence, Bound.NONE)
            if not main or not more:
                return main
            extra, unit = more[0].interval.low or 0.0, more[0].unit
        same = main and (unit == main[0].unit or kind == "money")
        if not same:
            return main + (self._one(kind, rest, figures[1:2], sentence, Bound.NONE))
        low = (main[0].interval.low or main[0].interval.high or 0.0) + extra
        start, end = tokens[0].start, tokens[-1].end
        return [
            Quantity(
                kind=main[0].kind,
                span=Span(self._field, start, end),
                text=self._text[start:end],
                sentence=sentence,
                number=low if kind == "money" else main[0].number,
                interval=interval_of(low, low, hedge, 0.0),
                unit=main[0].unit,
                stated_unit=main[0].stated_unit,
                bound=hedge,
            )
        ]

    def _vague(self, tokens: list[Token], sentence: int) -> list[Quantity]:
        low, high = tokens[0].value
        start, end = tokens[0].start, tokens[-1].end
        money = next((t for t in tokens if t.code == "C"), None)
        return [
            Quantity(
                kind=ValueKind.NUMBER if money is None else ValueKind.MONEY,
                span=Span(self._field, start, end),
                text=self._text[start:end],
                sentence=sentence,
                number=float(low),
                interval=Interval(float(low), float(high)),
                unit="" if money is None else str(money.value),
                bound=Bound.ABOUT,
            )
        ]


def _scale_of(number: float) -> float:
    for scale in (1e12, 1e9, 1e6, 1e3):
        if number >= scale:
            return scale
    return 1.0


def _placed(quantity: Quantity, span: Span, text: str) -> Quantity:
    return replace(quantity, span=span, text=text)


def _second(quantity: Quantity, second: float) -> Quantity:
    return replace(quantity, second=second)
