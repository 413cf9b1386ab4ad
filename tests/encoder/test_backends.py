"""Runtimes: chosen by what is there, equal in their answers, each row independent of the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from caveat.encoder import artefact
from caveat.encoder.backends import Backend, Batch, choice, choose, processor, start, width
from caveat.encoder.template import Inputs, assemble, load_tokenizer
from caveat.errors import UnreadableInput
from caveat.questions import Head, Question

# Answers have four decimals; logits of two runtimes differ by less than shows in them.
TOLERANCE = 2e-5


def _inputs(folder: Path) -> list[Inputs]:
    tokenizer = load_tokenizer(folder / artefact.TOKENIZER)
    texts = [
        "The mayor said so.",
        "satire",
        "not " * 60,
        "the budget of the match",
        "12 x",
        "match",
    ]
    return [
        *assemble(tokenizer, [Question(Head.SCOPE, text) for text in texts]),
        *assemble(tokenizer, [Question(Head.PAIR, text, "The mayor.") for text in texts]),
    ]


@pytest.fixture(params=["onnx", "openvino"])
def backend(request: pytest.FixtureRequest, published: Path) -> Backend:
    pytest.importorskip(choice.NEEDS[request.param][0])
    found = artefact.load(published)
    return start(found, choose(found, request.param))


def test_every_runtime_gives_the_logits_of_the_one_that_ships(
    backend: Backend, published: Path
) -> None:
    found = artefact.load(published)
    first = start(found, choose(found, "onnx"))
    batch = Batch.of(_inputs(published))
    for head, logits in first.run(batch).items():
        assert np.abs(backend.run(batch)[head] - logits).max() < TOLERANCE


def test_a_rows_logits_are_the_same_bits_alone_and_among_others_of_its_width(
    backend: Backend, published: Path
) -> None:
    by_width: dict[int, list[Inputs]] = {}
    for one in _inputs(published):
        by_width.setdefault(width(len(one.ids), backend.multiple), []).append(one)
    assert any(len(same) > 2 for same in by_width.values())
    for same in by_width.values():
        together = backend.run(Batch.of(same, backend.multiple))
        for row, one in enumerate(same):
            for head, logits in backend.run(Batch.of([one], backend.multiple)).items():
                assert np.array_equal(logits[0], together[head][row]), (head, row)


def test_torch_refuses_an_encoder_of_another_make(published: Path) -> None:
    pytest.importorskip("torch")
    found = artefact.load(published)

    with pytest.raises(UnreadableInput, match="PyTorch cannot run it"):
        start(found, choose(found, "torch"))


@pytest.mark.parametrize(
    ("flags", "gpu", "installed", "expected"),
    [
        (set(), False, {"onnx"}, ("onnx", "float32")),
        ({"avx512_vnni"}, False, {"onnx"}, ("onnx-int8", "int8")),
        ({"avx512_vnni", "amx_bf16"}, False, {"onnx"}, ("onnx-int8", "int8")),
        ({"avx512_vnni", "amx_bf16"}, False, {"onnx", "openvino"}, ("openvino", "bfloat16")),
        ({"avx512_vnni"}, False, {"onnx", "openvino"}, ("onnx-int8", "int8")),
        (set(), True, {"onnx"}, ("onnx", "float32")),
        (set(), True, {"onnx", "torch"}, ("torch", "bfloat16")),
    ],
)
def test_the_runtime_is_chosen_by_what_is_installed_and_the_machine_can_do(
    published: Path,
    monkeypatch: pytest.MonkeyPatch,
    flags: set[str],
    gpu: bool,
    installed: set[str],
    expected: tuple[str, str],
) -> None:
    monkeypatch.setattr(processor, "flags", lambda: frozenset(flags))
    monkeypatch.setattr(processor, "has_gpu", lambda: gpu)
    monkeypatch.setattr(choice, "_installed", lambda runtime: runtime in installed)
    found = artefact.load(published)
    both = replace(found, files=found.files | {artefact.INT8})

    assert choose(both) == choice.Choice(*expected)


def test_int8_is_chosen_only_where_the_version_has_it(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processor, "flags", lambda: frozenset({"avx512_vnni"}))
    monkeypatch.setattr(processor, "has_gpu", lambda: False)

    assert choose(artefact.load(published)).runtime == "onnx"


def test_a_runtime_that_is_not_installed_is_refused_by_name(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(choice.NEEDS, "openvino", ("no_such_module",))

    with pytest.raises(UnreadableInput, match="openvino needs no_such_module"):
        choose(artefact.load(published), "openvino")
