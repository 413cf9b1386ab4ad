"""The table of comparability is what its command writes."""

from __future__ import annotations

import pytest

from caveat.signals.conflict.learned import weights
from models import comparable


@pytest.mark.data
@pytest.mark.slow
def test_the_shipped_table_is_what_the_command_learns() -> None:
    bias, table = comparable.fitted([*comparable.clusters(), *comparable.unedited()])
    shipped_bias, shipped = weights()
    assert bias == pytest.approx(shipped_bias, abs=0.02)
    assert {name for name, *_ in table} == shipped.keys()
    for name, _, _, weight in table:
        assert weight == pytest.approx(shipped[name].weight, abs=0.02), name


@pytest.mark.data
@pytest.mark.slow
def test_weights_that_have_not_seen_a_cluster_are_mostly_right_about_it() -> None:
    own, real = list(comparable.clusters()), list(comparable.unedited())
    (line,) = (row for row in comparable.check(own, real) if row.startswith("from 0.8"))
    assert float(line.split()[3]) >= 0.85
    assert float(line.split()[5]) >= 0.3
