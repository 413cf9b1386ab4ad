"""An article that no process survives costs that article and no other."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from caveat import policy
from caveat.batch import Job, run
from caveat.batch.run import local
from caveat.evidence import Finding, Status
from caveat.rules import Rule
from caveat.scorer import Scorer
from caveat.signals import Context
from tests.batch.archives import errors, lines, rows, write


class Deadly:
    """A signal that dies, as a fault in a native library would, on one article."""

    name = "deadly"
    description = "Kills its process."
    version = "1"
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    needs_related = False
    rules: tuple[Rule, ...] = ()

    def find(self, context: Context) -> Finding:
        if context.document.article.id == "generated-000000005":
            os.kill(os.getpid(), signal.SIGKILL)
        return Finding(self.name, Status.CLEAR)


def deadly() -> Scorer:
    return Scorer([Deadly()], policy.load())


@pytest.mark.slow
def test_an_article_that_kills_its_process_is_an_error_and_the_others_are_scored(
    tmp_path: Path,
) -> None:
    archive = write(tmp_path / "a.jsonl", lines(9, words=30))
    job = Job((str(archive),), tmp_path / "out", partial(deadly), sources=False, shard_rows=6)
    outcome = run(job, local(1))
    assert (outcome.tally.articles, outcome.refused) == (8, 1)
    assert [row["position"] for row in rows(tmp_path / "out")] == [0, 1, 2, 3, 4, 6, 7, 8]
    (error,) = errors(tmp_path / "out")
    assert (error["position"], error["record"]) == (5, 6)
    assert "died each time" in error["message"]
