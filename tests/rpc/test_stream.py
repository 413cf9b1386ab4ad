"""Many articles over one stream, over real gRPC."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator

import grpc
import pytest
from google.rpc import error_details_pb2

from caveat.v1 import article_pb2, scoring_service_pb2, scoring_service_pb2_grpc
from tests.rpc.conftest import Serve
from tests.rpc.world import WolfSignal, eventually


def item(
    request_id: str, article_id: str = "a", text: str = "A wolf."
) -> scoring_service_pb2.ScoreArticlesRequest:
    return scoring_service_pb2.ScoreArticlesRequest(
        request_id=request_id, article=article_pb2.Article(id=article_id, text=text)
    )


def test_a_bad_item_is_answered_and_ends_nothing(channel: grpc.Channel) -> None:
    stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
    items = [item("1"), item("2", "", "\x00"), item("", "b"), item("4", "c")]
    answers = {a.request_id: a for a in stub.ScoreArticles(iter(items))}
    outcomes = {name: a.WhichOneof("outcome") for name, a in answers.items()}
    assert outcomes == {"1": "score", "2": "error", "": "error", "4": "score"}
    assert answers["4"].score.article_id == "c"
    bad = error_details_pb2.BadRequest()
    info = error_details_pb2.ErrorInfo()
    for detail in answers["2"].error.details:
        detail.Unpack(bad)
        detail.Unpack(info)
    assert answers["2"].error.code == grpc.StatusCode.INVALID_ARGUMENT.value[0]
    assert info.reason == "INVALID_FIELD"
    assert {v.field for v in bad.field_violations} == {"article.id", "article.text"}
    assert "request_id" in answers[""].error.message


def test_a_stream_without_items_ends_without_answers(channel: grpc.Channel) -> None:
    stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
    assert list(stub.ScoreArticles(iter([]))) == []


def test_a_quick_article_is_answered_before_a_slow_one(
    channel: grpc.Channel, signal: WolfSignal
) -> None:
    gate = signal.gates["slow"] = threading.Event()
    stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
    answers = stub.ScoreArticles(iter([item("1", "slow"), item("2", "quick")]))
    first = next(answers)
    gate.set()
    assert [first.request_id, next(answers).request_id] == ["2", "1"]
    assert list(answers) == []


def test_a_caller_who_does_not_read_is_not_read_from(serve: Serve, signal: WolfSignal) -> None:
    count, window = 60, 3
    signal.padding = 1_000_000
    sent = 0

    def items() -> Iterator[scoring_service_pb2.ScoreArticlesRequest]:
        nonlocal sent
        for number in range(count):
            sent += 1
            yield item(str(number), f"a{number}")

    # Without a fixed window the transport would hold some megabytes more for a slow reader.
    options = [
        ("grpc.http2.bdp_probe", 0),
        ("grpc.http2.lookahead_bytes", 65_536),
        ("grpc.max_receive_message_length", -1),
    ]
    with serve(window=window) as address, grpc.insecure_channel(address, options) as channel:
        stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
        answers = stub.ScoreArticles(items())
        held = _when_steady(signal.seen, window)
        assert held <= window + 5
        received = {a.request_id for a in answers}
    assert len(received) == len(signal.seen) == sent == count


def _when_steady(seen: list[str], least: int) -> int:
    """How many articles, at least so many, have been scored when no more are for a second."""
    last, since = -1, time.monotonic()
    while time.monotonic() - since < 1.0 or last < least:
        if len(seen) != last:
            last, since = len(seen), time.monotonic()
        time.sleep(0.02)
    return last


def test_a_message_that_is_too_large_ends_the_stream_with_its_reason(serve: Serve) -> None:
    with serve(max_message_bytes=10_000) as address, grpc.insecure_channel(address) as channel:
        stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
        answers = stub.ScoreArticles(iter([item("1", "a", "x" * 20_000)]))
        with pytest.raises(grpc.RpcError) as refusal:
            list(answers)
    assert refusal.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert "10,000" in str(refusal.value.details())


def test_a_caller_who_leaves_takes_the_queued_work_along(
    serve: Serve, signal: WolfSignal, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "caveat")
    gate = signal.gates["first"] = threading.Event()
    with serve(threads=1, window=8) as address, grpc.insecure_channel(address) as channel:
        stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
        answers = stub.ScoreArticles(
            iter([item(str(n), "first" if n == 0 else f"queued{n}") for n in range(8)])
        )
        eventually(lambda: "first" in signal.seen)
        answers.cancel()
        # Had the queue been kept, another caller's article would stand behind it.
        other = stub.ScoreArticle.future(
            scoring_service_pb2.ScoreArticleRequest(article=item("", "other").article)
        )
        eventually(lambda: "ScoreArticles code=CANCELLED" in caplog.text)
        gate.set()
        assert other.result(timeout=10).score.article_id == "other"
    assert signal.seen == ["first", "other"]
