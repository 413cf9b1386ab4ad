import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Caveat = Callable[..., "subprocess.CompletedProcess[str]"]
STORY = (
    "Storm cuts power to 4,000 homes in Delby\n\nBy Anna Berg\n\n"
    "A storm cut power to 4,000 homes in Delby on Monday, the grid operator Nordnett said.\n\n"
    "“We expect to be done by Tuesday,” said Ola Lund, its spokesman.\n"
)


def test_the_demo_scores_the_seeds_and_stops_cleanly(caveat: Caveat, seeds: list[Path]) -> None:
    run = caveat("demo", seeds[0].parent)
    assert run.returncode == 0, run.stderr
    assert all(path.stem in run.stdout for path in seeds)
    assert "exit code 0" in run.stdout
    assert "Traceback" not in run.stderr


def test_a_parsed_article_names_its_parts(caveat: Caveat, tmp_path: Path) -> None:
    path = tmp_path / "storm.txt"
    path.write_text(STORY, encoding="utf-8")
    run = caveat("parse", "--json", path)
    assert run.returncode == 0, run.stderr
    parsed = json.loads(run.stdout)
    assert parsed["articleId"] == "storm"
    assert [s["kind"] for s in parsed["sections"]] == ["headline", "byline", "body"]
    assert parsed["byline"]["names"] == ["Anna Berg"]
    speaker = parsed["quotations"][0]["speaker"]
    assert "Ola Lund" in STORY[speaker["start"] : speaker["end"]]


def test_sources_are_stored_found_and_deleted(caveat: Caveat, tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/deep/store.sqlite3"
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text(STORY, encoding="utf-8")
    other.write_text(STORY.replace("4,000", "5,000"), encoding="utf-8")
    assert "added 1" in caveat("sources", "add", one, "--store", store).stdout
    assert "unchanged 1" in caveat("sources", "add", one, "--store", store).stdout
    found = caveat("sources", "related", other, "--store", store)
    assert " one" in found.stdout, found.stderr
    assert "deleted 1" in caveat("sources", "delete", "one", "--store", store).stdout
    gone = caveat("sources", "delete", "one", "--store", store)
    assert gone.returncode == 2
    assert "one" in gone.stderr


def test_the_rules_keep_the_promises_of_their_examples(caveat: Caveat) -> None:
    run = caveat("signals", "test")
    assert run.returncode == 0, run.stderr
    assert " 0 failures" in run.stdout


def test_the_four_signals_are_listed(caveat: Caveat) -> None:
    listed = caveat("signals").stdout
    for name in ("attribution", "bio", "conflict", "disclaimer"):
        assert f"\n{name} " in f"\n{listed}"


def test_a_server_that_is_not_there_is_not_healthy(caveat: Caveat) -> None:
    run = caveat("health", "--server", "127.0.0.1:1")
    assert run.returncode == 1
    assert "127.0.0.1:1" in run.stderr


def test_an_unknown_table_is_refused_with_those_that_exist(caveat: Caveat) -> None:
    run = caveat("evaluate", "nothing")
    assert run.returncode == 2
    assert "related" in run.stderr


def test_a_store_that_cannot_be_opened_is_named(caveat: Caveat, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"this is no database" * 100)
    run = caveat("sources", "delete", "a", "--store", f"sqlite:///{broken}")
    assert run.returncode == 2
    assert "broken.sqlite3" in run.stderr
    assert "Traceback" not in run.stderr
