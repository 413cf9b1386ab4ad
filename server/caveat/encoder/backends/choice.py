"""Which runtime runs the encoder: decided once, by what is installed and the machine can do."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from caveat.encoder.artefact import ENCODER, INT8, Artefact
from caveat.encoder.backends import processor
from caveat.encoder.backends.base import Backend
from caveat.errors import UnreadableInput

AUTO = "auto"
# Name of a runtime to the module that has to be installed for it.
NEEDS = {
    "onnx": "onnxruntime",
    "onnx-int8": "onnxruntime",
    "openvino": "openvino",
    "torch": "torch",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A runtime and the arithmetic it uses: answers differ between two of these in their last
    digits, so that both are part of the model's version.
    """

    runtime: str
    arithmetic: str


def choose(artefact: Artefact, setting: str = AUTO) -> Choice:
    """The choice for this machine; loads no runtime. Raises UnreadableInput for one not there."""
    if setting == AUTO:
        setting = _best(artefact)
    if find_spec(NEEDS[setting]) is None:
        raise UnreadableInput(
            f"CAVEAT_MODEL_RUNTIME: {setting} needs the package {NEEDS[setting]}, which is not "
            f'installed; install it or say "{AUTO}"'
        )
    if setting == "onnx-int8" and INT8 not in artefact.files:
        raise UnreadableInput(f"CAVEAT_MODEL_RUNTIME: {artefact.folder} has no {INT8}")
    return Choice(setting, _arithmetic(setting))


def start(artefact: Artefact, choice: Choice) -> Backend:
    """The backend, ready to run. Raises UnreadableInput when the runtime refuses the file."""
    from caveat.encoder.backends.onnx import OnnxBackend  # noqa: PLC0415 (loads a runtime)

    name = f"{choice.runtime} {choice.arithmetic}"
    if choice.runtime == "onnx-int8":
        return OnnxBackend(artefact.path(INT8), name, alone=True)
    return OnnxBackend(artefact.path(ENCODER), name)


def _best(artefact: Artefact) -> str:
    if processor.multiplies_int8() and INT8 in artefact.files:
        return "onnx-int8"
    return "onnx"


def _arithmetic(setting: str) -> str:
    return "int8" if setting == "onnx-int8" else "float32"
