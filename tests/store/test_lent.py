"""Articles lent to a look-up are found as if they were stored, and nothing of them stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

import caveat.store
from caveat.document import Article, Document, parse
from caveat.errors import InvalidArticle
from caveat.store import Lent, SourceStore
from tests.store.articles import BRIDGE, BRIDGE_AGAIN, FERRY, MAY_3, document
from tests.store.test_index import ARTICLES, ASKED

STORED = [
    document("again", BRIDGE_AGAIN, MAY_3),
    document("ferry", FERRY, MAY_3),
    document("replaced", BRIDGE, MAY_3),
    *ARTICLES[:30],
]
LENT = [
    document("draft", BRIDGE + " Nobody saw it fall.", MAY_3 - timedelta(hours=4)),
    document("replaced", FERRY + " The crew stayed aboard.", MAY_3),
    document("again", BRIDGE_AGAIN, MAY_3),
    document("undated", BRIDGE.replace("eleven", "twelve")),
    *ARTICLES[30:50],
]


def asked() -> list[Document]:
    return [document("q", BRIDGE, MAY_3), document("q", FERRY), *LENT[:4], *ASKED]


def test_the_answers_are_those_of_a_store_that_holds_them(store: SourceStore) -> None:
    whole = caveat.store.open("sqlite://")
    whole.add(STORED)
    whole.add(LENT)
    store.add(STORED)
    lent = Lent.read(LENT)
    for document_ in asked():
        expected = whole.find(document_, days=9)
        assert store.find(document_, days=9, lent=lent) == expected
        assert store.related(document_, days=9, lent=lent) == whole.related(document_, days=9)
    whole.close()


def test_nothing_of_what_was_lent_stays(store: SourceStore) -> None:
    store.add(STORED[:3])
    query = document("q", BRIDGE, MAY_3)
    before = store.find(query)
    with_drafts = store.find(query, lent=Lent.read(LENT))
    assert {hit.article_id for hit in with_drafts.hits} >= {"draft", "undated", "again"}
    assert store.find(query) == before
    assert store.count() == 3


def test_articles_may_be_lent_to_an_empty_store(store: SourceStore) -> None:
    lent = Lent.read([document("draft", BRIDGE_AGAIN, MAY_3)])
    (hit,) = store.find(document("q", BRIDGE, MAY_3), lent=lent).hits
    assert hit.article_id == "draft"
    assert not store.find(document("draft", BRIDGE_AGAIN, MAY_3), lent=lent).hits


def test_of_two_lent_articles_with_one_id_the_last_counts(store: SourceStore) -> None:
    lent = Lent.read([document("a", BRIDGE_AGAIN, MAY_3), document("a", FERRY, MAY_3)])
    assert not store.find(document("q", BRIDGE, MAY_3), lent=lent).hits


def test_what_could_not_be_stored_is_not_lent_either() -> None:
    with pytest.raises(InvalidArticle):
        Lent.read([parse(Article("", "text"))])
