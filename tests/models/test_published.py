"""What is published: whole, small enough, and in int8 as good as in half precision."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from caveat.encoder.template import FORMAT, HEADS, Head
from models.licence import TRAINABLE
from models.plan import read, split
from models.session import Session

_ROOT = Path(__file__).parents[2] / "models" / "published"
_MEGABYTE = 1_000_000
folders = sorted(p.parent for p in _ROOT.glob("*/card.json"))
pytestmark = pytest.mark.parametrize("folder", folders, ids=lambda f: f.name)


def test_no_file_is_over_fifty_megabytes_and_all_are_under_a_hundred(folder: Path) -> None:
    sizes = [p.stat().st_size for p in folder.iterdir()]
    assert max(sizes) < 50 * _MEGABYTE
    assert sum(sizes) < 100 * _MEGABYTE


def test_the_card_names_every_file_by_its_hash(folder: Path) -> None:
    files = json.loads((folder / "card.json").read_text())["files"]
    assert set(files) == {p.name for p in folder.iterdir()} - {"card.json", "REPORT.md"}
    for name, expected in files.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected


def test_the_card_says_what_was_learned_from_and_all_of_it_was_allowed(folder: Path) -> None:
    learned = json.loads((folder / "card.json").read_text())["learned_from"]
    assert set(learned["files"]) <= set(TRAINABLE)
    assert learned["stages"][0]["start"] == "base"
    assert all(s["learned_from"] > 0 for x in learned["stages"] for s in x["sources"].values())


def test_labels_are_those_of_the_input_format(folder: Path) -> None:
    made = json.loads((folder / "labels.json").read_text())
    assert made["format"] == FORMAT
    assert {h: tuple(x["labels"]) for h, x in made["heads"].items()} == {
        h.value: form.labels for h, form in HEADS.items()
    }


@pytest.mark.slow
def test_int8_answers_held_out_rows_as_half_precision_does(folder: Path) -> None:
    if not (folder / "encoder.int8.onnx").is_file():
        pytest.skip("no int8 weights are published")
    half, int8 = Session(folder), Session(folder, "encoder.int8.onnx")
    _, keep = split(("traps", "notices"))
    for head, name in ((Head.PAIR, "traps"), (Head.SCOPE, "notices")):
        rows = keep[name][::3]
        inputs = [r.inputs for r in read(half.tokenizer, rows)]
        target = np.array([e.targets[head] for e in rows])
        right = [
            target[np.arange(len(rows)), s.logits(inputs)[head].argmax(1)].mean()
            for s in (half, int8)
        ]
        # Half a point, and what one row in so few weighs.
        assert right[0] - right[1] <= 0.005 + 1 / len(rows)
