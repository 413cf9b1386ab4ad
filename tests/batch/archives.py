"""Archives for the tests of batches, and the command that scores them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyarrow import parquet

from caveat.batch import Job, Outcome, run
from caveat.batch.pool import ThisProcess
from caveat.batch.progress import Progress
from caveat.batch.run import Start
from caveat.cli.serve import scorer
from caveat.evaluation import generated

ROOT = Path(__file__).parents[2]


def lines(count: int, words: int = 60) -> list[str]:
    """Generated articles as JSON lines."""
    return [generated.json_line(a) for a in generated.articles(count, words)]


def write(path: Path, content: Sequence[str]) -> Path:
    path.write_text("".join(line + "\n" for line in content), encoding="utf-8")
    return path


def write_bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "caveat", "batch", *map(str, arguments)]


def environment() -> dict[str, str]:
    """By rules alone, as ``score`` below, so that the rows of both can be compared."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "server"),
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "CAVEAT_MODEL": "none",
    }


def batch(
    *arguments: object, stdin: bytes = b"", model: str = "none"
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would; ``model`` as in CAVEAT_MODEL, "" for the shipped one."""
    run = subprocess.run(
        command(*arguments),
        capture_output=True,
        input=stdin,
        check=False,
        env={key: value for key, value in environment().items() if key != "CAVEAT_MODEL"}
        | ({"CAVEAT_MODEL": model} if model else {}),
    )
    return subprocess.CompletedProcess(
        run.args, run.returncode, run.stdout.decode(), run.stderr.decode()
    )


def score(
    out: Path,
    *inputs: object,
    start: Start = ThisProcess,
    progress: Progress | None = None,
    **asked: Any,
) -> Outcome:
    """Score a batch through the package."""
    return run(Job(tuple(map(str, inputs)), out, scorer, **asked), start, progress)


def rows(out: Path) -> list[dict[str, Any]]:
    """All rows of a run, in the order of its parts, whichever their format."""
    found = [row for part in sorted(out.glob("part-*.jsonl")) for row in _json(part)]
    for part in sorted(out.glob("part-*.parquet")):
        found += parquet.read_table(part).to_pylist()
    return found


def errors(out: Path) -> list[dict[str, Any]]:
    return _json(out / "errors.jsonl")


def _json(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def output(out: Path) -> dict[str, bytes]:
    """What must be the same however often a run was stopped: rows and errors, by file name."""
    return {p.name: p.read_bytes() for p in out.iterdir() if p.suffix == ".jsonl"}


def placeless(row: dict[str, Any]) -> str:
    """A row without what tells where it stood in the input."""
    return json.dumps({k: v for k, v in row.items() if k not in ("position", "source")})
