"""Finding the articles of one event, on every backend."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

import caveat.store
from caveat.document import Article, parse
from caveat.store import SourceStore
from tests.store.articles import BRIDGE, BRIDGE_AGAIN, FERRY, MAY_3, document

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def ids(store: SourceStore, text: str, days: int = 30, limit: int = 20) -> list[str]:
    """The ids of what is related to a text of 3 May."""
    found = store.find(document("q", text, MAY_3), days=days, limit=limit)
    return [hit.article_id for hit in found.hits]


def test_reports_of_one_event_find_one_another_and_no_others(store: SourceStore) -> None:
    store.add([document("bridge", BRIDGE_AGAIN, MAY_3), document("ferry", FERRY, MAY_3)])
    assert ids(store, BRIDGE) == ["bridge"]


def test_the_seeds_all_find_one_another(store: SourceStore) -> None:
    seeds = [parse(Article(p.stem, p.read_text(encoding="utf-8"))) for p in SEEDS]
    assert len(seeds) == 5
    store.add([*seeds, document("ferry", FERRY)])
    for seed in seeds:
        found = {a.document.article.id: a.same_event for a in store.related(seed).articles}
        assert set(found) == {p.stem for p in SEEDS} - {seed.article.id}
        assert min(found.values()) > 0.5


def test_an_article_is_never_related_to_itself(store: SourceStore) -> None:
    store.add([document("q", BRIDGE, MAY_3)])
    assert ids(store, BRIDGE) == []
    assert ids(store, BRIDGE_AGAIN) == []


def test_only_the_window_around_publication_counts(store: SourceStore) -> None:
    store.add([document("late", BRIDGE_AGAIN, MAY_3 + timedelta(days=8))])
    assert ids(store, BRIDGE, days=7) == []
    assert ids(store, BRIDGE, days=9) == ["late"]


def test_without_a_date_on_either_side_there_is_no_window(store: SourceStore) -> None:
    store.add([document("undated", BRIDGE_AGAIN)])
    assert ids(store, BRIDGE, days=7) == ["undated"]
    store.add([document("undated", BRIDGE_AGAIN, MAY_3 - timedelta(days=900))])
    assert store.related(document("q", BRIDGE), days=7).articles


def test_an_editor_is_told_why(store: SourceStore) -> None:
    store.add([document("bridge", BRIDGE_AGAIN, MAY_3 + timedelta(days=1))])
    (found,) = store.related(document("q", BRIDGE, MAY_3)).articles
    assert "shares the names Ingrid Solberg, Halvorsen, Ljusna" in found.why
    assert found.why.endswith("published 1 day apart")


def test_a_copy_is_grouped_under_the_earliest_and_called_a_copy(store: SourceStore) -> None:
    around = "Log in to read more stories.\n\n{}\n\nMost read\n\nWeather\n\nShare this"
    store.add(
        [
            document("first", BRIDGE, MAY_3 - timedelta(hours=3)),
            document("second", around.format(BRIDGE), MAY_3 - timedelta(hours=1)),
            document("own", BRIDGE_AGAIN, MAY_3 - timedelta(hours=5)),
        ]
    )
    related = store.related(document("q", BRIDGE.replace("eleven", "twelve"), MAY_3))
    groups = {a.document.article.id: (a.copy_group, a.copy) for a in related.articles}
    assert groups == {"first": ("first", True), "second": ("first", True), "own": ("", False)}
    assert related.copy_group == "first"


def test_a_copy_that_left_most_of_the_report_out_is_still_a_copy(store: SourceStore) -> None:
    store.add([document("wire", BRIDGE, MAY_3)])
    brief = " ".join(BRIDGE.split(". ")[:2]) + "."
    (found,) = store.related(document("q", brief, MAY_3)).articles
    assert (found.copy, found.copy_group) == (True, "q")


def test_reports_that_credit_one_agency_are_one_source(store: SourceStore) -> None:
    store.add([document("a", BRIDGE_AGAIN + "\n\n(Reuters)", MAY_3)])
    related = store.related(document("q", BRIDGE + "\n\n(Reuters)", MAY_3))
    (found,) = related.articles
    assert not found.copy
    assert found.copy_group == related.copy_group == "a"


def test_quoting_one_speaker_at_length_makes_no_copy(store: SourceStore) -> None:
    statement = (
        " \u201cWe shall find out who knew of the rust, who signed the reports and who put them "
        "in a drawer, and we shall do so before the summer is over,\u201d Solberg said."
    )
    store.add([document("a", BRIDGE_AGAIN + statement * 3, MAY_3)])
    (found,) = store.related(document("q", BRIDGE + statement * 3, MAY_3)).articles
    assert (found.copy, found.copy_group) == (False, "")


def test_after_a_delete_an_article_is_no_longer_found(store: SourceStore) -> None:
    store.add([document("bridge", BRIDGE_AGAIN, MAY_3)])
    assert ids(store, BRIDGE) == ["bridge"]
    store.delete("bridge")
    assert ids(store, BRIDGE) == []


def test_a_limit_keeps_the_best(store: SourceStore) -> None:
    store.add([document("copy", BRIDGE, MAY_3), document("other", BRIDGE_AGAIN, MAY_3)])
    assert ids(store, BRIDGE, limit=1) == ["copy"]


@pytest.mark.parametrize("text", ["...", "12", "?", "\u2028a", "\u6d77\u5cb8"])
def test_articles_with_next_to_nothing_in_them_are_kept_and_related_to_nothing(
    store: SourceStore, text: str
) -> None:
    store.add([document("a", text), document("b", BRIDGE)])
    assert store.related(document("q", text)).unavailable == ""
    assert store.get("a").text == text


def test_unspaced_scripts_are_found_too(store: SourceStore) -> None:
    store.add(
        [
            document(
                "bridge",
                "\u6f64\u5dde\u5e02\u7684\u6c5f\u6cb3\u5927\u6865\u5468\u4e8c\u665a\u5012\u584c\u3002",
            ),
            document(
                "other",
                "\u592a\u5e73\u6d0b\u53f0\u98ce\u6b63\u5728\u63a5\u8fd1\u6d77\u5cb8\u7ebf\u3002",
            ),
        ]
    )
    found = store.related(
        document(
            "q",
            "\u6c5f\u6cb3\u5927\u6865\u5728\u6f64\u5dde\u5e02\u5012\u584c\uff0c\u5468\u4e8c\u3002",
        )
    )
    assert [a.document.article.id for a in found.articles] == ["bridge"]


def test_the_same_store_gives_the_same_answer_whatever_the_order_of_adding() -> None:
    documents = [document("a", BRIDGE, MAY_3), document("b", BRIDGE_AGAIN), document("c", FERRY)]
    answers = []
    for order in (documents, documents[::-1]):
        store = caveat.store.open("sqlite://")
        for each in order:
            store.add([each])
        answers.append(store.related(document("q", BRIDGE, MAY_3)))
        store.close()
    assert answers[0] == answers[1]


def test_threads_may_add_and_ask_at_once(store: SourceStore) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for i in range(5):
                store.add([document(f"{name}{i}", f"{BRIDGE} Report {name} {i}.", MAY_3)])
                assert store.related(document("q", BRIDGE_AGAIN, MAY_3)).articles
        except BaseException as failure:  # noqa: BLE001 (told by the main thread)
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.count() == 20
