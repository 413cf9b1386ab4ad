from __future__ import annotations

import pytest

from caveat.web import plots


def test_the_tallest_bar_fits_and_heights_are_in_proportion() -> None:
    plot = plots.bars(["2026-05-01", "2026-05-02"], [("entered", [10, 5]), ("decided", [0, 20])])
    heights = [bar.height for bar in plot.bars]
    assert heights[0] == pytest.approx(2 * heights[1])
    assert heights[2] == 0
    assert all(bar.y >= 0 and bar.y + bar.height <= plots.HEIGHT for bar in plot.bars)
    assert plot.bars[0].tip == "2026-05-01: 10 entered"


def test_a_line_breaks_where_nothing_was_decided() -> None:
    plot = plots.line(["a", "b", "c", "d"], [1.0, None, 2.0, 3.0], "hours")
    assert [len(run) for run in plot.lines] == [1, 2]


@pytest.mark.parametrize(
    ("most", "top"), [(0, "2"), (3, "4"), (17, "20"), (100, "100"), (101, "200")]
)
def test_the_axis_ends_at_a_round_number(most: int, top: str) -> None:
    assert plots.bars(["2026-05-01"], [("entered", [most])]).up[-1].text == top


def test_no_days_at_all_are_an_empty_plot() -> None:
    assert plots.bars([], [("entered", [])]).bars == ()
