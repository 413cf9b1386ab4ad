from datetime import datetime

from caveat.document import Span
from caveat.values import (
    Bound,
    Grain,
    Interval,
    Period,
    Quantity,
    Relation,
    Unresolved,
    ValueKind,
    When,
    compare,
)


def count(
    low: float | None,
    high: float | None,
    tolerance: float = 0,
    kind: ValueKind = ValueKind.COUNT,
    unit: str = "",
) -> Quantity:
    number = low if low is not None else (high or 0)
    return Quantity(
        kind=kind,
        span=Span("text", 0, 2),
        text="23",
        number=number,
        interval=Interval(low, high),
        tolerance=tolerance,
        unit=unit,
        bound=Bound.NONE,
    )


def day(text: str, until: str = "", **fields: object) -> When:
    return When(
        kind=ValueKind.DATE,
        span=Span("text", 0, 1),
        text="x",
        timex=text,
        grain=Grain.DAY,
        period=Period(
            datetime.fromisoformat(text + "T00:00:00"),
            datetime.fromisoformat((until or text) + "T23:59:59"),
        ),
        range=bool(until),
        **fields,  # type: ignore[arg-type]
    )


def test_at_least_twenty_agrees_with_twenty_three_but_not_with_seventeen() -> None:
    assert compare(count(20, None), count(23, 23)) is Relation.COMPATIBLE
    assert compare(count(20, None), count(17, 17)) is Relation.DIFFERENT


def test_rounding_is_tolerated_to_the_precision_stated() -> None:
    assert compare(count(1.2e6, 1.2e6, 5e4), count(1_187_000, 1_187_000, 500)) is (
        Relation.COMPATIBLE
    )
    assert compare(count(1.2e6, 1.2e6, 5e4), count(1_020_000, 1_020_000)) is Relation.DIFFERENT


def test_units_are_never_mixed() -> None:
    euro = count(5, 5, kind=ValueKind.MONEY, unit="EUR")
    dollar = count(5, 5, kind=ValueKind.MONEY, unit="USD?")
    australian = count(5, 5, kind=ValueKind.MONEY, unit="AUD")
    assert compare(euro, dollar) is Relation.INCOMPARABLE
    assert compare(dollar, australian) is Relation.EQUAL


def test_a_day_inside_a_range_is_compatible_and_another_range_is_different() -> None:
    visit = day("2023-05-19", "2023-05-21")
    assert compare(visit, day("2023-05-20")) is Relation.COMPATIBLE
    assert compare(visit, day("2023-05-22")) is Relation.DIFFERENT
    assert compare(visit, day("2023-05-18", "2023-05-21")) is Relation.DIFFERENT


def test_a_date_without_a_year_is_compared_by_month_and_day() -> None:
    unknown = day("2000-05-19", unresolved=Unresolved.YEAR)
    assert compare(unknown, day("2023-05-19")) is Relation.COMPATIBLE
    assert compare(unknown, day("2023-05-20")) is Relation.DIFFERENT
