"""Workers as actors of a Ray cluster: the same tasks as on one machine, and the same rows.

Ray's core actors, not Ray Data: what is handed out is whole shards that the main process cut, and
one actor holds one scorer. Results come back to the main process, which alone writes, so that nodes
need no shared disk for them; the store of the batch they must all reach.
"""

from __future__ import annotations

import importlib
import os
import socket
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from caveat.batch.pool import LOST, THREADS, TRIES, Lost
from caveat.batch.worker import Setup, Task, Worker
from caveat.errors import CaveatError, UnreadableInput

R = TypeVar("R")

# How long a cluster may take to give at least one worker, in seconds.
_PATIENCE = 300.0
# How long a cluster may take to answer at its address.
_KNOCK = 5.0


class Cluster:
    """An actor a core of a Ray cluster (or ``workers`` of them).

    ``address`` is HOST:PORT or ray://HOST:PORT of a running cluster; "" means the one that
    RAY_ADDRESS names or this machine runs, else one started here for as long as the run lasts.
    ``gpus`` is the share of a GPU that each worker takes. Raises UnreadableInput when Ray is not
    installed or the cluster cannot be reached.
    """

    def __init__(
        self, setup: Setup, address: str = "", workers: int | None = None, gpus: float = 0.0
    ) -> None:
        self._ray = _ray()
        self._setup = setup
        self._mine = not self._ray.is_initialized()
        if self._mine:
            self._connect(address)
        cores = int(self._ray.cluster_resources().get("CPU", 1))
        self.workers = workers or max(1, cores)
        self._class = self._ray.remote(_Actor).options(
            num_cpus=1,
            num_gpus=gpus,
            max_restarts=0,
            runtime_env={"env_vars": dict.fromkeys(THREADS, "1")},
        )
        self._actors: list[Any] = []

    def map(self, tasks: Iterable[tuple[int, Task[R]]]) -> Iterator[tuple[int, R | Lost]]:
        """See Executor. A worker that is lost with its node is made up for when there is room."""
        ray = self._ray
        source = iter(tasks)
        again: list[tuple[int, Task[R], int]] = []
        # A new actor gets work only once it answers: room for it may never come.
        starting = {actor.ready.remote(): actor for actor in self._full()}
        free: list[Any] = []
        going: dict[Any, tuple[Any, tuple[int, Task[R], int]]] = {}
        while True:
            while free:
                item = again.pop() if again else None
                if item is None and (fresh := next(source, None)) is not None:
                    item = (*fresh, 1)
                if item is None:
                    break
                actor = free.pop()
                going[actor.do.remote(item[1])] = (actor, item)
            if not going and not again and free:
                return
            waiting = [*going, *starting]
            done, _ = ray.wait(waiting, timeout=None if going else _PATIENCE)
            if not done:
                raise UnreadableInput(
                    f"the Ray cluster gave no worker for {_PATIENCE:.0f} seconds; see ray status"
                )
            for ref in done:
                if ref in starting:
                    actor = starting.pop(ref)
                    try:
                        ray.get(ref)
                        free.append(actor)
                    except ray.exceptions.RayActorError:
                        self._replace(actor, starting)
                    continue
                actor, item = going.pop(ref)
                try:
                    result = ray.get(ref)
                except ray.exceptions.RayActorError:
                    self._replace(actor, starting)
                    number, task, tries = item
                    if tries > TRIES:
                        yield number, LOST
                    else:
                        again.append((number, task, tries + 1))
                    continue
                except ray.exceptions.RayTaskError as error:
                    raise (error.cause if isinstance(error.cause, CaveatError) else error) from None
                free.append(actor)
                yield item[0], result

    def close(self) -> None:
        """Stop the workers, and the cluster when it was started for this run."""
        for actor in self._actors:
            self._ray.kill(actor)
        self._actors = []
        if self._mine:
            self._ray.shutdown()

    def _full(self) -> list[Any]:
        while len(self._actors) < self.workers:
            self._actors.append(self._class.remote(self._setup))
        return self._actors

    def _replace(self, lost: Any, starting: dict[Any, Any]) -> None:
        self._actors.remove(lost)
        actor = self._class.remote(self._setup)
        self._actors.append(actor)
        starting[actor.ready.remote()] = actor

    def _connect(self, address: str) -> None:
        try:
            _knock(address)
            self._ray.init(
                address=address or None,
                log_to_driver=False,
                include_dashboard=None if address else False,
                configure_logging=False,
            )
        except (OSError, RuntimeError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            first = why.splitlines()[0]
            raise UnreadableInput(
                f"the Ray cluster {address or '(started here)'} cannot be reached: {first}"
            ) from error


def _knock(address: str) -> None:
    """Ask whether anybody listens: Ray itself would try for minutes. Raises OSError."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if colon and port.isdecimal():
        socket.create_connection((host, int(port)), _KNOCK).close()


class _Actor:
    """A worker on some node."""

    def __init__(self, setup: Setup) -> None:
        self._worker = Worker(setup)

    def ready(self) -> bool:
        """Answers once the worker is there."""
        return True

    def do(self, task: Task[R]) -> R:
        """Carry a task out."""
        return task.do(self._worker)


def _ray() -> Any:
    # Ray would set the variable of the accelerators to nothing, and warn that it will stop that.
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        ray = importlib.import_module("ray")
        importlib.import_module("ray.exceptions")
    except ImportError as error:
        raise UnreadableInput(
            "Ray is not installed; pip install 'caveat[cluster]', or leave --ray away"
        ) from error
    return ray
