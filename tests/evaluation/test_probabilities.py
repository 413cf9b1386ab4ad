"""Scores of probabilities, against values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from caveat.evaluation.probabilities import (
    auc,
    calibration_error,
    f1,
    mean,
    measured,
    precision,
    recall,
    reliability,
)

_P = np.array([0.9, 0.8, 0.6, 0.4, 0.4, 0.1])
_SO = np.array([1.0, 1.0, 0.0, 1.0, 0.0, 0.0])


def test_auc_counts_pairs_in_the_right_order_and_ties_by_half() -> None:
    # Of nine pairs, 0.4 against 0.6 is wrong and 0.4 against 0.4 a tie.
    assert auc(_P, _SO) == pytest.approx(7.5 / 9)


def test_auc_of_rows_of_one_kind_is_no_number() -> None:
    assert math.isnan(auc(_P, np.ones(6)))


def test_precision_recall_and_f1_are_those_at_one_half() -> None:
    assert precision(_P, _SO) == pytest.approx(2 / 3)
    assert recall(_P, _SO) == pytest.approx(2 / 3)
    assert f1(_P, _SO) == pytest.approx(2 / 3)


def test_calibration_error_is_the_gap_between_said_and_so() -> None:
    p = np.full(100, 0.8)
    so = np.array([1.0] * 80 + [0.0] * 20)
    assert calibration_error(p, so) == pytest.approx(0.0, abs=1e-9)
    assert calibration_error(p, 1 - so) == pytest.approx(0.6)
    ((said, was, rows),) = reliability(p, so)
    assert (round(said, 6), round(was, 6), rows) == (0.8, 0.8, 100)


def test_an_interval_holds_the_value_and_is_the_same_each_time() -> None:
    once = measured(mean, _SO)
    assert once == measured(mean, _SO)
    assert once.low <= once.value <= once.high
    assert str(once).startswith("0.500 [")
