"""What holds on every page: accessibility, width, security headers."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from caveat.document import Article, parse
from caveat.moderation import Entry
from tests.web.conftest import Site, Visitor
from tests.web.test_check import fits, paste

pytestmark = pytest.mark.slow

PAGES = [
    "/queue",
    "/queue?state=any",
    "review",
    "claimed",
    "decided",
    "bulk",
    "/check",
    "reading",
    "/dashboard",
    "/people",
    "/nothing-here",
    "/login",
]


def fill(site: Site, seeds: list[Path]) -> None:
    """The five example articles, as sources and in line for review."""
    outlets = ["The Thaiger", "Vigour Times", "Reuters", "Daily Post", "Inquirer"]
    documents = [
        parse(Article(path.stem, path.read_text(encoding="utf-8"), outlet=outlet, language="en"))
        for path, outlet in zip(seeds, outlets, strict=True)
    ]
    site.desk.sources.add(documents)
    site.desk.queue.enqueue(
        [
            Entry(d.article, site.desk.score(d), 10 ** (6 - at), requested=True)
            for at, d in enumerate(documents)
        ]
    )


def show(page: Page, path: str, seeds: list[Path]) -> None:
    if path == "reading":
        page.goto("/check")
        paste(page, seeds[0].read_text(encoding="utf-8"))
    elif path == "review":
        page.goto("/queue")
        page.locator(".title").first.click()
        page.wait_for_selector("[data-review]")
        page.wait_for_selector("html[data-ready]")
    elif path == "claimed":
        page.keyboard.press("a")
        page.wait_for_selector("[data-ahead]")
        page.keyboard.press("j")
        page.get_by_text("Correct", exact=True).first.click()
        page.get_by_text("Something was missed").click()
        page.get_by_text("Reason and note").click()
    elif path == "decided":
        page.get_by_text("Confirm", exact=True).first.click()
        page.keyboard.press("2")
        page.wait_for_selector(".toast")
    elif path == "bulk":
        page.goto("/queue")
        page.get_by_role("checkbox", name="Choose").first.check()
        page.get_by_text("Decide on many at once").click()
        page.get_by_label("Decision").select_option("publish")
        page.get_by_role("button", name="Preview").click()
        page.wait_for_selector("h1:has-text('Publish 1 article?')")
    elif path == "/login":
        page.context.clear_cookies()
        page.goto(path)
    else:
        page.goto(path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible_and_fits(
    visit: Visitor, site: Site, seeds: list[Path], screenshots: Path, scheme: str, width: int
) -> None:
    fill(site, seeds)
    page = visit("Ada", "/check", scheme=scheme, width=width)
    found: dict[str, str] = {}
    for path in PAGES:
        show(page, path, seeds)
        results = Axe().run(page)
        if results.violations_count:
            found[path] = results.generate_report()
        if not fits(page):
            found[path] = "sticks out to the right"
        name = path.strip("/").replace("?", "-")
        page.screenshot(path=screenshots / f"{name}-{scheme}-{width}.png")
    assert found == {}
