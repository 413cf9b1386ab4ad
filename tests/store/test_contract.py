"""What SourceStore promises, on every backend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import caveat.store
from caveat.document import Article, Span, parse
from caveat.errors import InvalidArticle, NotFound
from caveat.store import Outcome, SourceStore, Suggestion
from caveat.store.database import Database
from caveat.store.schema import articles, metadata, suggestions
from tests.store.articles import BRIDGE, BRIDGE_AGAIN, FERRY, MAY_3, document


def rows(url: str) -> dict[str, int]:
    """How many rows every table of a store holds."""
    database = Database(url)
    with database.reading() as connection:
        counts = {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }
    database.close()
    return counts


def test_an_article_comes_back_as_it_was_received(store: SourceStore) -> None:
    article = Article(
        "a",
        "First line.\r\n\tSecond\u2028line \U0001f600 e\u0301 ",
        "https://x.example/a",
        "Outlet",
        "A title",
        ("Ann B", "C, D"),
        datetime(2023, 5, 3, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        "en",
        "She writes.",
    )
    assert store.add([parse(article)]) == [Outcome.ADDED]
    received = store.get("a")
    assert received == article
    assert received.published_at is not None
    assert received.published_at.utcoffset() == timedelta(hours=5, minutes=30)
    assert store.count() == 1


any_text = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=any_text, title=any_text, bio=any_text, author=any_text)
def test_any_unicode_round_trips(
    store: SourceStore, text: str, title: str, bio: str, author: str
) -> None:
    article = Article(
        "u", text + ".", title=title, bio=bio, authors=(author + ".",), outlet=title[:100]
    )
    store.add([parse(article)])
    received = store.get("u")
    assert received == article
    assert received.text.encode() == article.text.encode()


def test_adding_the_same_article_again_changes_nothing(store: SourceStore) -> None:
    store.add([document("a", BRIDGE, MAY_3)])
    assert store.add([document("a", BRIDGE, MAY_3)]) == [Outcome.UNCHANGED]
    assert store.count() == 1


def test_an_article_under_a_known_id_replaces_the_old_one_entirely(store: SourceStore) -> None:
    store.add([document("a", BRIDGE, MAY_3)])
    assert store.add([document("a", FERRY, MAY_3)]) == [Outcome.UPDATED]
    assert store.get("a").text == FERRY
    assert store.count() == 1
    assert not store.related(document("q", BRIDGE_AGAIN, MAY_3)).articles


def test_one_call_may_bring_one_id_twice_and_the_last_one_stays(store: SourceStore) -> None:
    outcomes = store.add([document("a", BRIDGE), document("a", FERRY)])
    assert outcomes == [Outcome.ADDED, Outcome.UPDATED]
    assert store.get("a").text == FERRY


def test_a_call_with_a_bad_article_adds_none_and_names_every_fault(store: SourceStore) -> None:
    bad = parse(Article("b", "text", published_at=MAY_3.replace(tzinfo=None)))
    with pytest.raises(InvalidArticle) as refusal:
        store.add([document("a", BRIDGE), bad, document("", FERRY)])
    assert {v.field for v in refusal.value.violations} == {
        "articles[1].published_at",
        "articles[2].id",
    }
    assert store.count() == 0


def test_what_is_not_stored_is_not_found(store: SourceStore) -> None:
    with pytest.raises(NotFound, match="'nobody'"):
        store.get("nobody")
    with pytest.raises(NotFound, match="'nobody'"):
        store.delete("nobody")


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_a_delete_leaves_nothing_behind_in_any_table(url: str, store: SourceStore) -> None:
    empty = rows(url)
    assert set(empty.values()) == {0}
    store.add([document("a", BRIDGE, MAY_3), document("b", FERRY)])
    store.add([document("a", BRIDGE_AGAIN)])
    full = rows(url)
    about_sources = ("articles", "readings", "segments")
    assert min(full[name] for name in about_sources) > 0
    store.delete("a")
    store.delete("b")
    assert rows(url) == empty


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_derived_rows_depend_on_what_is_stored_not_on_how_it_got_there(
    url: str, store: SourceStore
) -> None:
    store.add([document("a", BRIDGE, MAY_3)])
    once = rows(url)
    store.add([document("a", FERRY, MAY_3)])
    store.add([document("b", BRIDGE, MAY_3)])
    store.delete("a")
    assert rows(url) == once


def test_expiry_removes_what_was_published_before_a_moment(store: SourceStore) -> None:
    store.add(
        [
            document("old", FERRY, MAY_3 - timedelta(seconds=1)),
            document("kept", BRIDGE, MAY_3),
            document("undated", BRIDGE_AGAIN),
        ]
    )
    assert store.expire(MAY_3) == 1
    with pytest.raises(NotFound):
        store.get("old")
    assert store.count() == 2
    # Without a date an article ages from when it was stored.
    assert store.expire(datetime.now(UTC) + timedelta(days=1)) == 2
    assert store.count() == 0


@pytest.mark.parametrize("url", ["memory"], indirect=True)
def test_expiry_clears_more_than_one_batch(store: SourceStore) -> None:
    store.add([document(f"{i}", f"Number {i} was drawn.", MAY_3) for i in range(510)])
    assert store.expire(MAY_3 + timedelta(days=1)) == 510
    assert store.count() == 0


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_a_suggestion_is_kept_with_its_reason_whatever_becomes_of_the_article(
    url: str, store: SourceStore
) -> None:
    given_ = Suggestion(
        "a", "disclaimer", "this is quoted", False, "satire", Span("text", 3, 9), "satire", "Ann"
    )
    identifiers = {store.suggest(given_), store.suggest(given_)}
    # It is about a score: the article comes and goes without it.
    store.add([document("a", BRIDGE, MAY_3), document("b", FERRY, MAY_3)])
    store.delete("a")
    assert store.expire(MAY_3 + timedelta(days=1)) == 1
    assert len(identifiers) == 2
    database = Database(url)
    with database.reading() as connection:
        stored = connection.execute(sa.select(suggestions)).all()
    database.close()
    assert {row.id for row in stored} == identifiers
    assert stored[0][1:11] == (
        "a", "disclaimer", "satire", False, "this is quoted", "text", 3, 9, "satire", "Ann",
    )  # fmt: skip
    assert stored[0].suggested_at.utcoffset() == timedelta(0)


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_dates_come_back_with_their_zone(url: str, store: SourceStore) -> None:
    tokyo = timezone(timedelta(hours=9))
    store.add([document("a", BRIDGE, datetime(2023, 5, 4, 1, 0, tzinfo=tokyo))])
    database = Database(url)
    with database.reading() as connection:
        read = connection.scalar(sa.select(articles.c.published_at))
    database.close()
    assert read == datetime(2023, 5, 3, 16, 0, tzinfo=UTC)
    assert read.utcoffset() == timedelta(0)


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_what_was_acknowledged_is_there_for_the_next_process(url: str) -> None:
    first = caveat.store.open(url)
    first.add([document("a", BRIDGE)])
    first.close()
    second = caveat.store.open(url)
    assert second.get("a").text == BRIDGE
    second.close()
