"""The project's own set of conflicts and traps is sound, whatever the signal makes of it."""

import json

import pytest

from caveat.evaluation import conflict
from caveat.evaluation.conflict_reading import READINGS, judgements


@pytest.mark.parametrize("half", ["dev", "read", "test", "unseen"])
def test_every_annotated_text_stands_in_its_article(half: str) -> None:
    seen = 0
    for cluster in conflict.clusters(half):
        whole = {a["id"]: a["title"] + "\n" + a["text"] for a in cluster["articles"]}
        for pair in [*cluster["conflicts"], *cluster["traps"]]:
            assert pair["a_text"] in whole[pair["a"]], (cluster["id"], pair)
            assert pair["b_text"] in whole[pair["b"]], (cluster["id"], pair)
            seen += 1
    assert seen > 40


def test_the_set_has_the_size_its_card_states() -> None:
    everything = [c for half in conflict.PARTS for c in conflict.clusters(half)]
    assert len({c["id"] for c in everything}) == len(everything) >= 60
    assert all(2 <= len(c["articles"]) <= 5 for c in everything)
    assert sum(len(c["conflicts"]) for c in everything) >= 150
    assert sum(len(c["traps"]) for c in everything) >= 200
    assert {g["kind"] for c in everything for g in c["conflicts"]} == set(conflict.KINDS)


def test_a_reader_judged_each_finding_once_by_ids_and_spans_with_a_reason() -> None:
    rows = [json.loads(line) for line in READINGS.read_text(encoding="utf-8").splitlines()]
    keys = [(row["kind"], *row["a"], *row["b"]) for row in rows]
    assert len(set(keys)) == len(keys) >= 60
    assert len(judgements()) == len(rows)
    assert all(
        row["why"] and row["a"][1] < row["a"][2] and row["b"][1] < row["b"][2] for row in rows
    )
