"""What an operator can set about the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from caveat.store.accounts import Expiry


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the pages listen and how long a login lasts.

    ``origin`` is where people reach the pages ("https://caveat.example"), "" when that is the
    address itself. Over https, cookies are marked Secure. ``threads`` answer requests side by side.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    origin: str = ""
    idle: timedelta = timedelta(minutes=60)
    absolute: timedelta = timedelta(hours=12)
    threads: int = 8

    @property
    def expiry(self) -> Expiry:
        """When a session ends."""
        return Expiry(self.idle, self.absolute)

    @property
    def is_secure(self) -> bool:
        """Whether people come over https."""
        return self.origin.startswith("https://")
