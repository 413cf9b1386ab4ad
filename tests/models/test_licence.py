"""Weights that ship learn only from what may be learned from."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.evaluation import datasets
from models.licence import TRAINABLE, MeasureOnly, training_rows
from models.plan import Config

_MEASURED = ("hans", "med", "bbc_news", "author_bios", "fever_symmetric", "xnli", "claimdiff")


@pytest.mark.parametrize("name", _MEASURED)
def test_a_configuration_that_names_a_measured_set_is_refused(tmp_path: Path, name: str) -> None:
    config = tmp_path / "bad.toml"
    config.write_text(f'name = "bad"\nseed = 1\n[draws]\n{name} = 10\n')
    with pytest.raises(MeasureOnly, match=name):
        Config.load(config)


@pytest.mark.parametrize(
    "path", ["hans/eval.jsonl.gz", "mnli/dev_matched.jsonl.gz", "snli/test.jsonl.gz"]
)
def test_a_file_that_is_measured_on_cannot_be_read_for_training(path: str) -> None:
    with pytest.raises(MeasureOnly, match="may not learn"):
        training_rows(path)


@pytest.mark.data
def test_every_file_open_to_training_is_of_a_set_marked_so() -> None:
    table = (datasets.root() / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [[c.strip() for c in row.split("|")] for row in table if row.startswith("| ")]
    use = {row[1]: row[3] for row in cells if len(row) > 4}
    for path in TRAINABLE:
        name = path.split("/")[0]
        assert use[name].startswith(("train", "use")), name
    assert all(use[name].startswith("measure") for name in _MEASURED)
