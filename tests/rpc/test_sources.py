"""Source articles over real gRPC."""

from __future__ import annotations

import grpc
import pytest

from caveat.v1 import (
    article_pb2,
    source_service_pb2,
)
from caveat.v1.scoring_service_pb2_grpc import ScoringServiceStub
from caveat.v1.source_service_pb2_grpc import SourceServiceStub
from tests.rpc.calls import article, details, score_request


def test_sources_are_added_one_by_one_and_refused_one_by_one(
    sources: SourceServiceStub,
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
    sources: SourceServiceStub,
    scoring: ScoringServiceStub,
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
    sources: SourceServiceStub,
) -> None:
    with pytest.raises(grpc.RpcError) as refusal:
        sources.FindRelated(source_service_pb2.FindRelatedRequest(days=0, limit=101))
    assert details(refusal.value)[1].keys() == {"days", "limit", "subject"}
