from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.document import Article, parse
from caveat.values import (
    Bound,
    Quantity,
    Relation,
    Unresolved,
    Value,
    ValueKind,
    When,
    compare,
    extract,
    extract_text,
)
from caveat.values.classes import words

PUBLISHED = datetime(2023, 5, 9, 12, tzinfo=UTC)


def read(text: str, published: datetime | None = PUBLISHED) -> tuple[Value, ...]:
    return extract_text(text, "en", published)


def date(text: str, published: datetime | None = PUBLISHED) -> When:
    found = [v for v in read(text, published) if isinstance(v, When)]
    assert len(found) == 1, found
    return found[0]


def quantity(text: str) -> Quantity:
    found = [v for v in read(text) if isinstance(v, Quantity)]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("The leaders met in Hiroshima on May 19-21.", "(2023-05-19,2023-05-21)"),
        ("It ran from April 19 to April 21.", "(2023-04-19,2023-04-21)"),
        ("The fair is held 19–21 May 2023.", "(2023-05-19,2023-05-21)"),
        ("between 3 June and 5 June 2022", "(2022-06-03,2022-06-05)"),
        ("He arrived on Tuesday, May 9, 2023.", "2023-05-09"),
        ("He arrived on 9 May 2023.", "2023-05-09"),
        ("He arrived on the 9th of May.", "2023-05-09"),
        ("It was signed last month.", "2023-04"),
        ("It will open next year.", "2024"),
        ("It closed in the second quarter of 2022.", "2022-Q2"),
        ("He said so on Friday.", "2023-05-05"),
        ("The vote will be held on Friday.", "2023-05-12"),
        ("She left two weeks ago.", "2023-W17"),
        ("It was built in the 1990s.", "199"),
        ("Results came in January.", "2023-01"),
        ("Results came in November.", "2022-11"),
        ("He died yesterday.", "2023-05-08"),
        ("Updated 2023-05-09 | 13:39", "2023-05-09T13:39"),
        ("The train left at 04:53 PM.", "T16:53"),
        ("It starts on May 19 at 5pm EST.", "2023-05-19T17:00"),
    ],
)
def test_a_date_is_resolved_to_its_timex_value(text: str, timex: str) -> None:
    assert date(text).timex == timex


def test_a_relative_date_says_so_and_is_unresolved_without_a_publication_date() -> None:
    assert date("It will open next year.").relative
    unknown = date("It will open next year.", None)
    assert unknown.unresolved is Unresolved.ALL
    assert unknown.period is None
    assert compare(unknown, date("It opens in 2024.")) is Relation.INCOMPARABLE


def test_next_year_agrees_with_by_that_year() -> None:
    next_year = date("It will open next year.")
    assert compare(next_year, date("It is due by 2024.")) is Relation.COMPATIBLE
    assert compare(next_year, date("It is due by 2022.")) is Relation.DIFFERENT


def test_a_day_and_month_without_a_year_stay_comparable_when_nothing_is_known() -> None:
    unknown = date("It happened on May 19.", None)
    assert unknown.unresolved is Unresolved.YEAR
    assert compare(unknown, date("on May 19, 2023")) is Relation.COMPATIBLE
    assert compare(unknown, date("on May 20, 2023")) is Relation.DIFFERENT


def test_a_weekday_is_checked_against_the_calendar() -> None:
    assert date("on Tuesday, May 9, 2023").calendar is True
    assert date("on Friday, May 9, 2023").calendar is False
    assert date("on May 9, 2023").calendar is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("At least 20 people died.", 20, None),
        ("More than 1,500 homes burnt.", 1500, None),
        ("Up to 300 troops will go.", None, 300),
        ("As many as 40 boats sank.", None, 40),
        ("Nearly 100 cars were lost.", 90, 100),
        ("Twenty-three people died.", 23, 23),
        ("two dozen men", 24, 24),
        ("1.2 million voters", 1.2e6, 1.2e6),
        ("a million and a half voters", 1.5e6, 1.5e6),
        ("3 lakh farmers", 300_000, 300_000),
        ("1,00,000 farmers", 100_000, 100_000),
        ("20 to 30 people", 20, 30),
    ],
)
def test_a_count_is_the_interval_that_its_hedge_leaves(
    text: str, low: float | None, high: float | None
) -> None:
    found = quantity(text)
    assert found.kind is ValueKind.COUNT
    assert (found.interval.low, found.interval.high) == (low, high)


def test_a_count_says_what_is_counted() -> None:
    found = quantity("Rescuers found 174 people dead in the mine.")
    assert found.noun == "person"
    assert "dead" in found.modifiers


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("It cost $3.5bn.", 3.5e9, "USD?"),
        ("It cost US$20m.", 2e7, "USD"),
        ("It cost 5 million euros.", 5e6, "EUR"),
        ("It cost £400.", 400, "GBP"),
        ("It cost Rs 500 crore.", 5e9, "INR"),
        ("It cost USD 5 million.", 5e6, "USD"),
    ],
)
def test_money_is_in_the_currency_stated(text: str, amount: float, unit: str) -> None:
    found = quantity(text)
    assert (found.kind, found.number, found.unit) == (ValueKind.MONEY, amount, unit)


def test_percentages_and_percentage_points_are_not_the_same() -> None:
    share, change = quantity("It rose to 5 per cent."), quantity("It rose 5 percentage points.")
    assert share.kind is ValueKind.PERCENTAGE
    assert change.kind is ValueKind.PERCENTAGE_POINTS
    assert compare(share, change) is Relation.INCOMPARABLE


def test_measures_meet_in_one_unit() -> None:
    assert compare(quantity("It is 10 miles long."), quantity("It is 16 km long.")) is (
        Relation.COMPATIBLE
    )
    assert compare(quantity("It is 10 miles long."), quantity("It is 19 km long.")) is (
        Relation.DIFFERENT
    )


def test_a_hedge_is_outside_the_span_and_in_the_bound() -> None:
    found = quantity("at least 20 people")
    assert found.text == "20"
    assert found.bound is Bound.AT_LEAST


def test_years_flights_and_diseases_are_not_counts() -> None:
    text = "In 2019 Flight 370 and COVID-19 were in the news."
    assert [v.kind for v in read(text)] == [ValueKind.DATE]


def test_values_of_a_document_point_at_their_sentence_and_field() -> None:
    article = Article(
        "a", "Ten men died. The toll was 12 on Monday.", title="Ten dead", published_at=PUBLISHED
    )
    document = parse(article)
    values = extract(document)
    assert [v.text for v in values] == ["Ten", "Ten", "12", "Monday"]
    for value in values:
        assert document.text(value.span) == value.text
        assert document.sentences[value.sentence].span.contains(value.span)


VOCABULARY = (
    "at least 20 1.2 million May 19 -21 2023 , . on by next last year weeks ago the a and half "
    "from to between Tuesday 5pm 13:39 $ € % of second quarter fiscal early mid- 1990s people "
    "dead nearly two dozen hundred thousand 3/4 2023-05-09 7th 31 feet 6ft -4 billion every "
    "( ) no. \u00a0 ½ 20–30 December 29 Feb 30 January 0 99999999999 christmas"
)
WORDS = st.sampled_from(words(VOCABULARY))
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS).map("".join)
)
REFERENCES = st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)))


@settings(max_examples=300, deadline=None)
@given(TEXTS, REFERENCES)
def test_no_text_breaks_extraction_and_spans_stay_inside(
    text: str, reference: datetime | None
) -> None:
    for value in extract_text(text, "en", reference):
        assert 0 <= value.span.start < value.span.end <= len(text)
        assert text[value.span.start : value.span.end] == value.text


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, REFERENCES)
def test_comparison_is_symmetric_and_reflexive(
    one: str, other: str, reference: datetime | None
) -> None:
    values = [*extract_text(one, "en", reference)[:8], *extract_text(other, "en", reference)[:8]]
    for a in values:
        assert compare(a, a) in (Relation.EQUAL, Relation.INCOMPARABLE)
        for b in values:
            assert compare(a, b) is compare(b, a)


@pytest.mark.parametrize(
    "unit",
    [
        "million ",
        "dozen ",
        "hundred thousand ",
        "234 ",
        "9999 weeks and ",
        "1 and a half ",
        "May 5 to ",
        "half of a ",
        "-1 ",
    ],
)
def test_endless_repetition_is_read_without_harm(unit: str) -> None:
    text = unit * 2_000 + "ago"
    for value in extract_text(text, "en", PUBLISHED):
        assert text[value.span.start : value.span.end] == value.text
