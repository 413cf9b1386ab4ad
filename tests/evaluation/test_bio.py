"""The bio signal on its own set and on public sets: floors that a change must not break."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from caveat.document import Article, parse
from caveat.evaluation import bio, datasets
from caveat.evaluation.metrics import total
from caveat.evidence import Status
from caveat.signals.base import Context
from caveat.signals.bio import SIGNAL


def test_no_family_of_wording_is_in_both_halves() -> None:
    text = (bio.BENCHMARK / "items.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    halves = {half: {r["family"] for r in rows if r["split"] == half} for half in ("train", "test")}
    assert len(rows) >= 300
    assert halves["train"]
    assert halves["test"]
    assert not halves["train"] & halves["test"]


@pytest.mark.parametrize(("split", "recall"), [("train", 0.95), ("test", 0.75)])
def test_off_topic_bios_are_found_without_false_alarms(split: str, recall: float) -> None:
    items = [i for i in bio.items() if i.split == split]
    counts = total([i.counts for i in items])
    assert counts.tp > 50
    assert counts.precision >= 0.98
    assert counts.recall >= recall
    assert not [i.id for i in items if i.label == "none" and i.read]


@pytest.mark.data
def test_ordinary_articles_have_no_bio_that_is_none() -> None:
    found = []
    for row in datasets.rows("bbc_news/articles.jsonl.gz"):
        if row["id"].startswith(("bbc-tech", "bbc-politics")):
            document = parse(Article(row["id"], row["text"], title=row["title"], language="en"))
            if document.bios:
                found.append(document)
    # Ten columns end on their author's bio (each was read), and all of them fit.
    assert len(found) <= 10
    assert all(SIGNAL.find(Context(d)).status is Status.CLEAR for d in found)


@pytest.mark.data
def test_real_bios_fit_their_own_articles() -> None:
    rows = bio.pairs().splitlines()
    alarms = float(rows[2].rsplit("|", 2)[1].split("(")[0])
    assert alarms <= 0.05


@pytest.mark.data
def test_the_table_that_ships_is_the_one_that_the_command_makes(tmp_path: Path) -> None:
    from models import topics

    made = tmp_path / "topics.tsv"
    assert topics.write(made) > 3_000
    shipped = files("caveat.signals.bio").joinpath("topics.tsv")
    assert made.read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8")
