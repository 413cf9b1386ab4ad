"""The service with a classifier: what nobody waits for any more is never run."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import grpc
import numpy as np
import pytest
from numpy.typing import NDArray

import caveat.store
from caveat.encoder import Classifier, artefact
from caveat.encoder.backends import Backend, Batch, choose, start
from caveat.policy import Policy
from caveat.rpc.server import running
from caveat.rpc.settings import ServiceSettings
from caveat.scorer import Scorer
from caveat.v1 import article_pb2, scoring_service_pb2
from caveat.v1.scoring_service_pb2_grpc import ScoringServiceStub
from tests.encoder.test_pipeline import Curious


class Gated:
    """The real runtime behind a gate; notes how long the inputs of each batch are."""

    def __init__(self, inner: Backend) -> None:
        self.name, self.tokens, self.multiple = inner.name, inner.tokens, inner.multiple
        self.alone = inner.alone
        self.gate, self.begun = threading.Event(), threading.Event()
        self.ran: list[int] = []
        self._inner = inner

    def run(self, batch: Batch) -> Mapping[str, NDArray[np.float32]]:
        self.begun.set()
        assert self.gate.wait(30)
        self.ran += batch.mask.sum(axis=1).tolist()
        return self._inner.run(batch)

    def close(self) -> None:
        self._inner.close()


def _request(name: str, words: int) -> scoring_service_pb2.ScoreArticleRequest:
    article = article_pb2.Article(id=name, text="budget " * words + ".", language="en")
    return scoring_service_pb2.ScoreArticleRequest(article=article, alone=True)


def test_a_caller_whose_deadline_passes_has_its_questions_dropped(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    found = artefact.load(published)
    backend = Gated(start(found, choose(found, "onnx")))
    classifier = Classifier(found, backend, lanes=1, version="t")
    scorer = Scorer([Curious()], Policy("t", {}, {}, 0.5), classifier)
    store = caveat.store.open("sqlite://")
    backend.gate.set()
    with (
        running(scorer, store, ServiceSettings(port=0, threads=4)) as address,
        grpc.insecure_channel(address) as channel,
    ):
        scoring = ScoringServiceStub(channel)
        backend.gate.clear()
        backend.begun.clear()
        backend.ran.clear()
        first = scoring.ScoreArticle.future(_request("first", 3))
        assert backend.begun.wait(30)
        with pytest.raises(grpc.RpcError) as refusal:
            scoring.ScoreArticle(_request("impatient", 20), timeout=0.3)
        assert refusal.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
        backend.gate.set()
        assert first.result().score.versions.model == "t"
        scoring.ScoreArticle(_request("last", 9))

    scorer.close()
    store.close()
    # Words, a full stop and two marks: nothing of the one that had gone.
    assert backend.ran == [3 + 3, 9 + 3]
