"""Generated archives are the same for everybody, and what is computed from their cost adds up."""

from __future__ import annotations

from caveat.evaluation import generated
from caveat.evaluation.batch_scale import Measured, cores, table, writers


def test_an_article_is_sound_the_same_each_time_and_about_as_long_as_asked() -> None:
    for number, words in ((0, 60), (7, 500)):
        article = generated.article(number, words)
        assert article == generated.article(number, words)
        assert article.violations() == []
        assert words <= len(article.text.split()) <= words + 80


def test_reports_of_one_event_share_their_place_and_those_of_others_do_not() -> None:
    titles = [generated.article(n, 30).title for n in range(2 * generated.REPORTS)]
    assert len(set(titles[: generated.REPORTS])) == 1
    assert len(set(titles)) == 2


def test_scale_is_arithmetic_on_what_was_measured() -> None:
    assert cores(1_000_000, 60.48) == 1
    assert cores(100_000_000, 60.48) == 100
    measured = Measured(10, 60.48, 4.32, 1_024, 5_000, 2_000, 4_000)
    assert round(writers(20_000_000, measured), 6) == 1.0
    rows = {line.split(" | ")[0].strip("| "): line for line in table(measured).splitlines()}
    assert rows["memory of these workers, GiB"].endswith("| 1 | 100 |")
    assert rows["store, GB a day"].endswith("| 5 | 500 |")
