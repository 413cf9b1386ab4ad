"""A published classifier in the small: a real tokenizer, graph and table, with random weights."""

from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers

from caveat.encoder.template import FORMAT
from caveat.questions import HEADS, Head

WIDTH = 32
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def publish(
    root: Path, version: str = "tiny-1", *, languages: Sequence[str] = ("en",), seed: int = 0
) -> Path:
    """Write a version under a root, and give its folder."""
    folder = root / version
    folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    tokenizer = _tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    size = tokenizer.get_vocab_size()
    onnx.save(_graph(size, rng), str(folder / "encoder.onnx"))
    tables: dict[str, Any] = {
        "codes": rng.integers(-127, 128, (size, 16)).astype(np.int8),
        "scale": rng.uniform(0.001, 0.01, size).astype(np.float32),
        "topic.weight": rng.normal(size=(len(HEADS[Head.TOPIC].labels), 16)),
        "topic.bias": np.zeros(len(HEADS[Head.TOPIC].labels)),
    }
    np.savez(folder / "vectors.npz", **tables)
    heads = {
        head.value: {
            "labels": form.labels,
            "exclusive": form.exclusive,
            "segments": form.segments,
            "budget": form.budget,
        }
        for head, form in HEADS.items()
    }
    write(folder / "labels.json", {"format": FORMAT, "heads": heads})
    sizes = {h.value: len(f.labels) for h, f in HEADS.items()}
    sizes["static.topic"] = sizes["topic"]
    scaling = {name: {"scale": [2.0] * n, "shift": [0.1] * n} for name, n in sizes.items()}
    write(folder / "calibration.json", scaling)
    sign(folder, version, languages)
    return folder


def sign(folder: Path, version: str, languages: Sequence[str] = ("en",)) -> None:
    """Write the card with the hashes of what is there now."""
    names = sorted(p.name for p in folder.iterdir() if p.name != "card.json")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    write(folder / "card.json", {"version": version, "languages": list(languages), "files": hashes})


def write(path: Path, data: Any) -> None:
    """Write JSON."""
    path.write_text(json.dumps(data), encoding="utf-8")


def _tokenizer() -> Tokenizer:
    letters = list(string.ascii_lowercase + string.digits + string.punctuation)
    words = ["the", "mayor", "of", "said", "not", "story", "satire", "match", "budget"]
    pieces = [*SPECIAL, *letters, *(f"##{c}" for c in letters), *words]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token=SPECIAL[1]))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in SPECIAL])
    # As the files of sentence transformers have it: both must be taken off again.
    tokenizer.enable_padding(length=128)
    tokenizer.enable_truncation(128)
    return tokenizer


def _graph(size: int, rng: np.random.Generator) -> onnx.ModelProto:
    """One layer of attention, a masked mean, and a linear head a question."""
    weights: dict[str, NDArray[Any]] = {
        "words": rng.normal(size=(size, WIDTH)).astype(np.float32),
        "places": rng.normal(size=(2, WIDTH)).astype(np.float32),
        "query": (rng.normal(size=(WIDTH, WIDTH)) / WIDTH).astype(np.float32),
        "one": np.array(1.0, dtype=np.float32),
        "far": np.array(-1e9, dtype=np.float32),
        "last": np.array([-1], dtype=np.int64),
        "second": np.array([1], dtype=np.int64),
    }
    node = helper.make_node
    nodes = [
        node("Gather", ["words", "input_ids"], ["w"]),
        node("Gather", ["places", "token_type_ids"], ["p"]),
        node("Add", ["w", "p"], ["x"]),
        node("Cast", ["attention_mask"], ["kept"], to=TensorProto.FLOAT),
        node("Sub", ["one", "kept"], ["padding"]),
        node("Mul", ["padding", "far"], ["shut"]),
        node("Unsqueeze", ["shut", "second"], ["shut_rows"]),
        node("MatMul", ["x", "query"], ["q"]),
        node("Transpose", ["x"], ["k"], perm=[0, 2, 1]),
        node("MatMul", ["q", "k"], ["likeness"]),
        node("Add", ["likeness", "shut_rows"], ["open"]),
        node("Softmax", ["open"], ["attention"], axis=-1),
        node("MatMul", ["attention", "x"], ["mixed"]),
        node("Tanh", ["mixed"], ["states"]),
        node("Unsqueeze", ["kept", "last"], ["kept_columns"]),
        node("Mul", ["states", "kept_columns"], ["kept_states"]),
        node("ReduceSum", ["kept_states", "second"], ["sums"], keepdims=0),
        node("ReduceSum", ["kept_columns", "second"], ["counts"], keepdims=0),
        node("Div", ["sums", "counts"], ["mean"]),
    ]
    outputs = []
    for head, form in HEADS.items():
        count = len(form.labels)
        weights[f"{head}.weight"] = rng.normal(size=(WIDTH, count)).astype(np.float32)
        nodes.append(node("MatMul", ["mean", f"{head}.weight"], [head.value]))
        outputs.append(helper.make_tensor_value_info(head.value, TensorProto.FLOAT, ["b", count]))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "s"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    held = [numpy_helper.from_array(array, name) for name, array in weights.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, held)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
