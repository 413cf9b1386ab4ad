"""The published test set is sound, and the signal keeps what it has reached on it."""

from __future__ import annotations

from collections import defaultdict

import pytest

from caveat.evaluation.disclaimer import declared, false_alarms, items, judge
from caveat.evaluation.metrics import total
from caveat.signals.disclaimer.kinds import WEIGHTS


def test_the_set_is_large_labelled_and_split_by_wording() -> None:
    everything = list(items())
    splits = defaultdict(set)
    for item in everything:
        splits[item.family].add(item.split)
        assert item.kinds <= set(WEIGHTS)
        assert bool(item.kinds) == bool(item.scope)
    assert len(everything) >= 600
    assert len({item.text for item in everything}) == len(everything)
    assert {len(s) for s in splits.values()} == {1}
    assert len({item.language for item in everything}) == 17


@pytest.mark.parametrize("split", ["dev", "test"])
def test_precision_and_recall_stay_where_they_are(split: str) -> None:
    judged = [judge(item) for item in items() if item.split == split]
    counts = total([j.counts for j in judged])
    assert counts.precision >= 0.97
    assert counts.recall >= 0.93


@pytest.mark.data
def test_ordinary_articles_declare_nothing() -> None:
    assert "bbc_news: 0 of" in false_alarms("bbc_news/articles.jsonl.gz", name="bbc_news")


def test_a_declared_kind_is_one_that_weighs() -> None:
    from caveat.document import Article

    assert declared(Article("a", "We use cookies. This article is satire.")) == {"satire"}
