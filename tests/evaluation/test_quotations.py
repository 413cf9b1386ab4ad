from __future__ import annotations

from itertools import islice

import pytest

from caveat.evaluation import datasets, quotations
from caveat.evaluation.metrics import total

pytestmark = pytest.mark.data
if not datasets.root().is_dir():
    pytest.skip("no public sets: set CAVEAT_DATA", allow_module_level=True)


@pytest.fixture(scope="module")
def measured() -> list[quotations.Measured]:
    """Every seventh training article: all seven publishers, in seconds."""
    return quotations.measure(islice(datasets.rows("polnear/train.jsonl.gz"), 0, None, 7))


def test_quotations_of_news_are_found(measured: list[quotations.Measured]) -> None:
    counts = total([m.quotations for m in measured])
    assert counts.tp > 500
    assert counts.f1 > 0.93


def test_their_speakers_are_right(measured: list[quotations.Measured]) -> None:
    counts = total([m.mention for m in measured])
    assert counts.tp > 500
    assert counts.recall > 0.87


def test_quotations_of_fiction_are_found() -> None:
    counts = total(quotations.fiction(datasets.rows("riqua/valid.jsonl.gz")))
    assert counts.tp > 200
    assert counts.f1 > 0.90
