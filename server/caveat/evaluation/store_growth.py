"""How the source store grows: time, memory and disk against the number of articles.

    python -m caveat.evaluation.store_growth [--url URL] [10000 100000 ...]

Articles are generated (words by Zipf's law, names, dates spread over a year, four reports an
event), so that nothing but the store is measured. A look-up asks for the articles of 15 days on
either side; it is given as wall time and as time of the processor, because other work on the
machine lengthens the former alone.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import caveat.store
from caveat.document import (
    Article,
    Byline,
    BylineKind,
    DateSource,
    Document,
    Published,
    Section,
    SectionKind,
    Sentence,
    Span,
)
from caveat.store import SourceStore

_SIZES = (10_000, 100_000)
_QUERIES = 500
_BATCH = 500
_REPORTS = 4
_SENTENCES = 18
_WORDS = 20
_FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)
_YEAR = 365


class Newsroom:
    """Writes articles: always the same one for the same event and report."""

    def __init__(self) -> None:
        self._chance = random.Random(0)  # noqa: S311 (generating, not secrets)
        self._common = [self._coined(2, 4) for _ in range(30_000)]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._common))))
        self._names = [self._coined(2, 3).title() for _ in range(60_000)]

    def articles(self, first: int, last: int) -> Iterator[Document]:
        """The articles numbered first to last - 1, four to an event."""
        return (self.report(number // _REPORTS, number % _REPORTS) for number in range(first, last))

    def report(self, event: int, number: int) -> Document:
        """One outlet's report, as a parsed document, in the two days after the event."""
        chance = random.Random(event)  # noqa: S311
        names = chance.choices(self._names, k=6)
        subject = chance.choices(self._common, cum_weights=self._weights, k=40)
        at = _FIRST_DAY + timedelta(days=chance.uniform(0, _YEAR))
        chance = random.Random(f"{event}/{number}")  # noqa: S311
        at += timedelta(hours=chance.uniform(0, 48))
        text = ""
        spans = []
        for _ in range(_SENTENCES):
            words = chance.choices(self._common, cum_weights=self._weights, k=_WORDS - 4)
            words += [*chance.sample(subject, 3), chance.choice(names)]
            chance.shuffle(words)
            sentence = "The " + " ".join(words) + "."
            spans.append(Span("text", len(text), len(text) + len(sentence)))
            text += sentence + " "
        return Document(
            Article(f"{event}/{number}", text, outlet="generated", published_at=at, language="en"),
            "en",
            (Section(SectionKind.BODY, Span("text", 0, len(text))),),
            tuple(Sentence(span, SectionKind.BODY) for span in spans),
            Byline(BylineKind.NONE),
            published=Published(at, DateSource.METADATA),
        )

    def _coined(self, low: int, high: int) -> str:
        return "".join(
            self._chance.choice("bdfgklmnprstv") + self._chance.choice("aeiou")
            for _ in range(self._chance.randint(low, high))
        ) + self._chance.choice(["", "n", "r", "l", "s"])


def growth(sizes: Sequence[int] = _SIZES, url: str = "") -> str:
    """One row for each size, in one growing store."""
    names = (
        "articles, add ms, related ms p50, p99, processor ms p50, p99, disk bytes each, memory MiB"
    )
    lines = [f"| {names.replace(', ', ' | ')} |", "|" + " --- |" * len(names.split(", "))]
    with tempfile.TemporaryDirectory() as folder:
        store = caveat.store.open(url or f"sqlite:///{folder}/sources.db")
        newsroom = Newsroom()
        stored = 0
        for size in sizes:
            started = time.perf_counter()
            _fill(store, newsroom, stored, size)
            each = (time.perf_counter() - started) / (size - stored)
            stored = size
            # A fifth report on events all over the store.
            step = max(1, size // _REPORTS // _QUERIES)
            queries = [newsroom.report(event * step, _REPORTS) for event in range(_QUERIES)]
            wall = _timed(store, queries[: _QUERIES // 2], time.perf_counter)
            busy = _timed(store, queries[_QUERIES // 2 :], time.process_time)
            disk = sum(f.stat().st_size for f in Path(folder).iterdir()) / size
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            lines.append(
                f"| {size:,} | {each * 1e3:.2f} | {_at(wall, 0.5):.1f} | {_at(wall, 0.99):.1f} "
                f"| {_at(busy, 0.5):.1f} | {_at(busy, 0.99):.1f} | {disk:,.0f} | {memory:.0f} |"
            )
        store.close()
    return "\n".join(lines)


def _fill(store: SourceStore, newsroom: Newsroom, first: int, last: int) -> None:
    batch: list[Document] = []
    for document in newsroom.articles(first, last):
        batch.append(document)
        if len(batch) == _BATCH:
            store.add(batch)
            batch = []
    if batch:
        store.add(batch)


def _timed(
    store: SourceStore, queries: Sequence[Document], clock: Callable[[], float]
) -> list[float]:
    """Milliseconds of each look-up, sorted."""
    taken = []
    for query in queries:
        started = clock()
        store.related(query, days=15)
        taken.append((clock() - started) * 1e3)
    return sorted(taken)


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="", help="a store to fill; a temporary file when empty")
    parser.add_argument("sizes", nargs="*", type=int, default=list(_SIZES))
    asked = parser.parse_args()
    sys.stdout.write(growth(sorted(asked.sizes), asked.url) + "\n")
