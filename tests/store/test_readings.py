"""What is kept of each article, and that it is made again when the rules change."""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

import caveat.store
from caveat.document import (
    Article,
    Byline,
    BylineKind,
    Credit,
    CreditKind,
    DateSource,
    Document,
    Published,
    Quotation,
    Section,
    SectionKind,
    Sentence,
    Span,
)
from caveat.store import Outcome, SourceStore
from caveat.store.database import Database, _migrations
from caveat.store.reading import READER, read
from caveat.store.rows import reading_row
from caveat.store.schema import readings
from tests.store.articles import BRIDGE, BRIDGE_AGAIN, FERRY, MAY_3, document

# What reading ``unparsed`` gives, by version of the reader.
DIGESTS = {1: "ec601f46865fa4b7"}


def unparsed() -> Document:
    """A document put together by hand, so that only the store's own rules are held to a version.

    What parsing changes reaches stored readings by ``caveat sources reindex --all``.
    """
    text = "Bridge falls in Norrby\n" + BRIDGE + " (Reuters) \u6f64\u5dde\u5e02"
    ends = [i + 1 for i, c in enumerate(text) if c in ".\n" and i > 0]
    spans = [Span("text", a, b) for a, b in itertools.pairwise([0, *ends])]
    headline = Section(SectionKind.HEADLINE, spans[0])
    credit = Credit(CreditKind.AGENCY, "Reuters", "reuters", Span("text", 0, 1))
    return Document(
        Article("a", text),
        "en",
        (headline, Section(SectionKind.BODY, Span("text", ends[0], len(text)))),
        tuple(Sentence(s, SectionKind.BODY) for s in spans[1:]),
        Byline(BylineKind.NONE),
        credits=(credit,),
        quotations=(Quotation(spans[2]),),
        published=Published(MAY_3, DateSource.METADATA),
    )


def test_a_change_of_the_rules_of_reading_raises_their_version() -> None:
    reading = read(unparsed())
    said = repr((sorted(reading_row(0, reading).items()), reading.bands))
    assert hashlib.blake2b(said.encode(), digest_size=8).hexdigest() == DIGESTS.get(READER), (
        "stored readings would no longer be what reading gives: raise READER in store/reading.py "
        "and state the new digest here"
    )


def make_stale(url: str, article_id: str) -> None:
    """As an older version would have left it."""
    database = Database(url)
    with database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE readings SET reader = 0, title = 'old' WHERE article = "  # noqa: S608
            f"(SELECT key FROM articles WHERE id = '{article_id}')"
        )
    database.close()


def titles(url: str) -> set[tuple[int, str]]:
    """Version and title of every reading."""
    database = Database(url)
    with database.reading() as connection:
        rows = connection.execute(sa.select(readings.c.reader, readings.c.title)).all()
    database.close()
    return {(row.reader, row.title) for row in rows}


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_reindexing_reads_again_what_older_rules_read(url: str, store: SourceStore) -> None:
    store.add([document("a", BRIDGE_AGAIN, MAY_3, title="New"), document("b", FERRY, MAY_3)])
    make_stale(url, "a")
    assert store.stale() == 1
    assert store.reindex() == 1
    assert (store.stale(), store.reindex(), store.count()) == (0, 0, 2)
    assert store.reindex(everything=True) == 2
    assert (READER, "New") in titles(url)
    (hit,) = store.find(document("q", BRIDGE, MAY_3)).hits
    assert (hit.article_id, hit.title) == ("a", "New")


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_adding_an_unchanged_article_reads_it_again_when_its_reading_is_old(
    url: str, store: SourceStore
) -> None:
    article = document("a", BRIDGE, MAY_3, title="New")
    store.add([article])
    make_stale(url, "a")
    assert store.add([article]) == [Outcome.UNCHANGED]
    assert titles(url) == {(READER, "New")}
    assert store.count() == 1


def test_a_store_of_an_older_version_is_read_again_when_it_is_opened(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sources.db'}"
    database = Database(url)
    config, _ = _migrations()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        for article_id, text in (("a", BRIDGE), ("b", FERRY)):
            connection.exec_driver_sql(
                "INSERT INTO articles (id, content, text, url, outlet, title, authors, stated_at, "
                "language, bio, stored_at) VALUES (?, x'00', ?, '', '', '', '[]', '', '', '', ?)",
                (article_id, text, datetime.now(UTC).replace(tzinfo=None).isoformat(" ")),
            )
    database.close()
    store = caveat.store.open(url)
    assert store.count() == 2
    assert store.stale() == 0
    assert [h.article_id for h in store.find(document("q", BRIDGE_AGAIN)).hits] == ["a"]
    store.close()


def test_an_answer_shows_the_headline_and_the_date_as_the_article_gives_them(
    store: SourceStore,
) -> None:
    text = "Bridge falls in Norrby\n\n" + BRIDGE_AGAIN
    at = datetime.fromisoformat("2023-05-03T11:30:00+05:30")
    store.add([document("a", text, at, outlet="Post", url="https://x.example/a")])
    (hit,) = store.find(document("q", BRIDGE, MAY_3)).hits
    assert (hit.title, hit.outlet, hit.url) == (
        "Bridge falls in Norrby",
        "Post",
        "https://x.example/a",
    )
    assert hit.published_at is not None
    assert hit.published_at.isoformat() == "2023-05-03T11:30:00+05:30"
