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
