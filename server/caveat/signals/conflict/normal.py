"""Values in a form that an editor reads and a program compares for equality."""

from __future__ import annotations

from caveat.values import Name, Quantity, Unresolved, Value, ValueKind, When

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth")
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_NAMES = {
    "USD?": "dollars", "MXN?": "pesos", "INR?": "rupees", "CHF?": "francs", "KES?": "shillings",
    "SEK?": "kronor", "DKK?": "kroner",
}  # fmt: skip
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night"}


def key(value: Value) -> str:
    """Equal for two values that state the same, to the precision printed."""
    if isinstance(value, Quantity):
        return f"{_bound(value.interval.low)}..{_bound(value.interval.high)}{value.unit}"
    if isinstance(value, When):
        return value.timex
    if isinstance(value, Name):
        return value.key
    return value.text.casefold()


def shown(value: Value) -> str:
    """The normalised value in words: "150 person", "2023-05-19 to 2023-05-21", "45,000,000 CHF"."""
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, When):
        return _when(value)
    return value.text


def _when(value: When) -> str:
    """A date in words where its TIMEX3 value has marks for what is not known."""
    said = " to ".join(_point(t) for t in value.timex.strip("()").split(","))
    if value.unresolved is Unresolved.YEAR:
        return f"{said}, year not stated"
    return said or value.text


def _point(timex: str) -> str:
    """One TIMEX3 value: "XXXX-04-19" is "April 19", "2024-Q1" the first quarter of 2024."""
    day, _, clock = timex.partition("T")
    shown = _day(day)
    part = _PARTS.get(clock, clock)
    return " ".join(p for p in (shown, part) if p)


def _day(timex: str) -> str:
    fields = timex.split("-")
    year = "" if fields[0].startswith("X") else fields[0]
    of_year = f" of {year}" if year else ""
    rest = fields[1:]
    if len(rest) == 1 and rest[0][:1] in ("Q", "H") and rest[0][1:].isdigit():
        unit = "quarter" if rest[0][0] == "Q" else "half"
        return f"{_ORDINALS[int(rest[0][1:]) - 1]} {unit}{of_year}"
    if len(rest) == 1 and rest[0] in _SEASONS:
        return f"{_SEASONS[rest[0]]}{of_year}"
    if year:
        return timex
    if rest[:1] == ["WXX"] and len(rest) == 2 and rest[1].isdigit():
        return f"{DAYS[int(rest[1]) - 1]}, date not known"
    if rest and rest[0].isdigit():
        return " ".join(
            [_MONTHS[int(rest[0]) - 1], *(str(int(d)) for d in rest[1:] if d.isdigit())]
        )
    return ""


def _quantity(value: Quantity) -> str:
    if value.kind is ValueKind.RESULT and value.second is not None:
        return f"{value.number:g}-{value.second:g}"
    if value.kind in (ValueKind.AGE, ValueKind.DURATION) and not value.range:
        return f"{value.number:g} {value.stated_unit}{'' if value.number == 1 else 's'}"
    low, high = value.interval.low, value.interval.high
    unit = value.noun or value.unit
    if unit.endswith("?"):
        # A dollar or a peso, of a country that the text does not say.
        unit = f"{_NAMES.get(unit, unit[:-1])}, country not stated"
    if low is None or high is None:
        hedge = "at most " if low is None else "at least "
        number = hedge + _figure(high if low is None else low)
    elif low == high:
        number = _figure(low)
    else:
        number = f"{_figure(low)} to {_figure(high)}"
    if unit == "%":
        return number + "%"
    return f"{number} {unit}".strip()


def _figure(number: float | None) -> str:
    if number is None:
        return "?"
    return f"{number:,.0f}" if abs(number) >= 1 and number == int(number) else f"{number:,.6g}"


def _bound(number: float | None) -> str:
    return "" if number is None else f"{number:.9g}"
