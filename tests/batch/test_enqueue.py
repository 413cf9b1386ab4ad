"""What the policy holds waits for the moderators, once."""

from __future__ import annotations

from pathlib import Path

import pytest

import caveat.moderation
from caveat.batch.job import Format
from caveat.errors import UnreadableInput
from tests.batch.archives import lines, rows, score, write


@pytest.mark.parametrize("written", list(Format))
def test_held_articles_wait_in_the_queue_with_their_evidence(
    tmp_path: Path, written: Format
) -> None:
    archive = write(tmp_path / "a.jsonl", lines(8))
    url = f"sqlite:///{tmp_path / 'queue.sqlite3'}"
    outcome = score(tmp_path / "out", archive, queue=url, format=written)
    assert outcome.tally.held > 0
    assert outcome.queued == outcome.tally.held
    # Another run over the same articles finds them waiting.
    score(tmp_path / "again", archive, queue=url)
    queue = caveat.moderation.open(url)
    waiting = queue.list().items
    queue.close()
    held = [row for row in rows(tmp_path / "again") if row["hold"]]
    assert {i.article_id for i in waiting} == {row["article_id"] for row in held}
    assert len(waiting) == len(held)


def test_a_run_that_was_finished_cannot_be_queued_afterwards(tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", lines(1))
    score(tmp_path / "out", archive, sources=False)
    with pytest.raises(UnreadableInput, match="finished without --enqueue"):
        score(tmp_path / "out", archive, sources=False, queue="sqlite://")
