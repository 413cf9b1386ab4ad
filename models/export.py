"""Export a run for serving: ``python -m models.export RUN VERSION``.

Writes encoder.onnx (weights stored in half precision, computed in single), encoder.int8.onnx,
tokenizer.json, labels.json, vectors.npz and calibration.json to models/published/VERSION, and
card.json over them; ``python -m models.evaluate VERSION`` then writes REPORT.md and the card's
figures.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from caveat.encoder.template import FORMAT, HEADS, Head
from models import calibrate, card, distil
from models.network import Network, base
from models.train import RUNS

PUBLISHED = Path(__file__).parent / "published"
OPSET = 17
# Smaller tensors gain nothing from half precision.
_SMALLEST = 1_024
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class _Flat(nn.Module):
    """The network with a tuple for a dictionary: graphs have ordered outputs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, segments: torch.Tensor) -> object:
        found = self.network(ids, mask, segments)
        return tuple(found[head.value] for head in Head)


def load(weights: Path) -> Network:
    """The network of a run's weights.pt, for answering only."""
    network = Network.from_base(dropout=0.0)
    network.load_state_dict(torch.load(weights, weights_only=True))
    # The graph of the plain form has operators that every runtime fuses and quantises.
    network.bert.set_attn_implementation("eager")
    return network.eval()


def graph(network: Network, path: Path) -> None:
    """Write the network as ONNX in single precision."""
    example = torch.ones(2, 8, dtype=torch.long)
    axes = {name: {0: "batch", 1: "length"} for name in _INPUTS}
    axes |= {head.value: {0: "batch"} for head in Head}
    torch.onnx.export(
        _Flat(network),
        (example, example, torch.zeros_like(example)),
        str(path),
        input_names=list(_INPUTS),
        output_names=[head.value for head in Head],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def halve(source: Path, path: Path) -> None:
    """Store large weights in half precision, each followed by a cast back: the arithmetic stays
    what it was, and a runtime folds the casts when it starts.
    """
    model = onnx.load(source)
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < _SMALLEST:
            continue
        name = tensor.name
        half = numpy_helper.to_array(tensor).astype(np.float16)
        tensor.CopyFrom(numpy_helper.from_array(half, f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def quantise(source: Path, path: Path) -> None:
    """Weights of matrix products and the table of words in int8, activations at run time.

    Seven bits: processors without VNNI overflow on products of eight.
    """
    quantize_dynamic(
        source,
        path,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )


def labels() -> dict[str, object]:
    """The contents of labels.json."""
    return {
        "format": FORMAT,
        "heads": {
            head.value: {
                "labels": list(form.labels),
                "exclusive": form.exclusive,
                "segments": form.segments,
                "budget": form.budget,
            }
            for head, form in HEADS.items()
        },
    }


def export(run: Path, folder: Path) -> None:
    """Write everything but the report and the figures."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = run / "encoder.fp32.onnx"
    graph(load(run / "weights.pt"), whole)
    halve(whole, folder / "encoder.onnx")
    quantise(whole, folder / "encoder.int8.onnx")
    shutil.copyfile(base() / "tokenizer.json", folder / "tokenizer.json")
    (folder / "labels.json").write_text(json.dumps(labels(), indent=1) + "\n", encoding="utf-8")
    distil.write(folder / "vectors.npz")
    calibrate.write(folder)
    card.write(folder, run)


def main() -> None:
    """Export the run named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m models.export")
    parser.add_argument("run", help="a folder under runs/ (CAVEAT_RUNS)")
    parser.add_argument("version")
    given = parser.parse_args()
    export(RUNS / given.run, PUBLISHED / given.version)


if __name__ == "__main__":
    main()
