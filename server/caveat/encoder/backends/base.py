"""What a runtime is to the rest of the encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from caveat.encoder.template import Inputs


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs of one run, padded to one length: three arrays of int64, batch x length.

    ``mask`` is 1 where there is a token and 0 where there is padding.
    """

    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    segments: NDArray[np.int64]

    @classmethod
    def of(cls, inputs: Sequence[Inputs], multiple: int = 1) -> Batch:
        """The batch of at least one input, in order, as wide as the longest one's ``width``."""
        shape = (len(inputs), width(max(len(i.ids) for i in inputs), multiple))
        ids, mask, segments = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for row, one in enumerate(inputs):
            ids[row, : len(one.ids)] = one.ids
            mask[row, : len(one.ids)] = 1
            segments[row, : len(one.ids)] = one.segments
        return cls(ids, mask, segments)

    def repeated(self, times: int) -> Batch:
        """The same rows several times over."""
        arrays = (self.ids, self.mask, self.segments)
        return Batch(*(np.concatenate([array] * times) for array in arrays))


def width(length: int, multiple: int) -> int:
    """The length that an input of so many tokens is padded to: the next multiple."""
    return -(-length // multiple) * multiple


class Backend(Protocol):
    """One way to run the encoder. Safe to call from several threads at once.

    ``name`` is the runtime with its arithmetic. ``tokens`` is the padded size from which a batch
    gains nothing more. Inputs of one ``width`` share a batch, so that how far one is padded, and
    with it the order of every sum, is its own affair. ``alone`` says that every input must be a
    batch of its own, because what else is in a batch changes its answer (dynamic quantisation
    takes one scale for all of it).
    """

    name: str
    tokens: int
    multiple: int
    alone: bool

    def run(self, batch: Batch) -> Mapping[str, NDArray[np.float32]]:
        """Raw logits by head (batch x labels)."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...
