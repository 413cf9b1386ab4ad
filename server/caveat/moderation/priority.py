"""How urgent an item is: its score, how many will read it, and how long it has waited."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

# Ten million readers: more make no further difference.
_FULL_REACH = 7.0
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Priority:
    """The weights: ``reach`` of an item that ten million people read, ``age`` of an hour's wait."""

    reach: float = 0.5
    age: float = 0.02

    def place(self, score: float, reach: int, entered_at: datetime) -> float:
        """Where an item stands in line: the smaller, the earlier.

        Every waiting item gains priority at the same rate, so their order never changes with
        time: the line is kept by a number that is computed once, and an index pages through it.
        """
        return self.age * _hours(entered_at) - self._base(score, reach)

    def at(self, place: float, now: datetime) -> float:
        """The priority at a moment of an item that stands at ``place``."""
        return round(self.age * _hours(now) - place, 4)

    def _base(self, score: float, reach: int) -> float:
        return score + self.reach * min(math.log10(1 + max(reach, 0)) / _FULL_REACH, 1.0)


def _hours(moment: datetime) -> float:
    return (moment - _EPOCH).total_seconds() / 3600
