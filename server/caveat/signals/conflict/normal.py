"""Values in a form that an editor reads and a program compares for equality."""

from __future__ import annotations

from caveat.values import Name, Quantity, Status, Value, ValueKind, When


def key(value: Value) -> str:
    """Equal for two values that state the same, to the precision printed."""
    if isinstance(value, Quantity):
        return f"{_bound(value.interval.low)}..{_bound(value.interval.high)}{value.unit}"
    if isinstance(value, When):
        return value.timex
    if isinstance(value, Name):
        return value.key
    if isinstance(value, Status):
        return f"{value.act}/{value.negated}/{value.modality}"
    return value.text.casefold()


def shown(value: Value) -> str:
    """The normalised value in words: "150 person", "2023-05-19 to 2023-05-21", "45,000,000 CHF"."""
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, When):
        return value.timex.strip("()").replace(",", " to ")
    return value.text


def _quantity(value: Quantity) -> str:
    if value.kind is ValueKind.RESULT and value.second is not None:
        return f"{value.number:g}-{value.second:g}"
    low, high = value.interval.low, value.interval.high
    unit = value.noun or value.unit.rstrip("?")
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
