"""The typed client: domain values in, domain values out, errors with all that is wrong."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from caveat.client import Client, TimedOut, Unreachable
from caveat.document import Article, Span
from caveat.errors import CaveatError, InvalidArticle, NotFound, TooLarge
from caveat.evidence import Score, Status
from caveat.store import Suggestion
from tests.rpc.conftest import Serve
from tests.rpc.world import WolfSignal

WOLF = Article(
    "a",
    "A wolf 😀.",
    url="https://example.com/a",
    outlet="The Gazette",
    title="Wolf",
    authors=("Ann Lee",),
    published_at=datetime(2023, 5, 9, 23, 30, tzinfo=timezone(timedelta(hours=-4))),
    language="en",
    bio="She writes.",
)


def test_a_score_comes_back_as_the_scorer_gave_it(client: Client) -> None:
    score = client.score(WOLF)
    assert score.article_id == "a"
    [finding] = score.findings
    assert (finding.signal, finding.status) == ("wolf", Status.FOUND)
    assert WOLF.slice(finding.evidence[0].span) == finding.evidence[0].text == "wolf"
    assert client.score(WOLF, alone=True).findings[0].status is Status.SKIPPED


def test_a_refusal_is_raised_with_every_violation(client: Client) -> None:
    with pytest.raises(InvalidArticle) as refusal:
        client.score(Article("", "", title="\x00"))
    assert {v.field for v in refusal.value.violations} == {
        "article.id",
        "article.text",
        "article.title",
    }
    assert "send the article's text" in str(refusal.value)


def test_a_lone_surrogate_is_refused_before_it_is_sent(client: Client) -> None:
    with pytest.raises(InvalidArticle, match="lone surrogate at code point 1"):
        client.score(Article("a", "x\ud83d"))


def test_many_articles_are_each_answered_once_with_their_place(client: Client) -> None:
    articles = [WOLF, Article("", "x"), Article("s", "\ud83d"), Article("b", "A lamb.")]
    answers = sorted(client.score_many(articles), key=lambda s: s.index)
    assert [(a.index, a.article_id) for a in answers] == [(0, "a"), (1, ""), (2, "s"), (3, "b")]
    assert [type(a.result) for a in answers] == [Score, InvalidArticle, InvalidArticle, Score]


def test_refused_articles_are_answered_though_none_could_be_sent(client: Client) -> None:
    answers = list(client.score_many([Article("s", "\ud83d"), Article("t", "\ud83d")]))
    assert [a.index for a in answers] == [0, 1]


def test_articles_are_read_as_the_server_takes_them(serve: Serve, signal: WolfSignal) -> None:
    signal.padding = 1_000_000
    read = 0

    def articles() -> Iterator[Article]:
        nonlocal read
        for number in range(200):
            read += 1
            yield Article(f"a{number}", "wolf " + "x " * 50_000, language="en")

    with serve(window=2) as address, Client(address) as client:
        answers = client.score_many(articles())
        first = next(answers)
        assert isinstance(first.result, Score)
        threading.Event().wait(1.0)
        assert read < 200
        answers.close()  # type: ignore[attr-defined]


def test_a_stream_that_is_left_early_ends_quietly(client: Client) -> None:
    answers = client.score_many(Article(f"a{n}", "A wolf.") for n in range(1_000))
    assert isinstance(next(answers).result, Score)
    answers.close()  # type: ignore[attr-defined]
    assert client.score(WOLF).article_id == "a"


def test_what_breaks_the_callers_own_articles_is_the_callers_error(client: Client) -> None:
    def articles() -> Iterator[Article]:
        yield WOLF
        raise LookupError("no such file")

    with pytest.raises(LookupError, match="no such file"):
        list(client.score_many(articles()))


def test_nobody_at_the_address_is_said_with_the_way_out() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with Client(address) as client, pytest.raises(Unreachable, match="caveat serve"):
        client.score(WOLF)
    with Client(address) as client, pytest.raises(Unreachable, match=address):
        list(client.score_many([WOLF]))


def test_a_server_says_whether_it_serves(client: Client, serve: Serve) -> None:
    assert client.is_serving()
    with serve() as address:
        pass
    with Client(address) as late, pytest.raises(Unreachable):
        late.is_serving()


def test_a_server_that_takes_too_long_is_said(address: str, signal: WolfSignal) -> None:
    gate = signal.gates["a"] = threading.Event()
    with Client(address, timeout=0.2) as client, pytest.raises(TimedOut, match=r"0\.2 seconds"):
        client.score(WOLF)
    gate.set()


def test_too_large_is_said_whoever_refuses(serve: Serve) -> None:
    big = Article("a", "x" * 300_000)
    with (
        serve(max_message_bytes=100_000, max_transport_bytes=400_000) as address,
        Client(address) as client,
    ):
        with pytest.raises(TooLarge, match="100,000"):
            client.score(big)
        with pytest.raises(TooLarge, match="400000"):
            client.score(Article("a", "x" * 500_000))


def test_sources_go_in_and_come_out_as_they_were(client: Client) -> None:
    added = client.sources.add([WOLF, Article("s", "\ud83d"), Article("", "x"), WOLF])
    assert (added.added, added.updated, added.unchanged) == (1, 0, 1)
    assert [(place, name) for place, name, _ in added.refused] == [(1, "s"), (2, "")]
    stored = client.sources.get("a")
    assert stored == WOLF
    assert stored.published_at is not None
    assert stored.published_at.utcoffset() == timedelta(hours=-4)
    client.sources.delete("a")
    with pytest.raises(NotFound, match="'a'"):
        client.sources.get("a")


def test_related_articles_can_be_asked_for_by_id_and_by_article(client: Client) -> None:
    client.sources.add([WOLF])
    assert list(client.sources.related("a").articles) == []
    assert client.sources.related(WOLF, days=1, limit=5).unavailable == ""
    with pytest.raises(NotFound):
        client.sources.related("nobody")


def test_the_rest_of_the_contract_is_there(client: Client) -> None:
    assert [s.name for s in client.signals().signals] == ["wolf"]
    assert client.parse(WOLF).article_id == "a"
    suggestion = Suggestion("a", "wolf", "A surname.", fits=False, span=Span("text", 2, 6))
    assert client.suggest(suggestion)
    with pytest.raises(InvalidArticle, match="reason"):
        client.suggest(Suggestion("a", "wolf", "", fits=True))


def test_every_refusal_is_one_kind_of_error(client: Client) -> None:
    with pytest.raises(CaveatError):
        client.sources.get("")


def test_a_server_on_this_machine_is_not_looked_for_behind_a_proxy(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("grpc_proxy", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("no_proxy", "no_grpc_proxy"):
        monkeypatch.delenv(name, raising=False)
    with Client(address, timeout=10) as client:
        assert client.score(WOLF).article_id == "a"
