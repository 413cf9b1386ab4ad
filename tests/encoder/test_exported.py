"""An encoder as models/ exports it: every runtime answers as the network that was trained."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training's needs are not installed")

from caveat.encoder.backends import Backend, Batch, width  # noqa: E402
from caveat.encoder.backends.onnx import OnnxBackend  # noqa: E402
from models import export  # noqa: E402
from models.network import Network  # noqa: E402

pytestmark = pytest.mark.slow

VOCABULARY = 500
# Weights are stored in half precision: about three digits.
HALVED = 5e-3
# Between runtimes that read the same weights.
EQUAL = 2e-5


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(11)
    made = Network.tiny(VOCABULARY)
    with torch.no_grad():
        # No two alike: an exporter keeps one of several equal weights.
        for weight in made.parameters():
            weight.add_(torch.randn_like(weight) * 0.05)
    made.bert.set_attn_implementation("eager")
    return made.eval()


@pytest.fixture(scope="module")
def graph(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own: that it is the older one
        export.graph(network, folder / "whole.onnx")
    network.eval()  # the exporter leaves it training
    export.halve(folder / "whole.onnx", folder / "encoder.onnx")
    return folder / "encoder.onnx"


def _backend(name: str, graph: Path) -> Backend:
    if name == "torch":
        from caveat.encoder.backends.torch import TorchBackend

        return TorchBackend(graph, "float32")
    if name == "openvino":
        pytest.importorskip("openvino")
        from caveat.encoder.backends.openvino import OpenVinoBackend

        return OpenVinoBackend(graph, "float32")
    return OnnxBackend(graph, "float32")


def _batch() -> Batch:
    rng = np.random.default_rng(5)
    ids = rng.integers(1, VOCABULARY, (6, 20))
    mask, segments = np.ones_like(ids), np.zeros_like(ids)
    for row, length in enumerate((20, 3, 17, 20, 9, 18)):
        ids[row, length:] = mask[row, length:] = 0
        segments[row, length // 2 : length] = row % 2
    return Batch(ids, mask, segments)


@pytest.mark.parametrize("name", ["onnx", "openvino", "torch"])
def test_exported_answers_equal_those_of_the_network(
    name: str, network: Network, graph: Path
) -> None:
    batch = _batch()
    arrays = (batch.ids, batch.mask, batch.segments)
    with torch.inference_mode():
        original = network(*(torch.from_numpy(array) for array in arrays))
    first = OnnxBackend(graph, "float32").run(batch)
    for head, logits in _backend(name, graph).run(batch).items():
        assert np.abs(logits - original[head].numpy()).max() < HALVED
        assert np.abs(logits - first[head]).max() < EQUAL


@pytest.mark.parametrize("name", ["onnx", "openvino"])
def test_a_row_is_the_same_bits_alone_and_among_others(name: str, graph: Path) -> None:
    backend, batch = _backend(name, graph), _batch()
    assert batch.ids.shape[1] == width(batch.ids.shape[1], backend.multiple)
    together = backend.run(batch)
    for row in range(len(batch.ids)):
        one = Batch(*(a[row : row + 1] for a in (batch.ids, batch.mask, batch.segments)))
        for head, logits in backend.run(one).items():
            assert np.array_equal(logits[0], together[head][row])


def test_a_lone_row_is_not_run_twice(graph: Path) -> None:
    """The mean over tokens is a product, so that one row takes the kernels of many."""
    assert not OnnxBackend(graph, "float32")._doubles_one
