"""How the source store grows: time, memory and disk against the number of articles.

    python -m caveat.evaluation.store_growth [--url URL] [--days 30] [10000 100000 ...]

Fills one store with generated news (``newsroom``) and looks up further reports on its events at
each size. All articles are of ``--days`` days, and a look-up asks for half of that on either side
of its own day, so that nearly all of them are in its window. A look-up is given as wall time and
as time of this process's processor, because other work on the machine lengthens the former alone
(on PostgreSQL the latter leaves out what the server does). The further report is parsed before the
clock starts.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa

from caveat.document import Article, Document, parse
from caveat.evaluation.newsroom import Newsroom
from caveat.store import migrate
from caveat.store.database import Database
from caveat.store.sources import SqlSourceStore

_SIZES = (10_000, 100_000)
_DAYS = 30
_QUERIES = 300
_REPLACED = 10
_BATCH = 2_000
_LIMIT = 20
_COLUMNS = (
    "articles",
    "written a second",
    "first look-up, ms",
    "look-up, ms p50",
    "p99",
    "its processor time, ms p50",
    "p99",
    "reports found",
    "replace one, ms",
    "index in memory, MiB",
    "process, MiB",
    "disk, bytes an article",
    "of which text",
)


def growth(sizes: Sequence[int], url: str = "", newsroom: Newsroom | None = None) -> Iterator[str]:
    """The table line by line, one for each size, of one growing store.

    ``url`` names an empty store to fill, a temporary SQLite file when it is "".
    """
    newsroom = newsroom or Newsroom(_DAYS)
    yield "| " + " | ".join(_COLUMNS) + " |"
    yield "|" + " --- |" * len(_COLUMNS)
    with tempfile.TemporaryDirectory() as folder:
        url = url or f"sqlite:///{folder}/sources.db"
        migrate(url)
        stored = 0
        for size in sizes:
            yield "| " + " | ".join(_row(url, newsroom, stored, size)) + " |"
            stored = size


def _row(url: str, newsroom: Newsroom, stored: int, size: int) -> Iterator[str]:
    database = Database(url)
    store = SqlSourceStore(database)
    spent = text = 0.0
    for start in range(stored, size, _BATCH):
        batch = list(newsroom.read(start, min(size, start + _BATCH)))
        text += sum(len(article.text) for article, _ in batch)
        spent += _timed(lambda batch=batch: store.add_read(batch))[0]  # type: ignore[misc]
    store.close()

    # Opened anew, as a server is that was started again.
    store = SqlSourceStore(Database(url))
    events = _events(newsroom, size)
    queries = [_further(newsroom, event) for event in events]

    def look_up(query: Document) -> list[str]:
        found = store.find(query, days=newsroom.days // 2, limit=_LIMIT)
        return [hit.article_id for hit in found.hits]

    first, _ = _timed(lambda: look_up(queries[0]))
    times = [_timed(lambda query=query: look_up(query)) for query in queries]  # type: ignore[misc]
    wall, busy = sorted(t[0] for t in times), sorted(t[1] for t in times)
    found = [
        sum(hit.startswith(f"{event}/") for hit in look_up(query)) / newsroom.reports(event)
        for event, query in zip(events, queries, strict=True)
    ]
    edited = [
        parse(Article(f"{e}/0", q.article.text)) for e, q in zip(events, queries, strict=True)
    ]
    replaced = [_timed(lambda e=e: store.add([e]))[0] for e in edited[:_REPLACED]]  # type: ignore[misc]
    yield f"{size:,}"
    yield f"{(size - stored) / spent:,.0f}"
    yield f"{first * 1e3:.0f}"
    for times_ in (wall, busy):
        yield f"{_at(times_, 0.5) * 1e3:.1f}"
        yield f"{_at(times_, 0.99) * 1e3:.1f}"
    yield f"{sum(found) / len(found):.3f}"
    yield f"{_at(sorted(replaced), 0.5) * 1e3:.0f}"
    yield f"{store.index_bytes / 2**20:,.0f}"
    yield f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}"
    yield f"{_disk(database) / size:,.0f}"
    yield f"{text / (size - stored):,.0f}"
    store.close()


def _events(newsroom: Newsroom, size: int) -> list[int]:
    """Events from all over a store, all of whose reports it holds."""
    step = max(1, size // _QUERIES)
    numbers = (newsroom.number(n) for n in range(0, size - newsroom.most_reports, step))
    return sorted({event for event, _ in numbers})[:_QUERIES]


def _further(newsroom: Newsroom, event: int) -> Document:
    """One more report on an event than the store holds."""
    return parse(newsroom.document(event, newsroom.reports(event)).article)


def _timed(call: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    began, busy = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - began, time.process_time() - busy


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _disk(database: Database) -> int:
    """Bytes of the database."""
    if database.is_sqlite:
        statement = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    else:
        statement = "SELECT pg_database_size(current_database())"
    again = Database(database.url.render_as_string(hide_password=False))
    try:
        with again.reading() as connection:
            return int(connection.scalar(sa.text(statement)) or 0)
    finally:
        again.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="", help="an empty store to fill; a file when not given")
    parser.add_argument("--days", type=int, default=_DAYS, help="that the articles are spread over")
    parser.add_argument("sizes", nargs="*", type=int, default=list(_SIZES))
    asked = parser.parse_args()
    for line in growth(sorted(asked.sizes), asked.url, Newsroom(asked.days)):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
