"""The reading of web pages on public pages: floors that a change must not break."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from caveat.evaluation import datasets, intake
from caveat.intake import html
from caveat.intake.source import Source


@pytest.mark.data
def test_a_sample_of_pages_agrees_with_its_gold() -> None:
    gold = {r["id"]: r for r in datasets.rows("article_extraction_andy/gold.jsonl.gz")}
    rows = islice(datasets.rows("article_extraction_andy/html.jsonl.gz"), 0, 60, 2)
    pages = [
        intake.compare(html.extract(row["html"], Source(Path(row["id"]))), gold[row["id"]])
        for row in rows
    ]
    assert len(pages) == 30
    assert sum(page.read for page in pages) == 30
    assert sum(page.recall for page in pages) / 30 >= 0.9
    named = [page.authors for page in pages if page.authors is not None]
    assert sum(named) / len(named) >= 0.7
