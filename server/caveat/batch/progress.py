"""How a run tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each step of a run. ``total`` is None while nobody knows it."""

    def phase(self, name: str, total: int | None, done: int = 0) -> None:
        """A phase begins, of which ``done`` was done by an earlier run."""
        ...

    def step(self, done: int, errors: int = 0) -> None:
        """More was done, and more went wrong."""
        ...

    def close(self) -> None:
        """The run is over, well or not."""
        ...


class Silent:
    """Tells nothing."""

    def phase(self, name: str, total: int | None, done: int = 0) -> None:
        """Nothing."""

    def step(self, done: int, errors: int = 0) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""
