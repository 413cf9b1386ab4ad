"""The server: listens, answers, stops without dropping calls."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from caveat.document import Article, parse
from caveat.errors import CaveatError
from caveat.moderation import Queue
from caveat.rpc.interceptor import CallInterceptor
from caveat.rpc.moderation_service import ModerationService
from caveat.rpc.scoring_service import ScoringService
from caveat.rpc.settings import ServiceSettings
from caveat.rpc.source_service import SourceService
from caveat.rpc.workers import Workers
from caveat.scorer import Scorer
from caveat.signals.base import Related
from caveat.store.contract import SourceStore
from caveat.v1 import (
    moderation_service_pb2,
    moderation_service_pb2_grpc,
    scoring_service_pb2,
    scoring_service_pb2_grpc,
    source_service_pb2,
    source_service_pb2_grpc,
)

_log = logging.getLogger(__name__)

SERVICES = (
    scoring_service_pb2.DESCRIPTOR.services_by_name["ScoringService"].full_name,
    source_service_pb2.DESCRIPTOR.services_by_name["SourceService"].full_name,
    moderation_service_pb2.DESCRIPTOR.services_by_name["ModerationService"].full_name,
)


class CannotListen(CaveatError):
    """The address is taken, or is not one of this machine."""


class Server:
    """One gRPC server over one scorer, one store and one queue; belongs to the event loop that
    starts it. Without a queue, what asks for one is refused.

    The caller keeps the store and the queue and closes them after ``stop``.
    """

    def __init__(
        self,
        scorer: Scorer,
        store: SourceStore,
        settings: ServiceSettings,
        queue: Queue | None = None,
    ) -> None:
        self._scorer = scorer
        self._store = store
        self._queue = queue
        self._settings = settings
        self._workers = Workers(settings.threads, settings.max_waiting)
        self._health = health.aio.HealthServicer()
        self._calls = CallInterceptor(settings.max_message_bytes)
        self._server: grpc.aio.Server | None = None

    async def start(self) -> str:
        """Listen; returns HOST:PORT with the port that was taken. Raises CannotListen."""
        settings = self._settings
        server = grpc.aio.server(interceptors=[self._calls], options=_options(settings))
        health_pb2_grpc.add_HealthServicer_to_server(self._health, server)
        scoring_service_pb2_grpc.add_ScoringServiceServicer_to_server(
            ScoringService(self._scorer, self._store, self._workers, settings, self._queue), server
        )
        source_service_pb2_grpc.add_SourceServiceServicer_to_server(
            SourceService(self._store, self._workers), server
        )
        moderation_service_pb2_grpc.add_ModerationServiceServicer_to_server(
            ModerationService(self._queue, self._workers), server
        )
        reflection.enable_server_reflection(
            (*SERVICES, health.SERVICE_NAME, reflection.SERVICE_NAME), server
        )
        try:
            port = server.add_insecure_port(settings.listen)
        except RuntimeError as error:
            raise CannotListen(
                f"cannot listen on {settings.listen}: the port is taken or the address is not one "
                "of this machine; choose another with --port or --host"
            ) from error
        # The first article would pay for what loads lazily: models, compiled patterns.
        await self._workers.run(self._warm_up)
        await server.start()
        for service in SERVICES:
            await self._health.set(service, health_pb2.HealthCheckResponse.SERVING)
        self._server = server
        address = f"{settings.listen.rpartition(':')[0]}:{port}"
        if settings.is_loopback:
            _log.info("listening on %s, for this machine only", address)
        else:
            _log.warning("listening on %s for other machines: callers are not checked", address)
        return address

    async def stop(self) -> None:
        """Refuse new calls, give those under way their time, then end the rest."""
        if self._server is not None:
            await self._health.enter_graceful_shutdown()
            await self._server.stop(self._settings.grace)
            self._server = None
        await asyncio.get_running_loop().run_in_executor(None, self._workers.close)
        counts = self._calls.counts
        for (method, code), count in sorted(counts.ended.items()):
            _log.info("served method=%s code=%s count=%d", method, code, count)
        for method, seconds in sorted(counts.seconds.items()):
            _log.info("served method=%s seconds=%.3f", method, seconds)

    def _warm_up(self) -> None:
        document = parse(Article("warm-up", "Nothing happened in town on Monday, officials said."))
        self._scorer.score(document, Related())


def serve(
    scorer: Scorer,
    store: SourceStore,
    settings: ServiceSettings,
    queue: Queue | None = None,
    *,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then stop gracefully. ``ready`` is told the address.

    Raises CannotListen.
    """

    async def main() -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopped.set)
        server = Server(scorer, store, settings, queue)
        try:
            address = await server.start()
            if ready is not None:
                ready(address)
            await stopped.wait()
        finally:
            await server.stop()

    asyncio.run(main())


@contextmanager
def running(
    scorer: Scorer, store: SourceStore, settings: ServiceSettings, queue: Queue | None = None
) -> Iterator[str]:
    """A server on a thread of its own, for as long as the block lasts; gives HOST:PORT.

    Raises CannotListen.
    """
    started: list[str | BaseException] = []
    is_ready = threading.Event()
    loop = asyncio.new_event_loop()
    stopped = asyncio.Event()

    async def main() -> None:
        server = Server(scorer, store, settings, queue)
        try:
            started.append(await server.start())
            is_ready.set()
            await stopped.wait()
        finally:
            await server.stop()

    def target() -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(main())
        except BaseException as error:  # noqa: BLE001 (raised again in the caller's thread)
            started.append(error)
        finally:
            is_ready.set()

    thread = threading.Thread(target=target, name="caveat-server")
    thread.start()
    is_ready.wait()
    if not isinstance(started[0], str):
        thread.join()
        raise started[0]
    try:
        yield started[0]
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join()


def _options(settings: ServiceSettings) -> list[tuple[str, int]]:
    return [
        ("grpc.max_receive_message_length", settings.max_transport_bytes),
        # Without it a second server on the same port takes half of the calls in silence.
        ("grpc.so_reuseport", 0),
        # gRPC cancels calls beyond these before anything of ours sees them: we answer first.
        ("grpc.server.max_pending_requests", 2 * settings.max_waiting),
        ("grpc.server.max_pending_requests_hard_limit", 4 * settings.max_waiting),
    ]
