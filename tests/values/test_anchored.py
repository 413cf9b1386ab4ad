from datetime import UTC, datetime

import pytest

from caveat.values import extract_text
from caveat.values.model import When

PUBLISHED = datetime(2024, 10, 30, tzinfo=UTC)


def _dates(text: str) -> list[str]:
    return [v.timex for v in extract_text(text, "en", PUBLISHED) if isinstance(v, When)]


@pytest.mark.parametrize(
    "text",
    [
        "Third-quarter profit rose to $31 million, from $10 million a year ago.",
        "Profit in the third quarter was $31 million. A year earlier it was $10 million.",
        "In the third quarter sales rose 4 percent against the year-earlier period.",
    ],
)
def test_a_year_before_a_quarters_figure_is_that_quarter_of_the_year_before(text: str) -> None:
    assert _dates(text) == ["2024-Q3", "2023-Q3"]


@pytest.mark.parametrize(
    "text",
    [
        # No quarter has been told of.
        "Profit rose to $31 million, from $10 million a year ago.",
        # No figure of the business stands beside it.
        (
            "After the third quarter's profit of $31 million was out, the chairman, who had joined "
            "the board when its founder died, said in a long and often interrupted speech to the "
            "staff of the works that the man had hired him a year ago."
        ),
    ],
)
def test_a_year_ago_stays_a_year_where_nothing_says_which_part_of_it(text: str) -> None:
    assert _dates(text)[-1] == "2023"


@pytest.mark.parametrize(
    "text",
    [
        "The group could leave as early as Friday.",
        "The hearing was postponed until Friday.",
        "Trading is to resume in Paris on Friday.",
    ],
)
def test_a_day_that_is_said_to_be_ahead_is_the_next_one(text: str) -> None:
    assert _dates(text) == ["2024-11-01"]


@pytest.mark.parametrize(
    ("text", "timexes"),
    [
        ("He was held on 3 March 2024 and freed the next day.", ["2024-03-03", "2024-03-04"]),
        ("She left on 3 March 2024. Two weeks earlier it rained.", ["2024-03-03", "2024-W07"]),
        ("It opened in 1994. It closed the following year.", ["1994", "1995"]),
        ("Sales fell in December 2023 after a rise the previous month.", ["2023-12", "2023-11"]),
        ("He died on 3 March 2024. It rained the next morning.", ["2024-03-03", "2024-03-04TMO"]),
        # No date of that precision stands near.
        ("It opened in 1994. Two days later it rained.", ["1994", "2024-11-01"]),
        ("It happened the previous day.", ["2024-10-29"]),
        # A length of time, and what is counted from now.
        ("It rose in 1994. It will rise over the next year.", ["1994", "2025"]),
        ("It opened in 1994. It closed two years ago.", ["1994", "2022"]),
    ],
)
def test_a_date_at_a_distance_is_counted_from_the_last_one_told_of(
    text: str, timexes: list[str]
) -> None:
    assert _dates(text) == timexes


def test_a_year_before_a_months_figure_is_that_month_of_the_year_before() -> None:
    text = "Lending fell to £25bn in September, from £26bn a year earlier."
    assert _dates(text) == ["2024-09", "2023-09"]


def test_the_month_of_a_report_is_not_the_month_of_its_figures() -> None:
    text = (
        "In July the brewer, which is listed in London and employs thousands, reported a turnover "
        "of £8bn, down from £9bn a year earlier."
    )
    assert _dates(text) == ["2024-07", "2023"]


def test_earlier_than_expected_is_no_date() -> None:
    assert _dates("The deal ended five years earlier than expected.") == []
