"""The labelled pages of attribution: sound, and told apart."""

from __future__ import annotations

import json

from caveat import policy
from caveat.evaluation.attribution import PAGES, judge

_ROWS = [json.loads(line) for line in PAGES.read_text(encoding="utf-8").splitlines()]
_THRESHOLD = policy.load().thresholds["attribution"]


def test_every_labelled_span_stands_in_its_page() -> None:
    for row in _ROWS:
        assert all(words in row["text"] or words in row["title"] for words in row["spans"])


def test_no_clean_page_is_held_and_most_bad_ones_are() -> None:
    judged = judge(_ROWS)
    assert not [j for j in judged if not j.bad and j.score >= _THRESHOLD]
    bad = [j for j in judged if j.bad]
    assert sum(j.score >= _THRESHOLD for j in bad) > len(bad) / 2


def test_most_labelled_words_meet_evidence_and_most_evidence_stands_on_them() -> None:
    judged = judge(_ROWS)
    bad = [j for j in judged if j.bad]
    assert sum(j.met for j in bad) >= 0.7 * sum(j.expected for j in bad)
    assert sum(j.on_mark for j in judged) >= 0.85 * sum(j.weighing for j in judged)
