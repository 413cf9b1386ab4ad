"""The input, cut into shards on disk: after that, nothing of a run depends on streams any more."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import orjson

from caveat.batch import durable, frames
from caveat.batch.inputs import STDIN, Input
from caveat.batch.remote import RemoteFile
from caveat.errors import UnreadableInput
from caveat.intake import archive
from caveat.intake.received import Received
from caveat.intake.records import Record

# The most bytes of records in a shard: pages of a crawl are large.
_SHARD_BYTES = 16 << 20


class Spool:
    """The shards of a run's input, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._list: list[tuple[int, int]] | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all of the input was cut."""
        return self._summary.exists()

    @property
    def shards(self) -> list[tuple[int, int]]:
        """The position of the first record of each shard, and how many it has."""
        if self._list is None:
            known = orjson.loads(self._summary.read_bytes())
            self._list = [(first, count) for first, count in known["shards"]]
        return self._list

    @property
    def records(self) -> int:
        """How many records the input holds, bad ones included."""
        return sum(count for _, count in self.shards)

    def block(self, shard: int) -> bytes:
        """A shard's records, for ``frames.unpack``."""
        return self._path(shard).read_bytes()

    def fill(
        self,
        inputs: Iterable[Input],
        options: archive.Options,
        shard_rows: int,
        step: Callable[[int], None],
    ) -> None:
        """Cut the input, all of it; what an earlier, unfinished run cut is cut again.

        ``step`` is told how many records were cut. Memory: one shard.
        """
        self.folder.mkdir(exist_ok=True)
        shards: list[tuple[int, int]] = []
        first = 0
        digests: dict[str, str] = {}
        for entries in _sharded(_entries(inputs, options, digests), shard_rows):
            # Not on disk yet one by one: the list below is what makes them count.
            self._path(len(shards)).write_bytes(frames.pack(entries))
            shards.append((first, len(entries)))
            first += len(entries)
            step(len(entries))
        durable.sync_files(self._path(shard) for shard in range(len(shards)))
        durable.write(self._summary, orjson.dumps({"shards": shards, "streams": digests}))

    def check_stream(self, stdin: BinaryIO) -> None:
        """Hold standard input against what was cut of it. Raises UnreadableInput."""
        known: dict[str, Any] = orjson.loads(self._summary.read_bytes())
        hashing = _Hashing(stdin)
        while hashing.read(1 << 20):
            pass
        if known["streams"].get(STDIN) != hashing.hexdigest():
            raise UnreadableInput(
                "standard input is not what it was when this run began; give the same again, "
                "or start anew with --restart"
            )

    @property
    def _summary(self) -> Path:
        return self.folder / "complete.json"

    def _path(self, shard: int) -> Path:
        return self.folder / f"{shard:05d}.zst"


def _entries(
    inputs: Iterable[Input], options: archive.Options, digests: dict[str, str]
) -> Iterator[frames.Entry]:
    for item in inputs:
        try:
            file = item.open()
        except UnreadableInput as error:
            if item.may_be_read_later(error):
                raise
            yield Received(item.name, error)
            continue
        if item.address != STDIN:
            yield from archive.records(item.name, file, options)
            # What the network broke off is no bad record: the run stops, and can go on later.
            if isinstance(file, RemoteFile) and file.fault:
                raise file.fault
            continue
        hashing = _Hashing(file)
        yield from archive.records(item.name, cast("BinaryIO", hashing), options)
        digests[STDIN] = hashing.hexdigest()


def _sharded(entries: Iterable[frames.Entry], rows: int) -> Iterator[list[frames.Entry]]:
    shard: list[frames.Entry] = []
    size = 0
    for entry in entries:
        shard.append(entry)
        size += len(entry.payload) if isinstance(entry, Record) else 0
        if len(shard) == rows or size >= _SHARD_BYTES:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


class _Hashing(io.BufferedReader):
    """A stream that hashes what is read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._hash = hashlib.sha256()
        super().__init__(_Tap(file, self._hash.update))

    def hexdigest(self) -> str:
        """Of all that was read so far."""
        return self._hash.hexdigest()


class _Tap(io.RawIOBase):
    def __init__(self, file: BinaryIO, told: Callable[[bytes], None]) -> None:
        super().__init__()
        self._file = file
        self._told = told

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        self._told(data)
        buffer[: len(data)] = data
        return len(data)
