"""Every rule of every signal does what its own examples say."""

from __future__ import annotations

import pytest

from caveat.rules import RuleScan, check_examples
from caveat.rules.compiled import literals
from caveat.signals import Signal, discover


@pytest.mark.parametrize("signal", discover(), ids=lambda s: s.name)
def test_every_example_comes_out_as_promised(signal: Signal) -> None:
    assert [str(f) for f in check_examples(signal.rules)] == []


def test_the_rules_of_all_signals_compile_together() -> None:
    RuleScan([rule for signal in discover() for rule in signal.rules])


@pytest.mark.parametrize("signal", discover(), ids=lambda s: s.name)
def test_every_rule_requires_some_string_so_that_most_lines_are_never_tried(signal: Signal) -> None:
    assert [rule.id for rule in signal.rules if not literals(rule)] == []
