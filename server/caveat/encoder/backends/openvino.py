"""OpenVINO, where it is installed: on processors with bfloat16 it is the faster by far."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import openvino
from numpy.typing import NDArray

from caveat.encoder.backends.base import Batch
from caveat.errors import UnreadableInput

_HINTS = {"float32": "f32", "bfloat16": "bf16"}


class OpenVinoBackend:
    """One compiled graph; each run has a request and a thread of its own.

    In float32 a row's answer does not depend on the rows beside it nor on padding.
    """

    alone = False
    multiple = 4

    def __init__(self, path: Path, arithmetic: str) -> None:
        """Raises UnreadableInput when the runtime refuses the file."""
        self.name = f"openvino {arithmetic}"
        self.tokens = 1_024
        try:
            core = openvino.Core()
            self._compiled = core.compile_model(
                core.read_model(path),
                "CPU",
                {
                    "INFERENCE_NUM_THREADS": 1,
                    "NUM_STREAMS": 1,
                    "INFERENCE_PRECISION_HINT": _HINTS[arithmetic],
                },
            )
        except RuntimeError as error:
            raise UnreadableInput(f"{path}: OpenVINO cannot run it") from error
        self._names = [output.get_any_name() for output in self._compiled.outputs]

    def run(self, batch: Batch) -> Mapping[str, NDArray[np.float32]]:
        """Raw logits by head (batch x labels)."""
        request = self._compiled.create_infer_request()
        results = request.infer(
            {
                "input_ids": batch.ids,
                "attention_mask": batch.mask,
                "token_type_ids": batch.segments,
            }
        )
        return {name: np.array(results[i]) for i, name in enumerate(self._names)}

    def close(self) -> None:
        """Nothing to give back: the graph goes with the object."""
