"""What a run reads, and in which order, follows from its configuration alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from caveat.encoder.template import Head, Inputs
from caveat.errors import UnreadableInput
from models.examples import Example, held_out, one_of
from models.plan import Config, Read, digest, rate, schedule, split


def _rows(name: str, many: int) -> list[Read]:
    target = {Head.SCOPE: one_of(Head.SCOPE, ("own",))}
    return [
        Read(Example(name, f"{name}{i}", f"text {i}", "", target), Inputs((1,) * n, (0,) * n))
        for i in range(many)
        for n in (3 + i % 20,)
    ]


def _config(**settings: object) -> Config:
    return Config(**({"name": "t", "seed": 5, "draws": {"a": 50, "b": 9}} | settings))  # type: ignore[arg-type]


def test_each_source_is_drawn_as_often_as_asked_and_evenly() -> None:
    batches = schedule(_config(), {"a": _rows("a", 20), "b": _rows("b", 40)})
    drawn = Counter(r.example.group for batch in batches for r in batch)
    assert sum(n for group, n in drawn.items() if group.startswith("a")) == 50
    assert {n for group, n in drawn.items() if group.startswith("a")} == {2, 3}
    assert sum(n for group, n in drawn.items() if group.startswith("b")) == 9


def test_no_batch_has_more_tokens_than_allowed() -> None:
    batches = schedule(_config(batch_tokens=64), {"a": _rows("a", 20), "b": _rows("b", 40)})
    assert all(len(b) * max(len(r.inputs.ids) for r in b) <= 64 for b in batches)


def test_a_shorter_run_reads_the_beginning_of_the_longer_one() -> None:
    learn = {"a": _rows("a", 20), "b": _rows("b", 40)}
    whole = schedule(_config(batch_tokens=64), learn)
    assert schedule(_config(batch_tokens=64, steps=3), learn) == whole[:3]


def test_the_order_depends_on_the_seed_alone() -> None:
    learn = {"a": _rows("a", 20), "b": _rows("b", 40)}
    assert schedule(_config(), learn) == schedule(_config(), learn)
    assert schedule(_config(), learn) != schedule(_config(seed=6), learn)


def test_the_learning_rate_rises_stays_and_falls_to_almost_nothing() -> None:
    config = _config(learning_rate=1.0, warmup=10, decay=50)
    rates = [rate(config, step, 100) for step in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert rates[10:50] == [1.0] * 40
    assert rates[-1] == pytest.approx(0.02)


def test_a_group_is_never_on_both_sides_of_the_split() -> None:
    names = ("traps", "notices", "mentions", "sourced")
    learn, keep = split(names)
    for name in names:
        learned = {e.group for e in learn[name]}
        assert not learned & {e.group for e in keep.get(name, ())}
        assert not any(held_out(group) for group in learned)


def test_generated_sources_are_the_same_each_time() -> None:
    first, second = (split(("traps", "notices", "sourced"))[0] for _ in range(2))
    assert {n: digest(rows) for n, rows in first.items()} == {
        n: digest(rows) for n, rows in second.items()
    }


def test_an_unknown_setting_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text('name = "odd"\nseed = 1\nlerning_rate = 1\n[draws]\ntraps = 1\n')
    with pytest.raises(UnreadableInput, match="lerning_rate"):
        Config.load(path)
