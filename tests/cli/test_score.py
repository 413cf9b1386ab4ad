import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Caveat = Callable[..., "subprocess.CompletedProcess[str]"]
STORY = (
    "Council votes to close bridge\n\nBy Anna Berg\n\nThe council voted on Tuesday to close it.\n"
)


def _lines(run: "subprocess.CompletedProcess[str]") -> list[dict[str, Any]]:
    return [json.loads(line) for line in run.stdout.splitlines()]


def _bad_inputs(folder: Path) -> dict[str, Path]:
    files = {
        "empty.txt": b"",
        "blank.txt": b" \n \n",
        "binary.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
        "latin1.txt": "caf\xe9 closes on Monday".encode("latin-1"),
        "nul.txt": b"One\x00two said so.",
        "huge.txt": b"word " * 10_000_000,
        "unknown.json": json.dumps({"id": "a", "text": "T.", "byline": "x", "lede": "y"}).encode(),
        "date.json": json.dumps({"text": "T.", "published_at": "last Tuesday"}).encode(),
        "future.json": json.dumps({"text": "T.", "published_at": "2999-01-01"}).encode(),
        "surrogate.json": b'{"text": "A \\ud800 b."}',
        "broken.json": b'{"text": ',
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "folder.txt").mkdir()
    return {name: folder / name for name in [*files, "folder.txt", "missing.txt"]}


def test_bad_files_are_named_with_a_way_out_and_the_good_one_is_still_scored(
    caveat: Caveat, tmp_path: Path
) -> None:
    good = tmp_path / "good.txt"
    good.write_text(STORY)
    bad = _bad_inputs(tmp_path)
    run = caveat("score", "--json", *bad.values(), good)
    assert run.returncode == 2
    assert [line["articleId"] for line in _lines(run)] == ["good"]
    assert "Traceback" not in run.stderr
    complaints = [line for line in run.stderr.splitlines() if line.startswith("caveat: ")]
    assert len(complaints) == len(bad)
    for name in bad:
        assert any(name in complaint for complaint in complaints), name
    assert "byline" in run.stderr
    assert "lede" in run.stderr


def test_right_to_left_text_and_combining_marks_are_scored(caveat: Caveat, tmp_path: Path) -> None:
    (tmp_path / "ar.txt").write_text("أعلنت الحكومة اليوم عن خطة جديدة لتطوير التعليم في البلاد.\n")
    (tmp_path / "nfd.txt").write_text(
        "Le pre\u0301sident a annonce\u0301 lundi un nouveau budget.\n"
    )
    run = caveat("score", "--json", tmp_path / "ar.txt", tmp_path / "nfd.txt")
    assert run.returncode == 0, run.stderr
    assert len(_lines(run)) == 2


def test_every_evidence_text_stands_at_its_span(caveat: Caveat, seeds: list[Path]) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in seeds}
    run = caveat("score", "--json", *seeds)
    assert run.returncode == 0, run.stderr
    checked = 0
    for line in _lines(run):
        for finding in line["findings"]:
            for evidence in finding.get("evidence", []):
                span = evidence["span"]
                assert span["field"] == "text"
                source = texts[line["articleId"]]
                assert source[span.get("start", 0) : span["end"]] == evidence.get("text", "")
                checked += 1
    assert checked >= 10


def test_the_same_call_gives_the_same_bytes(caveat: Caveat, seeds: list[Path]) -> None:
    assert caveat("score", "--json", *seeds).stdout == caveat("score", "--json", *seeds).stdout


def test_alone_no_article_is_held_against_another(caveat: Caveat, seeds: list[Path]) -> None:
    for line in _lines(caveat("score", "--json", "--alone", *seeds)):
        conflict = next(f for f in line["findings"] if f["signal"] == "conflict")
        assert all(
            e["counterpart"]["articleId"] == line["articleId"]
            for e in conflict.get("evidence", [])
            if "counterpart" in e
        )


def test_a_report_page_is_written(caveat: Caveat, seeds: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    run = caveat("score", "--html", out, *seeds)
    assert run.returncode == 0, run.stderr
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_page_that_cannot_be_written_is_named(caveat: Caveat, seeds: list[Path]) -> None:
    run = caveat("score", "--html", "/nowhere/report.html", seeds[0])
    assert run.returncode == 2
    assert "/nowhere/report.html" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("arguments", [[], ["score"], ["parse"], ["sources", "add"]])
def test_a_call_without_its_arguments_says_how_to_call(
    caveat: Caveat, arguments: list[str]
) -> None:
    run = caveat(*arguments)
    assert run.returncode == 2
    assert "Usage" in run.stdout + run.stderr


def test_an_unreachable_server_is_named(caveat: Caveat, seeds: list[Path]) -> None:
    run = caveat("score", "--server", "127.0.0.1:1", seeds[0])
    assert run.returncode == 2
    assert "127.0.0.1:1" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("stdin", "ids"),
    [
        (STORY, ["stdin"]),
        ('{"text": "The council met on Tuesday."}\n', ["stdin#1"]),
        ('{"id": "a", "text": "One met."}\n{"id": "b", "text": "Two met."}\n', ["a", "b"]),
        ('{\n "id": "a",\n "text": "The council met on Tuesday."\n}\n', ["a"]),
        ("<html><body><article><p>The council met there.</p></article></body></html>", ["stdin"]),
    ],
)
def test_a_dash_reads_standard_input_in_the_format_that_it_starts_with(
    caveat: Caveat, stdin: str, ids: list[str]
) -> None:
    run = caveat("score", "--json", "-", stdin=stdin)
    assert [line["articleId"] for line in _lines(run)] == ids, run.stderr


def test_an_empty_standard_input_is_refused_by_its_name(caveat: Caveat) -> None:
    run = caveat("score", "-")
    assert run.returncode == 2
    assert "standard input: is empty" in run.stderr
