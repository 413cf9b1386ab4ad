"""The server itself: deadlines, overload, stopping, listening, health and the log."""

from __future__ import annotations

import asyncio
import logging
import os
import signal as signal_numbers
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from caveat.rpc.server import SERVICES, CannotListen, running
from caveat.rpc.settings import ServiceSettings
from caveat.store import SourceStore
from caveat.v1 import (
    scoring_service_pb2,
)
from caveat.v1.scoring_service_pb2_grpc import ScoringServiceStub
from tests.rpc.calls import details, score_request
from tests.rpc.conftest import Serve
from tests.rpc.world import WolfSignal, eventually, scorer_of


def test_the_log_has_calls_and_no_articles(
    scoring: ScoringServiceStub, caplog: pytest.LogCaptureFixture
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
    serve: Serve, signal: WolfSignal, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "caveat")
    gate = signal.gates["first"] = threading.Event()
    with serve(threads=1) as address, grpc.insecure_channel(address) as channel:
        stub = ScoringServiceStub(channel)
        first = stub.ScoreArticle.future(score_request("first"))
        eventually(lambda: "first" in signal.seen)
        with pytest.raises(grpc.RpcError) as refusal:
            stub.ScoreArticle(score_request("late"), timeout=0.2)
        assert refusal.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
        eventually(lambda: "ScoreArticle code=CANCELLED" in caplog.text)
        gate.set()
        assert first.result().score.article_id == "first"
        stub.ScoreArticle(score_request("last"))
    assert signal.seen == ["first", "last"]


def test_more_calls_than_the_server_holds_are_told_to_come_again(
    serve: Serve, signal: WolfSignal
) -> None:
    gate = signal.gates["slow"] = threading.Event()
    with serve(threads=1, max_waiting=1) as address, grpc.insecure_channel(address) as channel:
        stub = ScoringServiceStub(channel)
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
            stub = ScoringServiceStub(channel)
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


@pytest.mark.parametrize("service", ["", *SERVICES])
def test_health_is_served_for_every_service(channel: grpc.Channel, service: str) -> None:
    stub: Any = health_pb2_grpc.HealthStub(channel)
    answer = stub.Check(health_pb2.HealthCheckRequest(service=service))
    assert answer.status == health_pb2.HealthCheckResponse.SERVING


BURST = 3_000


@pytest.mark.slow
def test_a_burst_of_calls_is_answered_to_the_last(serve: Serve) -> None:
    """gRPC's own limit would cancel what goes beyond a thousand calls that have yet to begin."""

    async def burst(address: str) -> Counter[str]:
        async with grpc.aio.insecure_channel(address) as channel:
            stub: Any = ScoringServiceStub(channel)
            calls = [
                stub.ListSignals(scoring_service_pb2.ListSignalsRequest()) for _ in range(BURST)
            ]
            return Counter([(await call.code()).name for call in calls])

    with serve() as address:
        assert asyncio.run(burst(address)) == {"OK": BURST}


SERVE = """
import logging, caveat.store
from caveat.policy import load
from caveat.rpc.server import serve
from caveat.rpc.settings import ServiceSettings
from caveat.scorer import Scorer
logging.basicConfig(level=logging.INFO)
store = caveat.store.open("sqlite://")
serve(Scorer([], load()), store, ServiceSettings(port=0), ready=lambda at: print(at, flush=True))
print("stopped", flush=True)
"""


@pytest.mark.parametrize("number", [signal_numbers.SIGTERM, signal_numbers.SIGINT])
def test_a_served_process_stops_cleanly_when_it_is_told_to(number: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", SERVE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with grpc.insecure_channel(address) as channel:
            score = ScoringServiceStub(channel).ScoreArticle(score_request()).score
        process.send_signal(number)
        out, log = process.communicate(timeout=30)
    assert score.article_id == "a"
    assert (process.returncode, out) == (0, "stopped\n"), log
    assert "Traceback" not in log
