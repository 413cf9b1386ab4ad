"""The index: segments that grow, merge and shrink, and answers that do not depend on how."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import caveat.store
from caveat.document import Article, Document, parse
from caveat.evaluation.newsroom import Newsroom
from caveat.store import Found, SourceStore
from caveat.store.database import Database
from caveat.store.index import Cache, insert
from caveat.store.schema import UNDATED
from caveat.store.segment import Counts, Entry, Segment, name
from tests.store.articles import BRIDGE, BRIDGE_AGAIN, MAY_3, document
from tests.store.test_crash import check_index

NEWSROOM = Newsroom(20, words=2_000, names=2_000)
ARTICLES = list(NEWSROOM.documents(0, 96))
ASKED = [NEWSROOM.document(event, 20) for event in range(0, 24, 3)]

entries = st.builds(
    lambda article, keys: Entry(article, article * 7, article % 30, np.unique(keys)),
    st.integers(1, 200),
    st.lists(st.integers(1, 60), min_size=1, max_size=12).map(lambda k: np.array(k, np.int64)),
)
several = st.lists(entries, min_size=2, max_size=30, unique_by=lambda e: e.article)


def held(segment: Segment) -> dict[int, tuple[int, int, list[int]]]:
    """What a segment says of each article."""
    keys = np.repeat(segment.keys, np.diff(segment.ends))
    return {
        article: (
            int(segment.ranks[at]),
            int(segment.days[at]),
            keys[segment.holders == at].tolist(),
        )
        for at, article in enumerate(segment.articles.tolist())
    }


def said(chosen: Sequence[Entry]) -> dict[int, tuple[int, int, list[int]]]:
    """The same of entries."""
    return {e.article: (e.rank, e.day, e.keys.tolist()) for e in chosen}


@given(several)
def test_a_segment_comes_back_from_its_bytes(chosen: list[Entry]) -> None:
    segment = Segment.of(chosen)
    stored = segment.to_bytes()
    assert held(Segment.from_bytes(stored)) == said(chosen)
    assert name(stored) == name(Segment.from_bytes(stored).to_bytes())


@given(several, st.data())
def test_merging_and_taking_out_is_the_same_as_building_anew(
    chosen: list[Entry], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(chosen) - 1))
    merged = Segment.merged([Segment.of(chosen[:cut]), Segment.of(chosen[cut:])])
    assert held(merged) == said(chosen)
    gone = data.draw(st.sets(st.sampled_from([e.article for e in chosen])))
    rest = [e for e in chosen if e.article not in gone]
    left = merged.without(gone)
    assert (held(left) if left else {}) == said(rest)


@given(several, st.lists(st.integers(1, 70), max_size=20))
def test_counts_of_many_segments_are_the_sums_of_each(
    chosen: list[Entry], asked: list[int]
) -> None:
    keys = np.array(asked, dtype=np.int64)
    parts = [Segment.of(chosen[:1]), Segment.of(chosen[1:])]
    expected = [sum(key in e.keys for e in chosen) for key in asked]
    assert Counts.of(parts).held(keys).tolist() == expected
    assert Segment.merged(parts).held(keys).tolist() == expected


def test_segments_stay_few_however_articles_trickle_in() -> None:
    database = Database("sqlite://")
    database.migrate()
    cache = Cache()
    with database.writing() as connection:
        for article in range(1, 300):
            insert(connection, [Entry(article, article, UNDATED, np.array([article]))], cache)
        kept = connection.exec_driver_sql("SELECT articles FROM segments").scalars().all()
    database.close()
    assert sum(kept) == 299
    assert len(kept) <= 6


def answers(store: SourceStore) -> list[Found]:
    return [store.find(asked, days=8) for asked in ASKED]


@pytest.mark.parametrize("seed", range(3))
def test_answers_depend_on_what_is_stored_and_not_on_how_it_came(
    store: SourceStore, seed: int
) -> None:
    fresh = caveat.store.open("sqlite://")
    fresh.add(ARTICLES)
    expected = answers(fresh)
    fresh.close()
    assert sum(len(found.hits) for found in expected) > len(ASKED)
    chance = random.Random(seed)  # noqa: S311 (an order, not a secret)
    order = chance.sample(ARTICLES, len(ARTICLES))
    for each in order[:30]:
        # Another article stands under the id for a while, or the article goes and comes back.
        store.add([parse(Article(each.article.id, BRIDGE, published_at=MAY_3))])
    at = 0
    while at < len(order):
        step = chance.randint(1, 17)
        store.add(order[at : at + step])
        at += step
        if chance.random() < 0.5:
            gone = chance.choice(order[:at])
            store.delete(gone.article.id)
            store.add([gone])
    assert answers(store) == expected


def test_the_index_holds_what_is_stored_after_any_history(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sources.db'}"
    store = caveat.store.open(url)
    parsed = [parse(each.article) for each in ARTICLES[:40]]
    store.add(parsed)
    store.add([document(ARTICLES[3].article.id, BRIDGE, MAY_3), document("new", BRIDGE_AGAIN)])
    store.delete(ARTICLES[5].article.id)
    assert store.expire(NEWSROOM.document(1, 0).article.published_at or MAY_3) > 0
    store.close()
    database = Database(url)
    with database.reading() as connection:
        check_index(connection)
    database.close()


def test_a_cache_that_holds_little_answers_the_same() -> None:
    store = caveat.store.open("sqlite://")
    store.add(ARTICLES)
    expected = answers(store)
    store._cache = Cache(kept_bytes=1)  # type: ignore[attr-defined]
    assert answers(store) == expected
    store.close()


def test_many_copies_of_one_report_crowd_nobody_out(store: SourceStore) -> None:
    copies = [document(f"copy-{i}", BRIDGE, MAY_3) for i in range(80)]
    store.add([*copies, document("own", BRIDGE_AGAIN, MAY_3)])
    found = store.find(document("q", BRIDGE_AGAIN + " He was 40.", MAY_3), limit=100)
    assert "own" in {hit.article_id for hit in found.hits}
    assert len(found.hits) <= 64


def test_readers_and_the_document_asked_about_are_left_as_they_are(store: SourceStore) -> None:
    asked: Document = ASKED[0]
    store.add(ARTICLES[:12])
    before = store.count()
    first = store.find(asked)
    assert store.find(asked) == first
    assert store.count() == before
