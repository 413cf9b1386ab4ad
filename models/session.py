"""Raw logits of an exported graph, as calibration and the export test read them.

Serving has its own, faster path (caveat.encoder); this one is one thread of ONNX Runtime and no
more, so that what is fitted does not depend on how it is served.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from caveat.encoder.template import HEADS, Head, Inputs, load_tokenizer

_TOKENS = 4_096


class Session:
    """A published folder, opened. ``graph`` names the file to run."""

    def __init__(self, folder: Path, graph: str = "encoder.onnx") -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / graph), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = load_tokenizer(folder / "tokenizer.json")

    def logits(self, inputs: Sequence[Inputs]) -> dict[Head, NDArray[np.float32]]:
        """Logits of every head for every input, in order (inputs x labels)."""
        out = {h: np.zeros((len(inputs), len(f.labels)), np.float32) for h, f in HEADS.items()}
        order = sorted(range(len(inputs)), key=lambda i: len(inputs[i].ids))
        while order:
            longest = len(inputs[order[-1]].ids)
            picked = order[-max(1, _TOKENS // longest) :]
            del order[-len(picked) :]
            ids = np.zeros((len(picked), longest), np.int64)
            mask, segments = np.zeros_like(ids), np.zeros_like(ids)
            for row, i in enumerate(picked):
                n = len(inputs[i].ids)
                ids[row, :n], mask[row, :n] = inputs[i].ids, 1
                segments[row, :n] = inputs[i].segments
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": segments}
            for head, found in zip(HEADS, self._session.run(None, feed), strict=True):
                out[head][picked] = found
        return out
