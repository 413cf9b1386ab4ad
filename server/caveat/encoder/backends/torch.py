"""PyTorch, for GPUs: the weights of the published graph in BERT's own layers.

Devlin et al., 2019. The graph says the width of an attention head and holds every weight under the
name of its parameter, or of the node that multiplies by it; an encoder of another make is refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch.nn import functional

from caveat.encoder.backends.base import Batch
from caveat.errors import UnreadableInput
from caveat.questions import HEADS, Head

_PREFIX = "network."
_EPSILON = 1e-12


class TorchBackend:
    """The encoder on the first GPU, in bfloat16 where it has that; on the processor without one.

    Its rows depend on one another in their last bits: an answer is within a tolerance of ONNX
    Runtime's, not the same bytes (tests/encoder/test_backends.py).
    """

    alone = False
    multiple = 8

    def __init__(self, path: Path, arithmetic: str) -> None:
        """Raises UnreadableInput when the graph is no such encoder."""
        on_gpu = torch.cuda.is_available()
        self._device = torch.device("cuda" if on_gpu else "cpu")
        self._type = {"bfloat16": torch.bfloat16, "float32": torch.float32}[arithmetic]
        self.name = f"torch {arithmetic} on {self._device.type}"
        self.tokens = 16_384 if on_gpu else 1_024
        try:
            arrays, self._head_width = _weights(onnx.load(str(path)))
            self._layers = sum(name.endswith("self.query.weight") for name in arrays)
            self._weights = {
                name: torch.from_numpy(array).to(self._device, self._type)
                for name, array in arrays.items()
            }
            self.run(Batch(*(np.ones((1, 2), dtype=np.int64) for _ in range(3))))
        except Exception as error:  # whatever is missing or of another shape
            raise UnreadableInput(
                f"{path}: PyTorch cannot run it: {type(error).__name__}; set CAVEAT_MODEL_RUNTIME "
                "to onnx"
            ) from error

    @torch.inference_mode()
    def run(self, batch: Batch) -> Mapping[str, NDArray[np.float32]]:
        """Raw logits by head (batch x labels)."""
        ids, mask, segments = (
            torch.from_numpy(array).to(self._device, non_blocking=True)
            for array in (batch.ids, batch.mask, batch.segments)
        )
        states = self._states(ids, mask, segments)
        kept = mask.unsqueeze(-1).to(states.dtype)
        # In float32: a mean of many bfloat16 values loses what the heads need.
        mean = ((states * kept).float().sum(1) / kept.float().sum(1)).to(self._type)
        both = torch.cat([states[:, 0], mean], dim=-1)
        compared = torch.tanh(self._linear("compared", both))
        return {
            head.value: self._linear(
                f"heads.{head.value}", compared if HEADS[head].segments == 2 else mean
            )
            .float()
            .cpu()
            .numpy()
            for head in Head
        }

    def close(self) -> None:
        """Give the memory of the weights back."""
        self._weights.clear()

    def _states(
        self, ids: torch.Tensor, mask: torch.Tensor, segments: torch.Tensor
    ) -> torch.Tensor:
        weights, table = self._weights, "bert.embeddings."
        places = torch.arange(ids.shape[1], device=self._device)
        states = (
            weights[f"{table}word_embeddings.weight"][ids]
            + weights[f"{table}position_embeddings.weight"][places]
            + weights[f"{table}token_type_embeddings.weight"][segments]
        )
        states = self._normal(f"{table}LayerNorm", states)
        seen = mask[:, None, None, :].bool()
        for number in range(self._layers):
            layer = f"bert.encoder.layer.{number}."
            mixed = self._linear(f"{layer}attention.output.dense", self._mixed(layer, states, seen))
            states = self._normal(f"{layer}attention.output.LayerNorm", states + mixed)
            wide = functional.gelu(self._linear(f"{layer}intermediate.dense", states))
            wide = self._linear(f"{layer}output.dense", wide)
            states = self._normal(f"{layer}output.LayerNorm", states + wide)
        return states

    def _mixed(self, layer: str, states: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        rows, length, width = states.shape
        query, key, value = (
            self._linear(f"{layer}attention.self.{part}", states)
            .view(rows, length, width // self._head_width, self._head_width)
            .transpose(1, 2)
            for part in ("query", "key", "value")
        )
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=seen, scale=1.0 / math.sqrt(self._head_width)
        )
        return mixed.transpose(1, 2).reshape(rows, length, width)

    def _linear(self, name: str, states: torch.Tensor) -> torch.Tensor:
        return functional.linear(
            states, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        )

    def _normal(self, name: str, states: torch.Tensor) -> torch.Tensor:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return functional.layer_norm(states, weight.shape, weight, bias, _EPSILON)


def _weights(model: onnx.ModelProto) -> tuple[dict[str, NDArray[np.float32]], int]:
    """The weights by the names of their parameters, and the width of an attention head."""
    held = {
        tensor.name.removesuffix(".half"): numpy_helper.to_array(tensor)
        for tensor in model.graph.initializer
    }
    found = {
        name.removeprefix(_PREFIX): array.astype(np.float32)
        for name, array in held.items()
        if name.startswith(_PREFIX)
    }
    for node in model.graph.node:
        # A product has no name for its matrix, which it holds transposed.
        if node.op_type == "MatMul" and node.input[1] in held:
            path = node.name.removesuffix("/MatMul").replace("/", ".").removeprefix(".")
            matrix = held[node.input[1]].astype(np.float32)
            found[f"{path.removeprefix(_PREFIX)}.weight"] = np.ascontiguousarray(matrix.T)
    return found, max(_sizes(model, "layer.0/attention/self/"))


def _sizes(model: onnx.ModelProto, place: str) -> Iterator[int]:
    """The sizes that a part of the graph reshapes to."""
    for node in model.graph.node:
        if node.op_type == "Constant" and place in node.name:
            value = numpy_helper.to_array(node.attribute[0].t)
            if value.dtype == np.int64 and value.size == 1:
                yield int(value.item())
