"""Like but different events are told apart, on labelled articles the weights have not seen."""

from __future__ import annotations

import pytest

from caveat.errors import UnreadableInput
from caveat.evaluation import related
from caveat.evaluation.related import LAST_FIT_TOPIC


@pytest.mark.data
def test_reports_of_one_event_are_found_and_those_of_a_like_event_are_not() -> None:
    try:
        documents = related.load(LAST_FIT_TOPIC + 1, 33)
    except UnreadableInput as missing:
        pytest.skip(str(missing))
    assert len(documents) > 150
    scores = related.scored(documents)
    chosen = range(len(documents))
    assert related.recall_at_ten(scores, documents, chosen) >= 0.93
    assert related.pair_precision(scores, documents, chosen)[0] >= 0.85
