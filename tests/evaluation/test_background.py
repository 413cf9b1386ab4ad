"""The list of common words is made by a command, from sets that may be trained on."""

from __future__ import annotations

import numpy as np
import pytest

from caveat.errors import UnreadableInput
from caveat.evaluation import background as making
from caveat.store import background
from caveat.store.terms import key


def test_common_words_are_common_and_unknown_ones_are_rare() -> None:
    keys = np.array([key(word) for word in ("the", "year", "halvorsen")], dtype=np.int64)
    the, year, unknown = background.shares(keys).tolist()
    assert the > 0.95
    assert 0.2 < year < 0.9
    assert unknown == background.UNSEEN


@pytest.mark.data
def test_the_list_that_ships_is_the_one_that_the_command_makes() -> None:
    try:
        shares, _ = making.made()
    except UnreadableInput as missing:
        pytest.skip(str(missing))
    assert background.FILE.read_text(encoding="utf-8") == making.text(shares)
