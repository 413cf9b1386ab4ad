from datetime import UTC, datetime

import pytest

from caveat.values import Bound, Quantity, Value, ValueKind, When, extract_text

# A Wednesday.
PUBLISHED = datetime(2024, 10, 30, tzinfo=UTC)


def _read(text: str) -> tuple[Value, ...]:
    return extract_text(text, "en", PUBLISHED)


def _timexes(text: str) -> list[str]:
    return [v.timex for v in _read(text) if isinstance(v, When | Quantity) and v.timex]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Humans lived there 135,000 years ago.", "P135000Y"),
        ("The crater formed 66 million years ago.", "P66000000Y"),
        ("It stood more than 2,000 years ago.", "P2000Y"),
        ("It stood 200 years ago.", "1824"),
        ("He came half an hour ago.", "2024-10-29T23:30:00"),
        ("It fell over the past fortnight.", "P2W"),
        ("Prices rose in the past hour.", "PT1H"),
        ("Sales fell in recent weeks.", "PXW"),
        ("They wait another month.", "P1M"),
        ("It took an hour and half.", "PT1.5H"),
        ("They met on Friday mornings.", "XXXX-WXX-5TMO"),
        ("They meet every morning.", "XXXX-XX-XXTMO"),
        ("It is due on the 19th of every month.", "XXXX-XX-19"),
        ("It closes this coming Friday.", "2024-11-01"),
        ("It closes the week after next.", "2024-W46"),
        ("It sank two Sundays ago.", "2024-10-20"),
        ("It was held on Labor Day weekend.", "2024-W35-WE"),
        ("It will open on Sunday 17.", "2024-11-17"),
        ("It began in the third month of 2021.", "2021-03"),
        ("He called on Tuesday after 1 p.m.", "2024-10-29T13:00"),
        ("It fell at 4 in the morning.", "T04:00"),
    ],
)
def test_one_expression_has_one_value(text: str, timex: str) -> None:
    assert _timexes(text) == [timex]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("from 4 to 22 this month", "(2024-10-04,2024-10-22)"),
        ("November between 19 and 20", "(2024-11-19,2024-11-20)"),
        ("next week between Wednesday and Friday", "(2024-11-06,2024-11-08)"),
        ("Dec/2018-May/2019", "(2018-12,2019-05)"),
        ("from 2019-aug-01 to today", "(2019-08-01,2024-10-30)"),
        ("on Friday afternoon between 1 PM and 4 PM", "(2024-10-25T13:00,2024-10-25T16:00)"),
        ("on December 12th at 4 - 6:30 pm", "(2024-12-12T16:00,2024-12-12T18:30)"),
        (
            "between 4pm on Jan 1, 2016 and 5pm today",
            "(2016-01-01T16:00,2024-10-30T17:00)",
        ),
        ("from 2pm till tomorrow 4:30pm", "(2024-10-30T14:00,2024-10-31T16:30)"),
    ],
)
def test_the_ends_of_a_range_share_what_only_one_of_them_states(text: str, timex: str) -> None:
    assert _timexes(text) == [timex]


@pytest.mark.parametrize(
    "text",
    [
        "He scored in the last minute.",
        "Call 138-2010-2015 for help",
        "They played 4-4-2 all night",
        "It reads 2017-13-12 there",
        "Read https://example.org/2024/10/30?q=30%25",
        "Temperatures were in his 40s.",
    ],
)
def test_idioms_and_serial_numbers_are_no_dates(text: str) -> None:
    dated = (ValueKind.DATE, ValueKind.TIME, ValueKind.PERCENTAGE, ValueKind.DURATION)
    assert not [v for v in _read(text) if v.kind in dated and "night" not in v.text]


def test_a_round_figure_before_things_is_a_count_and_no_year() -> None:
    found = _read("They sold 2000 copies in 2000.")
    assert [(v.text, v.kind) for v in found] == [
        ("2000", ValueKind.COUNT),
        ("2000", ValueKind.DATE),
    ]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("It was above 1000 and below 1500.", [Bound.MORE_THAN, Bound.LESS_THAN]),
        ("It was 200 or greater than 190.", [Bound.NONE, Bound.MORE_THAN]),
        ("There were 12 shops and more than 190 carts.", [Bound.NONE, Bound.MORE_THAN]),
        ("Those are 60 and over.", [Bound.AT_LEAST]),
        ("Some had 60 or more.", [Bound.AT_LEAST]),
    ],
)
def test_a_hedge_belongs_to_the_figure_behind_it_where_one_follows(
    text: str, bounds: list[Bound]
) -> None:
    assert [v.bound for v in _read(text) if isinstance(v, Quantity)] == bounds


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3 hundred and 21 men", 321.0),
        ("4 thousand 3 hundred and 21 men", 4321.0),
        ("10M users", 10e6),
        ("one billion and a half million users", 1_000_500_000.0),
        ("a basket of 35 M&S goods", 35.0),
        ("10 tln users", 10e12),
    ],
)
def test_figures_and_scales_make_one_number(text: str, number: float) -> None:
    assert [v.number for v in _read(text) if isinstance(v, Quantity)] == [number]


def test_two_sums_side_by_side_stay_two() -> None:
    found = [v for v in _read("between 150 euros and 300 euros") if isinstance(v, Quantity)]
    assert [v.number for v in found] == [150.0, 300.0]
    (whole,) = _read("3 euros and 20 cents")
    assert isinstance(whole, Quantity)
    assert whole.interval.low == pytest.approx(3.2)


@pytest.mark.parametrize(
    "text",
    [
        "It began at twenty-five past six.",
        "It began at half past six.",
        "It ended just after twenty to ten.",
        "It ended at a quarter past two.",
    ],
)
def test_a_spoken_time_of_day_is_neither_a_count_nor_a_range(text: str) -> None:
    assert not _read(text)


def test_a_vote_of_seven_to_two_is_a_result() -> None:
    assert [v.kind for v in _read("They voted seven to two.")] == [ValueKind.RESULT]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("A girl of 13 was killed.", 13),
        ("He was Gordon Hale, who was 61.", 61),
        ("She is 46 and teaches.", 46),
        ("It is given at the age of five.", 5),
    ],
)
def test_an_age_is_read_behind_the_person_too(text: str, age: int) -> None:
    (found,) = _read(text)
    assert isinstance(found, Quantity)
    assert (found.kind, found.number, found.timex) == (ValueKind.AGE, age, f"P{age}Y")


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Two turbines stood still.", "turbine"),
        ("Nine children caught measles.", "child"),
        ("She gave a copy of two reminders sent in January.", "reminder"),
        ("They have five helicopters fewer.", "helicopter"),
        ("They sold two hit singles.", "single"),
        ("Three provinces worst hit by floods got aid.", "province"),
        ("They are two best friends.", "friend"),
        ("A quake of magnitude 6.4 struck.", ""),
    ],
)
def test_a_verb_behind_the_noun_is_not_what_is_counted(text: str, noun: str) -> None:
    found = [v for v in _read(text) if isinstance(v, Quantity)]
    assert [v.noun for v in found] == [noun]


def test_by_before_a_master_of_a_century_bounds_no_date() -> None:
    (found,) = _read("It is by the seventeenth-century master.")
    assert isinstance(found, When)
    assert found.bound is Bound.NONE
