"""What scoring an archive costs: rate, processor time, memory and disk, by the command itself.

    python -m caveat.evaluation.batch_throughput                 # 20,000 articles of 500 words
    python -m caveat.evaluation.batch_throughput --sizes 10000 50000 200000 --words 60 \
        --workers 2 --mode alone                                 # memory against size
    CAVEAT_MODEL_RUNTIME=torch python -m caveat.evaluation.batch_throughput --workers 1 \
        --threads 32 --mode alone                                # on a GPU, where there is one

Articles are generated. Each row is one run of ``caveat batch`` in a folder of its own. Processor
time counts all processes of the run; on a machine that others use too it says more than the wall
clock. Memory is the peak of the main process and of its largest worker (VmHWM).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from caveat.evaluation import generated

_POLL = 0.2
_COLUMNS = (
    "articles",
    "words",
    "sources",
    "workers",
    "wall s",
    "articles/s",
    "processor s",
    "processor ms an article",
    "main MiB",
    "worker MiB",
    "store bytes an article",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run: seconds of wall clock and processor, peaks in KiB, bytes of the store."""

    wall: float
    processor: float
    main: int
    worker: int
    store: int


def throughput(
    sizes: Sequence[int],
    words: int,
    modes: Sequence[str],
    workers: Sequence[int],
    threads: int = 1,
) -> str:
    """One row a run; ``threads`` is how many articles a worker scores side by side."""
    lines = [f"| {' | '.join(_COLUMNS)} |", "|" + " --- |" * len(_COLUMNS)]
    with tempfile.TemporaryDirectory(prefix="caveat-throughput-") as scratch:
        for size in sizes:
            archive = Path(scratch) / f"{size}.jsonl"
            with archive.open("w", encoding="utf-8") as file:
                for article in generated.articles(size, words):
                    file.write(generated.json_line(article) + "\n")
            for mode in modes:
                for count in workers:
                    out = Path(scratch) / f"{size}-{mode}-{count}"
                    cost = _run(archive, out, count, threads, alone=mode == "alone")
                    lines.append(_row(size, words, mode, count, cost))
            archive.unlink()
    return "\n".join(lines)


def _row(size: int, words: int, mode: str, workers: int, cost: Cost) -> str:
    values = [
        f"{size:,}",
        f"{words}",
        "no" if mode == "alone" else "yes",
        f"{workers}",
        f"{cost.wall:.0f}",
        f"{size / cost.wall:.1f}",
        f"{cost.processor:.0f}",
        f"{cost.processor / size * 1e3:.1f}",
        f"{cost.main / 1024:.0f}",
        f"{cost.worker / 1024:.0f}",
        f"{cost.store / size:,.0f}",
    ]
    return f"| {' | '.join(values)} |"


def _run(archive: Path, out: Path, workers: int, threads: int, *, alone: bool) -> Cost:
    asked = ["--out", str(out), "--workers", str(workers), "--progress", "none"]
    asked += ["--threads", str(threads)]
    asked += ["--no-sources"] if alone else []
    started = time.monotonic()
    run = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-m", "caveat", "batch", str(archive), *asked], stdout=subprocess.DEVNULL
    )
    main = worker = store = 0
    while True:
        pid, status, used = os.wait4(run.pid, os.WNOHANG)
        if pid:
            break
        main = max(main, _peak(run.pid))
        worker = max([worker, *map(_peak, _children(run.pid))])
        store = max(store, sum(f.stat().st_size for f in out.glob(".work/store.sqlite3*")))
        time.sleep(_POLL)
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise SystemExit(f"caveat batch ended with exit code {run.returncode}")
    wall = time.monotonic() - started
    return Cost(wall, used.ru_utime + used.ru_stime, main, worker, store)


def _children(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in found.split()]


def _peak(pid: int) -> int:
    """The most memory that a process had, in KiB; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20_000])
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument(
        "--mode", choices=["alone", "sources"], nargs="+", default=["alone", "sources"]
    )
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    table = throughput(asked.sizes, asked.words, asked.mode, asked.workers, asked.threads)
    sys.stdout.write(table + "\n")
