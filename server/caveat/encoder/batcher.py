"""One queue for the questions of all requests in flight.

Whatever waits when a lane is free is batched: nobody waits for a batch to fill. A batch holds the
input that has waited longest and those of its length, up to a budget of padded tokens (as in
huggingface/text-embeddings-inference, with lengths apart so that an answer is its question's own).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from caveat.encoder.backends import Backend, Batch, width
from caveat.encoder.caller import Caller, CallerGone
from caveat.encoder.template import Inputs
from caveat.errors import Overloaded

Logits = Mapping[str, NDArray[np.float32]]


@dataclass(slots=True)
class _Request:
    """What one caller asked, and what has come back."""

    caller: Caller
    answers: list[Logits | None]
    left: int
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def put(self, index: int, logits: Logits) -> None:
        self.answers[index] = logits
        self.left -= 1
        if self.left == 0:
            self.done.set()

    def fail(self, error: BaseException) -> None:
        if self.error is None:
            self.error = error
        self.done.set()


@dataclass(frozen=True, slots=True)
class _Item:
    """One input of a request; ``turn`` is its place in the order of arrival."""

    inputs: Inputs
    turn: int
    request: _Request
    index: int


class Batcher:
    """Lanes (threads) that run batches on one backend. Close it to end them."""

    def __init__(self, backend: Backend, *, lanes: int = 1, max_waiting: int = 8_192) -> None:
        """``max_waiting`` is how many inputs may wait before a request is refused."""
        self._backend = backend
        self._max_waiting = max_waiting
        self._waiting: list[_Item] = []
        self._turn = 0
        self._closed = False
        self._changed = threading.Condition()
        self._lanes = [
            threading.Thread(target=self._work, name=f"caveat-encoder-{n}", daemon=True)
            for n in range(lanes)
        ]
        for lane in self._lanes:
            lane.start()

    def ask(self, inputs: Sequence[Inputs], caller: Caller) -> list[Logits]:
        """The raw logits (labels, by head) of each input, in order; blocks until all are there.

        Raises Overloaded when the queue is full, CallerGone when the caller leaves first, and
        whatever the backend raises.
        """
        if not inputs:
            return []
        request = _Request(caller, [None] * len(inputs), len(inputs))
        with self._changed:
            if self._closed:
                raise Overloaded("the classifier has been closed")
            # A request larger than the queue is taken when nothing else waits.
            if self._waiting and len(self._waiting) + len(inputs) > self._max_waiting:
                raise Overloaded(
                    f"{len(self._waiting):,} questions wait for the classifier; "
                    "try again in a moment"
                )
            for index, one in enumerate(inputs):
                self._waiting.append(_Item(one, self._turn, request, index))
                self._turn += 1
            self._changed.notify(len(self._lanes))
        while not request.done.wait(caller.patience()):
            if caller.gone:
                request.fail(CallerGone("the caller has gone"))
        if request.error is not None:
            raise request.error
        return [logits for logits in request.answers if logits is not None]

    @property
    def waiting(self) -> int:
        """How many inputs wait for a lane."""
        with self._changed:
            return len(self._waiting)

    def close(self) -> None:
        """End the lanes after the batches under way; what waits is refused."""
        with self._changed:
            self._closed = True
            left, self._waiting = self._waiting, []
            self._changed.notify_all()
        for item in left:
            item.request.fail(Overloaded("the classifier has been closed"))
        for lane in self._lanes:
            lane.join()

    def _work(self) -> None:
        while (items := self._take()) is not None:
            try:
                results = self._backend.run(
                    Batch.of([item.inputs for item in items], self._backend.multiple)
                )
            except BaseException as error:  # noqa: BLE001 (raised again in the callers' threads)
                with self._changed:
                    for item in items:
                        item.request.fail(error)
                continue
            with self._changed:
                for row, item in enumerate(items):
                    item.request.put(
                        item.index, {head: logits[row] for head, logits in results.items()}
                    )

    def _take(self) -> list[_Item] | None:
        """The next batch, once there is one; None when the batcher is closed."""
        with self._changed:
            while True:
                if self._closed:
                    return None
                self._waiting = [item for item in self._waiting if _is_wanted(item)]
                if self._waiting:
                    batch = self._next()
                    taken = {item.turn for item in batch}
                    self._waiting = [item for item in self._waiting if item.turn not in taken]
                    return batch
                self._changed.wait()

    def _next(self) -> list[_Item]:
        oldest = self._waiting[0]
        backend = self._backend
        if backend.alone:
            return [oldest]
        wide = width(len(oldest.inputs.ids), backend.multiple)
        same = (i for i in self._waiting if width(len(i.inputs.ids), backend.multiple) == wide)
        return list(islice(same, max(1, backend.tokens // wide)))


def _is_wanted(item: _Item) -> bool:
    request = item.request
    if request.error is None and request.caller.gone:
        request.fail(CallerGone("the caller has gone"))
    return request.error is None
