"""The second pass: score each shard against the complete store, and write its part."""

from __future__ import annotations

import orjson

from caveat.batch import articles, durable, refused
from caveat.batch.pool import Executor, Lost, fatal
from caveat.batch.state import State, deadly
from caveat.batch.worker import Failure, Scored, ScoreShard


def score(state: State, executor: Executor) -> None:
    """Score every shard that has no part yet."""
    shards = state.spool.shards
    left = [n for n in range(len(shards)) if not state.folder.scored(n).exists()]
    done = state.spool.records - sum(shards[n][1] for n in left)
    state.progress.phase("scoring", state.spool.records, done)
    for shard in sorted(set(range(len(shards))) - set(left)):
        state.refuse(orjson.loads(state.folder.scored(shard).read_bytes())["failures"])
    lost = []
    for shard, scored in executor.map((n, ScoreShard(_lines(state, n))) for n in left):
        if isinstance(scored, Lost):
            lost.append(shard)
        else:
            _commit(state, shard, scored, [])
    for shard in lost:
        lines = _lines(state, shard)
        dead = set(fatal(executor, (ScoreShard([line]) for line in lines)))
        entries = [articles.load(lines[at]) for at in sorted(dead)]
        failures = [Failure(e.position, e.place, deadly(e.place)) for e in entries]
        rest = ScoreShard([line for at, line in enumerate(lines) if at not in dead])
        for _, scored in executor.map([(shard, rest)]):
            if isinstance(scored, Scored):
                _commit(state, shard, scored, failures)


def _lines(state: State, shard: int) -> list[bytes]:
    """The articles of a shard that stay."""
    dropped = {d.position for d in state.index.dropped(shard)}
    lines = state.folder.read(shard).read_bytes().splitlines()
    if not dropped:
        return lines
    return [line for line in lines if articles.load(line).position not in dropped]


def _commit(state: State, shard: int, scored: Scored, more: list[Failure]) -> None:
    failures = [*scored.failures, *more]
    durable.write(state.folder.part(shard), scored.content)
    whole = {
        "counts": scored.tally.to_json(),
        "failures": [refused.to_json(f) for f in failures],
    }
    durable.write(state.folder.scored(shard), orjson.dumps(whole))
    state.progress.step(state.spool.shards[shard][1])
    state.refuse(failures)
