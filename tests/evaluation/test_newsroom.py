"""Generated news reads as the newsroom says it does."""

from __future__ import annotations

import numpy as np
import pytest

from caveat.evaluation.newsroom import Newsroom
from caveat.evaluation.store_growth import growth
from caveat.store.reading import read

NEWSROOM = Newsroom(10, words=3_000, names=3_000)


@pytest.mark.parametrize("number", range(24))
def test_the_readings_it_gives_are_those_that_reading_its_documents_gives(number: int) -> None:
    event, report = NEWSROOM.number(number)
    document = NEWSROOM.document(event, report)
    article, given = NEWSROOM.reading(event, report)
    made = read(document)
    assert article == document.article
    for field in ("keys", "kinds", "counts"):
        assert np.array_equal(getattr(given.profile, field), getattr(made.profile, field))
    assert np.array_equal(given.wording, made.wording)
    assert (given.bands, given.day, given.published) == (made.bands, made.day, made.published)
    assert (given.title, given.agencies) == (made.title, made.agencies)


def test_the_same_number_is_always_the_same_article_and_no_two_are_alike() -> None:
    again = Newsroom(10, words=3_000, names=3_000)
    texts = {d.article.id: d.article.text for d in NEWSROOM.documents(0, 48)}
    assert texts == {d.article.id: d.article.text for d in again.documents(0, 48)}
    assert len(set(texts.values())) == 48


@pytest.mark.slow
def test_growth_prints_a_row_for_each_size() -> None:
    lines = list(growth([120, 360], newsroom=NEWSROOM))
    assert len(lines) == 4
    assert [line.split("|")[1].strip() for line in lines[2:]] == ["120", "360"]
    assert all(float(line.split("|")[8]) > 0.9 for line in lines[2:])
