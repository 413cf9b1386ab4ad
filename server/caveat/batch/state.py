"""A run under way: its folder, its input, and what was refused so far."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from caveat.batch import durable, refused
from caveat.batch.folder import Folder
from caveat.batch.index import Index
from caveat.batch.job import Job
from caveat.batch.progress import Progress
from caveat.batch.spool import Spool
from caveat.batch.worker import Failure
from caveat.errors import CaveatError, UnreadableInput


class TooManyErrors(CaveatError):
    """More records were refused than the caller allows."""

    reason = "INVALID_FIELD"


class State:
    """What the passes of a run share. ``errors`` counts the records that were refused."""

    def __init__(self, job: Job, folder: Folder, progress: Progress) -> None:
        self.job = job
        self.folder = folder
        self.progress = progress
        self.spool = Spool(folder.work / "raw")
        self.index = Index(folder.work / "index.sqlite3")
        self.errors = 0
        self.store_url = ""
        if job.sources:
            self.store_url = job.store or f"sqlite:///{folder.store.absolute()}"

    def refuse(self, more: Sequence[object]) -> None:
        """Count what was refused. Raises TooManyErrors, with errors.jsonl written so far."""
        if not more:
            return
        self.errors += len(more)
        self.progress.step(0, len(more))
        most = self.job.max_errors
        if most is not None and self.errors > most:
            self.write_errors()
            raise TooManyErrors(
                f"{self.errors:,} records were refused, --max-errors is {most:,}; see "
                f"{self.folder.out / 'errors.jsonl'}; the same command goes on with a higher limit"
            )

    def write_errors(self) -> None:
        """Write errors.jsonl, as far as errors are known."""
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


def deadly(place: str) -> UnreadableInput:
    """The refusal of a record that no worker survives."""
    return UnreadableInput(
        f"{place}: the process that worked on it died each time: a fault of this version, or too "
        "little memory; report it"
    )
