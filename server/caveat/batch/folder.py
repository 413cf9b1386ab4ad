"""The folder of a run: what stands where, who may write in it, and whether it is the same run."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import orjson

from caveat.batch import durable
from caveat.batch.inputs import Input
from caveat.batch.job import Job
from caveat.errors import UnreadableInput
from caveat.intake.source import shown


class Folder:
    """OUT: parts, errors and summary for people, ``.work`` for the run itself."""

    def __init__(self, job: Job) -> None:
        self.out = job.out
        self.work = job.out / ".work"
        self._ending = job.format.value

    def part(self, shard: int) -> Path:
        """A shard's rows."""
        return self.out / f"part-{shard:05d}.{self._ending}"

    def scored(self, shard: int) -> Path:
        """What says that a shard's part is whole."""
        return self.work / "scored" / f"{shard:05d}.json"

    def read(self, shard: int) -> Path:
        """A shard's articles, one a line; ``.json`` beside it says that it is whole."""
        return self.work / "read" / f"{shard:05d}.jsonl"

    @property
    def store(self) -> Path:
        """The store of the batch, when no other was named."""
        return self.work / "store.sqlite3"

    @property
    def summary(self) -> Path:
        """The last file that a run writes."""
        return self.out / "summary.json"

    @contextmanager
    def opened(self, restart: bool) -> Iterator[None]:
        """Make the folder, and keep other runs out of it until the block ends.

        Raises UnreadableInput when it cannot be made, holds somebody else's files, or is in use.
        """
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            if not self.work.exists() and any(self.out.iterdir()):
                raise UnreadableInput(
                    f"{shown(self.out)}: holds files that are no run's; name an empty or new folder"
                )
            self.work.mkdir(exist_ok=True)
            lock = (self.work / "lock").open("w")
        except OSError as error:
            raise UnreadableInput(
                f"{shown(self.out)}: cannot be written ({error.strerror}); name another with --out"
            ) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UnreadableInput(
                    f"{shown(self.out)}: another run is at work in it; wait for it"
                ) from None
            if restart:
                self._clear()
            for name in ("", "raw", "read", "scored"):
                (self.work / name).mkdir(exist_ok=True)
                durable.remove_drafts(self.work / name)
            durable.remove_drafts(self.out)
            yield

    def begin(self, identity: dict[str, Any], inputs: Iterable[Input]) -> datetime:
        """When this run began: now, or on its first start.

        Raises UnreadableInput when the folder holds a run of something else, naming what.
        """
        plan = self.work / "plan.json"
        listed = (orjson.dumps(i.identity(), option=orjson.OPT_APPEND_NEWLINE) for i in inputs)
        inputs_file = self.work / "inputs.jsonl"
        if plan.exists():
            known = orjson.loads(plan.read_bytes())
            identity = orjson.loads(orjson.dumps(identity))
            for name in sorted({*identity, *known["identity"]}):
                if identity.get(name) != known["identity"].get(name):
                    raise _changed(self.out, f"its {name} is not what it was")
            with inputs_file.open("rb") as before:
                for was, now in zip_longest(before, listed):
                    if was != now:
                        name = orjson.loads(now or was)["name"]
                        raise _changed(self.out, f"the input is not what it was, from {name} on")
            return datetime.fromisoformat(known["began"])
        with inputs_file.open("wb") as file:
            file.writelines(listed)
        durable.sync_files([inputs_file])
        began = datetime.now(UTC)
        durable.write(plan, orjson.dumps({"identity": identity, "began": began.isoformat()}))
        return began

    def check_inputs(self, inputs: Iterable[Input]) -> None:
        """Raises UnreadableInput when the input changed while it was read."""
        with (self.work / "inputs.jsonl").open("rb") as before:
            for was, item in zip(before, inputs, strict=False):
                if orjson.loads(was) != item.identity():
                    raise _changed(self.out, f"{item.name} changed while it was read")

    def clean(self) -> None:
        """Remove what only an unfinished run needs."""
        for name in ("raw", "read"):
            for file in (self.work / name).glob("[0-9]*"):
                file.unlink()
        (self.work / "left-out.json").unlink(missing_ok=True)
        for file in (*self.work.glob("store.sqlite3*"), *self.work.glob("index.sqlite3*")):
            file.unlink()

    def _clear(self) -> None:
        for name in ("raw", "read", "scored"):
            shutil.rmtree(self.work / name, ignore_errors=True)
        written = (
            *self.out.glob("part-*"),
            *self.out.glob("errors.*"),
            *self.out.glob("summary.*"),
        )
        for file in (*self.work.iterdir(), *written):
            if file.is_file() and file.name != "lock":
                file.unlink()


def _changed(out: Path, what: str) -> UnreadableInput:
    return UnreadableInput(
        f"{shown(out)}: holds a run of something else: {what}; name another folder with --out, "
        "or throw that run away with --restart"
    )
