"""The threads that do the work, so that the event loop never waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, ParamSpec, TypeVar

from caveat.errors import Overloaded

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Workers:
    """A bounded number of threads with a bounded queue before them.

    Work whose caller has gone (a deadline, a cancellation) is dropped unless it has begun.
    """

    def __init__(self, threads: int, max_waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="caveat")
        self._limit = threads + max_waiting
        self._outstanding = 0

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run blocking work on a thread. Raises Overloaded when the queue is full."""
        if self._outstanding >= self._limit:
            raise Overloaded(f"{self._outstanding:,} calls are waiting; try again in a moment")
        self._outstanding += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, partial(work, *args, **kwargs))
        finally:
            self._outstanding -= 1

    def close(self) -> None:
        """Drop what waits and let what runs end."""
        self._pool.shutdown(wait=True, cancel_futures=True)


_END: Final = object()


async def in_any_order(
    items: AsyncIterator[Item],
    answer: Callable[[Item], Awaitable[Answer]],
    window: int,
) -> AsyncIterator[Answer]:
    """Answers to a stream of items, each as soon as it is ready.

    At most ``window`` items are held at any time, from the moment one is read to the moment its
    answer is taken; until then no further item is read. An exception from ``items`` or ``answer``
    ends the stream and cancels what is under way.
    """
    slots = asyncio.Semaphore(window)
    ready: asyncio.Queue[Answer | BaseException | object] = asyncio.Queue()
    under_way: set[asyncio.Task[None]] = set()

    async def settle(item: Item) -> None:
        try:
            ready.put_nowait(await answer(item))
        except Exception as error:  # noqa: BLE001 (raised again by the consumer)
            ready.put_nowait(error)

    async def feed() -> None:
        try:
            while True:
                await slots.acquire()
                try:
                    item = await anext(items)
                except StopAsyncIteration:
                    break
                task = asyncio.create_task(settle(item))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
            await asyncio.gather(*under_way)
            ready.put_nowait(_END)
        except Exception as error:  # noqa: BLE001 (raised again by the consumer)
            ready.put_nowait(error)

    feeder = asyncio.create_task(feed())
    try:
        while (got := await ready.get()) is not _END:
            if isinstance(got, BaseException):
                raise got
            yield got  # type: ignore[misc]
            slots.release()
    finally:
        feeder.cancel()
        for task in under_way:
            task.cancel()
