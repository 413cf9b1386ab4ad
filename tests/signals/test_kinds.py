"""A signal says beforehand what it can find."""

from __future__ import annotations

from pathlib import Path

import caveat.store
from caveat.document import Article, parse
from caveat.policy import load
from caveat.scorer import Scorer
from caveat.signals import discover

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))


def test_every_kind_that_the_seeds_show_is_one_its_signal_states() -> None:
    scorer = Scorer(discover(), load())
    stated = {signal.name: set(signal.kinds) for signal in scorer.signals}
    documents = [parse(Article(p.stem, p.read_text(encoding="utf-8"))) for p in SEEDS]
    store = caveat.store.open("sqlite://")
    store.add(documents)
    found: dict[str, set[str]] = {name: set() for name in stated}
    for document in documents:
        for finding in scorer.score(document, store.related(document)).findings:
            found[finding.signal] |= {piece.kind for piece in finding.evidence}
    store.close()
    assert any(found.values())
    assert {name: kinds - stated[name] for name, kinds in found.items()} == {
        name: set() for name in stated
    }
