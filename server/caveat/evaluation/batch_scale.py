"""What a day of many articles takes in cores, memory and disk, from what one article takes.

    python -m caveat.evaluation.batch_scale --alone-ms 9 --sources-ms 60 --add-ms 2 \
        --worker-mib 400 --store-bytes 6000 --row-bytes 4000 --work-bytes 4000

The figures of one article come from ``python -m caveat.evaluation.batch_throughput`` and
``python -m caveat.evaluation.store_growth`` on the machine in question; docs/scale.md says which
were put in there. Plain arithmetic: nothing is extrapolated but the number of articles.
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass, fields

_DAY = 86_400
# Cores are planned to be busy this share of the time: the rest is for peaks and for going on after
# a stop.
_BUSY = 0.7
_KEPT_DAYS = 31
_DAYS = (1_000_000, 100_000_000)


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one article: milliseconds of one core, bytes on disk; of one worker: MiB at its peak.

    ``add_ms`` is the one writer's share, which no second core takes over.
    """

    alone_ms: float
    sources_ms: float
    add_ms: float
    worker_mib: float
    store_bytes: float
    row_bytes: float
    work_bytes: float


def table(measured: Measured) -> str:
    """One column a day's size."""
    rows = [("articles a day", *(f"{n:,}" for n in _DAYS))]
    rows += [
        ("articles a second", *(f"{n / _DAY:,.1f}" for n in _DAYS)),
        ("cores, each alone", *(f"{cores(n, measured.alone_ms):,}" for n in _DAYS)),
        ("cores, against each other", *(f"{cores(n, measured.sources_ms):,}" for n in _DAYS)),
        (
            "memory of these workers, GiB",
            *(f"{cores(n, measured.sources_ms) * measured.worker_mib / 1024:,.0f}" for n in _DAYS),
        ),
        ("writers of the store, busy all day", *(f"{writers(n, measured):,.2f}" for n in _DAYS)),
        ("store, GB a day", *(f"{n * measured.store_bytes / 1e9:,.0f}" for n in _DAYS)),
        (
            f"store, GB in {_KEPT_DAYS} days",
            *(f"{n * measured.store_bytes * _KEPT_DAYS / 1e9:,.0f}" for n in _DAYS),
        ),
        ("rows (JSON lines), GB a day", *(f"{n * measured.row_bytes / 1e9:,.0f}" for n in _DAYS)),
        (
            "work folder while it runs, GB",
            *(f"{n * measured.work_bytes / 1e9:,.0f}" for n in _DAYS),
        ),
    ]
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "| --- | ---: | ---: |", *body])


def cores(articles: int, milliseconds: float) -> int:
    """How many cores a day of articles takes."""
    return math.ceil(articles * milliseconds / 1e3 / _DAY / _BUSY)


def writers(articles: int, measured: Measured) -> float:
    """Which share of a day one writer is busy with a day of articles; above 1 it cannot keep up."""
    return articles * measured.add_ms / 1e3 / _DAY


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for field in fields(Measured):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=float, required=True)
    sys.stdout.write(table(Measured(**vars(parser.parse_args()))) + "\n")
