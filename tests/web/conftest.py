"""The pages on a real server with a real database, and a real browser to look at them."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import caveat.store
from caveat import moderation, policy, web
from caveat.moderation import QueueSettings
from caveat.scorer import Scorer
from caveat.signals import discover
from caveat.store import accounts as stored
from caveat.store.accounts import Role
from caveat.web import Desk, WebSettings, passwords

# Milliseconds: what a busy machine may take, not what anybody should wait.
PATIENCE = 30_000
PASSWORD = "correct horse battery"  # noqa: S105
PEOPLE = {"Rita": Role.READER, "Mo": Role.MODERATOR, "Mia": Role.MODERATOR, "Ada": Role.ADMIN}


@dataclass
class Clock:
    """The time of the pages: the real one, moved on by a test."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Site:
    """A running server with its desk."""

    url: str
    desk: Desk
    clock: Clock
    violations: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def scorer() -> Scorer:
    return Scorer(discover(), policy.load())


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Hashing is slow on purpose: once for everybody."""
    return passwords.hashed(PASSWORD)


@pytest.fixture
def site(
    request: pytest.FixtureRequest, tmp_path: Path, scorer: Scorer, password_hash: str
) -> Iterator[Site]:
    """The pages over an empty database; a parameter is the share of second opinions."""
    url = f"sqlite:///{tmp_path / 'caveat.sqlite3'}"
    sources, accounts = caveat.store.open(url), stored.open(url)
    clock = Clock()
    rules = QueueSettings(second_share=getattr(request, "param", 0.0))
    queue = moderation.open(url, rules, clock=clock)
    for name, role in PEOPLE.items():
        accounts.add(name, role, password_hash, datetime.now(UTC))
    desk = Desk(scorer, sources, queue, accounts, rules, WebSettings(port=0), clock)
    with web.running(desk) as address:
        yield Site(address, desk, clock)
    accounts.close()
    queue.close()
    sources.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without one these tests are skipped, under CI they fail."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "no chromium on the path: apt-get install chromium"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        yield opened
        opened.close()


Visitor = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """Opens pages, each in a context of its own; no page may break its own security policy."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        name: str = "",
        path: str = "/",
        *,
        width: int = 1280,
        scheme: str = "light",
        script: bool = True,
    ) -> Page:
        context = chromium.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 860},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        if name:
            context.add_cookies([session(site, name)])
        page.goto(path)
        if script:
            page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    # A refused request is logged by Chromium as an error of the page: those are ours to test.
    assert [c for c in complaints if "status of 4" not in c] == []


def session(site: Site, name: str) -> SetCookieParam:
    """A cookie that logs somebody in; hashing their password for each test would take long."""
    accounts, token = site.desk.accounts, f"{name}-{secrets.token_hex(16)}"
    found = accounts.find(name)
    assert found is not None
    accounts.start_session(found[0], token, site.clock(), site.desk.settings.expiry)
    return {
        "name": "caveat_session",
        "value": token,
        "url": site.url,
        "httpOnly": True,
        "sameSite": "Strict",
    }


def log_in(page: Page, name: str, path: str = "/", password: str = PASSWORD) -> None:
    page.goto(f"/login?next={path}")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of pages go: CAVEAT_SCREENSHOTS, else a folder that pytest cleans up."""
    named = os.environ.get("CAVEAT_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
