"""Keeping source articles in order: retention by age, reading again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

import caveat.store
from caveat.cli import sources
from caveat.document import Article, parse


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store with an old article, a new one and one without a date."""
    url = f"sqlite:///{tmp_path / 'sources.db'}"
    store = caveat.store.open(url)
    now = datetime.now(UTC)
    store.add(
        [
            parse(Article("old", "A ferry ran aground.", published_at=now - timedelta(days=91))),
            parse(Article("new", "A bridge collapsed.", published_at=now - timedelta(days=89))),
            parse(Article("undated", "A mayor was elected.")),
        ]
    )
    store.close()
    return url


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(sources.app, arguments)
    return result.exit_code, result.output


@pytest.mark.parametrize("age", ["90d", "12w"])
def test_articles_older_than_an_age_expire(url: str, age: str) -> None:
    left = 2 if age == "90d" else 1
    code, said = run("expire", "--older-than", age, "--store", url)
    assert (code, said) == (0, f"expired {3 - left}, left {left}\n")


def test_what_is_young_enough_stays(url: str) -> None:
    assert run("expire", "--older-than", "2y", "--store", url) == (0, "expired 0, left 3\n")


@pytest.mark.parametrize(
    "age", ["", "90", "d", "-1d", "0d", "1.5d", "\u00b2d", "90 d", "9999y", "9m"]
)
def test_what_is_no_age_expires_nothing_and_is_named(url: str, age: str) -> None:
    code, said = run("expire", "--older-than", age, "--store", url)
    assert code == 2
    assert "--older-than" in said
    assert run("expire", "--older-than", "2y", "--store", url) == (0, "expired 0, left 3\n")


def test_reading_again_says_how_many_were(url: str) -> None:
    assert run("reindex", "--store", url) == (0, "read again 0\n")
    assert run("reindex", "--all", "--store", url) == (0, "read again 3\n")
