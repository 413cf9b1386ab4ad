"""What SourceStore promises, on every backend."""

from __future__ import annotations

import pytest

from caveat.document import Article, parse
from caveat.errors import NotFound
from caveat.store import Outcome, SourceStore


def test_an_article_comes_back_as_it_was_received(store: SourceStore) -> None:
    article = Article(
        "a",
        "First line.\r\n\tSecond\u2028line 😀 ",
        "https://x.example/a",
        "Outlet",
        "A title",
        ("Ann B", "C"),
        language="en",
        bio="She writes.",
    )
    assert store.add([parse(article)]) == [Outcome.ADDED]
    assert store.get("a") == article
    assert store.count() == 1


def test_a_deleted_article_is_gone(store: SourceStore) -> None:
    store.add([parse(Article("a", "Some text about a harbour bridge."))])
    store.delete("a")
    assert store.count() == 0
    with pytest.raises(NotFound, match="'a'"):
        store.get("a")
