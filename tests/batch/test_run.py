"""A batch from its files to its rows: nothing twice, nothing missing, the same in any order."""

from __future__ import annotations

import gzip
import json
import random
import signal
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import zstandard

from caveat.batch import Job, run
from caveat.batch.folder import Folder
from caveat.batch.pool import ThisProcess
from caveat.batch.state import TooManyErrors
from caveat.cli.serve import scorer
from caveat.encoder.artefact import find
from caveat.errors import UnreadableInput
from tests.batch.archives import (
    ROOT,
    batch,
    command,
    environment,
    errors,
    lines,
    output,
    placeless,
    rows,
    score,
    write,
    write_bytes,
)

BAD = ['{"text": ', '{"id": "x"}', '{"id": "y", "text": "A story.", "published_at": "soon"}']


@pytest.mark.slow
def test_bad_rows_are_listed_with_their_place_and_the_others_are_scored(tmp_path: Path) -> None:
    good = lines(6)
    archive = write(tmp_path / "a.jsonl", [*good[:3], BAD[0], "", BAD[1], *good[3:], BAD[2]])
    out = tmp_path / "out"
    run = batch(archive, "--out", out, "--shard-rows", 4, "--workers", 1, "--no-sources")
    assert run.returncode == 2, run.stderr
    assert "scored 6" in run.stdout
    assert "refused 3" in run.stdout
    assert [row["article_id"] for row in rows(out)] == [json.loads(g)["id"] for g in good]
    found = errors(out)
    assert [(e["file"], e["record"]) for e in found] == [(str(archive), n) for n in (4, 6, 10)]
    assert [e["position"] for e in found] == [3, 4, 8]
    assert found[1]["fields"][0]["field"] == "text"
    assert found[2]["fields"][0]["field"] == "published_at"
    assert "Traceback" not in run.stderr
    # The finished run is not done again, and the exit code says the same.
    assert batch(archive, "--out", out, "--shard-rows", 4, "--no-sources").returncode == 2


def test_more_errors_than_allowed_stop_the_run_and_it_can_go_on(tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", [*BAD, *lines(2)])
    out = tmp_path / "out"
    with pytest.raises(TooManyErrors, match="--max-errors is 1"):
        score(out, archive, sources=False, max_errors=1)
    assert len(errors(out)) == 3
    assert rows(out) == []
    assert score(out, archive, sources=False).refused == 3
    assert len(rows(out)) == 2


@pytest.mark.slow
def test_shuffled_input_gives_the_same_rows(tmp_path: Path) -> None:
    content = lines(24)
    twin = json.loads(content[5])
    # Two articles under one id, an article twice, and articles without ids.
    content += [json.dumps({**twin, "text": twin["text"] + " More."}), content[7]]
    nameless = [json.loads(line) for line in lines(28)[24:]]
    content += [json.dumps({k: v for k, v in n.items() if k != "id"}) for n in nameless]
    shuffled = list(content)
    random.Random(4).shuffle(shuffled)  # noqa: S311 (an order, not a secret)
    one, other = tmp_path / "one", tmp_path / "other"
    archive = write(tmp_path / "a.jsonl", content)
    parts = [
        write(tmp_path / "b.jsonl", shuffled[:11]),
        write(tmp_path / "c.jsonl", shuffled[11:]),
    ]
    assert score(one, archive).refused == 2
    assert score(other, *parts, shard_rows=7).refused == 2
    found = sorted(map(placeless, rows(one)))
    assert len(found) == 28
    assert found == sorted(map(placeless, rows(other)))
    assert any(row["related"] for row in rows(one)), "the articles must meet for order to matter"
    assert len(errors(one)) == len(errors(other)) == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "-"])
def test_compressed_and_piped_input_gives_the_rows_of_plain_input(
    tmp_path: Path, name: str
) -> None:
    content = "".join(line + "\n" for line in lines(6)).encode()
    plain = write_bytes(tmp_path / "a.jsonl", content)
    score(tmp_path / "plain", plain, sources=False)
    if name == "-":
        run = batch("-", "--out", tmp_path / "out", "--no-sources", "--workers", 1, stdin=content)
        assert run.returncode == 0, run.stderr
    else:
        several = name.endswith("gz")
        pack = gzip.compress if several else zstandard.compress
        archive = write_bytes(tmp_path / name, pack(content[:2_000]) + pack(content[2_000:]))
        score(tmp_path / "out", archive, sources=False)
    found = rows(tmp_path / "out")
    assert len(found) == 6
    assert list(map(placeless, found)) == list(map(placeless, rows(tmp_path / "plain")))


@pytest.mark.slow
def test_every_worker_scores_with_the_classifier_that_ships(tmp_path: Path) -> None:
    content = "".join(line + "\n" for line in lines(2)).encode()
    out = tmp_path / "out"
    run = batch("-", "--out", out, "--no-sources", "--workers", 1, stdin=content, model="")
    assert run.returncode == 0, run.stderr
    published = find()
    assert published is not None
    assert {row["versions"]["model"].partition("+")[0] for row in rows(out)} == {published.name}


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_cut_off_archive_is_an_error_and_what_came_before_is_scored(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    packed = pack("".join(line + "\n" for line in lines(40)).encode())
    ending = "gz" if pack is gzip.compress else "zst"
    archive = write_bytes(tmp_path / f"a.jsonl.{ending}", packed[:-20])
    score(tmp_path / "out", archive, sources=False)
    assert errors(tmp_path / "out")[-1]["message"].startswith(f"{archive}: is cut off")


@pytest.mark.slow
def test_a_run_of_something_else_is_refused_until_told_to_restart(tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", lines(3))
    out = tmp_path / "out"
    score(out, archive, sources=False)
    policy = tmp_path / "policy.toml"
    text = (ROOT / "server/caveat/policy.toml").read_text()
    policy.write_text(text.replace("weight = ", "weight = 0.5 # "))
    changed = Job((str(archive),), out, partial(scorer, policy), sources=False)
    with pytest.raises(UnreadableInput, match=r"policy is not what it was.*--restart"):
        run(changed, ThisProcess)
    write(archive, lines(4))
    with pytest.raises(UnreadableInput, match=r"the input is not what it was, from .*a.jsonl on"):
        score(out, archive, sources=False)
    assert len(rows(out)) == 3
    score(out, archive, sources=False, restart=True)
    assert len(rows(out)) == 4


def test_articles_scored_side_by_side_give_the_same_rows(tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", lines(9))
    score(tmp_path / "one", archive)
    score(tmp_path / "three", archive, threads=3)
    assert output(tmp_path / "three") == output(tmp_path / "one")


def test_restarting_leaves_files_alone_that_are_not_the_run_s(tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", lines(1))
    out = tmp_path / "out"
    score(out, archive, sources=False)
    note = write(out / "note.txt", ["keep me"])
    score(out, archive, sources=False, restart=True)
    assert note.exists()
    (tmp_path / "other").mkdir()
    write(tmp_path / "other" / "note.txt", ["somebody else's"])
    with pytest.raises(UnreadableInput, match="holds files that are no run's"):
        score(tmp_path / "other", archive, sources=False, restart=True)


def test_two_runs_cannot_share_a_folder(tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", lines(1))
    out = tmp_path / "out"
    score(out, archive, sources=False)
    with Folder(Job((), out, scorer)).opened(restart=False):  # noqa: SIM117
        with pytest.raises(UnreadableInput, match="another run is at work"):
            score(out, archive, sources=False)


def _killed(chance: random.Random, taken: float, *asked: object) -> int:
    """Start a run four times and kill it within the time that it takes; how often it was killed."""
    kills = 0
    for _ in range(4):
        with subprocess.Popen(
            command(*asked),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        ) as process:
            try:
                process.wait(chance.uniform(0.3, 0.9) * taken)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                kills += 1
    return kills


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_run_killed_at_any_moment_finishes_as_if_it_never_was(form: str, tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", [*lines(40), *BAD])
    asked = [archive, "--shard-rows", 8, "--workers", 2, "--format", form]
    whole = tmp_path / "whole"
    started = time.monotonic()
    assert batch(*asked, "--out", whole).returncode == 2
    taken = time.monotonic() - started
    out = tmp_path / "killed"
    assert _killed(random.Random(11), taken, *asked, "--out", out) > 0  # noqa: S311 (moments)
    assert batch(*asked, "--out", out).returncode == 2
    assert output(out) == output(whole)
    assert len({row["position"] for row in rows(out)}) == len(rows(out)) == 40
    assert rows(out) == rows(whole)
