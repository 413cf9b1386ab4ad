"""The service over real gRPC, as a caller who has only the contract meets it."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_status import rpc_status

from caveat.document import article as limits
from caveat.errors import StoreUnavailable
from caveat.rpc.server import SERVICES, CannotListen, running
from caveat.rpc.settings import ServiceSettings
from caveat.store import SourceStore
from caveat.v1 import (
    article_pb2,
    finding_pb2,
    moderation_service_pb2,
    moderation_service_pb2_grpc,
    scoring_service_pb2,
    scoring_service_pb2_grpc,
    source_service_pb2,
    source_service_pb2_grpc,
)
from tests.rpc.conftest import Serve
from tests.rpc.world import WolfSignal, eventually, scorer_of

BUF = Path(sys.executable).parent / "buf"


def article(name: str = "a", text: str = "A wolf came 😀 to town. A wolf!") -> article_pb2.Article:
    return article_pb2.Article(id=name, text=text)


def score_request(*args: str, alone: bool = False) -> scoring_service_pb2.ScoreArticleRequest:
    return scoring_service_pb2.ScoreArticleRequest(article=article(*args), alone=alone)


def details(error: grpc.RpcError) -> tuple[error_details_pb2.ErrorInfo, dict[str, str]]:
    """The ErrorInfo of a refusal and its violations, by field."""
    status = rpc_status.from_call(error)  # type: ignore[arg-type]
    assert status is not None, error
    info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    for detail in status.details:
        detail.Unpack(info)
        detail.Unpack(bad)
    assert info.domain == "caveat.dev"
    return info, {v.field: v.description for v in bad.field_violations}


@pytest.fixture
def scoring(channel: grpc.Channel) -> scoring_service_pb2_grpc.ScoringServiceStub:
    return scoring_service_pb2_grpc.ScoringServiceStub(channel)


@pytest.fixture
def sources(channel: grpc.Channel) -> source_service_pb2_grpc.SourceServiceStub:
    return source_service_pb2_grpc.SourceServiceStub(channel)


def test_an_article_is_scored_with_evidence_in_code_points(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub,
) -> None:
    score = scoring.ScoreArticle(score_request()).score
    assert score.article_id == "a"
    assert score.hold
    assert [(f.signal, f.status) for f in score.findings] == [("wolf", finding_pb2.STATUS_FOUND)]
    spans = [(e.span.field, e.span.start, e.span.end) for e in score.findings[0].evidence]
    assert spans == [("text", 2, 6), ("text", 25, 29)]
    assert {e.text for e in score.findings[0].evidence} == {"wolf"}
    assert dict(score.versions.rulesets) == {"wolf": "3"}
    assert score.versions.policy == "test.1"


def test_an_article_scored_alone_says_that_nobody_looked(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub,
) -> None:
    [finding] = scoring.ScoreArticle(score_request(alone=True)).score.findings
    assert finding.status == finding_pb2.STATUS_SKIPPED
    assert "alone" in finding.reason


def test_a_store_that_is_down_leaves_the_other_signals_speaking(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub,
    store: SourceStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise StoreUnavailable("disk gone")

    monkeypatch.setattr(store, "related", down)
    [finding] = scoring.ScoreArticle(score_request()).score.findings
    assert finding.status == finding_pb2.STATUS_SKIPPED
    assert "disk gone" in finding.reason


def test_every_bad_field_is_named_at_once(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub,
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


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("text", "", "is empty"),
        ("text", " \n ", "is empty"),
        ("id", "", "is empty"),
        ("text", "a\x00b", "NUL at code point 1"),
        ("published_at", "2023-05-09", "no time zone"),
        ("published_at", "2023-02-30T10:00:00Z", "not a date"),
        ("published_at", (datetime.now(UTC) + timedelta(days=9)).isoformat(), "future"),
    ],
)
def test_a_bad_field_is_refused_with_its_problem(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub, field: str, value: str, problem: str
) -> None:
    bad = article()
    setattr(bad, field, value)
    with pytest.raises(grpc.RpcError) as refusal:
        scoring.ScoreArticle(scoring_service_pb2.ScoreArticleRequest(article=bad))
    _, violations = details(refusal.value)
    assert refusal.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert list(violations) == [f"article.{field}"]
    assert problem in violations[f"article.{field}"]


def test_right_to_left_and_combining_marks_are_ordinary_text(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub,
) -> None:
    text = "قال الراعي: e\u0301 wolf \u202e!"
    [finding] = scoring.ScoreArticle(score_request("a", text)).score.findings
    [evidence] = finding.evidence
    assert text[evidence.span.start : evidence.span.end] == "wolf"


def test_a_huge_message_is_refused_with_both_sizes(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub,
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
        stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
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
    sources: source_service_pb2_grpc.SourceServiceStub,
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


def test_the_log_has_calls_and_no_articles(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "caveat")
    scoring.ScoreArticle(score_request("a", "the wolf has a name: Isegrim"))
    with pytest.raises(grpc.RpcError):
        scoring.ScoreArticle(score_request("", "Isegrim"))
    text = caplog.text
    assert "method=/caveat.v1.ScoringService/ScoreArticle code=OK" in text
    assert "code=INVALID_ARGUMENT" in text
    assert "Isegrim" not in text


def test_a_call_past_its_deadline_is_dropped_before_it_is_begun(
    serve: Serve, signal: WolfSignal
) -> None:
    gate = signal.gates["first"] = threading.Event()
    with serve(threads=1) as address, grpc.insecure_channel(address) as channel:
        stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
        first = stub.ScoreArticle.future(score_request("first"))
        eventually(lambda: "first" in signal.seen)
        with pytest.raises(grpc.RpcError) as refusal:
            stub.ScoreArticle(score_request("late"), timeout=0.2)
        assert refusal.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
        # The server learns of it by its own clock: after the next answer it surely has.
        with pytest.raises(grpc.RpcError):
            stub.ScoreArticle(score_request("later"), timeout=0.2)
        gate.set()
        assert first.result().score.article_id == "first"
        stub.ScoreArticle(score_request("last"))
    assert "late" not in signal.seen
    assert signal.seen[-1] == "last"


def test_more_calls_than_the_server_holds_are_told_to_come_again(
    serve: Serve, signal: WolfSignal
) -> None:
    gate = signal.gates["slow"] = threading.Event()
    with serve(threads=1, max_waiting=1) as address, grpc.insecure_channel(address) as channel:
        stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
        held = [stub.ScoreArticle.future(score_request("slow")) for _ in range(2)]
        third = None
        while third is None:
            # The first two may still be on their way: until they are in, a third is let in too.
            attempt = stub.ScoreArticle.future(score_request("slow"))
            try:
                attempt.result(timeout=1)
            except grpc.FutureTimeoutError:
                held.append(attempt)
            except grpc.RpcError as error:
                third = error
        info, _ = details(third)
        gate.set()
        refused = [call for call in held if call.exception() is not None]
    assert third.code() is grpc.StatusCode.UNAVAILABLE
    assert info.reason == "OVERLOADED"
    assert len(held) - len(refused) == 2


def _open_later(gate: threading.Event) -> None:
    time.sleep(0.3)
    gate.set()


def test_a_stopping_server_finishes_what_it_has_begun(serve: Serve, signal: WolfSignal) -> None:
    gate = signal.gates["slow"] = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        with serve() as address:
            channel = grpc.insecure_channel(address)
            stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
            call = stub.ScoreArticle.future(score_request("slow"))
            eventually(lambda: "slow" in signal.seen)
            pool.submit(_open_later, gate)
        assert call.result(timeout=10).score.article_id == "slow"
        channel.close()


def test_a_taken_port_is_a_clear_refusal(
    address: str, signal: WolfSignal, store: SourceStore
) -> None:
    port = int(address.rpartition(":")[2])
    with (
        pytest.raises(CannotListen, match="taken"),
        running(scorer_of(signal), store, ServiceSettings(port=port)),
    ):
        pass


def test_a_server_listens_on_loopback_unless_told_otherwise_and_says_so(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "caveat")
    with serve() as address:
        assert address.startswith("127.0.0.1:")
    assert "for this machine only" in caplog.text
    with serve(host="0.0.0.0"):  # noqa: S104
        pass
    assert "callers are not checked" in caplog.text


def test_signals_are_listed_with_versions_limits_and_policy(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub,
) -> None:
    listed = scoring.ListSignals(scoring_service_pb2.ListSignalsRequest())
    [info] = listed.signals
    assert (info.name, info.version, list(info.languages)) == ("wolf", "3", ["en"])
    assert info.description == "Does the article cry wolf?"
    assert info.needs_related
    assert (info.threshold, info.weight) == (0.5, 1.0)
    assert listed.limits.max_text == limits.MAX_TEXT
    assert listed.versions.service


def test_an_article_is_shown_as_it_is_read(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub,
) -> None:
    text = "Wolves came to town on Monday. Nobody had expected them to."
    request = scoring_service_pb2.ParseArticleRequest(article=article("a", text))
    document = scoring.ParseArticle(request).document
    assert document.article_id == "a"
    assert document.language == "en"
    assert [text[s.span.start : s.span.end] for s in document.sentences] == [
        "Wolves came to town on Monday.",
        "Nobody had expected them to.",
    ]
    assert document.sections
    assert document.byline.kind == "none"


def test_a_suggestion_is_stored_under_a_name(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub, store: SourceStore
) -> None:
    stored: list[Any] = []
    keep = store.suggest

    def watched(suggestion: Any) -> str:
        stored.append(suggestion)
        return keep(suggestion)

    store.suggest = watched  # type: ignore[method-assign]
    response = scoring.SuggestScore(
        scoring_service_pb2.SuggestScoreRequest(
            article_id="a",
            signal="wolf",
            suggestion=scoring_service_pb2.SUGGESTION_SHOULD_NOT_FIND,
            kind="wolf",
            span=article_pb2.Span(field="text", start=0, end=0),
            reason="It is a surname.",
        )
    )
    assert response.suggestion_id
    [suggestion] = stored
    assert not suggestion.fits
    assert suggestion.reason == "It is a surname."
    assert suggestion.span is not None


def test_a_suggestion_names_all_its_faults(
    scoring: scoring_service_pb2_grpc.ScoringServiceStub,
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


def test_sources_are_added_one_by_one_and_refused_one_by_one(
    sources: source_service_pb2_grpc.SourceServiceStub,
) -> None:
    batch = [article("a"), article("", "x"), article("b"), article("a"), article("b", "New.")]
    response = sources.AddArticles(source_service_pb2.AddArticlesRequest(article=a) for a in batch)
    counts = (response.added, response.updated, response.unchanged, response.refused)
    assert counts == (2, 1, 1, 1)
    assert [r.index for r in response.results] == [0, 1, 2, 3, 4]
    assert [r.WhichOneof("outcome") for r in response.results] == [
        "stored",
        "error",
        "stored",
        "stored",
        "stored",
    ]
    assert response.results[1].error.code == grpc.StatusCode.INVALID_ARGUMENT.value[0]
    stored = sources.GetArticle(source_service_pb2.GetArticleRequest(article_id="b")).article
    assert stored.text == "New."
    sources.DeleteArticle(source_service_pb2.DeleteArticleRequest(article_id="b"))
    with pytest.raises(grpc.RpcError) as refusal:
        sources.DeleteArticle(source_service_pb2.DeleteArticleRequest(article_id="b"))
    assert refusal.value.code() is grpc.StatusCode.NOT_FOUND
    assert details(refusal.value)[0].reason == "NOT_FOUND"


REPORT = (
    "A grey wolf was seen in the village of Oberammergau on Monday, the district ranger Josef "
    "Huber said. Two sheep were found dead near the Laber cable car. Huber asked hikers to keep "
    "their dogs on a lead until the animal has been identified by the state laboratory."
)


def test_related_articles_are_found_for_a_stored_and_for_a_new_article(
    sources: source_service_pb2_grpc.SourceServiceStub,
    scoring: scoring_service_pb2_grpc.ScoringServiceStub,
) -> None:
    other = REPORT.replace("Two sheep were", "Three sheep were") + " The wolf is grey."
    known = article_pb2.Article(id="known", text=REPORT, title="Wolf seen", outlet="The Gazette")
    sources.AddArticles(
        source_service_pb2.AddArticlesRequest(article=a) for a in (known, article("other", other))
    )
    new = source_service_pb2.FindRelatedRequest(article=article("new", other), limit=1)
    [found] = sources.FindRelated(new).articles
    assert found.same_event > 0.5
    assert found.why
    by_id = sources.FindRelated(source_service_pb2.FindRelatedRequest(article_id="other"))
    [related] = by_id.articles
    assert (related.article_id, related.title, related.outlet) == (
        "known",
        "Wolf seen",
        "The Gazette",
    )
    [finding] = scoring.ScoreArticle(score_request("other", other)).score.findings
    assert finding.evidence[0].counterpart.article_id == "known"


def test_a_look_up_names_all_its_faults(
    sources: source_service_pb2_grpc.SourceServiceStub,
) -> None:
    with pytest.raises(grpc.RpcError) as refusal:
        sources.FindRelated(source_service_pb2.FindRelatedRequest(days=0, limit=101))
    assert details(refusal.value)[1].keys() == {"days", "limit", "subject"}


MODERATION = moderation_service_pb2.DESCRIPTOR.services_by_name["ModerationService"]


@pytest.mark.parametrize("method", [m.name for m in MODERATION.methods])
def test_moderation_says_that_it_is_not_built(channel: grpc.Channel, method: str) -> None:
    stub = moderation_service_pb2_grpc.ModerationServiceStub(channel)
    request = getattr(moderation_service_pb2, f"{method}Request")()
    with pytest.raises(grpc.RpcError) as refusal:
        list(getattr(stub, method)(request))
    assert refusal.value.code() is grpc.StatusCode.UNIMPLEMENTED
    assert details(refusal.value)[0].reason == "NOT_BUILT"


@pytest.mark.parametrize("service", ["", *SERVICES])
def test_health_is_served_for_every_service(channel: grpc.Channel, service: str) -> None:
    stub: Any = health_pb2_grpc.HealthStub(channel)
    answer = stub.Check(health_pb2.HealthCheckRequest(service=service))
    assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_an_independent_client_scores_an_article_by_reflection_alone(
    address: str, tmp_path: Path
) -> None:
    """buf is written in Go and knows nothing of us but what the server's reflection says."""

    def curl(method: str, body: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                str(BUF), "curl", "--http2-prior-knowledge", "--protocol", "grpc",
                "--data", body, f"http://{address}/caveat.v1.ScoringService/{method}",
            ],
            cwd=tmp_path,
            env={**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )  # fmt: skip

    done = curl("ScoreArticle", json.dumps({"article": {"id": "a", "text": "A wolf 😀."}}))
    assert done.returncode == 0, done.stderr
    score = json.loads(done.stdout)["score"]
    assert score["findings"][0]["evidence"][0]["span"] == {"field": "text", "start": 2, "end": 6}
    refused = curl("ScoreArticle", json.dumps({"article": {"id": "", "text": ""}}))
    assert refused.returncode != 0
    assert "invalid_argument" in refused.stderr
    assert "article.text" in refused.stderr
    assert "article.id" in refused.stderr
