"""What the policy holds, sent to the moderators."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

import caveat.moderation
from caveat.batch import articles, rows
from caveat.batch.state import State
from caveat.moderation import Entry, Outcome

# Entries in one transaction.
_TOGETHER = 100


def enqueue(state: State, url: str) -> int:
    """Offer every held article to the queue at a URL; returns how many are waiting there by it.

    The queue takes an article once, however often it is offered: a run that was stopped here
    starts over. Raises StoreUnavailable.
    """
    queue = caveat.moderation.open(url)
    entered = 0
    try:
        state.progress.phase("queueing", state.spool.records)
        for shard, (_, count) in enumerate(state.spool.shards):
            entries = list(_entries(state, shard))
            for at in range(0, len(entries), _TOGETHER):
                answers = queue.enqueue(entries[at : at + _TOGETHER])
                entered += sum(a.outcome is not Outcome.BELOW_THRESHOLDS for a in answers)
            state.progress.step(count)
    finally:
        queue.close()
    return entered


def _entries(state: State, shard: int) -> Iterator[Entry]:
    held = {
        row["position"]: row
        for row in rows.read(state.folder.part(shard).read_bytes(), state.job.format == "parquet")
        if row["hold"]
    }
    if not held:
        return
    for line in state.folder.read(shard).read_bytes().splitlines():
        position = orjson.loads(line)["position"]
        if position in held:
            row = held[position]
            yield Entry(articles.load(line).article, rows.score(row), language=row["language"])
