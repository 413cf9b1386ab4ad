"""The pages over HTTP: uvicorn, on the main thread or on one of its own."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from caveat.errors import CaveatError
from caveat.web.app import application
from caveat.web.desk import Desk
from caveat.web.settings import WebSettings

_log = logging.getLogger(__name__)
_GRACE = 10
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class CannotListen(CaveatError):
    """The address is taken, or is not one of this machine."""


class _Server(uvicorn.Server):
    """Leaves signals to us: uvicorn would raise them again, and nothing would be closed."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(desk: Desk, *, ready: Callable[[str], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM. ``ready`` is told the address. Raises CannotListen."""

    async def main(sock: socket.socket) -> None:
        server = _server(desk)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(
                number, lambda: setattr(server, "should_exit", True)
            )
        await server.serve(sockets=[sock])

    with _listening(desk.settings) as (sock, address):
        desk.warm_up()
        if ready is not None:
            ready(address)
        asyncio.run(main(sock))


@contextmanager
def running(desk: Desk) -> Iterator[str]:
    """The pages on a thread of their own while the block lasts; gives their URL.

    Raises CannotListen.
    """
    with _listening(desk.settings) as (sock, address):
        server = _server(desk)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, name="caveat-web")
        thread.start()
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def _listening(settings: WebSettings) -> Iterator[tuple[socket.socket, str]]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((settings.host, settings.port))
        except OSError as error:
            raise CannotListen(
                f"cannot listen on {settings.host}:{settings.port}: {error.strerror}; choose "
                "another address with --host and --port"
            ) from error
        # Listening already, so that whoever is told the address can connect at once.
        sock.listen(128)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        address = f"http://{host}:{sock.getsockname()[1]}"
        if settings.host not in _LOOPBACK and not settings.is_secure:
            _log.warning("passwords come over plain http: put a TLS proxy before %s", address)
        yield sock, address
    finally:
        sock.close()


def _server(desk: Desk) -> _Server:
    return _Server(
        uvicorn.Config(
            application(desk),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
            h11_max_incomplete_event_size=32 << 10,
        )
    )
