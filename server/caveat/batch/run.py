"""One run, from its inputs to its summary.

1. The input is cut into shards on disk (``spool``), once, in order.
2. Workers read the shards' records: articles, and errors for what is none (``worker.ReadShard``).
3. The index says which articles the batch has (``index``), and they are put into a store of the
   batch's own, in the order of their ids, so that the store is the same however they came.
4. Workers score each shard against the complete store (``worker.ScoreShard``).
5. Errors and summary are put together.

Only this process writes. A step's file appears in one piece when the step is done, and a run that
is started again does what has no file yet: whatever the moment at which the first one was killed,
the finished output is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

import caveat.store
from caveat.batch import durable, refused, summary
from caveat.batch.folder import Folder
from caveat.batch.index import Index, Place
from caveat.batch.inputs import STDIN, expand
from caveat.batch.job import Format, Job
from caveat.batch.pool import Executor, LocalPool
from caveat.batch.progress import Progress, Silent
from caveat.batch.spool import Spool
from caveat.batch.summary import Summary
from caveat.batch.tally import Tally
from caveat.batch.worker import Failure, Parse, Read, ReadShard, Scored, ScoreShard, Setup
from caveat.document import Document
from caveat.errors import CaveatError, StoreUnavailable
from caveat.evidence import Versions

# Articles that are put into the store in one transaction.
_TOGETHER = 100


class TooManyErrors(CaveatError):
    """More records were refused than the caller allows."""

    reason = "INVALID_FIELD"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run. ``again`` says that it was finished before."""

    tally: Tally
    refused: int
    out: Path
    again: bool = False


Start = Callable[[Setup], Executor]


def local(workers: int) -> Start:
    """Workers as processes of this machine."""
    return lambda setup: LocalPool(setup, workers)


def run(job: Job, start: Start, progress: Progress | None = None) -> Outcome:
    """Score a batch. Raises UnreadableInput for a folder or an input that will not do,
    TooManyErrors, StoreUnavailable, WorkersLost; in all of these cases the run may be continued.
    """
    folder = Folder(job)
    progress = progress or Silent()
    with folder.opened(job.restart):
        try:
            return _Run(job, folder, progress).run(start)
        finally:
            progress.close()


class _Run:
    def __init__(self, job: Job, folder: Folder, progress: Progress) -> None:
        self.job = job
        self.folder = folder
        self.progress = progress
        self.spool = Spool(folder.work / "raw")
        self.index = Index(folder.work / "index.sqlite3")
        self.errors = 0
        self.versions: dict[str, str] = {}
        self.store_url = ""
        if job.sources:
            self.store_url = job.store or f"sqlite:///{folder.store.absolute()}"

    def run(self, start: Start) -> Outcome:
        job = self.job
        scorer = job.build()
        self.versions = _versions(scorer.versions)
        began = self.folder.begin(job.identity(scorer), expand(job.inputs))
        if self.folder.summary.exists():
            known = orjson.loads(self.folder.summary.read_bytes())
            tally = Tally.from_json(known["counts"])
            self.folder.clean()
            return Outcome(tally, known["refused"], job.out, again=True)
        self._cut()
        parquet = job.format is Format.PARQUET
        executor = start(Setup(job.build, self.store_url, began, parquet))
        try:
            self._read(executor)
            self._index()
            if self.store_url:
                self._fill(executor)
            self._score(executor)
        finally:
            executor.close()
        return self._finish()

    def _cut(self) -> None:
        job = self.job
        if self.spool.is_complete:
            if STDIN in job.inputs:
                self.spool.check_stream(next(iter(expand([STDIN]))).open())
            return
        self.progress.phase("cutting", None)
        self.spool.fill(expand(job.inputs), job.options, job.shard_rows, self.progress.step)
        self.folder.check_inputs(expand(job.inputs))

    def _read(self, executor: Executor) -> None:
        shards = self.spool.shards
        path = self.folder.read
        left = [n for n in range(len(shards)) if not path(n).with_suffix(".json").exists()]
        done = self.spool.records - sum(shards[n][1] for n in left)
        self.progress.phase("reading", self.spool.records, done)
        for shard in sorted(set(range(len(shards))) - set(left)):
            self._refuse(orjson.loads(path(shard).with_suffix(".json").read_bytes())["failures"])
        tasks = ((n, ReadShard(shards[n][0], self.spool.block(n))) for n in left)
        for shard, read in executor.map(tasks):
            self._keep(shard, read)
            self.progress.step(shards[shard][1])
            self._refuse(read.failures)

    def _keep(self, shard: int, read: Read) -> None:
        path = self.folder.read(shard)
        durable.write(path, b"".join(line + b"\n" for line, _, _ in read.lines))
        whole = {
            "articles": [[i, content.hex(), len(line)] for line, i, content in read.lines],
            "failures": [refused.to_json(f) for f in read.failures],
        }
        durable.write(path.with_suffix(".json"), orjson.dumps(whole))

    def _index(self) -> None:
        if not self.index.path.exists():
            self.index.build(self._places())
        for shard in range(len(self.spool.shards)):
            self._refuse(self.index.dropped(shard))

    def _places(self) -> Iterator[Place]:
        for shard in range(len(self.spool.shards)):
            path = self.folder.read(shard)
            known = orjson.loads(path.with_suffix(".json").read_bytes())["articles"]
            offset = 0
            with path.open("rb") as file:
                for article_id, content, length in known:
                    row = orjson.loads(file.readline())
                    yield Place(
                        article_id,
                        bytes.fromhex(content),
                        row["position"],
                        row["place"],
                        shard,
                        offset,
                        length,
                    )
                    offset += length + 1

    def _fill(self, executor: Executor) -> None:
        total = self.index.count()
        filling = self.folder.work / "filling"
        store = caveat.store.open(self.store_url)
        try:
            stored = store.count()
            if stored and not filling.exists():
                raise StoreUnavailable(
                    f"the store named holds {stored:,} articles already; a batch needs an empty "
                    "one: name another with --store"
                )
            durable.write(filling, b"")
            self.progress.phase("storing", total, stored)
            waiting: dict[int, list[Document]] = {}
            turn = stored // _TOGETHER
            tasks = ((n, Parse(lines)) for n, lines in self._chunks() if n >= turn)
            for number, documents in executor.map(tasks):
                # In order, whoever is done first: the order is what makes the store the same.
                waiting[number] = documents
                while turn in waiting:
                    ready = waiting.pop(turn)
                    store.add(ready)
                    self.progress.step(len(ready))
                    turn += 1
        finally:
            store.close()

    def _chunks(self) -> Iterator[tuple[int, list[bytes]]]:
        chunk: list[bytes] = []
        number = 0
        for place in self.index.kept():
            with self.folder.read(place.shard).open("rb") as file:
                file.seek(place.offset)
                chunk.append(file.read(place.length))
            if len(chunk) == _TOGETHER:
                yield number, chunk
                number, chunk = number + 1, []
        if chunk:
            yield number, chunk

    def _score(self, executor: Executor) -> None:
        shards = self.spool.shards
        left = [n for n in range(len(shards)) if not self.folder.scored(n).exists()]
        done = self.spool.records - sum(shards[n][1] for n in left)
        self.progress.phase("scoring", self.spool.records, done)
        for shard in sorted(set(range(len(shards))) - set(left)):
            self._refuse(orjson.loads(self.folder.scored(shard).read_bytes())["failures"])
        for shard, scored in executor.map((n, self._scoring(n)) for n in left):
            self._commit(shard, scored)
            self.progress.step(shards[shard][1])
            self._refuse(scored.failures)

    def _scoring(self, shard: int) -> ScoreShard:
        dropped = {d.position for d in self.index.dropped(shard)}
        lines = self.folder.read(shard).read_bytes().splitlines()
        return ScoreShard(
            [line for line in lines if orjson.loads(line)["position"] not in dropped]
            if dropped
            else lines
        )

    def _commit(self, shard: int, scored: Scored) -> None:
        durable.write(self.folder.part(shard), scored.content)
        whole = {
            "counts": scored.tally.to_json(),
            "failures": [refused.to_json(f) for f in scored.failures],
        }
        durable.write(self.folder.scored(shard), orjson.dumps(whole))

    def _refuse(self, more: Sequence[object]) -> None:
        """Count what was refused. Raises TooManyErrors, with errors.jsonl written so far."""
        if not more:
            return
        self.errors += len(more)
        self.progress.step(0, len(more))
        most = self.job.max_errors
        if most is not None and self.errors > most:
            self._write_errors()
            raise TooManyErrors(
                f"{self.errors:,} records were refused, --max-errors is {most:,}; see "
                f"{self.folder.out / 'errors.jsonl'}; the same command goes on with a higher limit"
            )

    def _write_errors(self) -> None:
        path = self.folder.out / "errors.jsonl"
        draft = path.with_name(path.name + durable.DRAFT)
        with draft.open("wb") as file:
            for shard in range(len(self.spool.shards)):
                file.write(refused.lines(self._failures(shard)))
        durable.sync_files([draft])
        draft.replace(path)
        durable.sync(path.parent)

    def _failures(self, shard: int) -> list[Failure]:
        """All that went wrong in a shard, as far as is known, by position."""
        found = []
        for path in (self.folder.read(shard).with_suffix(".json"), self.folder.scored(shard)):
            if path.exists():
                found += [refused.from_json(f) for f in orjson.loads(path.read_bytes())["failures"]]
        if self.index.path.exists():
            found += [refused.of_dropped(d) for d in self.index.dropped(shard)]
        return sorted(found, key=lambda f: f.position)

    def _finish(self) -> Outcome:
        self._write_errors()
        tally = Tally()
        for shard in range(len(self.spool.shards)):
            counted = orjson.loads(self.folder.scored(shard).read_bytes())
            tally.add(Tally.from_json(counted["counts"]))
        done = Summary(tally, self.errors, self.versions)
        durable.write(self.folder.out / "summary.txt", summary.text(done).encode())
        durable.write(self.folder.out / "summary.html", summary.html(done).encode())
        known = {"refused": self.errors, "counts": tally.to_json(), "versions": self.versions}
        durable.write(self.folder.summary, orjson.dumps(known, option=orjson.OPT_INDENT_2))
        self.folder.clean()
        return Outcome(tally, self.errors, self.folder.out)


def _versions(carried: Versions) -> dict[str, str]:
    """What rows carry, by name."""
    rulesets = {f"ruleset {signal}": version for signal, version in carried.rulesets}
    named = {"service": carried.service, "policy": carried.policy, "model": carried.model}
    return {**named, **rulesets}
