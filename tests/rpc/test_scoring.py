"""Scoring over real gRPC, as a caller who has only the contract meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from caveat.document import article as limits
from caveat.errors import StoreUnavailable
from caveat.store import SourceStore
from caveat.v1 import (
    article_pb2,
    finding_pb2,
    scoring_service_pb2,
)
from caveat.v1.scoring_service_pb2_grpc import ScoringServiceStub
from tests.rpc.calls import article, score_request

BUF = Path(sys.executable).parent / "buf"


def test_an_article_is_scored_with_evidence_in_code_points(
    scoring: ScoringServiceStub,
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
    scoring: ScoringServiceStub,
) -> None:
    [finding] = scoring.ScoreArticle(score_request(alone=True)).score.findings
    assert finding.status == finding_pb2.STATUS_SKIPPED
    assert "alone" in finding.reason


def test_a_store_that_is_down_leaves_the_other_signals_speaking(
    scoring: ScoringServiceStub,
    store: SourceStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise StoreUnavailable("disk gone")

    monkeypatch.setattr(store, "related", down)
    [finding] = scoring.ScoreArticle(score_request()).score.findings
    assert finding.status == finding_pb2.STATUS_SKIPPED
    assert "disk gone" in finding.reason


def test_right_to_left_and_combining_marks_are_ordinary_text(
    scoring: ScoringServiceStub,
) -> None:
    text = "قال الراعي: e\u0301 wolf \u202e!"
    [finding] = scoring.ScoreArticle(score_request("a", text)).score.findings
    [evidence] = finding.evidence
    assert text[evidence.span.start : evidence.span.end] == "wolf"


def test_signals_are_listed_with_versions_limits_and_policy(
    scoring: ScoringServiceStub,
) -> None:
    listed = scoring.ListSignals(scoring_service_pb2.ListSignalsRequest())
    [info] = listed.signals
    assert (info.name, info.version, list(info.languages)) == ("wolf", "3", ["en"])
    assert info.description == "Does the article cry wolf?"
    assert info.needs_related
    assert list(info.evidence_kinds) == ["wolf"]
    assert (info.threshold, info.weight) == (0.5, 1.0)
    assert listed.limits.max_text == limits.MAX_TEXT
    assert listed.versions.service


def test_an_article_is_shown_as_it_is_read(
    scoring: ScoringServiceStub,
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
    scoring: ScoringServiceStub, store: SourceStore
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
