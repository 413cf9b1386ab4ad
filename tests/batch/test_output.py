"""What a run leaves behind: rows in both formats, the summary, and what it tells on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import orjson
import pyarrow.parquet as pq
import pytest

from caveat.batch import rows as schema
from caveat.batch import summary
from caveat.batch.job import Format
from caveat.batch.progress import Lines
from caveat.batch.tally import Tally
from tests.batch.archives import errors, lines, rows, score, write


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("archive") / "a.jsonl", [*lines(9), '{"text": '])


@pytest.mark.slow
def test_parquet_and_json_lines_hold_the_same_rows(archive: Path, tmp_path: Path) -> None:
    score(tmp_path / "jsonl", archive, shard_rows=4)
    score(tmp_path / "parquet", archive, shard_rows=4, format=Format.PARQUET)
    parts = sorted((tmp_path / "parquet").glob("part-*.parquet"))
    assert len(parts) == 3
    found = [row for part in parts for row in pq.read_table(part).to_pylist()]
    assert found == rows(tmp_path / "jsonl")
    stored = pq.read_schema(parts[0])
    assert stored.equals(schema.SCHEMA)
    assert stored.metadata[b"caveat.schema_version"] == b"1"
    evidence = [e for row in found for f in row["findings"] for e in f["evidence"]]
    assert any(e["counterpart"] for e in evidence)


def test_every_column_is_documented() -> None:
    document = (Path(__file__).parents[2] / "docs" / "batch.md").read_text(encoding="utf-8")
    missing = [name for name in names(schema.SCHEMA) if f"`{name}`" not in document]
    assert missing == []
    assert f"schema_version` is {schema.SCHEMA_VERSION}" in document


def names(schema: object) -> Iterator[str]:
    for field in schema:  # type: ignore[attr-defined]
        yield field.name
        kind = getattr(field.type, "value_type", field.type)
        if getattr(kind, "num_fields", 0):
            yield from names([kind.field(i) for i in range(kind.num_fields)])


def test_the_summary_counts_what_the_rows_hold(archive: Path, tmp_path: Path) -> None:
    outcome = score(tmp_path / "out", archive, shard_rows=4)
    found = rows(tmp_path / "out")
    assert outcome.tally.articles == len(found) == 9
    assert outcome.tally.held == sum(row["hold"] for row in found)
    assert outcome.tally.languages == {"en": 9}
    assert sum(outcome.tally.scores) == 9
    told = (tmp_path / "out" / "summary.txt").read_text()
    assert "records refused                 1  (see errors.jsonl)" in told
    kept = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    assert kept["counts"] == orjson.loads(orjson.dumps(outcome.tally.to_json()))
    assert len(errors(tmp_path / "out")) == 1
    page = (tmp_path / "out" / "summary.html").read_text()
    assert "<svg" in page
    assert "<script" not in page


def test_what_comes_from_articles_is_escaped_in_the_page_and_the_text() -> None:
    hostile = "<script>alert(1)</script>\x1b[31m"
    tally = Tally()
    row = {
        "article_id": hostile,
        "source": hostile,
        "hold": True,
        "score": 0.5,
        "language": "en",
        "related": [],
        "findings": [],
    }
    tally.count(row, 1.0)
    done = summary.Summary(tally, 0, None, {})
    assert "<script>" not in summary.html(done)
    assert "\x1b" not in summary.text(done)


def test_progress_is_a_line_every_half_minute_with_rate_errors_and_time_left() -> None:
    now = [100.0]
    told: list[str] = []
    progress = Lines(told.append, clock=lambda: now[0])
    progress.phase("scoring", 1_000, done=400)
    for _ in range(4):
        now[0] += 10
        progress.step(50, 1)
    assert told == [
        "scoring: 400 of 1,000, 0.0/s, 0 refused",
        "scoring: 550 of 1,000, 5.0/s, 3 refused, 0:01:30 left",
    ]


def test_progress_as_json_is_one_object_a_line(archive: Path, tmp_path: Path) -> None:
    told: list[str] = []
    score(
        tmp_path / "out",
        archive,
        sources=False,
        progress=Lines(told.append, as_json=True, every=0),
    )
    steps = [json.loads(line) for line in told]
    assert [s["phase"] for s in steps if s["done"] in (0, None)][-1] == "scoring"
    assert steps[-1] == {**steps[-1], "done": 10, "total": 10, "errors": 1}
