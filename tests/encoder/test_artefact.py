"""What is published is found and checked, and nothing else is used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caveat.encoder import artefact, model_version, open_classifier
from caveat.errors import UnreadableInput
from tests.encoder.tiny import publish, sign, write


def test_the_newest_version_is_the_one_with_the_highest_numbers(tmp_path: Path) -> None:
    for version in ("2026.9.1", "2026.10.1", "2026.2.11"):
        (tmp_path / version).mkdir()
        (tmp_path / version / "card.json").touch()
    (tmp_path / "2027.1.1").mkdir()  # unfinished: no card yet

    assert artefact.newest((tmp_path,)) == tmp_path / "2026.10.1"


def test_an_earlier_root_is_preferred_to_a_later_one(tmp_path: Path) -> None:
    wheel = publish(tmp_path / "wheel", "1")
    publish(tmp_path / "tree", "2")

    assert artefact.newest((tmp_path / "none", tmp_path / "wheel", tmp_path / "tree")) == wheel


def test_without_a_published_model_there_is_no_classifier(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(artefact, "_SHIPPED", (tmp_path,))

    assert open_classifier() is None
    assert model_version() == "none"


def test_none_leaves_the_classifier_out() -> None:
    assert open_classifier("none") is None
    assert model_version("none") == "none"


def test_a_folder_without_a_card_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"no card\.json; name the folder of one version"):
        open_classifier(str(tmp_path))


@pytest.mark.parametrize(
    "name",
    ["encoder.onnx", "tokenizer.json", "vectors.npz", "labels.json", "calibration.json"],
)
def test_a_changed_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    folder = publish(tmp_path)
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")

    with pytest.raises(UnreadableInput, match=f"{name}: not the file that the card names"):
        open_classifier(str(folder))


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    folder = publish(tmp_path)
    (folder / "vectors.npz").unlink()

    with pytest.raises(UnreadableInput, match=r"vectors\.npz: cannot be read"):
        open_classifier(str(folder))


def test_a_card_cannot_name_files_elsewhere(tmp_path: Path) -> None:
    folder = publish(tmp_path)
    card = json.loads((folder / "card.json").read_text())
    card["files"]["../labels.json"] = "0"
    write(folder / "card.json", card)

    with pytest.raises(UnreadableInput, match="not the name of a file beside the card"):
        open_classifier(str(folder))


def test_weights_for_another_input_format_are_refused(tmp_path: Path) -> None:
    folder = publish(tmp_path)
    labels = json.loads((folder / "labels.json").read_text())
    write(folder / "labels.json", labels | {"format": 0})
    sign(folder, "tiny-1")

    with pytest.raises(UnreadableInput, match="its input format is 0"):
        open_classifier(str(folder))


def test_labels_in_another_order_are_refused(tmp_path: Path) -> None:
    folder = publish(tmp_path)
    labels = json.loads((folder / "labels.json").read_text())
    labels["heads"]["pair"]["labels"].reverse()
    write(folder / "labels.json", labels)
    sign(folder, "tiny-1")

    with pytest.raises(UnreadableInput, match="labels of the head 'pair'"):
        open_classifier(str(folder))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("encoder.onnx", b"not a graph", "ONNX Runtime cannot run it"),
        ("tokenizer.json", b"{}", "not a tokenizer"),
        ("vectors.npz", b"not a table", "not a table of static vectors"),
        ("calibration.json", b"{}", "disclaimer needs scale and shift"),
        ("calibration.json", b"[]", "not a JSON object"),
    ],
)
def test_a_file_that_is_signed_and_useless_is_refused(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    folder = publish(tmp_path)
    (folder / name).write_bytes(content)
    sign(folder, "tiny-1")

    with pytest.raises(UnreadableInput, match=said):
        open_classifier(str(folder))


def test_a_runtime_that_the_model_has_no_file_for_is_refused(published: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"has no encoder\.int8\.onnx"):
        open_classifier(str(published), "onnx-int8")


def test_the_version_names_weights_and_arithmetic(published: Path) -> None:
    assert model_version(str(published), "onnx") == "tiny-1+float32"
