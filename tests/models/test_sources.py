"""What the generated examples say, and what the public ones must never hold."""

from __future__ import annotations

import random

import pytest

from caveat.encoder.template import DISCLAIMER_KINDS, Head
from caveat.evaluation import datasets
from models.plan import split
from models.sources import SOURCES
from models.sources.edits import changed, kept
from models.sources.notices import expand
from models.sources.public_pairs import folded


def test_choices_and_slots_are_filled_from_the_inside_out() -> None:
    choose = random.Random(0)  # noqa: S311
    slots = {"who": ["Ada", "Bo"]}
    found = {expand("{{not |}her|his} name, <who>{.|!}", slots, choose) for _ in range(200)}
    assert found == {
        f"{name} name, {who}{end}"
        for name in ("not her", "her", "his")
        for who in ("Ada", "Bo")
        for end in (".", "!")
    }


def test_no_notice_is_left_with_a_mark_of_its_grammar() -> None:
    for name in ("notices", "doubled_notices", "mentions", "sourced", "bios", "traps"):
        if name != "bios":
            assert not [e.first for e in SOURCES[name]() if set("{}<>|") & set(e.first)]


def test_every_kind_of_notice_is_written() -> None:
    kinds = {
        kind
        for e in SOURCES["notices"]()
        for kind, on in zip(DISCLAIMER_KINDS, e.targets[Head.DISCLAIMER], strict=True)
        if on
    }
    assert kinds == set(DISCLAIMER_KINDS)


@pytest.mark.parametrize(
    "sentence",
    ["He was hurt on Monday.", "Police held 14 men in March.", "The bank rose in the morning."],
)
def test_an_edit_changes_the_sentence(sentence: str) -> None:
    found = changed(sentence, random.Random(1))  # noqa: S311
    assert found is not None
    assert found != sentence


def test_a_sentence_with_nothing_to_change_stays() -> None:
    choose = random.Random(1)  # noqa: S311
    assert changed("Nobody came.", choose) is None
    assert kept("Nobody came.", choose) is None


@pytest.mark.data
@pytest.mark.slow
def test_nothing_that_is_measured_on_is_learned_from() -> None:
    learn, _ = split(("mnli", "snli", "cad", "fever", "claimbuster"))
    learned = {folded(e.first) for rows in learn.values() for e in rows}
    claims = {folded(e.second) for e in learn["fever"]}
    for path, key in (
        ("mnli/dev_matched.jsonl.gz", "premise"),
        ("snli/test.jsonl.gz", "premise"),
        ("claimbuster/test_two_class.jsonl.gz", "text"),
    ):
        assert not learned & {folded(row[key]) for row in datasets.rows(path)}
    for part in ("dev_v0.2", "full_v0.1", "test_v0.2"):
        rows = datasets.rows(f"fever_symmetric/{part}.jsonl.gz")
        assert not claims & {folded(row["hypothesis"]) for row in rows}
