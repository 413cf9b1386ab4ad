"""The first pass: cut the input, read its records, and put the articles into the batch's store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import orjson

import caveat.store
from caveat.batch import articles, durable, frames, refused
from caveat.batch.index import Place
from caveat.batch.inputs import STDIN, Input, expand
from caveat.batch.pool import Executor, Lost, fatal
from caveat.batch.state import State, deadly
from caveat.batch.worker import Parse, Read, ReadShard
from caveat.document import Document
from caveat.errors import StoreUnavailable
from caveat.intake.records import Record
from caveat.store import SourceStore

# Articles that are put into the store in one transaction.
_TOGETHER = 100
# Transactions a worker that are parsed at once and then stored: bounds what waits for its turn.
_WINDOW = 8


def cut(state: State) -> None:
    """Cut the input into shards, unless an earlier run did."""
    job = state.job
    if state.spool.is_complete:
        if STDIN in job.inputs:
            state.spool.check_stream(Input(STDIN).open())
        return
    state.progress.phase("cutting", None)
    state.spool.fill(expand(job.inputs), job.options, job.shard_rows, state.progress.step)
    state.folder.check_inputs(expand(job.inputs))


def read(state: State, executor: Executor) -> None:
    """Read the records of all shards, and write their articles and failures down."""
    shards = state.spool.shards
    left = []
    done = 0
    for shard, (_, count) in enumerate(shards):
        if state.folder.read(shard).with_suffix(".json").exists():
            done += count
        else:
            left.append(shard)
    state.progress.phase("reading", state.spool.records, done)
    for shard in sorted(set(range(len(shards))) - set(left)):
        whole = state.folder.read(shard).with_suffix(".json")
        state.refuse(orjson.loads(whole.read_bytes())["failures"])
    tasks = ((n, ReadShard(shards[n][0], state.spool.block(n))) for n in left)
    lost = []
    for shard, found in executor.map(tasks):
        if isinstance(found, Lost):
            lost.append(shard)
        else:
            _keep(state, shard, found)
    for shard in lost:
        task = ReadShard(shards[shard][0], _without_deadly(executor, state.spool.block(shard)))
        for _, found in executor.map([(shard, task)]):
            if isinstance(found, Read):
                _keep(state, shard, found)


def index(state: State) -> None:
    """Say which articles the batch has."""
    if not state.index.path.exists():
        state.index.build(_places(state))
    for shard in range(len(state.spool.shards)):
        state.refuse(state.index.dropped(shard))


def fill(state: State, executor: Executor) -> None:
    """Put the articles into the store, in the order of their ids. Raises StoreUnavailable."""
    left_out = state.folder.work / "left-out.json"
    store = caveat.store.open(state.store_url)
    try:
        stored = store.count()
        if stored and not left_out.exists():
            raise StoreUnavailable(
                f"the store named holds {stored:,} articles already; a batch needs an empty one: "
                "name another with --store"
            )
        if not left_out.exists():
            durable.write(left_out, b"{}")
        # How many articles of each chunk are not stored, because nobody survives parsing them.
        absent: dict[str, int] = orjson.loads(left_out.read_bytes())
        state.progress.phase("storing", state.index.count(), stored)
        chunks = _chunks(state)
        while stored > 0 and (chunk := next(chunks, None)) is not None:
            stored -= len(chunk[1]) - absent.get(str(chunk[0]), 0)
        while window := list(islice(chunks, executor.workers * _WINDOW)):
            parsed = dict(executor.map((n, Parse(lines)) for n, lines in window))
            for number, lines in window:
                documents = parsed[number]
                if isinstance(documents, Lost):
                    documents = _survivors(executor, lines)
                    absent[str(number)] = len(lines) - len(documents)
                    durable.write(left_out, orjson.dumps(absent))
                _add(state, store, documents)
    finally:
        store.close()


def _keep(state: State, shard: int, found: Read) -> None:
    path = state.folder.read(shard)
    durable.write(path, b"".join(line + b"\n" for line, _, _ in found.lines))
    whole = {
        "articles": [[i, content.hex(), len(line)] for line, i, content in found.lines],
        "failures": [refused.to_json(f) for f in found.failures],
    }
    durable.write(path.with_suffix(".json"), orjson.dumps(whole))
    state.progress.step(state.spool.shards[shard][1])
    state.refuse(found.failures)


def _without_deadly(executor: Executor, block: bytes) -> bytes:
    """A shard with an error in the place of each record that no worker survives."""
    entries = list(frames.unpack(block))
    singles = (ReadShard(0, frames.pack([entry])) for entry in entries)
    for at in fatal(executor, singles):
        entry = entries[at]
        place = entry.place if isinstance(entry, Record) else entry.source
        block = frames.refuse(block, at, deadly(place))
    return block


def _places(state: State) -> Iterator[Place]:
    for shard in range(len(state.spool.shards)):
        path = state.folder.read(shard)
        known = orjson.loads(path.with_suffix(".json").read_bytes())["articles"]
        offset = 0
        with path.open("rb") as file:
            for article_id, content, length in known:
                entry = articles.load(file.readline())
                yield Place(
                    article_id,
                    bytes.fromhex(content),
                    entry.position,
                    entry.place,
                    shard,
                    offset,
                    length,
                )
                offset += length + 1


def _chunks(state: State) -> Iterator[tuple[int, list[bytes]]]:
    """The articles in the order of their ids, numbered by transaction."""
    number = 0
    lines = _lines(state, state.index.kept())
    while chunk := list(islice(lines, _TOGETHER)):
        yield number, chunk
        number += 1


def _lines(state: State, places: Iterable[Place]) -> Iterator[bytes]:
    for place in places:
        with state.folder.read(place.shard).open("rb") as file:
            file.seek(place.offset)
            yield file.read(place.length)


def _survivors(executor: Executor, lines: list[bytes]) -> list[Document]:
    dead = set(fatal(executor, (Parse([line]) for line in lines)))
    left = [line for at, line in enumerate(lines) if at not in dead]
    (documents,) = [found for _, found in executor.map([(0, Parse(left))])]
    return [] if isinstance(documents, Lost) else documents


def _add(state: State, store: SourceStore, documents: list[Document]) -> None:
    if documents:
        store.add(documents)
        state.progress.step(len(documents))
