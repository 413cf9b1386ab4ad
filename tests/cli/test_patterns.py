import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Caveat = Callable[..., "subprocess.CompletedProcess[str]"]
HOUSE = """
language = "en"

[[notice]]
kind = "satire"
name = "house"
pattern = 'grain of salt column'
why = "The house calls its satire so."
match = ["Filed under the Grain of Salt Column."]
no_match = ["She added a grain of salt."]
"""
STORY = (
    "Hall moves to the moon\n\nThe mayor left on Monday.\n\nFiled under: Grain of Salt Column.\n"
)


def test_patterns_of_ones_own_join_those_that_ship(caveat: Caveat, tmp_path: Path) -> None:
    patterns, story = tmp_path / "house.toml", tmp_path / "story.txt"
    patterns.write_text(HOUSE, encoding="utf-8")
    story.write_text(STORY, encoding="utf-8")
    assert '"satire"' not in caveat("score", "--json", story).stdout
    run = caveat("score", "--json", "--patterns", patterns, story)
    assert run.returncode == 0, run.stderr
    findings = json.loads(run.stdout)["findings"]
    assert any(e["kind"] == "satire" for f in findings for e in f.get("evidence", []))


def test_a_pattern_file_that_is_wrong_is_named_with_its_pattern(
    caveat: Caveat, tmp_path: Path
) -> None:
    patterns = tmp_path / "house.toml"
    patterns.write_text(HOUSE.replace("grain of salt column'", "grain of (salt'"), encoding="utf-8")
    run = caveat("signals", "test", "--patterns", patterns)
    assert run.returncode == 2
    assert "house.toml" in run.stderr
    assert "house" in run.stderr
    assert "Traceback" not in run.stderr
