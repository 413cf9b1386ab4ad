"""Dates inside noun phrases, and lengths of time that start at a date."""

from datetime import datetime

import pytest

from caveat.values import Quantity, Relation, Unresolved, ValueKind, When, compare
from caveat.values.extract import extract_text

MONDAY = datetime(2023, 6, 12)  # noqa: DTZ001 (a local day)


def dates(text: str) -> list[When]:
    return [v for v in extract_text(text, "en", MONDAY) if isinstance(v, When)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The bidder will pay a premium of a fifth to Friday's closing price.", "2023-06-09"),
        ("It will pay 4% above the closing price on Friday.", "2023-06-09"),
        ("The offer, due next month, will be measured against Friday’s close.", "2023-06-09"),
        ("The shop will close on Friday.", "2023-06-16"),
        ("Schools will be closed on Wednesday.", "2023-06-14"),
        ("Schools were closed on Wednesday.", "2023-06-07"),
        ("Power should be back by Tuesday, said a spokesman.", "2023-06-13"),
    ],
)
def test_a_weekday_looks_back_where_it_names_what_is_already_known(text: str, day: str) -> None:
    assert [v.timex for v in dates(text)][-1:] == [day]


def test_a_possessive_weekday_is_left_open_where_only_the_clause_has_a_tense() -> None:
    (found,) = dates("The council will discuss Friday's fire.")
    assert found.unresolved is Unresolved.ALL


@pytest.mark.parametrize(
    ("text", "length", "start"),
    [
        ("Divers will search for three days from Thursday.", "P3D", "2023-06-15"),
        ("The road shuts for eight weeks from August 19.", "P8W", "2023-08-19"),
    ],
)
def test_a_length_of_time_from_a_date_is_a_length_and_a_date(
    text: str, length: str, start: str
) -> None:
    values = extract_text(text, "en", MONDAY)
    assert [(v.kind, v.timex) for v in values if isinstance(v, Quantity | When)] == [
        (ValueKind.DURATION, length),
        (ValueKind.DATE, start),
    ]


def test_a_length_of_time_from_today_is_a_date() -> None:
    assert [v.kind for v in extract_text("Two weeks from today.", "en", MONDAY)] == [ValueKind.DATE]


def test_a_sum_and_a_count_joined_by_and_are_two_values() -> None:
    values = extract_text("It has revenue of $11 billion and 38,000 employees.", "en", MONDAY)
    assert [v.kind for v in values] == [ValueKind.MONEY, ValueKind.COUNT]


def test_a_peso_of_no_country_may_be_any_peso_and_no_other_currency() -> None:
    bare, philippine, swiss = (
        extract_text(f"It cost 20 {name}.", "en", MONDAY)[0]
        for name in ("pesos", "Philippine pesos", "Swiss francs")
    )
    assert isinstance(bare, Quantity)
    assert bare.unit.endswith("?")
    assert compare(bare, philippine) is Relation.EQUAL
    assert compare(bare, swiss) is Relation.INCOMPARABLE
