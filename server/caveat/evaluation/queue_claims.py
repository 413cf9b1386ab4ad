"""Whether many claimers on one queue decide each item exactly once.

``python -m caveat.evaluation.queue_claims [--items N] [--claimers N] [--store URL]`` fills a queue,
lets the claimers empty it and prints what they did. Each claimer opens the database for itself, as
a process of its own would. Exit code 1 when an item was lost, or decided twice.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import caveat.moderation
from caveat.document import Article, Span
from caveat.evidence import Evidence, Finding, Score, Status, Versions
from caveat.moderation import (
    Disposition,
    Draft,
    Entry,
    EventKind,
    EvidenceVerdict,
    Filter,
    QueueSettings,
    State,
    Verdict,
)

_CHUNK = 500
_DRAFT = Draft(Disposition.PUBLISH, (EvidenceVerdict("disclaimer", Verdict.CONFIRM, 0),))


@dataclass(frozen=True, slots=True)
class Emptied:
    """What became of a queue: every figure but the times must be equal to ``items``."""

    items: int
    decided: int
    events: int
    distinct: int
    fill_seconds: float
    empty_seconds: float
    per_claimer: tuple[int, ...]
    faults: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        """Whether each item was decided exactly once, and the log says the same."""
        return (
            self.items == self.decided == self.events == self.distinct == sum(self.per_claimer)
            and not self.faults
        )


def entry(number: int) -> Entry:
    """An article that is like no other, with a score that holds it."""
    text = f"Report {number}. This story is satire."
    at = text.index("satire")
    evidence = Evidence(Span("text", at, at + 6), "satire", "satire", "made@1", "It says so.", 0.9)
    article = Article(f"made-{number}", text, outlet=f"Outlet {number % 40}", language="en")
    finding = Finding("disclaimer", Status.FOUND, 0.5 + number % 500 / 1_000, evidence=(evidence,))
    versions = Versions("made", "made", (("disclaimer", "made"),), "none")
    score = Score(article.id, finding.score, (finding,), versions, hold=True)
    return Entry(article, score, reach=number % 1_000)


def empty(url: str, items: int, claimers: int) -> Emptied:
    """Fill an empty queue at a URL and let the claimers decide everything in it."""
    settings = QueueSettings(second_share=0.0)
    queue = caveat.moderation.open(url, settings)
    started = time.perf_counter()
    for first in range(0, items, _CHUNK):
        queue.enqueue([entry(n) for n in range(first, min(first + _CHUNK, items))])
    filled = time.perf_counter()
    counts = [0] * claimers
    errors: list[BaseException] = []

    def claim(number: int) -> None:
        own = caveat.moderation.open(url, settings)
        try:
            while (review := own.claim(f"claimer {number}", ttl=timedelta(hours=1))) is not None:
                assert review.claim is not None  # noqa: S101 (a claim of one's own has its lease)
                own.decide(review.claim.token, _DRAFT)
                counts[number] += 1
        except BaseException as error:  # noqa: BLE001 (raised again in the caller's thread)
            errors.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=claim, args=(n,)) for n in range(claimers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    emptied = time.perf_counter()
    if errors:
        raise errors[0]
    decided = [one.item.id for one in queue.judged()]
    events: Counter[str] = Counter()
    after = 0
    while found := queue.events(after, limit=5_000):
        events.update(e.item_id for e in found if e.kind is EventKind.DECIDED)
        after = found[-1].sequence
    result = Emptied(
        items=queue.count(),
        decided=queue.count(Filter(state=State.DECIDED)),
        events=events.total(),
        distinct=len(set(decided)),
        fill_seconds=filled - started,
        empty_seconds=emptied - filled,
        per_claimer=tuple(counts),
        faults=queue.verify().faults,
    )
    queue.close()
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; 0 when every item was decided exactly once."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--claimers", type=int, default=16)
    parser.add_argument("--store", default="", help="an empty store; an SQLite file by default")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="caveat-claims-") as folder:
        url = chosen.store or f"sqlite:///{Path(folder) / 'queue.db'}"
        result = empty(url, chosen.items, chosen.claimers)
    rate = 2 * result.items / result.empty_seconds
    each = result.per_claimer
    lines = [
        f"items {result.items}, decided {result.decided}, distinct {result.distinct}",
        f"in the log {result.events}; by {chosen.claimers} claimers, {min(each)} to {max(each)}",
        f"filled in {result.fill_seconds:.1f} s, emptied in {result.empty_seconds:.1f} s",
        f"{rate:.0f} claims and decisions a second",
        *result.faults,
        "each decided exactly once" if result.is_exact else "LOST OR DOUBLED",
    ]
    print("\n".join(lines))  # noqa: T201
    return 0 if result.is_exact else 1


if __name__ == "__main__":
    sys.exit(main())
