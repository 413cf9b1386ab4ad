"""Calibration finds the scale that scores were distorted by."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="the static head is trained with torch")
pytest.importorskip("transformers")

from models.calibrate import platt, temperature


@pytest.mark.parametrize("distortion", [0.4, 1.0, 2.5])
def test_a_temperature_undoes_overconfidence(distortion: float) -> None:
    random = np.random.default_rng(0)
    logits = random.normal(size=(6_000, 3)) * 2
    p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    labels = (p.cumsum(1) > random.random((len(p), 1))).argmax(1)
    found = temperature(logits * distortion, np.eye(3)[labels])
    assert found == pytest.approx(1 / distortion, rel=0.1)


def test_platt_finds_scale_and_shift_and_passes_over_unknown_labels() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(size=8_000) * 2
    targets = (random.random(8_000) < 1 / (1 + np.exp(-(1.5 * logits - 0.7)))).astype(float)
    targets[::10] = np.nan
    scale, shift = platt(logits, targets)
    assert scale == pytest.approx(1.5, rel=0.1)
    assert shift == pytest.approx(-0.7, rel=0.15)


def test_a_label_of_one_kind_only_is_left_alone() -> None:
    assert platt(np.ones(5), np.zeros(5)) == (1.0, 0.0)
