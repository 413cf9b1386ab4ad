"""What the pages answer, asked without a browser."""

from __future__ import annotations

import httpx
import pytest
from lxml import html

from caveat.document import Article, parse
from caveat.errors import InvalidArticle
from caveat.evidence import Score, Versions
from caveat.moderation import Disposition, Draft, Entry, EvidenceVerdict, Verdict
from tests.web.conftest import PASSWORD, Site, session


def logged_in(site: Site, name: str) -> httpx.Client:
    cookie = session(site, name)
    return httpx.Client(timeout=60, base_url=site.url, cookies={cookie["name"]: cookie["value"]})


def token_of(client: httpx.Client) -> str:
    """The token that every page of a session carries."""
    return client.get("/check").text.partition('data-csrf="')[2].partition('"')[0]


def test_every_answer_carries_the_security_headers(site: Site) -> None:
    with httpx.Client(timeout=60, base_url=site.url) as client:
        for path in ("/login", "/check", "/nothing", "/static/x/caveat.css"):
            headers = client.get(path).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"
            assert "server" not in headers


def test_forms_from_elsewhere_are_refused(site: Site) -> None:
    with logged_in(site, "Mo") as client:
        form = {"csrf": token_of(client), "text": "A text.", "kind": "text"}
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
    with httpx.Client(timeout=60, base_url=site.url) as client:
        stated = client.post("/login", content=b"".join(chunks()), headers=kind)
        streamed = client.post("/login", content=iter(chunks()), headers=kind)
    assert (stated.status_code, streamed.status_code) == (413, 413)


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\\..", "javascript:x"]
)
def test_a_login_goes_on_to_our_own_pages_only(site: Site, place: str) -> None:
    with httpx.Client(timeout=60, base_url=site.url) as client:
        page = client.get("/login", params={"next": place}).text
    assert 'name="next" value="/"' in page


def test_a_login_sets_a_cookie_that_no_script_reads_and_no_other_site_sends(site: Site) -> None:
    with httpx.Client(timeout=60, base_url=site.url) as client:
        page = client.get("/login").text
        token = page.partition('name="csrf" value="')[2].partition('"')[0]
        form = {"csrf": token, "name": "mo", "password": PASSWORD, "next": "/check"}
        answer = client.post("/login", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/check")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    ("method", "path", "least"),
    [
        ("GET", "/queue", "Rita"),
        ("GET", "/dashboard", "Rita"),
        ("GET", "/people", "Ada"),
        ("GET", "/queue/peek", "Mo"),
        ("POST", "/queue/next", "Mo"),
        ("POST", "/check/send", "Mo"),
        ("POST", "/bulk/preview", "Ada"),
    ],
)
def test_each_page_asks_for_its_role(site: Site, method: str, path: str, least: str) -> None:
    order = ["Rita", "Mo", "Ada"]
    with httpx.Client(timeout=60, base_url=site.url) as client:
        assert client.request(method, path).status_code in (303, 401)
    for name in order:
        with logged_in(site, name) as client:
            form = {"csrf": token_of(client)} if method == "POST" else None
            status = client.request(method, path, data=form).status_code
        allowed = order.index(name) >= order.index(least)
        assert (status != 403) == allowed, (name, status)


def test_an_unknown_article_or_decision_is_not_found(site: Site) -> None:
    with logged_in(site, "Mo") as client:
        token = token_of(client)
        assert client.get("/reviews/nothing").status_code == 404
        for path in ("/reviews/nothing/claim", "/decisions/nothing/undo"):
            assert client.post(path, data={"csrf": token}).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["min_score=nan", "min_score=1e999", "state=none", "after=%ff", "after=bm8", "text=%00", "a=b"],
)
def test_an_address_that_makes_no_sense_breaks_nothing(site: Site, query: str) -> None:
    with logged_in(site, "Rita") as client:
        assert client.get(f"/queue?{query}").status_code in (200, 422)
        assert client.get(f"/dashboard?days={query}").status_code == 200


def test_a_page_that_breaks_tells_nothing_and_keeps_its_headers(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = "sec" + "ret text of an article"

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError(said)

    monkeypatch.setattr(site.desk.queue, "list", broken)
    with logged_in(site, "Rita") as client:
        answer = client.get("/queue")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "a page failed path=/queue kind=RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_an_address_that_is_no_web_address_is_no_link(site: Site) -> None:
    article = Article("a", "This story is satire.", url="javascript:alert(1)", language="en")
    score = Score("a", 0.9, (), Versions("0", "0", (), "none"), hold=True)
    with logged_in(site, "Rita") as client:
        try:
            (entered,) = site.desk.queue.enqueue([Entry(article, score)])
        except InvalidArticle:
            return
        page = client.get(f"/reviews/{entered.item_id}").text
    assert 'href="javascript' not in page


@pytest.mark.parametrize("site", [1.0], indirect=True)
def test_the_dashboard_counts_what_people_decided_and_how_far_they_agree(site: Site) -> None:
    text = "This story is satire. None of it happened."
    document = parse(Article("a", text, language="en"))
    score = site.desk.score(document)
    site.desk.queue.enqueue([Entry(document.article, score, requested=True)])
    for name, verdict in (("Mo", Verdict.CONFIRM), ("Mia", Verdict.REJECT)):
        review = site.desk.queue.claim(name)
        assert review is not None
        assert review.claim is not None
        said = EvidenceVerdict("disclaimer", verdict, 0)
        site.desk.queue.decide(review.claim.token, Draft(Disposition.PUBLISH, (said,)))
    with logged_in(site, "Rita") as client:
        page = client.get("/dashboard?days=7").text
    rows = [
        ["".join(map(str, cell.itertext())).strip() for cell in row]
        for row in html.document_fromstring(page).iter("tr")
    ]
    assert ["disclaimer", "50%", "1", "0", "1", "0"] in rows
    assert ["disposition", "100%", "–", "1", "2"] in rows
    assert ["disclaimer", "0%", "0.00", "1", "2"] in rows


def test_a_revision_that_is_no_number_breaks_nothing(site: Site) -> None:
    document = parse(Article("a", "Nothing happened."))
    entry = Entry(document.article, site.desk.score(document), requested=True)
    (entered,) = site.desk.queue.enqueue([entry])
    review = site.desk.queue.claim("Mo", item_id=entered.item_id)
    assert review is not None
    assert review.claim is not None
    with logged_in(site, "Mo") as client:
        for revision in ("\u00b2", "9" * 5_000):
            form = {"csrf": token_of(client), "token": review.claim.token, "revision": revision}
            answer = client.post(f"/reviews/{entered.item_id}/decide", data=form)
            assert answer.status_code == 422


def test_a_bulk_decision_on_nothing_decides_nothing(site: Site) -> None:
    document = parse(Article("a", "Nothing happened."))
    entry = Entry(document.article, site.desk.score(document), requested=True)
    (entered,) = site.desk.queue.enqueue([entry])
    with logged_in(site, "Ada") as client:
        form = {"csrf": token_of(client), "disposition": "publish"}
        answer = client.post("/bulk/decide", data=form)
    assert answer.status_code == 422
    assert site.desk.queue.item(entered.item_id).disposition is None
