"""Pasting an article and reading what was found in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from caveat.document import Article, parse
from tests.web.conftest import Site, Visitor

pytestmark = pytest.mark.slow

SATIRE = "This story is satire."
STORY = (
    "Storm cuts power to 4,000 homes in Delby\n\nBy Anna Berg\n\n"
    "A storm cut power to 4,000 homes in Delby on Monday, the grid operator Nordnett said.\n\n"
    f"{SATIRE} None of it happened.\n"
)
HOSTILE = (
    "<script>document.title='owned'</script>\n\n"
    "<img src=x onerror=\"document.title='owned'\"> {{ 7*7 }} {% raw %} ${7*7} &lt;b&gt;\n\n"
    "'\"><svg onload=alert(1)> </textarea></article><style>body{display:none}</style>\n\n"
    "The file \u202egnp.exe was sent on Monday, officials said. "
    + SATIRE
    + "\n\n"
    + "w" * 5_000
    + "\n\n"
    + "Z"
    + "\u0301" * 300
    + " ends here, officials said.\n"
)
ARABIC = (
    "العاصفة تقطع الكهرباء عن أربعة آلاف منزل\n\n"
    "قطعت عاصفة التيار الكهربائي عن 4000 منزل يوم الاثنين، بحسب شركة الكهرباء.\n\n"
    "هذا المقال ساخر ولا يمت للواقع بصلة.\n"
)


def paste(page: Page, text: str, kind: str = "The article’s text") -> None:
    page.get_by_text(kind, exact=True).click()
    page.get_by_label("Text or HTML").fill(text)
    page.get_by_role("button", name="Check it").click()
    page.wait_for_selector("[data-article], [role=alert], main.narrow")
    page.wait_for_load_state()


def fits(page: Page) -> bool:
    """Whether nothing sticks out to the right of the window."""
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


def test_a_pasted_article_is_scored_at_once_and_not_stored(visit: Visitor, site: Site) -> None:
    page = visit("Rita", "/check")
    paste(page, STORY)
    expect(page.get_by_role("heading", level=1)).to_have_text(STORY.partition("\n")[0])
    expect(page.locator("mark.disclaimer").first).to_contain_text(SATIRE)
    expect(page.locator(".signal.disclaimer")).to_contain_text("found")
    assert site.desk.sources.count() == 0


def test_what_was_pasted_is_sent_to_the_queue_once(visit: Visitor, site: Site) -> None:
    page = visit("Mo", "/check")
    for _ in range(2):
        page.goto("/check")
        paste(page, STORY)
        page.get_by_role("button", name="Send to the queue").click()
        page.wait_for_url("**/reviews/*")
    (item,) = site.desk.queue.list().items
    assert site.desk.queue.get(item.id).article.text == STORY
    assert item.language == "en"


def test_a_page_s_html_is_read_as_a_page(visit: Visitor) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in STORY.split("\n\n")[2:])
    markup = (
        "<html><head><title>x</title><meta name=author content='Anna Berg'></head><body>"
        f"<article><h1>Storm cuts power</h1>{paragraphs * 4}</article></body></html>"
    )
    page = visit("Rita", "/check")
    paste(page, markup, "A page’s HTML")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Storm cuts power")
    expect(page.locator("dl.about")).to_contain_text("Anna Berg")
    expect(page.locator("mark.disclaimer").first).to_contain_text(SATIRE)


def test_what_cannot_be_read_is_said_and_what_was_pasted_is_kept(visit: Visitor) -> None:
    page = visit("Rita", "/check")
    page.get_by_text("What is known besides").click()
    page.get_by_label("Headline").fill("A headline")
    page.get_by_label("Address").fill("ftp://x.example/")
    paste(page, "Some text that stays.")
    expect(page.get_by_role("alert")).to_contain_text("not a web address")
    expect(page.get_by_label("Text or HTML")).to_have_value("Some text that stays.")
    expect(page.get_by_label("Headline")).to_have_value("A headline")


def test_a_hostile_article_stays_text(visit: Visitor) -> None:
    page = visit("Rita", "/check", width=390)
    paste(page, HOSTILE)
    text = page.locator("[data-article]")
    expect(text).to_contain_text("<script>document.title='owned'</script>")
    expect(text).to_contain_text("{{ 7*7 }} {% raw %} ${7*7} &lt;b&gt;")
    assert page.title() != "owned"
    assert text.locator("script, img, svg, style").count() == 0
    assert fits(page)
    # The override is shown by name and turns nothing around: the letters stand as received.
    control = page.locator(".control")
    expect(control).to_have_attribute("title", "right-to-left override")
    after = control.locator("xpath=following-sibling::node()").first
    assert page.evaluate("n => getComputedStyle(n).unicodeBidi", control.element_handle()) == (
        "isolate"
    )
    assert after is not None


def test_a_right_to_left_article_runs_from_right_to_left(visit: Visitor) -> None:
    page = visit("Rita", "/check")
    paste(page, ARABIC)
    lines = page.locator("[data-article] p[data-field]")
    assert lines.evaluate_all("ps => ps.map(p => getComputedStyle(p).direction)") == ["rtl"] * 3
    mark = page.locator("mark.disclaimer").first
    expect(mark).to_be_visible()
    line = mark.locator("xpath=ancestor::p")
    box, whole = mark.bounding_box(), line.bounding_box()
    assert box is not None
    assert whole is not None
    assert whole["x"] + whole["width"] - (box["x"] + box["width"]) < whole["width"] / 2


@pytest.mark.parametrize(
    "before", ["\U0001f468\u200d\U0001f469\u200d\U0001f467 ", "Cafe\u0301 ", "a\r\n\t"]
)
def test_a_highlight_covers_exactly_its_code_points(
    visit: Visitor, site: Site, before: str
) -> None:
    text = f"{before}happened on Monday, police said.\n\n{SATIRE} None of it happened."
    page = visit("Rita", "/check")
    paste(page, text)
    sent = text.replace("\r\n", "\n")
    score = site.desk.score(parse(Article("pasted", sent)))
    wanted = {
        (e.span.start, sent[e.span.start : e.span.end].split("\n")[0])
        for f in score.findings
        for e in f.evidence
        if f.signal == "disclaimer"
    }
    shown = page.locator("mark.disclaimer").evaluate_all(
        "marks => marks.map(m => [Number(m.dataset.start), m.textContent])"
    )
    assert wanted <= {(start, content) for start, content in shown}


def test_findings_and_text_follow_one_another_by_keyboard(visit: Visitor) -> None:
    page = visit("Rita", "/check")
    paste(page, STORY)
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("j")
    number = page.locator(".card.current").get_attribute("data-card")
    expect(page.locator(f"mark.current[data-marks~='{number}']").first).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Next finding")
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("g")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Check an article")).to_be_visible()


def test_a_form_without_its_token_is_refused(visit: Visitor) -> None:
    page = visit("Rita", "/check")
    token = page.locator("[data-check] [name=csrf]")
    token.evaluate("input => { input.value = '0'.repeat(64) }")
    paste(page, STORY)
    expect(page.get_by_role("heading", name="Not allowed")).to_be_visible()


def test_everything_works_without_script(visit: Visitor, seeds: list[Path]) -> None:
    page = visit("Rita", "/check", script=False)
    paste(page, seeds[0].read_text(encoding="utf-8"))
    expect(page.locator("mark.bio").first).to_be_visible()
