from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import grpc
import pytest

import caveat.store
from caveat.client import Client
from caveat.rpc.server import running
from caveat.rpc.settings import ServiceSettings
from caveat.store import SourceStore
from caveat.v1.scoring_service_pb2_grpc import ScoringServiceStub
from caveat.v1.source_service_pb2_grpc import SourceServiceStub
from tests.rpc.world import WolfSignal, scorer_of

Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """gRPC would look for this machine's own servers behind the environment's proxy."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def signal() -> WolfSignal:
    return WolfSignal()


@pytest.fixture
def store() -> Iterator[SourceStore]:
    opened = caveat.store.open("sqlite://")
    yield opened
    opened.close()


@pytest.fixture
def serve(signal: WolfSignal, store: SourceStore) -> Serve:
    """A server on a free port, with settings of the test's own."""

    @contextmanager
    def serving(**settings: float) -> Iterator[str]:
        chosen = {"port": 0, "grace": 5.0, **settings}
        with running(scorer_of(signal), store, ServiceSettings(**chosen)) as address:  # type: ignore[arg-type]
            signal.seen.clear()  # the server scores an article of its own to warm up
            yield address

    return serving


@pytest.fixture
def address(serve: Serve) -> Iterator[str]:
    with serve() as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    with Client(address) as client:
        yield client


@pytest.fixture
def channel(address: str) -> Iterator[grpc.Channel]:
    """What a caller who has only the contract would use."""
    with grpc.insecure_channel(address) as channel:
        yield channel


@pytest.fixture
def scoring(channel: grpc.Channel) -> ScoringServiceStub:
    return ScoringServiceStub(channel)


@pytest.fixture
def sources(channel: grpc.Channel) -> SourceServiceStub:
    return SourceServiceStub(channel)
