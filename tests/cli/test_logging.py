"""What is written to the log, and what never is."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from caveat.cli.serve import configure_logging


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root, alembic = logging.getLogger(), logging.getLogger("alembic")
    handlers, levels = root.handlers, (root.level, alembic.level)
    yield
    root.handlers = handlers
    root.setLevel(levels[0])
    alembic.setLevel(levels[1])


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_fault_is_logged_with_its_place_and_without_what_was_at_hand(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging(log_format, "info")
    text = "the words of an article"
    try:
        raise RuntimeError("broken")
    except RuntimeError as error:
        logging.getLogger("caveat").error("a page failed", exc_info=error)
    logged = capsys.readouterr().err
    assert "RuntimeError: broken" in logged
    assert "test_logging.py" in logged
    assert text not in logged
