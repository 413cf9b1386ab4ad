"""Refusals: the code, the reason, and everything that is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.document import article as limits
from caveat.store import SourceStore
from caveat.v1 import (
    article_pb2,
    moderation_service_pb2,
    moderation_service_pb2_grpc,
    scoring_service_pb2,
    source_service_pb2,
)
from caveat.v1.scoring_service_pb2_grpc import ScoringServiceStub
from caveat.v1.source_service_pb2_grpc import SourceServiceStub
from tests.rpc.calls import article, details, score_request
from tests.rpc.conftest import Serve


def test_every_bad_field_is_named_at_once(
    scoring: ScoringServiceStub,
) -> None:
    bad = article_pb2.Article(
        id="a\nb",
        text="x" * (limits.MAX_TEXT + 1),
        title="nul \x00 here",
        authors=["fine", "y" * (limits.MAX_AUTHOR + 1)],
        published_at="last Tuesday",
        language="english please",
        bio="z" * (limits.MAX_BIO + 1),
    )
    with pytest.raises(grpc.RpcError) as refusal:
        scoring.ScoreArticle(scoring_service_pb2.ScoreArticleRequest(article=bad))
    info, violations = details(refusal.value)
    assert refusal.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert info.reason == "INVALID_FIELD"
    assert info.metadata["violations"] == "7"
    assert violations.keys() == {
        "article.id",
        "article.text",
        "article.title",
        "article.authors[1]",
        "article.published_at",
        "article.language",
        "article.bio",
    }
    assert "RFC 3339" in violations["article.published_at"]
    assert "500,000" in violations["article.text"]


IN_NINE_DAYS = (datetime.now(UTC) + timedelta(days=9)).isoformat()


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("text", "", "is empty"),
        ("text", " \n ", "is empty"),
        ("text", "\u200b\ufeff", "is empty"),
        ("id", "", "is empty"),
        ("id", "left\u2066right", "U+2066"),
        ("url", "javascript:history.back()", "not a web address"),
        ("text", "a\x00b", "NUL at code point 1"),
        ("published_at", "2023-05-09", "no time zone"),
        ("published_at", "2023-02-30T10:00:00Z", "not a date"),
        ("published_at", "0001-01-01T00:00:00+14:00", "before 1600"),
        ("published_at", "1066-10-14T09:00:00Z", "before 1600"),
        ("published_at", "9999-12-31T23:59:59-14:00", "future"),
        pytest.param("published_at", IN_NINE_DAYS, "future", id="in nine days"),
    ],
)
def test_a_bad_field_is_refused_with_its_problem(
    scoring: ScoringServiceStub, field: str, value: str, problem: str
) -> None:
    bad = article()
    setattr(bad, field, value)
    with pytest.raises(grpc.RpcError) as refusal:
        scoring.ScoreArticle(scoring_service_pb2.ScoreArticleRequest(article=bad))
    _, violations = details(refusal.value)
    assert refusal.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert list(violations) == [f"article.{field}"]
    assert problem in violations[f"article.{field}"]


def test_a_huge_message_is_refused_with_both_sizes(
    scoring: ScoringServiceStub,
) -> None:
    with pytest.raises(grpc.RpcError) as refusal:
        scoring.ScoreArticle(score_request("a", "x" * 50_000_000))
    info, _ = details(refusal.value)
    assert refusal.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert info.reason == "TOO_LARGE"
    assert "50,000,0" in str(refusal.value.details())
    assert "8,388,608" in str(refusal.value.details())


def test_a_message_beyond_the_transports_limit_is_refused_unread(serve: Serve) -> None:
    with serve(max_transport_bytes=1_000_000) as address, grpc.insecure_channel(address) as channel:
        stub = ScoringServiceStub(channel)
        with pytest.raises(grpc.RpcError) as refusal:
            stub.ScoreArticle(score_request("a", "x" * 2_000_000))
    assert refusal.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert "1000000" in str(refusal.value.details())


@pytest.mark.parametrize("data", [b"\x0a\x05\x12\x03\xed\xa0\xbd", b"\xff\xff\xff"])
def test_bytes_that_are_no_request_are_an_invalid_argument(
    channel: grpc.Channel, data: bytes
) -> None:
    call: Any = channel.unary_unary("/caveat.v1.ScoringService/ScoreArticle")
    with pytest.raises(grpc.RpcError) as refusal:
        call(data)
    info, _ = details(refusal.value)
    assert refusal.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert info.reason == "UNREADABLE_INPUT"
    assert "UTF-8" in str(refusal.value.details())


def test_an_internal_fault_tells_the_caller_only_its_number(
    sources: SourceServiceStub,
    store: SourceStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(article_id: str) -> None:
        raise RuntimeError(article_id)

    monkeypatch.setattr(store, "get", broken)
    with pytest.raises(grpc.RpcError) as refusal:
        sources.GetArticle(source_service_pb2.GetArticleRequest(article_id="secret"))
    info, _ = details(refusal.value)
    assert refusal.value.code() is grpc.StatusCode.INTERNAL
    assert "secret" not in str(refusal.value)
    assert info.metadata["incident"] in str(refusal.value.details())
    assert f"incident={info.metadata['incident']}" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_a_suggestion_names_all_its_faults(
    scoring: ScoringServiceStub,
) -> None:
    with pytest.raises(grpc.RpcError) as refusal:
        scoring.SuggestScore(
            scoring_service_pb2.SuggestScoreRequest(
                signal="bear",
                kind="k" * 101,
                text="\x00",
                span=article_pb2.Span(field="texts", start=3, end=2),
            )
        )
    _, violations = details(refusal.value)
    assert violations.keys() == {
        "article_id",
        "signal",
        "suggestion",
        "kind",
        "span",
        "span.field",
        "text",
        "reason",
    }
    assert "use one of wolf" in violations["signal"]


MODERATION = moderation_service_pb2.DESCRIPTOR.services_by_name["ModerationService"]


@pytest.mark.parametrize("method", [m.name for m in MODERATION.methods])
def test_a_server_without_a_queue_says_so(channel: grpc.Channel, method: str) -> None:
    stub = moderation_service_pb2_grpc.ModerationServiceStub(channel)
    request = getattr(moderation_service_pb2, f"{method}Request")()
    with pytest.raises(grpc.RpcError) as refusal:
        list(getattr(stub, method)(request))
    assert refusal.value.code() is grpc.StatusCode.UNIMPLEMENTED
    assert details(refusal.value)[0].reason == "NOT_BUILT"


def test_more_faults_than_a_header_holds_are_counted(scoring: ScoringServiceStub) -> None:
    """A refusal that outgrew the caller's limit on headers would arrive as another error."""
    wolves = "🐺" * (limits.MAX_AUTHOR + 1)
    bad = article_pb2.Article(
        id="\n", text="\x00", language="🐺" * 9_000, authors=[wolves] * limits.MAX_AUTHORS
    )
    with pytest.raises(grpc.RpcError) as refusal:
        scoring.ScoreArticle(scoring_service_pb2.ScoreArticleRequest(article=bad))
    assert refusal.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    info, violations = details(refusal.value)
    assert "article.authors[10]" in violations
    assert int(info.metadata["violations"]) > limits.MAX_AUTHORS
    assert 0 < int(info.metadata["omitted"]) < int(info.metadata["violations"])


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=80)
ANY_ARTICLE = st.builds(
    article_pb2.Article,
    id=ANY_TEXT,
    text=ANY_TEXT,
    url=st.just("") | ANY_TEXT,
    outlet=ANY_TEXT,
    title=ANY_TEXT,
    authors=st.lists(ANY_TEXT, max_size=3),
    published_at=st.just("") | ANY_TEXT | st.datetimes().map(str),
    language=st.sampled_from(["", "en", "zh-Hant"]) | ANY_TEXT,
    bio=ANY_TEXT,
)


def test_whatever_is_sent_is_scored_or_refused_with_its_fields(
    scoring: ScoringServiceStub,
) -> None:
    outcomes = []

    def refusal_of(message: article_pb2.Article) -> grpc.RpcError | None:
        try:
            scoring.ScoreArticle(scoring_service_pb2.ScoreArticleRequest(article=message))
        except grpc.RpcError as refusal:
            return refusal
        return None

    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(ANY_ARTICLE)
    def check(message: article_pb2.Article) -> None:
        refusal = refusal_of(message)
        outcomes.append(refusal is None)
        if refusal is not None:
            assert refusal.code() is grpc.StatusCode.INVALID_ARGUMENT
            assert details(refusal)[1]

    check()
    assert set(outcomes) == {True, False}
