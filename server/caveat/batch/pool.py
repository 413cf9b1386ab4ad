"""Workers as processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, Protocol, TypeVar

from caveat.batch.worker import Setup, Task, Worker

R = TypeVar("R")

# How many tasks are on their way for each worker: one in hand, one in store.
AHEAD = 2
# How often a task is tried alone before it counts as one that no worker survives.
TRIES = 2
# A process a core: libraries that start threads of their own would only get in each other's way.
THREADS = ("OMP_NUMTHREADS", "OPENBLAS_NUMTHREADS", "MKL_NUMTHREADS")


class Lost:
    """What becomes of a task that no worker survives."""


LOST = Lost()


class Executor(Protocol):
    """Who carries tasks out."""

    workers: int

    def map(self, tasks: Iterable[tuple[int, Task[R]]]) -> Iterator[tuple[int, R | Lost]]:
        """The result of each numbered task, in any order. Tasks are taken as workers are free, so
        that only some of them are held at once. A task whose worker dies is given to another, and
        LOST when that happens TRIES times to it alone. Raises what a task raises.
        """
        ...

    def close(self) -> None:
        """Stop the workers."""
        ...


def fatal(executor: Executor, singles: Iterable[Task[Any]]) -> list[int]:
    """Which of several tasks no worker survives, by their numbers."""
    done = executor.map(enumerate(singles))
    return sorted(number for number, found in done if isinstance(found, Lost))


class LocalPool:
    """A process a worker, started afresh: no state of this process leaks into them."""

    def __init__(self, setup: Setup, workers: int) -> None:
        self.workers = workers
        self._setup = setup
        self._pool = self._started()

    def map(self, tasks: Iterable[tuple[int, Task[R]]]) -> Iterator[tuple[int, R | Lost]]:
        """See Executor."""
        source = iter(tasks)
        suspects: list[tuple[int, Task[R]]] = []
        going: dict[Future[R], tuple[int, Task[R]]] = {}
        while True:
            # One worker that dies takes the pool with it, and nobody knows whose task it was: those
            # that were under way go on one by one.
            while suspects:
                number, task = suspects.pop()
                yield number, self._alone(task)
            room = self.workers * AHEAD - len(going)
            suspects += [i for i in islice(source, room) if not self._submit(i, going)]
            if not going and not suspects:
                return
            for future in wait(going, return_when=FIRST_COMPLETED).done:
                item = going.pop(future)
                try:
                    result = future.result()
                except (BrokenProcessPool, CancelledError):
                    suspects.append(item)
                else:
                    yield item[0], result
            if suspects:
                suspects += going.values()
                going.clear()

    def close(self) -> None:
        """Stop the workers, at once: what they do is written nowhere."""
        processes = list((self._pool._processes or {}).values())  # noqa: SLF001 (no public way)
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()

    def _submit(
        self, item: tuple[int, Task[R]], going: dict[Future[R], tuple[int, Task[R]]]
    ) -> bool:
        """Hand a task out; False when the pool is broken."""
        try:
            going[self._pool.submit(_do, item[1])] = item
        except BrokenProcessPool:
            return False
        return True

    def _alone(self, task: Task[R]) -> R | Lost:
        """A task's result when nothing else is under way."""
        for _ in range(TRIES):
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = self._started()
            try:
                return self._pool.submit(_do, task).result()
            except BrokenProcessPool:
                continue
        self._pool = self._started()
        return LOST

    def _started(self) -> ProcessPoolExecutor:
        for name in THREADS:
            os.environ.setdefault(name, "1")
        return ProcessPoolExecutor(
            self.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(self._setup,),
        )


class ThisProcess:
    """No process but this one: for small batches, and for looking into a fault."""

    workers = 1

    def __init__(self, setup: Setup) -> None:
        self._worker = Worker(setup)

    def map(self, tasks: Iterable[tuple[int, Task[R]]]) -> Iterator[tuple[int, R | Lost]]:
        """See Executor."""
        return ((number, task.do(self._worker)) for number, task in tasks)

    def close(self) -> None:
        """Release the worker's store."""
        self._worker.close()


_worker: list[Worker] = []


def _start(setup: Setup) -> None:
    # Ctrl-C is the run's to handle; each worker's own libraries stay on its one core.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _worker[:] = [Worker(setup)]


def _die_with_parent() -> None:
    """A run that is killed takes its workers with it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(task: Task[R]) -> R:
    return task.do(_worker[0])
