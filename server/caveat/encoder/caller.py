"""Whoever waits for answers, and whether anybody still does."""

from __future__ import annotations

import threading
import time

# How often somebody who waits looks whether its caller has left, in seconds.
_LOOK = 0.05


class CallerGone(Exception):
    """Nobody waits for the answer any more. No refusal: there is nobody to tell."""


class Caller:
    """One caller. ``deadline`` is a time of ``time.monotonic``, None to wait for ever."""

    def __init__(self, deadline: float | None = None) -> None:
        self.deadline = deadline
        self._left = threading.Event()

    @classmethod
    def within(cls, seconds: float | None) -> Caller:
        """A caller that waits so many seconds from now; None for one that waits for ever."""
        return cls(None if seconds is None else time.monotonic() + seconds)

    def leave(self) -> None:
        """Say that nobody waits any more. May be called from any thread, and more than once."""
        self._left.set()

    @property
    def gone(self) -> bool:
        """Whether the caller left or its deadline has passed."""
        return self._left.is_set() or (
            self.deadline is not None and time.monotonic() >= self.deadline
        )

    def patience(self) -> float:
        """How long to wait, in seconds, before looking at ``gone`` again."""
        if self.deadline is None:
            return _LOOK
        return max(0.0, min(_LOOK, self.deadline - time.monotonic()))


# For whoever scores in its own process and waits for what it asked.
PATIENT = Caller()
