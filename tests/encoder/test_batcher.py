"""One queue: batches by length within a budget, nobody starves, and the gone are dropped."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from caveat.encoder.backends import Batch
from caveat.encoder.batcher import Batcher
from caveat.encoder.caller import PATIENT, Caller, CallerGone
from caveat.encoder.template import Inputs
from caveat.errors import Overloaded


class Held:
    """A backend that notes its batches and waits at a gate; a row's answer is its first token."""

    name = "held"
    multiple = 4

    def __init__(self, tokens: int = 64, *, alone: bool = False) -> None:
        self.tokens = tokens
        self.alone = alone
        self.gate = threading.Event()
        self.begun = threading.Event()
        self.batches: list[list[int]] = []

    def run(self, batch: Batch) -> Mapping[str, NDArray[np.float32]]:
        self.batches.append(batch.mask.sum(axis=1).tolist())
        self.begun.set()
        assert self.gate.wait(30)
        return {"pair": batch.ids[:, :1].astype(np.float32)}

    def close(self) -> None: ...


def _inputs(length: int, token: int = 1) -> Inputs:
    return Inputs((token,) * length, (0,) * length)


class Asking(threading.Thread):
    """A caller on a thread of its own."""

    def __init__(self, batcher: Batcher, inputs: list[Inputs], caller: Caller = PATIENT) -> None:
        super().__init__()
        self._arguments = batcher, inputs, caller
        self.answers: list[float] | BaseException = []
        self.start()

    def run(self) -> None:
        batcher, inputs, caller = self._arguments
        try:
            self.answers = [float(a["pair"][0]) for a in batcher.ask(inputs, caller)]
        except BaseException as error:  # noqa: BLE001 (looked at by the test)
            self.answers = error


def _queued(batcher: Batcher, backend: Held, *lengths: list[int]) -> list[Asking]:
    """Callers in this order behind a first one that holds the only lane."""
    callers = [Asking(batcher, [_inputs(2)])]
    assert backend.begun.wait(30)
    waiting = 0
    for n, group in enumerate(lengths):
        callers.append(Asking(batcher, [_inputs(length, 10 * n + length) for length in group]))
        waiting += len(group)
        while batcher.waiting < waiting:
            callers[-1].join(0.005)
    return callers


def test_every_caller_gets_its_own_answers_in_its_own_order() -> None:
    backend = Held()
    batcher = Batcher(backend)
    callers = _queued(batcher, backend, [9, 3, 5], [4, 8], [3])
    backend.gate.set()
    for caller in callers:
        caller.join()

    assert [c.answers for c in callers[1:]] == [[9, 3, 5], [14, 18], [23]]
    batcher.close()


def test_a_batch_holds_the_oldest_and_those_of_its_width_within_the_budget() -> None:
    backend = Held(tokens=40)
    batcher = Batcher(backend)
    callers = _queued(batcher, backend, [10], [40, 9, 8, 2, 11, 10, 12])
    backend.gate.set()
    for caller in callers:
        caller.join()

    # Padded to 12, three are within 40; the next one is the oldest of the next batch.
    assert backend.batches[1:] == [[10, 9, 11], [40], [8], [2], [10, 12]]
    batcher.close()


def test_an_input_over_the_budget_still_runs_by_itself() -> None:
    backend = Held(tokens=16)
    backend.gate.set()
    batcher = Batcher(backend)

    assert len(batcher.ask([_inputs(50), _inputs(50)], PATIENT)) == 2
    assert backend.batches == [[50], [50]]
    batcher.close()


def test_a_backend_whose_rows_mix_runs_one_input_at_a_time() -> None:
    backend = Held(alone=True)
    backend.gate.set()
    batcher = Batcher(backend)
    batcher.ask([_inputs(4), _inputs(4)], PATIENT)

    assert backend.batches == [[4], [4]]
    batcher.close()


def test_questions_of_a_caller_that_has_left_are_never_run() -> None:
    backend = Held()
    batcher = Batcher(backend)
    first = Asking(batcher, [_inputs(2)])
    assert backend.begun.wait(30)
    caller = Caller()
    leaving = Asking(batcher, [_inputs(7)], caller)
    while batcher.waiting < 1:
        leaving.join(0.005)
    caller.leave()
    leaving.join()
    backend.gate.set()
    first.join()
    batcher.ask([_inputs(3)], PATIENT)

    assert isinstance(leaving.answers, CallerGone)
    assert backend.batches == [[2], [3]]
    batcher.close()


def test_a_deadline_ends_the_wait_though_the_lane_is_busy() -> None:
    backend = Held()
    batcher = Batcher(backend)
    first = Asking(batcher, [_inputs(2)])
    assert backend.begun.wait(30)

    with pytest.raises(CallerGone):
        batcher.ask([_inputs(7)], Caller.within(0.01))
    backend.gate.set()
    first.join()
    batcher.close()


def test_a_full_queue_refuses_and_takes_again_once_it_drains() -> None:
    backend = Held()
    batcher = Batcher(backend, max_waiting=2)
    callers = _queued(batcher, backend, [3, 3])
    with pytest.raises(Overloaded, match="2 questions wait"):
        batcher.ask([_inputs(3)], PATIENT)
    backend.gate.set()
    for caller in callers:
        caller.join()

    assert len(batcher.ask([_inputs(3)], PATIENT)) == 1
    batcher.close()


def test_a_request_larger_than_the_queue_is_taken_when_nothing_waits() -> None:
    backend = Held()
    backend.gate.set()
    batcher = Batcher(backend, max_waiting=2)

    assert len(batcher.ask([_inputs(3)] * 5, PATIENT)) == 5
    batcher.close()


def test_what_the_backend_raises_reaches_its_callers_and_the_lane_lives_on() -> None:
    class Broken(Held):
        def run(self, batch: Batch) -> Mapping[str, NDArray[np.float32]]:
            if batch.ids[0, 0] == 13:
                raise RuntimeError("no luck")
            return super().run(batch)

    backend = Broken()
    backend.gate.set()
    batcher = Batcher(backend)

    with pytest.raises(RuntimeError, match="no luck"):
        batcher.ask([_inputs(3, token=13)], PATIENT)
    assert len(batcher.ask([_inputs(3)], PATIENT)) == 1
    batcher.close()


def test_closing_refuses_what_waits_and_what_comes_later() -> None:
    backend = Held()
    batcher = Batcher(backend)
    callers = _queued(batcher, backend, [3])
    closing = threading.Thread(target=batcher.close)
    closing.start()
    callers[1].join()
    backend.gate.set()
    closing.join()

    assert isinstance(callers[1].answers, Overloaded)
    with pytest.raises(Overloaded):
        batcher.ask([_inputs(1)], PATIENT)
