"""Workers as processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Protocol, TypeVar

from caveat.batch.worker import Setup, Task, Worker
from caveat.errors import CaveatError

R = TypeVar("R")

# How many tasks are on their way for each worker: one in hand, one in store.
AHEAD = 2
# How often a task is tried before it counts as one that no worker survives.
TRIES = 3
# A process a core: libraries that start threads of their own would only get in each other's way.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class WorkersLost(CaveatError):
    """Workers died over and over on the same work."""

    reason = "INTERNAL"


class Executor(Protocol):
    """Who carries tasks out."""

    workers: int

    def map(self, tasks: Iterable[tuple[int, Task[R]]]) -> Iterator[tuple[int, R]]:
        """The result of each numbered task, in any order. Tasks are taken as workers are free, so
        that only some of them are held at once. A task whose worker dies is given to another.
        Raises what a task raises, and WorkersLost.
        """
        ...

    def close(self) -> None:
        """Stop the workers."""
        ...


class LocalPool:
    """A process a worker, started afresh: no state of this process leaks into them."""

    def __init__(self, setup: Setup, workers: int) -> None:
        self.workers = workers
        self._setup = setup
        self._pool = self._started()

    def map(self, tasks: Iterable[tuple[int, Task[R]]]) -> Iterator[tuple[int, R]]:
        """See Executor."""
        source = iter(tasks)
        going: dict[Future[R], tuple[int, Task[R], int]] = {}
        again: list[tuple[int, Task[R], int]] = []
        while True:
            room = self.workers * AHEAD - len(going)
            fresh = [again.pop() for _ in range(min(room, len(again)))]
            fresh += [(number, task, 1) for number, task in islice(source, room - len(fresh))]
            lost = []
            for item in fresh:
                try:
                    going[self._pool.submit(_do, item[1])] = item
                except BrokenProcessPool:
                    lost.append(item)
            if not going and not lost:
                return
            for future in wait(going, return_when=FIRST_COMPLETED).done:
                item = going.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    lost.append(item)
                    continue
                yield item[0], result
            if lost:
                # One worker that dies takes the pool with it: whose task it was, nobody knows.
                again += [_once_more(item) for item in (*lost, *going.values())]
                going.clear()
                self._pool.shutdown(wait=True, cancel_futures=True)
                self._pool = self._started()

    def close(self) -> None:
        """Stop the workers, at once: what they do is written nowhere."""
        processes = list((self._pool._processes or {}).values())  # noqa: SLF001 (no public way)
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()

    def _started(self) -> ProcessPoolExecutor:
        for name in _THREADS:
            os.environ.setdefault(name, "1")
        return ProcessPoolExecutor(
            self.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(self._setup,),
        )


def _once_more(item: tuple[int, Task[R], int]) -> tuple[int, Task[R], int]:
    number, task, tries = item
    if tries == TRIES:
        raise WorkersLost(
            f"workers died {TRIES} times on shard {number}: is there enough memory? "
            "try fewer --workers; what is done so far is kept"
        )
    return number, task, tries + 1


class ThisProcess:
    """No process but this one: for small batches, and for looking into a fault."""

    workers = 1

    def __init__(self, setup: Setup) -> None:
        self._worker = Worker(setup)

    def map(self, tasks: Iterable[tuple[int, Task[R]]]) -> Iterator[tuple[int, R]]:
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
