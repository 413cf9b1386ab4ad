import pytest

from caveat.evaluation import datasets
from caveat.evaluation.values import oracle_table, timex_table

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not datasets.root().is_dir(), reason="the public sets are not here"),
]


def test_most_cases_of_the_calendar_oracle_are_right() -> None:
    text, tallies = oracle_table()
    right = sum(t.right for t in tallies.values())
    wrong = sum(len(t.wrong) for t in tallies.values())
    assert right + wrong > 1_500, text
    assert right / (right + wrong) >= 0.90, text


def test_normalised_dates_of_newswire_are_as_good_as_published_systems() -> None:
    text, platinum = timex_table()
    assert platinum >= 0.80, text
