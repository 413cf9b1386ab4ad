"""One run, from its inputs to its summary.

1. The input is cut into shards on disk (``spool``), once, in order.
2. Workers read the shards' records: articles, and errors for what is none (``worker.ReadShard``).
3. The index says which articles the batch has (``index``), and they are put into a store of the
   batch's own, in the order of their ids, so that the store is the same however they came.
4. Workers score each shard against the complete store (``worker.ScoreShard``).
5. What the policy holds goes to the moderators, if asked; errors and summary are put together.

Only this process writes. A step's file appears in one piece when the step is done, and a run that
is started again does what has no file yet: whatever the moment at which the first one was killed,
the finished output is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from caveat.batch import durable, ingest, scoring, summary
from caveat.batch.enqueue import enqueue
from caveat.batch.folder import Folder
from caveat.batch.inputs import expand
from caveat.batch.job import Format, Job
from caveat.batch.pool import Executor, LocalPool
from caveat.batch.progress import Progress, Silent
from caveat.batch.state import State
from caveat.batch.summary import Summary
from caveat.batch.tally import Tally
from caveat.batch.worker import Setup
from caveat.errors import UnreadableInput
from caveat.evidence import Versions


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run. ``queued`` is None when nothing was to be sent to the moderators;
    ``again`` says that the run was finished before.
    """

    tally: Tally
    refused: int
    out: Path
    queued: int | None = None
    again: bool = False


Start = Callable[[Setup], Executor]


def local(workers: int) -> Start:
    """Workers as processes of this machine."""
    return lambda setup: LocalPool(setup, workers)


def run(job: Job, start: Start, progress: Progress | None = None) -> Outcome:
    """Score a batch. Raises UnreadableInput for a folder or an input that will not do,
    TooManyErrors and StoreUnavailable; in all of these cases the run may be continued.
    """
    folder = Folder(job)
    progress = progress or Silent()
    with folder.opened(job.restart):
        try:
            return _run(State(job, folder, progress), start)
        finally:
            progress.close()


def _run(state: State, start: Start) -> Outcome:
    job, folder = state.job, state.folder
    scorer = job.build()
    versions = _named(scorer.versions)
    identity = job.identity(scorer)
    scorer.close()
    began = folder.begin(identity, expand(job.inputs))
    if folder.summary.exists():
        return _known(job, folder)
    ingest.cut(state)
    parquet = job.format is Format.PARQUET
    executor = start(Setup(job.build, state.store_url, began, parquet, job.threads))
    try:
        ingest.read(state, executor)
        ingest.index(state)
        if state.store_url:
            ingest.fill(state, executor)
        scoring.score(state, executor)
    finally:
        executor.close()
    queued = enqueue(state, job.queue) if job.queue else None
    return _finish(state, versions, queued)


def _known(job: Job, folder: Folder) -> Outcome:
    """The outcome of a run that was finished before."""
    known = orjson.loads(folder.summary.read_bytes())
    if job.queue and known["queued"] is None:
        raise UnreadableInput(
            f"{job.out}: this run was finished without --enqueue, and its texts are gone; "
            "name another folder with --out, or throw it away with --restart"
        )
    folder.clean()
    tally = Tally.from_json(known["counts"])
    return Outcome(tally, known["refused"], job.out, known["queued"], again=True)


def _finish(state: State, versions: dict[str, str], queued: int | None) -> Outcome:
    folder = state.folder
    state.write_errors()
    tally = Tally()
    for shard in range(len(state.spool.shards)):
        tally.add(Tally.from_json(orjson.loads(folder.scored(shard).read_bytes())["counts"]))
    done = Summary(tally, state.errors, queued, versions)
    durable.write(folder.out / "summary.txt", summary.text(done).encode())
    durable.write(folder.out / "summary.html", summary.html(done).encode())
    known: dict[str, Any] = {
        "refused": state.errors,
        "queued": queued,
        "counts": tally.to_json(),
        "versions": versions,
    }
    durable.write(folder.summary, orjson.dumps(known, option=orjson.OPT_INDENT_2))
    folder.clean()
    return Outcome(tally, state.errors, folder.out, queued)


def _named(carried: Versions) -> dict[str, str]:
    """What rows carry, by name."""
    rulesets = {f"ruleset {signal}": version for signal, version in carried.rulesets}
    named = {"service": carried.service, "policy": carried.policy, "model": carried.model}
    return {**named, **rulesets}
