"""What an operator can set about the service."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """How the service listens, and how much it takes on.

    ``host`` is an address of this machine; the default answers to this machine alone, because
    nothing authenticates callers yet. ``port`` 0 takes a free one.

    ``threads`` read and score articles side by side. ``window`` is how many unanswered items of
    one stream are held; ``max_waiting`` how many calls may be waiting before more are refused.

    ``max_message_bytes`` is the largest message taken. Up to ``max_transport_bytes`` a larger one
    is read and refused with its reason; beyond, gRPC refuses it unread, with a text of its own.

    ``grace`` is how long, in seconds, calls under way may take when the server stops.
    """

    host: str = "127.0.0.1"
    port: int = 50051
    threads: int = field(default_factory=lambda: max(2, os.cpu_count() or 1))
    window: int = 32
    max_waiting: int = 4_096
    max_message_bytes: int = 8 * 2**20
    max_transport_bytes: int = 64 * 2**20
    grace: float = 10.0

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return self.host in LOOPBACK

    @property
    def listen(self) -> str:
        """HOST:PORT, as gRPC writes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"
