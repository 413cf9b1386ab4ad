"""How a run tells how far it is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import rich.progress
from rich.console import Console


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


class Terminal:
    """A bar a phase, with rate, errors and time left."""

    def __init__(self, console: Console) -> None:
        self._progress = rich.progress.Progress(
            rich.progress.TextColumn("{task.description:8}"),
            rich.progress.BarColumn(),
            rich.progress.MofNCompleteColumn(),
            rich.progress.TextColumn("{task.fields[rate]}, {task.fields[errors]:,} refused"),
            rich.progress.TimeRemainingColumn(),
            console=console,
        )
        self._task: rich.progress.TaskID | None = None
        self._state = _State()

    def phase(self, name: str, total: int | None, done: int = 0) -> None:
        """See Progress."""
        self._progress.start()
        self._state.phase(name, total, done)
        self._task = self._progress.add_task(
            name, total=total, completed=done, rate="", errors=self._state.errors
        )

    def step(self, done: int, errors: int = 0) -> None:
        """See Progress."""
        self._state.step(done, errors)
        if self._task is not None:
            rate = f"{self._state.rate():,.1f}/s"
            self._progress.update(self._task, advance=done, rate=rate, errors=self._state.errors)

    def close(self) -> None:
        """See Progress."""
        self._progress.stop()


class Lines:
    """A line at the start of each phase and then every ``every`` seconds, for logs.

    With ``as_json`` each line is a JSON object: phase, done, total (null while nobody knows it),
    errors, rate (a second) and left (seconds, null when it cannot be told).
    """

    def __init__(
        self,
        write: Callable[[str], object],
        *,
        as_json: bool = False,
        every: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._write = write
        self._as_json = as_json
        self._every = every
        self._clock = clock
        self._state = _State(clock)
        self._told = 0.0

    def phase(self, name: str, total: int | None, done: int = 0) -> None:
        """See Progress."""
        if self._state.name:
            self._tell()
        self._state.phase(name, total, done)
        self._tell()

    def step(self, done: int, errors: int = 0) -> None:
        """See Progress."""
        self._state.step(done, errors)
        if self._clock() - self._told >= self._every:
            self._tell()

    def close(self) -> None:
        """See Progress."""
        if self._state.name:
            self._tell()

    def _tell(self) -> None:
        self._told = self._clock()
        state = self._state
        left = state.left()
        if self._as_json:
            row = {
                "phase": state.name,
                "done": state.done,
                "total": state.total,
                "errors": state.errors,
                "rate": round(state.rate(), 3),
                "left": None if left is None else round(left, 1),
            }
            self._write(json.dumps(row))
            return
        of = "" if state.total is None else f" of {state.total:,}"
        line = f"{state.name}: {state.done:,}{of}, {state.rate():,.1f}/s, {state.errors:,} refused"
        self._write(line + ("" if left is None else f", {timedelta(seconds=int(left))} left"))


class _State:
    """How far a run is. The rate is this phase's, of what was done by this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.name = ""
        self.total: int | None = None
        self.done = 0
        self.errors = 0
        self._before = 0
        self._since = 0.0

    def phase(self, name: str, total: int | None, done: int) -> None:
        self.name, self.total, self.done, self._before = name, total, done, done
        self._since = self._clock()

    def step(self, done: int, errors: int) -> None:
        self.done += done
        self.errors += errors

    def rate(self) -> float:
        taken = self._clock() - self._since
        return (self.done - self._before) / taken if taken > 0 else 0.0

    def left(self) -> float | None:
        rate = self.rate()
        if self.total is None or not rate:
            return None
        return max(0, self.total - self.done) / rate
