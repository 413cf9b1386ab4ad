"""Many at once, on both backends: each item is decided exactly once, whoever is killed when."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import caveat.moderation
from caveat.evaluation.queue_claims import empty, entry
from caveat.evaluation.queue_soak import soak
from caveat.moderation import Disposition, Draft, Filter, Outcome, Queue, QueueSettings, State

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_sixteen_claimers_decide_each_item_exactly_once(url: str) -> None:
    """The full measure is ``python -m caveat.evaluation.queue_claims --items 10000``."""
    result = empty(url, items=640, claimers=16)
    assert result.is_exact, result
    assert min(result.per_claimer) > 0


def test_an_article_offered_by_many_at_once_enters_once(url: str) -> None:
    outcomes: list[Outcome] = []

    def offer() -> None:
        queue = caveat.moderation.open(url, QueueSettings())
        outcomes.extend(e.outcome for e in queue.enqueue([entry(n) for n in range(5)]))
        queue.close()

    threads = [threading.Thread(target=offer) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(Outcome.ENTERED) == 5
    assert outcomes.count(Outcome.UNCHANGED) == 25


def test_bulk_decisions_entries_and_claims_never_wait_in_a_circle(url: str) -> None:
    """Each locks many rows and the head of the log: a wrong order would deadlock here."""
    settings = QueueSettings(second_share=0.0)
    errors: list[Exception] = []

    def work(number: int) -> None:
        queue = caveat.moderation.open(url, settings)
        try:
            for step in range(6):
                queue.enqueue([entry(n) for n in range(step * 10, step * 10 + 10)])
                if number % 2:
                    preview = queue.preview(Draft(Disposition.PUBLISH), reviewer=f"r{number}")
                    queue.bulk_decide(preview, f"r{number}")
                else:
                    review = queue.claim(f"r{number}")
                    if review is not None and review.claim is not None:
                        queue.release(review.claim.token)
        except Exception as error:  # noqa: BLE001 (raised below)
            errors.append(error)
        finally:
            queue.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    queue = caveat.moderation.open(url, settings)
    assert queue.count() == 60
    assert queue.verify().faults == ()
    queue.close()


_CLIENT = """
import sys, caveat.moderation
from caveat.moderation import Disposition, Draft
queue = caveat.moderation.open(sys.argv[1], caveat.moderation.QueueSettings(second_share=0.0))
while (review := queue.claim("ann")) is not None:
    print("claimed", flush=True)
    queue.decide(review.claim.token, Draft(Disposition.PUBLISH))
    print("decided", review.item.id, flush=True)
"""


def test_what_a_killed_process_was_told_is_kept_and_what_it_held_comes_back(
    queue: Queue, url: str
) -> None:
    queue.enqueue([entry(n) for n in range(60)])
    process = subprocess.Popen(
        [sys.executable, "-c", _CLIENT, url],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "server")},
    )
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(21)]
    process.kill()
    told += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    acknowledged = {
        line.split()[1] for line in told if line.startswith("decided") and line.endswith("\n")
    }
    assert len(acknowledged) >= 10
    later = caveat.moderation.open(url, QueueSettings(second_share=0.0))
    decided = {i.id for i in later.list(Filter(state=State.DECIDED), size=200).items}
    assert acknowledged <= decided
    assert len(decided) <= len(acknowledged) + 1
    assert later.verify().faults == ()
    later.close()


@pytest.mark.slow
def test_a_server_that_is_killed_again_and_again_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The full measure is ``python -m caveat.evaluation.queue_soak``: 20 kills."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "server"))
    tally, faults = soak(tmp_path, f"sqlite:///{tmp_path / 'queue.db'}", 2, 4, least=30)
    assert faults == []
    assert tally.kills == 2
    assert len(tally.entered) >= 30
