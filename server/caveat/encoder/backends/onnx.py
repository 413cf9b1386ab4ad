"""ONNX Runtime on a processor: the runtime that always ships."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from caveat.encoder.backends.base import Batch
from caveat.errors import UnreadableInput


class OnnxBackend:
    """One session whose runs stay on the calling thread, so that lanes do not contend.

    In float32 a row's answer does not depend on the rows beside it, to the last bit
    (tests/encoder/test_backends.py).
    """

    def __init__(self, path: Path, arithmetic: str, *, alone: bool = False) -> None:
        """Raises UnreadableInput when the runtime refuses the file."""
        self.name = f"onnx {arithmetic}"
        self.alone = alone
        # On one core a bigger batch is no faster per token, and keeps its callers waiting.
        self.tokens = 1_024
        # Wider steps pad more, narrower ones leave more inputs by themselves.
        self.multiple = 1 if alone else 4
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                path, options, providers=["CPUExecutionProvider"]
            )
            self._outputs = [output.name for output in self._session.get_outputs()]
            self._doubles_one = not alone and self._differs_alone()
        except Exception as error:  # the runtime's errors have no common base
            raise UnreadableInput(
                f"{path}: ONNX Runtime cannot run it: {type(error).__name__}"
            ) from error

    def run(self, batch: Batch) -> Mapping[str, NDArray[np.float32]]:
        """Raw logits by head (batch x labels)."""
        rows = len(batch.ids)
        results = self._run(batch.repeated(2) if rows == 1 and self._doubles_one else batch)
        return {name: result[:rows] for name, result in results.items()}

    def _run(self, batch: Batch) -> dict[str, NDArray[np.float32]]:
        results = self._session.run(
            self._outputs,
            {
                "input_ids": batch.ids,
                "attention_mask": batch.mask,
                "token_type_ids": batch.segments,
            },
        )
        return dict(zip(self._outputs, results, strict=True))

    def _differs_alone(self) -> bool:
        """Whether a batch of one takes other kernels than a row of many, which shows in the last
        bits: a sum over the tokens of one row is such a case. It is then run as two.
        """
        ids = np.arange(1, 37, dtype=np.int64).reshape(1, 36)
        one = Batch(ids, np.ones_like(ids), np.zeros_like(ids))
        alone, among = self._run(one), self._run(one.repeated(2))
        return any(not np.array_equal(alone[name][0], among[name][0]) for name in alone)

    def close(self) -> None:
        """Nothing to give back: the session goes with the object."""
