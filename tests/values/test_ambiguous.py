from datetime import UTC, datetime

import pytest

from caveat.values import Quantity, Value, ValueKind, When, extract_text

PUBLISHED = datetime(2024, 10, 30, tzinfo=UTC)


def _read(text: str) -> tuple[Value, ...]:
    return extract_text(text, "en", PUBLISHED)


def _kinds(text: str) -> list[tuple[str, str]]:
    return [(v.text, v.kind.value) for v in _read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "At least 20 may have died in the fire.",
        "Of the 12, 5 may face charges.",
        "It was the second march on the capital.",
        "The 7 march organisers were held.",
        "They may march again.",
        "This march was peaceful.",
    ],
)
def test_may_and_march_are_words_where_nothing_says_that_they_are_months(text: str) -> None:
    assert not [v for v in _read(text) if isinstance(v, When)]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("He arrived on 5 may 2024.", "2024-05-05"),
        ("it opened on 5 may at the fair", "2024-05-05"),
        ("it opened in may.", "2024-05"),
        ("It opened on 5 May.", "2024-05-05"),
        ("It opened on the second of March.", "2024-03-02"),
        ("This May it opened.", "2024-05"),
    ],
)
def test_may_and_march_are_months_beside_a_date(text: str, timex: str) -> None:
    assert [v.timex for v in _read(text) if isinstance(v, When)] == [timex]


@pytest.mark.parametrize(
    ("text", "timex", "seconds"),
    [
        ("She won in 2:11:08 on Sunday.", "PT2H11M8S", 7868.0),
        ("His best of 2:04:38 stands.", "PT2H4M38S", 7478.0),
        ("He ran the 1500 metres in 3:43.13 to win.", "PT3M43.13S", 223.13),
    ],
)
def test_a_running_time_is_a_length_of_time(text: str, timex: str, seconds: float) -> None:
    (found,) = [v for v in _read(text) if v.kind is ValueKind.DURATION]
    assert isinstance(found, Quantity)
    assert found.timex == timex
    assert found.interval.low == pytest.approx(seconds)
    assert not [v for v in _read(text) if v.kind is ValueKind.TIME]


@pytest.mark.parametrize(
    "text",
    ["The quake struck at 2:11:08 on Sunday.", "It fell at 10:03:59 a.m.", "He left at 13:35."],
)
def test_a_time_of_day_stays_one(text: str) -> None:
    assert [v.kind for v in _read(text)] == [ValueKind.TIME]


def test_minutes_after_in_are_no_time_of_day() -> None:
    assert not [v for v in _read("He finished in 13:35 to take gold.") if isinstance(v, When)]


@pytest.mark.parametrize(
    "text",
    [
        "She was fined 500 pounds for the offence.",
        "He won 2,000 pounds ($2,600) from them.",
        "The job brings 500 pounds a week.",
        "The club spent 3,000 pounds on the roof.",
        "A 500-pound fine was set.",
        "It cost £20 at first. Now it is 30 pounds at the door.",
        "They left with 800 pounds in cash.",
    ],
)
def test_pounds_that_are_paid_are_money(text: str) -> None:
    found = [v for v in _read(text) if isinstance(v, Quantity) and "pound" in v.text]
    assert [(v.kind, v.unit) for v in found] == [(ValueKind.MONEY, "GBP")]
    assert found[0].interval.low == pytest.approx(found[0].number)


@pytest.mark.parametrize(
    "text",
    [
        "The bag weighs 500 pounds.",
        "Police seized 40 pounds of cocaine worth £2m.",
        "She lost 20 pounds in a year.",
        "The tyres hold 30 pounds per square inch.",
        "A 500-pound bomb was found.",
    ],
)
def test_pounds_that_weigh_are_weight(text: str) -> None:
    found = [v for v in _read(text) if isinstance(v, Quantity) and "pound" in v.text]
    assert [v.kind for v in found] == [ValueKind.MEASURE]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It cost 500 Swedish crowns.", "SEK"),
        ("It cost 500 Czech crowns.", "CZK"),
        ("The bank lost 3 billion crowns.", "CZK?"),
        ("The order is worth 30 MSEK.", "SEK"),
        ("It cost 500 Egyptian pounds.", "EGP"),
    ],
)
def test_crowns_and_other_countries_pounds_are_money(text: str, unit: str) -> None:
    (found,) = _read(text)
    assert isinstance(found, Quantity)
    assert (found.kind, found.unit) == (ValueKind.MONEY, unit)


def test_a_few_crowns_are_titles() -> None:
    assert _kinds("The boxer held two crowns.") == [("two", "count")]


def test_thousands_of_pounds_are_money_unless_they_are_of_something() -> None:
    assert _kinds("Thousands of pounds are missing.") == [("Thousands of pounds", "money")]
    assert [k for _, k in _kinds("Thousands of pounds of cocaine were found.")] == ["count"]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Gold stood there by 1540 GMT.", "T15:40"),
        ("It fell at 0735 GMT.", "T07:35"),
        ("It fell at 5:47 a.m. local time.", "T05:47"),
    ],
)
def test_four_figures_before_a_zone_are_a_time_of_day(text: str, timex: str) -> None:
    assert [v.timex for v in _read(text) if isinstance(v, When)] == [timex]


def test_four_figures_that_no_clock_shows_stay_a_year() -> None:
    assert [v.timex for v in _read("In 1990 EST was right.") if isinstance(v, When)] == ["1990"]


def test_in_the_past_is_a_time_and_the_past_year_is_a_year() -> None:
    assert _kinds("It was done in the past, he said.") == [("the past", "date")]
    assert [v.timex for v in _read("In the past year it fell.") if isinstance(v, When)] == ["2023"]
