"""How fast a long list of open items pages.

``python -m caveat.evaluation.queue_pages [--items N] [--store URL]`` fills a queue with open items
and times what a list page asks for: the first page, one in the middle, the last, filtered ones, and
the counts beside them. Prints the median and the slowest of the calls, in milliseconds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import sqlalchemy as sa

import caveat.moderation
from caveat.evaluation.queue_claims import entry
from caveat.moderation import Filter, Queue, QueueSettings, State
from caveat.moderation.chain import canonical
from caveat.moderation.codec import content_hash, write_article, write_score
from caveat.moderation.routing import Route
from caveat.moderation.sql.entry import new_item
from caveat.store.database import Database
from caveat.store.queue_tables import fired, items, revisions

_CHUNK = 2_000
_CALLS = 30
_SIGNALS = ("attribution", "bio", "conflict", "disclaimer")


@dataclass(frozen=True, slots=True)
class Timed:
    """One kind of call: wall time and this process's CPU time, in milliseconds."""

    what: str
    median: float
    slowest: float
    cpu: float


def fill(url: str, count: int) -> None:
    """Open items, written as entry writes them but by the thousand, and without their log."""
    settings = QueueSettings()
    start = datetime(2026, 1, 1, tzinfo=UTC)
    database = Database(url)
    for first in range(0, count, _CHUNK):
        rows, shown, found = [], [], []
        for number in range(first, min(first + _CHUNK, count)):
            made = entry(number)
            at = start + timedelta(seconds=7 * number)
            content = content_hash(made.article)
            row = new_item(made, content, Route(f"desk-{number % 5}"), settings, at)
            row |= {"key": number + 1, "entry": "policy", "golden": False}
            row |= {"opinions": 1, "wanted": 1}
            rows.append(row)
            shown.append(
                {
                    "item": number + 1,
                    "revision": 1,
                    "article": canonical(write_article(made.article)),
                    "score": canonical(write_score(made.score)),
                    "scored_at": at,
                }
            )
            # One in a hundred fires for conflict: a filter that has to look far.
            signal = "conflict" if number % 100 == 0 else "disclaimer"
            found.append({"item": number + 1, "signal": signal, "score": made.score.score})
        with database.sharing() as connection:
            connection.execute(sa.insert(items), rows)
            connection.execute(sa.insert(revisions), shown)
            connection.execute(sa.insert(fired), found)
    with database.sharing() as connection:
        connection.exec_driver_sql("ANALYZE")
    database.close()


def measure(queue: Queue, count: int) -> list[Timed]:
    """Every kind of call, some of them at the far end of the list."""
    wanted = Filter(state=State.OPEN)
    middle, last = _far(queue, wanted, count // 2), _far(queue, wanted, count - 50)
    calls: dict[str, Callable[[], object]] = {
        "first page": lambda: queue.list(wanted),
        "page in the middle": lambda: queue.list(wanted, after=middle),
        "last page": lambda: queue.list(wanted, after=last),
        "first page of every state": queue.list,
        "first page of one queue": lambda: queue.list(Filter("desk-3", State.OPEN)),
        "first page of a rare signal": lambda: queue.list(
            Filter(state=State.OPEN, signal="conflict")
        ),
        "first page of an outlet": lambda: queue.list(Filter(state=State.OPEN, outlet="Outlet 7")),
        "first page over a score": lambda: queue.list(Filter(state=State.OPEN, min_score=0.99)),
        "count of all open": lambda: queue.count(wanted),
        "count of a rare signal": lambda: queue.count(Filter(state=State.OPEN, signal="conflict")),
        "facets": lambda: queue.facets(wanted),
    }
    return [_timed(what, call) for what, call in calls.items()]


def _far(queue: Queue, wanted: Filter, position: int) -> str:
    after, seen = "", 0
    while seen < position:
        page = queue.list(wanted, size=min(200, position - seen), after=after)
        seen, after = seen + len(page.items), page.next
    return after


def _timed(what: str, call: Callable[[], object]) -> Timed:
    call()
    walls, cpus = [], []
    for _ in range(_CALLS):
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        walls.append(1e3 * (time.perf_counter() - wall))
        cpus.append(1e3 * (time.process_time() - cpu))
    return Timed(what, median(walls), max(walls), median(cpus))


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, time and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--store", default="", help="an empty store; an SQLite file by default")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="caveat-pages-") as folder:
        url = chosen.store or f"sqlite:///{Path(folder) / 'queue.db'}"
        queue = caveat.moderation.open(url)
        fill(url, chosen.items)
        print(f"{chosen.items:,} open items; milliseconds over {_CALLS} calls")  # noqa: T201
        print(f"{'':32} {'median':>8} {'slowest':>8} {'cpu':>8}")  # noqa: T201
        for t in measure(queue, chosen.items):
            print(f"{t.what:32} {t.median:8.1f} {t.slowest:8.1f} {t.cpu:8.1f}")  # noqa: T201
        queue.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
