"""Which runtime runs the encoder: decided once, by what is installed and the machine can do.

A narrower arithmetic is taken only where the processor has instructions for it: elsewhere it gains
less than it loses. ``python -m caveat.evaluation.encoder_cost`` compares them on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from caveat.encoder.artefact import ENCODER, INT8, Artefact
from caveat.encoder.backends import processor
from caveat.encoder.backends.base import Backend
from caveat.errors import UnreadableInput

AUTO = "auto"
# Name of a runtime to the modules that have to be installed for it.
NEEDS = {
    "onnx": ("onnxruntime",),
    "onnx-int8": ("onnxruntime",),
    "openvino": ("openvino",),
    "torch": ("torch", "onnx"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A runtime and the arithmetic it uses: answers of two arithmetics differ in their digits, so
    that the model's version names it.
    """

    runtime: str
    arithmetic: str


def choose(artefact: Artefact, setting: str = AUTO) -> Choice:
    """The choice for this machine; loads no runtime. Raises UnreadableInput for one not there."""
    if setting == AUTO:
        return _best(artefact)
    missing = [module for module in NEEDS[setting] if find_spec(module) is None]
    if missing:
        raise UnreadableInput(
            f"CAVEAT_MODEL_RUNTIME: {setting} needs {' and '.join(missing)}, which is not "
            f'installed; install it or say "{AUTO}"'
        )
    if setting == "onnx-int8" and INT8 not in artefact.files:
        raise UnreadableInput(f"CAVEAT_MODEL_RUNTIME: {artefact.folder} has no {INT8}")
    return Choice(setting, _arithmetic(setting))


def start(artefact: Artefact, choice: Choice) -> Backend:
    """The backend, ready to run. Raises UnreadableInput when the runtime refuses the file."""
    # Each loads its runtime, which takes seconds and may not be installed.
    if choice.runtime == "torch":
        from caveat.encoder.backends.torch import TorchBackend  # noqa: PLC0415

        return TorchBackend(artefact.path(ENCODER), choice.arithmetic)
    if choice.runtime == "openvino":
        from caveat.encoder.backends.openvino import OpenVinoBackend  # noqa: PLC0415

        return OpenVinoBackend(artefact.path(ENCODER), choice.arithmetic)
    from caveat.encoder.backends.onnx import OnnxBackend  # noqa: PLC0415

    alone = choice.runtime == "onnx-int8"
    return OnnxBackend(artefact.path(INT8 if alone else ENCODER), choice.arithmetic, alone=alone)


def _best(artefact: Artefact) -> Choice:
    if processor.has_gpu() and _installed("torch"):
        return Choice("torch", _arithmetic("torch"))
    if processor.multiplies_bfloat16() and _installed("openvino"):
        return Choice("openvino", "bfloat16")
    if processor.multiplies_int8() and INT8 in artefact.files:
        return Choice("onnx-int8", "int8")
    return Choice("onnx", "float32")


def _arithmetic(runtime: str) -> str:
    if runtime == "onnx-int8":
        return "int8"
    if runtime == "openvino" and processor.multiplies_bfloat16():
        return "bfloat16"
    if runtime == "torch" and processor.has_gpu():
        return "bfloat16"
    return "float32"


def _installed(runtime: str) -> bool:
    return all(find_spec(module) is not None for module in NEEDS[runtime])
