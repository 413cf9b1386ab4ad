"""What holds on every page: accessibility, width, security headers."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.web.conftest import Site, Visitor
from tests.web.test_check import fits, paste

PAGES = ["/login", "/check", "reading", "/people", "/nothing-here"]


def show(page: Page, path: str, seeds: list[Path]) -> None:
    if path == "reading":
        page.goto("/check")
        paste(page, seeds[0].read_text(encoding="utf-8"))
    elif path == "/login":
        page.context.clear_cookies()
        page.goto(path)
    else:
        page.goto(path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible_and_fits(
    visit: Visitor, seeds: list[Path], screenshots: Path, scheme: str, width: int
) -> None:
    page = visit("Ada", "/check", scheme=scheme, width=width)
    found: dict[str, str] = {}
    for path in [*PAGES[1:], PAGES[0]]:
        show(page, path, seeds)
        results = Axe().run(page)
        if results.violations_count:
            found[path] = results.generate_report()
        if not fits(page):
            found[path] = "sticks out to the right"
        name = path.strip("/") or "home"
        page.screenshot(path=screenshots / f"{name}-{scheme}-{width}.png")
    assert found == {}


def test_every_answer_carries_the_security_headers(site: Site) -> None:
    with httpx.Client(base_url=site.url) as client:
        for path in ("/login", "/check", "/nothing", "/static/x/caveat.css"):
            headers = client.get(path).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"
            assert "server" not in headers


def test_forms_from_elsewhere_are_refused(site: Site, visit: Visitor) -> None:
    page = visit("Mo", "/check")
    cookies = {c["name"]: c["value"] for c in page.context.cookies()}
    token = page.locator("body").get_attribute("data-csrf")
    form = {"csrf": token, "text": "A text.", "kind": "text"}
    with httpx.Client(base_url=site.url, cookies=cookies) as client:
        assert client.post("/check", data=form).status_code == 200
        for headers in (
            {"origin": "https://evil.example"},
            {"sec-fetch-site": "cross-site"},
            {"origin": "null"},
        ):
            assert client.post("/check", data=form, headers=headers).status_code == 403
        assert client.post("/check", data={"text": "A text."}).status_code == 403
        client.cookies.clear()
        assert client.post("/check", data=form, follow_redirects=False).status_code == 401


def test_a_body_over_the_limit_is_refused(site: Site) -> None:
    def chunks() -> list[bytes]:
        return [b"x" * 10_000] * 20

    kind = {"content-type": "application/x-www-form-urlencoded"}
    with httpx.Client(base_url=site.url) as client:
        stated = client.post("/login", content=b"".join(chunks()), headers=kind)
        streamed = client.post("/login", content=iter(chunks()), headers=kind)
    assert (stated.status_code, streamed.status_code) == (413, 413)


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\\..", "javascript:x"]
)
def test_a_login_goes_on_to_our_own_pages_only(site: Site, place: str) -> None:
    with httpx.Client(base_url=site.url) as client:
        page = client.get("/login", params={"next": place}).text
    assert 'name="next" value="/"' in page
