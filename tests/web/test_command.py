"""``caveat web`` as its users run it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "server"), "CAVEAT_LOG_LEVEL": "warning"}


def caveat(store: str, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "caveat", *arguments, "--store", store],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=ENVIRONMENT,
    )


@contextmanager
def started(store: str, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "caveat", *arguments, "--store", store],
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert process.stderr is not None
    try:
        address = ""
        for line in process.stderr:
            if "the pages are at" in line:
                address = line.split()[4]
                break
        yield address, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def log_in(address: str) -> int:
    with httpx.Client(base_url=address) as client:
        page = client.get("/login").text
        token = page.partition('name="csrf" value="')[2].partition('"')[0]
        form = {"csrf": token, "name": "mo", "password": PASSWORD, "next": "/queue"}
        return client.post("/login", data=form, follow_redirects=True).status_code


@pytest.mark.parametrize(
    "command", [("web", "--port", "0"), ("serve", "--port", "0", "--web", "0")]
)
def test_an_account_made_on_the_command_line_logs_in_and_the_server_stops_cleanly(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    store = f"sqlite:///{tmp_path}/caveat.sqlite3"
    made = caveat(store, "web", "user", "add", "Mo", stdin=PASSWORD + "\n")
    assert made.returncode == 0, made.stderr
    assert made.stdout == "Mo may log in as moderator\n"
    with started(store, *command) as (address, process):
        assert log_in(address) == 200
    assert process.returncode == 0


def test_what_cannot_be_done_with_an_account_is_said(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/caveat.sqlite3"
    short = caveat(store, "web", "user", "add", "Mo", stdin="short\n")
    assert short.returncode == 2
    assert "12 to 256 characters" in short.stderr
    none = caveat(store, "web", "user", "add", "Mo")
    assert "no password on standard input" in none.stderr
    caveat(store, "web", "user", "add", "Mo", "--role", "admin", stdin=PASSWORD)
    again = caveat(store, "web", "user", "add", "mo", stdin=PASSWORD)
    assert "has an account already" in again.stderr
    last = caveat(store, "web", "user", "disable", "Mo")
    assert "last admin" in last.stderr
    assert caveat(store, "web", "user", "list").stdout == "Mo  admin\n"
    memory = caveat("sqlite://", "web", "user", "list")
    assert "accounts need a store that stays" in memory.stderr
