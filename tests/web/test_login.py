from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PASSWORD, Site, Visitor, log_in

pytestmark = pytest.mark.slow


def test_nobody_sees_a_page_without_logging_in(visit: Visitor) -> None:
    page = visit(path="/check")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert page.url.endswith("/login?next=%2Fcheck")
    log_in(page, "mo", "/check")
    expect(page.get_by_role("heading", name="Check an article")).to_be_visible()


def test_a_wrong_password_and_a_wrong_name_are_told_alike(visit: Visitor) -> None:
    page = visit()
    for name in ("Mo", "nobody"):
        log_in(page, name, password=PASSWORD[:-1])
        expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")


def test_guessing_is_cut_short_even_for_the_right_password(visit: Visitor, site: Site) -> None:
    now = site.clock()
    for _ in range(10):
        site.desk.accounts.record_failure("mo", "10.1.1.1", now)
    page = visit()
    log_in(page, "Mo", password=PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("Too many failed attempts")
    site.clock.ahead = timedelta(minutes=16)
    log_in(page, "Mo", password=PASSWORD)
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_logging_out_ends_the_session_itself(visit: Visitor, site: Site) -> None:
    page = visit("Mo", "/check")
    cookie = next(c for c in page.context.cookies() if c["name"] == "caveat_session")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    page.get_by_role("button", name="Log out").click()
    page.context.add_cookies(
        [{"name": "caveat_session", "value": cookie["value"], "url": site.url}]
    )
    page.goto("/check")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_a_session_ends_when_it_is_idle(visit: Visitor, site: Site) -> None:
    page = visit("Mo", "/check")
    site.clock.ahead = timedelta(minutes=61)
    page.goto("/check")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_only_an_admin_manages_people(visit: Visitor) -> None:
    page = visit("Mo", "/people")
    expect(page.get_by_role("heading", name="Not allowed")).to_be_visible()
    page = visit("Ada", "/people")
    page.get_by_label("Role of Rita").select_option("moderator")
    page.get_by_role("row", name="Rita").get_by_role("button", name="Set role").click()
    expect(page.get_by_label("Role of Rita")).to_have_value("moderator")
    page.get_by_role("row", name="Ada").get_by_role("button", name="Disable").click()
    expect(page.get_by_role("alert")).to_contain_text("last admin")


def test_a_link_from_elsewhere_finds_the_session_again(visit: Visitor) -> None:
    page = visit("Mo", "/check")
    page.route(
        "https://mail.example/",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<a href="{page.url}">the article</a>'
        ),
    )
    page.goto("https://mail.example/")
    page.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Check an article")).to_be_visible()


def test_the_theme_is_chosen_and_kept(visit: Visitor) -> None:
    page = visit("Mo", "/check")
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
