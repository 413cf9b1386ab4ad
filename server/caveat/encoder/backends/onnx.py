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

    In float32 a row's answer does not depend on the rows beside it nor on padding, to the last
    bit, except that a batch of one row takes another kernel in the heads: it is doubled.
    """

    def __init__(self, path: Path, name: str, *, alone: bool = False) -> None:
        self.name = name
        self.alone = alone
        # On one core a bigger batch is no faster per token, and keeps its callers waiting.
        self.tokens = 1_024
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                path, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the runtime's errors have no common base
            raise UnreadableInput(
                f"{path}: ONNX Runtime cannot run it: {type(error).__name__}"
            ) from error
        self._outputs = [output.name for output in self._session.get_outputs()]

    def run(self, batch: Batch) -> Mapping[str, NDArray[np.float32]]:
        """Raw logits by head (batch x labels)."""
        rows = len(batch.ids)
        if rows == 1 and not self.alone:
            batch = batch.repeated(2)
        results = self._session.run(
            self._outputs,
            {
                "input_ids": batch.ids,
                "attention_mask": batch.mask,
                "token_type_ids": batch.segments,
            },
        )
        return {
            name: np.asarray(result)[:rows]
            for name, result in zip(self._outputs, results, strict=True)
        }

    def close(self) -> None:
        """Nothing to give back: the session goes with the object."""
