"""kill -9 at any moment loses nothing acknowledged and leaves no half article."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

import caveat.store
from caveat.document import parse
from caveat.store import index
from caveat.store.database import Database
from caveat.store.reading import read
from caveat.store.rows import article_of, reading_row
from caveat.store.schema import articles, readings, segments
from caveat.store.segment import Segment, name, period, rank

# Adds, replaces and deletes for ever; says what is done only once the store has said so.
WRITER = """
import sys, itertools
import caveat.store
from tests.store.articles import BRIDGE, FERRY, document
store = caveat.store.open(sys.argv[1])
for i in itertools.count(int(sys.argv[2])):
    store.add([document(f"{i}", BRIDGE + f" Edition {i}."), document(f"{i}-b", FERRY)])
    print("added", i, flush=True)
    store.add([document(f"{i}", FERRY + f" Edition {i}.")])
    print("replaced", i, flush=True)
    store.delete(f"{i}-b")
    print("deleted", i, flush=True)
"""
ROUNDS = 5


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_acknowledged(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sources.db'}"
    caveat.store.migrate(url)
    chance = random.Random(7)  # noqa: S311 (moments to kill at, not secrets)
    acknowledged: list[tuple[str, int]] = []
    for turn in range(ROUNDS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, url, str(turn * 10_000)],
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdout is not None
            first = writer.stdout.readline()
            assert first.startswith("added"), "the writer did not get going"
            time.sleep(chance.uniform(0.0, 0.25))
            writer.send_signal(signal.SIGKILL)
            lines = (first + writer.stdout.read()).splitlines(keepends=True)
        said = (line.split() for line in lines if line.endswith("\n"))
        acknowledged += [(what, int(number)) for what, number in said]
        check(url, acknowledged)
    assert len(acknowledged) > ROUNDS


def check(url: str, acknowledged: list[tuple[str, int]]) -> None:
    """Every acknowledged write stands, and every row of every table belongs to an article."""
    store = caveat.store.open(url)
    done = dict.fromkeys((number for _, number in acknowledged), "")
    for what, number in acknowledged:
        done[number] = what
    for number, what in done.items():
        text = store.get(str(number)).text
        assert what == "added" or "ferry" in text
        assert text.endswith(f"Edition {number}.")
    store.close()
    database = Database(url)
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        check_index(connection)
    database.close()


def check_index(connection: sa.Connection) -> None:
    """The index says of every article what reading it says, and of nothing else anything."""
    rows = connection.execute(sa.select(articles)).all()
    expected = {row.key: read(parse(article_of(row))) for row in rows}
    kept = {row.article: row for row in connection.execute(sa.select(readings))}
    assert kept.keys() == expected.keys()
    for key, reading in expected.items():
        assert reading_row(key, reading) == dict(kept[key]._mapping)
    indexed: dict[int, tuple[int, int, list[int]]] = {}
    for row in connection.execute(sa.select(segments)):
        segment = Segment.from_bytes(row.body)
        assert (row.key, row.articles) == (name(row.body), len(segment))
        held = np.repeat(segment.keys, np.diff(segment.ends))
        for at, article in enumerate(segment.articles.tolist()):
            assert article not in indexed
            assert row.period == period(int(segment.days[at]))
            terms = held[segment.holders == at].tolist()
            indexed[article] = (int(segment.ranks[at]), int(segment.days[at]), terms)
    ids = {row.key: row.id for row in rows}
    assert indexed == {
        key: (rank(ids[key]), reading.day, index.entry(key, 0, reading).keys.tolist())
        for key, reading in expected.items()
    }
