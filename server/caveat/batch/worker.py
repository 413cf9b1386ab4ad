"""What a worker process does: pure tasks, bytes in and bytes out. It writes no file.

Everything that a task needs beside its input is in the worker, made when first asked for.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Protocol, TypeVar

import caveat.store
from caveat.batch import articles, frames, rows
from caveat.batch.articles import Entry
from caveat.batch.tally import Tally
from caveat.document import Document, parse
from caveat.errors import CaveatError, StoreUnavailable, UnreadableInput
from caveat.intake import records
from caveat.scorer import Scorer
from caveat.signals import Related
from caveat.store import SourceStore
from caveat.store.reading import content_hash

_log = logging.getLogger(__name__)
_ALONE = "the articles of this batch were scored alone, as asked"

R_co = TypeVar("R_co", covariant=True)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setup:
    """What every worker of a run is made from; pickles.

    ``store`` is the URL of the store to look into, "" to score articles alone. ``now`` is when the
    run began: it decides what a future date is, on a later day too. ``threads`` is how many
    articles a worker scores side by side: more than one only fills the batches of a GPU.
    """

    build: Callable[[], Scorer]
    store: str
    now: datetime
    parquet: bool = False
    threads: int = 1


class Worker:
    """One process's share of a run."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup

    @cached_property
    def scorer(self) -> Scorer:
        """The signals, compiled once."""
        return self.setup.build()

    @cached_property
    def store(self) -> SourceStore | None:
        """The complete store of the batch, None when articles are scored alone."""
        return caveat.store.open(self.setup.store) if self.setup.store else None

    def side_by_side(self, do: Callable[[bytes], T], lines: Sequence[bytes]) -> Iterator[T]:
        """``do`` of each line, in order."""
        if self.setup.threads == 1:
            yield from map(do, lines)
            return
        with ThreadPoolExecutor(self.setup.threads) as threads:
            yield from threads.map(do, lines)

    def close(self) -> None:
        """Release the store and the scorer."""
        if "scorer" in self.__dict__:
            self.scorer.close()
        if "store" in self.__dict__ and self.store is not None:
            self.store.close()


class Task(Protocol[R_co]):
    """Something for a worker to do. Pickles, as its result does, and gives the same each time."""

    def do(self, worker: Worker) -> R_co:
        """Do it."""
        ...


@dataclass(frozen=True, slots=True)
class Failure:
    """One record that could not be scored, with the position it stands at."""

    position: int
    place: str
    error: CaveatError


@dataclass(frozen=True, slots=True)
class Read:
    """The articles of a shard: each its line, id and content hash, in the order of the input."""

    lines: list[tuple[bytes, str, bytes]]
    failures: list[Failure]


@dataclass(frozen=True, slots=True)
class ReadShard:
    """Read the records of a shard, the first of which stands at ``first``."""

    first: int
    block: bytes

    def do(self, worker: Worker) -> Read:
        """Never raises for a record."""
        lines = []
        failures = []
        for position, entry in enumerate(frames.unpack(self.block), start=self.first):
            if isinstance(entry, records.Record):
                entry = records.read(entry, worker.setup.now, articles.name)  # noqa: PLW2901
            if entry.error is not None:
                failures.append(Failure(position, entry.source, entry.error))
            elif entry.article is not None:
                line = articles.dump(Entry(position, entry.source, entry.article))
                lines.append((line, entry.article.id, content_hash(entry.article)))
        return Read(lines, failures)


@dataclass(frozen=True, slots=True)
class Parse:
    """Parse articles for the store."""

    lines: list[bytes]

    def do(self, worker: Worker) -> list[Document]:  # noqa: ARG002
        """The documents in the order of the lines."""
        return [parse(articles.load(line).article) for line in self.lines]


@dataclass(frozen=True, slots=True)
class Scored:
    """A shard's rows as a file's bytes, with what the summary needs to know of them."""

    content: bytes
    tally: Tally
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ScoreShard:
    """Score articles against the complete store."""

    lines: list[bytes]

    def do(self, worker: Worker) -> Scored:
        """Raises StoreUnavailable; whatever else goes wrong with an article is its failure."""
        done = []
        tally = Tally()
        failures = []
        _ = worker.scorer, worker.store  # made before the clock runs for the first article
        for found, seconds in worker.side_by_side(partial(_scored, worker), self.lines):
            if isinstance(found, Failure):
                failures.append(found)
            else:
                done.append(found)
                tally.count(found, seconds)
        content = rows.parquet(done) if worker.setup.parquet else rows.jsonl(done)
        return Scored(content, tally, failures)


def _scored(worker: Worker, line: bytes) -> tuple[rows.Row | Failure, float]:
    """An article's row, or why there is none, and the processor time of this thread."""
    entry = articles.load(line)
    started = time.thread_time()
    try:
        found: rows.Row | Failure = _row(worker, entry)
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 (one article must not stop the run)
        what = type(error).__name__
        _log.error("%s could not be scored: %s", entry.place, what)
        unread = UnreadableInput(f"{entry.place}: could not be scored: {what}; report it")
        found = Failure(entry.position, entry.place, unread)
    return found, time.thread_time() - started


def _row(worker: Worker, entry: Entry) -> rows.Row:
    document = parse(entry.article)
    store = worker.store
    related = store.related(document) if store else Related(unavailable=_ALONE)
    score = worker.scorer.score(document, related)
    return rows.row(entry.position, entry.place, document, related, score)
