"""kill -9 at any moment loses nothing acknowledged and leaves no half article."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

import caveat.store
from caveat.store import fingerprint
from caveat.store.database import Database
from caveat.store.schema import ALL, articles, bands, frequencies, postings, readings
from caveat.store.terms import Profile

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
        keys = set(connection.scalars(sa.select(articles.c.key)))
        stored = connection.execute(sa.select(readings)).all()
        assert {row.article for row in stored} == keys
        expected = {
            (term, row.day, row.article)
            for row in stored
            for term in Profile.from_bytes(row.terms).keys.tolist()
        }
        assert set(connection.execute(sa.select(postings)).all()) == expected
        assert set(connection.execute(sa.select(bands)).all()) == {
            (band, row.article) for row in stored for band in fingerprint.bands(row.fingerprint)
        }
        counts: dict[int, int] = dict(connection.execute(sa.select(frequencies)).all())
        assert counts.pop(ALL) == len(keys)
        assert sum(counts.values()) == len(expected)
    database.close()
