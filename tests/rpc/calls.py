"""Requests to send, and what comes back with a refusal."""

from __future__ import annotations

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from caveat.v1 import article_pb2, scoring_service_pb2


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
