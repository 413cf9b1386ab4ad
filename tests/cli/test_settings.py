from pathlib import Path

import pytest

from caveat import config
from caveat.errors import UnreadableInput

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    rows = DOCS.read_text(encoding="utf-8").splitlines()
    documented = {row.split("`")[1] for row in rows if row.startswith("| `CAVEAT_")}
    assert documented == {f"CAVEAT_{name.upper()}" for name in config.Settings.model_fields}


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAVEAT_PORT", "many")
    monkeypatch.setenv("CAVEAT_LOG_FORMAT", "xml")
    with pytest.raises(UnreadableInput) as refused:
        config.load()
    assert "CAVEAT_PORT" in str(refused.value)
    assert "CAVEAT_LOG_FORMAT" in str(refused.value)


def test_the_service_listens_on_loopback_unless_told_otherwise() -> None:
    assert config.Settings().host == "127.0.0.1"
