"""Answers in any order, with a bound on what is held."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.errors import Overloaded
from caveat.rpc.workers import Workers, in_any_order
from tests.rpc.world import eventually


class Feed:
    """A stream of numbers that counts how many have been read."""

    def __init__(self, length: int) -> None:
        self.read = 0
        self._length = length

    def __aiter__(self) -> AsyncIterator[int]:
        return self

    async def __anext__(self) -> int:
        if self.read == self._length:
            raise StopAsyncIteration
        self.read += 1
        return self.read


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=30), st.integers(1, 8))
def test_every_item_is_answered_once_whatever_its_turn(naps: list[int], window: int) -> None:
    async def answer(item: int) -> int:
        for _ in range(naps[item - 1]):
            await asyncio.sleep(0)
        return item

    async def collect() -> list[int]:
        return [a async for a in in_any_order(Feed(len(naps)), answer, window)]

    assert sorted(asyncio.run(collect())) == list(range(1, len(naps) + 1))


def test_no_more_than_a_window_is_read_ahead_of_a_slow_reader() -> None:
    async def answer(item: int) -> int:
        return item

    async def check() -> list[int]:
        feed = Feed(50)
        ahead = []
        taken = 0
        async for _ in in_any_order(feed, answer, 4):
            for _ in range(20):
                await asyncio.sleep(0)
            ahead.append(feed.read - taken)
            taken += 1
        return ahead

    ahead = asyncio.run(check())
    assert len(ahead) == 50
    assert max(ahead) == 4


def test_a_quick_item_overtakes_a_slow_one() -> None:
    async def collect() -> list[int]:
        slow = asyncio.Event()

        async def answer(item: int) -> int:
            if item == 1:
                await slow.wait()
            return item

        order = []
        async for got in in_any_order(Feed(3), answer, 3):
            order.append(got)
            if len(order) == 2:
                slow.set()
        return order

    assert asyncio.run(collect()) == [2, 3, 1]


def test_a_broken_source_ends_the_stream_with_its_error_and_leaves_nothing_running() -> None:
    async def broken() -> AsyncIterator[int]:
        yield 1
        raise ConnectionError("gone")

    async def check() -> None:
        async def answer(_: int) -> int:
            await asyncio.Event().wait()
            return 0

        with pytest.raises(ConnectionError, match="gone"):
            async for _ in in_any_order(broken(), answer, 4):
                pass
        for _ in range(3):
            await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(check())


def test_work_beyond_the_queue_is_refused_and_dropped_work_makes_room() -> None:
    gate = threading.Event()
    done: list[str] = []

    def work(name: str) -> None:
        assert gate.wait(30)
        done.append(name)

    async def check() -> None:
        workers = Workers(threads=1, max_waiting=1)
        first = asyncio.create_task(workers.run(work, "first"))
        second = asyncio.create_task(workers.run(work, "second"))
        await asyncio.sleep(0)
        with pytest.raises(Overloaded):
            await workers.run(work, "third")
        second.cancel()
        await asyncio.sleep(0)
        fourth = asyncio.create_task(workers.run(work, "fourth"))
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(first, fourth)
        workers.close()

    asyncio.run(check())
    eventually(lambda: done == ["first", "fourth"])
