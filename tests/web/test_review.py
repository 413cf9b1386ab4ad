"""Moderators at work: claim, judge, decide, undo, in a real browser."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from caveat.document import Article, parse
from caveat.moderation import Disposition, Entry, State, Verdict
from tests.web.conftest import Site, Visitor
from tests.web.test_check import HOSTILE, SATIRE, STORY, fits

pytestmark = pytest.mark.slow


def send(site: Site, *texts: str, outlet: str = "The Gazette") -> list[str]:
    """Put articles in line, each more urgent than the one after it; gives the items' ids."""
    entries = []
    for at, text in enumerate(texts):
        document = parse(Article(f"article-{at}", text, outlet=outlet, language="en"))
        reach = 2 ** min(62, len(texts) - at)
        entries.append(Entry(document.article, site.desk.score(document), reach, requested=True))
    return [entered.item_id for entered in site.desk.queue.enqueue(entries)]


def numbered(count: int) -> list[str]:
    return [STORY.replace("Delby", f"Delby {n}", 1) for n in range(1, count + 1)]


def title(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_an_article_is_claimed_judged_and_decided_by_keyboard_alone(
    visit: Visitor, site: Site
) -> None:
    nameless = "\nSources close to the matter said the repairs would take weeks.\n"
    first, second = send(site, *(text + nameless for text in numbered(2)))
    page = visit("Mo", "/queue")
    page.keyboard.press("a")
    page.wait_for_url(f"**/reviews/{first}")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    expect(page.locator("mark.disclaimer").first).to_contain_text(SATIRE)
    page.keyboard.press("j")
    expect(page.locator("mark.current").first).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.press("x")
    page.wait_for_selector("[data-ahead]")
    page.keyboard.press("1")
    expect(page.get_by_role("status").last).to_contain_text("Held: Storm cuts power")
    decided = site.desk.queue.get(first)
    assert decided.item.state is State.DECIDED
    draft = decided.decisions[0].draft
    assert draft.disposition is Disposition.HOLD
    judged = {v.signal: v.verdict for v in draft.verdicts}
    assert judged == {"disclaimer": Verdict.CONFIRM, "attribution": Verdict.REJECT}
    assert draft.reason
    # The next article is there already, claimed, with the focus on its headline.
    assert page.url.endswith(second)
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_contain_text("Delby 2")
    assert site.desk.queue.get(second).item.holder == "Mo"


def test_a_key_that_is_held_down_decides_once(visit: Visitor, site: Site) -> None:
    first, second, third = send(site, *numbered(3))
    page = visit("Mo", "/queue")
    page.keyboard.press("a")
    page.wait_for_selector("[data-ahead]")
    page.keyboard.down("2")
    page.wait_for_url(f"**/reviews/{second}")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    # A key that is down already repeats.
    for _ in range(5):
        page.keyboard.down("2")
    page.keyboard.up("2")
    page.wait_for_selector("[data-ahead]")
    states = [site.desk.queue.item(item).state for item in (first, second, third)]
    assert states == [State.DECIDED, State.CLAIMED, State.OPEN]


def test_a_decision_sent_twice_claims_one_article_more(visit: Visitor, site: Site) -> None:
    _, second, third = send(site, *numbered(3))
    page = visit("Mo", "/queue")
    page.keyboard.press("a")
    page.wait_for_selector("[data-ahead]")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator("button[value=publish]").dblclick()
    page.wait_for_url(f"**/reviews/{second}")
    page.wait_for_selector("[data-ahead]")
    assert sum(url.endswith("/decide") for url in sent) == 1
    assert site.desk.queue.item(third).state is State.OPEN


def test_the_next_article_is_shown_without_asking_for_its_page_again(
    visit: Visitor, site: Site
) -> None:
    _, second = send(site, *numbered(2))
    page = visit("Mo", "/queue")
    page.keyboard.press("a")
    page.wait_for_selector("[data-ahead]")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.keyboard.press("2")
    page.wait_for_url(f"**/reviews/{second}")
    expect(page.locator("h1")).to_contain_text("Delby 2")
    assert not [url for url in asked if url == f"GET {site.url}/reviews/{second}"]


def test_a_decision_is_taken_back_from_the_toast(visit: Visitor, site: Site) -> None:
    (item,) = send(site, STORY)
    page = visit("Mo", "/queue")
    page.keyboard.press("a")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    page.keyboard.press("2")
    page.wait_for_url("**/queue?done=empty")
    expect(page.get_by_text("All caught up.")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    page.wait_for_url(f"**/reviews/{item}")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    expect(page.locator(".events")).to_contain_text("took the decision back")
    assert site.desk.queue.get(item).item.state is State.CLAIMED


def test_undo_stays_in_the_list_when_the_toast_is_gone(visit: Visitor, site: Site) -> None:
    (item,) = send(site, STORY)
    page = visit("Mo", "/queue")
    page.keyboard.press("a")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    page.keyboard.press("2")
    page.wait_for_url("**/queue?done=empty")
    page.goto("/queue")
    page.get_by_role("button", name="Undo: Storm cuts power").click()
    page.wait_for_url(f"**/reviews/{item}")
    assert site.desk.queue.get(item).item.state is State.CLAIMED


def test_what_a_decision_lacks_is_asked_for(visit: Visitor, site: Site) -> None:
    (item,) = send(site, STORY)
    page = visit("Mo", f"/reviews/{item}")
    page.keyboard.press("a")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    page.keyboard.press("1")
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    expect(page.get_by_label("Reason kept")).to_be_focused()
    page.keyboard.type("It calls itself satire")
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    expect(page.get_by_role("alert")).to_contain_text("Write the note")
    page.keyboard.type("Please label it.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/queue?done=empty")
    draft = site.desk.queue.get(item).decisions[0].draft
    assert draft.disposition is Disposition.RETURN_TO_AUTHOR
    assert (draft.reason, draft.note) == ("It calls itself satire", "Please label it.")


def test_a_finding_is_corrected_to_the_selected_text(visit: Visitor, site: Site) -> None:
    text = "\U0001f468\u200d\U0001f469\u200d\U0001f467 Cafe\u0301 news.\n\n" + STORY
    (item,) = send(site, text)
    page = visit("Mo", f"/reviews/{item}")
    page.keyboard.press("a")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    card = page.locator(".signal.disclaimer .card").first
    card.get_by_text("Correct", exact=True).click()
    page.evaluate(
        """() => {
          const mark = document.querySelector("mark.disclaimer");
          getSelection().setBaseAndExtent(mark.firstChild, 5, mark.firstChild, 10);
        }"""
    )
    card.get_by_role("button", name="Use the selected text").click()
    card.get_by_label("Kind").select_option("fiction")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Hold").click()
    page.wait_for_url("**/queue?done=empty")
    (verdict,) = site.desk.queue.get(item).decisions[0].draft.verdicts
    assert verdict.verdict is Verdict.CORRECT
    assert verdict.kind == "fiction"
    assert verdict.span is not None
    assert text[verdict.span.start : verdict.span.end] == "story"


def test_two_people_never_hold_one_article(visit: Visitor, site: Site) -> None:
    (item,) = send(site, STORY)
    mo, mia = visit("Mo", f"/reviews/{item}"), visit("Mia", f"/reviews/{item}")
    mo.keyboard.press("a")
    expect(mo.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    mia.keyboard.press("a")
    expect(mia.get_by_role("alert")).to_contain_text("no longer open to you")
    mia.reload()
    expect(mia.locator("html[data-ready] [data-lease-text]")).to_contain_text("Held by Mo")
    expect(mia.get_by_role("button", name="Hold")).to_be_disabled()


@pytest.mark.parametrize("site", [1.0], indirect=True)
def test_a_second_reviewer_decides_without_seeing_the_first(visit: Visitor, site: Site) -> None:
    (item,) = send(site, STORY)
    mo = visit("Mo", "/queue")
    expect(mo.locator(".item")).to_contain_text("opinion 1 of 2")
    mo.keyboard.press("a")
    expect(mo.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    mo.keyboard.press("r")
    mo.keyboard.type("because of the notice")
    mo.keyboard.press("Escape")
    mo.keyboard.press("1")
    mo.wait_for_url("**/queue?done=empty")
    assert site.desk.queue.get(item).item.state is State.OPEN
    mia = visit("Mia", f"/reviews/{item}")
    expect(mia.locator(".meta")).to_contain_text("opinion 2 of 2")
    expect(mia.locator("main")).not_to_contain_text("because of the notice")
    mia.keyboard.press("a")
    expect(mia.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    mia.keyboard.press("2")
    mia.wait_for_url("**/queue?done=empty")
    ada = visit("Ada", f"/reviews/{item}")
    expect(ada.locator(".meta")).to_contain_text("two reviewers differ")


def test_a_claim_runs_out_and_what_was_chosen_is_kept(visit: Visitor, site: Site) -> None:
    (item,) = send(site, STORY)
    page = visit("Mo", f"/reviews/{item}")
    page.clock.install()
    page.keyboard.press("a")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    page.keyboard.press("j")
    page.keyboard.press("c")
    site.clock.ahead = timedelta(minutes=16)
    page.clock.fast_forward("16:00")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("run out")
    expect(page.get_by_role("button", name="Hold")).to_be_disabled()
    assert site.desk.queue.get(item).item.holder == ""
    page.get_by_role("button", name="Claim").click()
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    expect(page.locator("input[value=confirm]:checked")).to_have_count(1)


def test_a_claim_is_prolonged_while_somebody_works(visit: Visitor, site: Site) -> None:
    (item,) = send(site, STORY)
    page = visit("Mo", f"/reviews/{item}")
    page.clock.install()
    page.keyboard.press("a")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    before = site.desk.queue.get(item).item.expires_at
    site.clock.ahead = timedelta(minutes=11)
    page.clock.fast_forward("10:30")
    with page.expect_response("**/extend"):
        page.keyboard.press("j")
        page.clock.fast_forward("00:30")
    after = site.desk.queue.get(item).item.expires_at
    assert before is not None
    assert after is not None
    assert after > before


def test_a_decision_on_a_lost_claim_is_refused_and_says_so(visit: Visitor, site: Site) -> None:
    (item,) = send(site, STORY)
    page = visit("Mo", f"/reviews/{item}")
    page.keyboard.press("a")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    site.clock.ahead = timedelta(minutes=16)
    site.desk.queue.claim("Mia", item_id=item)
    page.keyboard.press("2")
    expect(page.get_by_role("alert")).to_contain_text("this claim has run out")
    assert site.desk.queue.get(item).decisions == ()


def test_an_article_is_skipped_for_another_and_given_back(visit: Visitor, site: Site) -> None:
    first, second = send(site, *numbered(2))
    page = visit("Mo", "/queue")
    page.keyboard.press("a")
    page.wait_for_selector("[data-ahead]")
    page.keyboard.press("s")
    page.wait_for_url(f"**/reviews/{second}")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    page.keyboard.press("b")
    page.wait_for_url("**/queue")
    assert [site.desk.queue.get(i).item.state for i in (first, second)] == [State.OPEN] * 2


def test_the_filter_of_the_list_goes_along(visit: Visitor, site: Site) -> None:
    send(site, *numbered(2))
    (other,) = send(site, STORY.replace("Delby", "Farby"), outlet="The Herald")
    page = visit("Mo", "/queue")
    page.get_by_role("link", name="The Herald").click()
    expect(page.locator(".item")).to_have_count(1)
    page.keyboard.press("a")
    page.wait_for_url(f"**/reviews/{other}?outlet=The+Herald")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    page.keyboard.press("2")
    page.wait_for_url("**/queue?outlet=The+Herald&done=empty")


def test_the_list_is_filtered_counted_and_paged(visit: Visitor, site: Site) -> None:
    send(site, *numbered(60))
    page = visit("Rita", "/queue")
    expect(page.get_by_text("60 articles open")).to_be_visible()
    expect(page.locator(".item")).to_have_count(50)
    page.get_by_role("link", name="Next page").click()
    expect(page.locator(".item")).to_have_count(10)
    page.get_by_label("Words in title or outlet").fill("delby 7")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".item")).to_have_count(1)
    page.get_by_role("link", name="Clear").click()
    page.get_by_label("Score at least").fill("1")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_text("Nothing here with these filters")).to_be_visible()


def test_a_reader_sees_everything_and_changes_nothing(visit: Visitor, site: Site) -> None:
    (item,) = send(site, STORY)
    page = visit("Rita", f"/reviews/{item}")
    expect(page.locator("mark.disclaimer").first).to_be_visible()
    expect(page.get_by_role("button", name="Claim")).to_have_count(0)
    token = page.locator("body").get_attribute("data-csrf") or ""
    for path in (f"/reviews/{item}/claim", "/queue/next", f"/reviews/{item}/reopen"):
        answer = page.request.post(path, form={"csrf": token, "reason": "x"})
        assert answer.status == 403
    assert site.desk.queue.get(item).item.state is State.OPEN
    mo = visit("Mo", "/queue")
    token = mo.locator("body").get_attribute("data-csrf") or ""
    answer = mo.request.post("/bulk/decide", form={"csrf": token, "disposition": "publish"})
    assert answer.status == 403


def test_many_are_decided_at_once_after_a_preview(visit: Visitor, site: Site) -> None:
    first, second, third = send(site, *numbered(3))
    page = visit("Ada", "/queue")
    for at in (0, 1):
        page.get_by_role("checkbox", name="Choose").nth(at).check()
    page.get_by_text("Decide on many at once").click()
    page.get_by_label("Decision").select_option("publish")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Publish 2 articles?")).to_be_visible()
    site.desk.queue.claim("Mia", item_id=second)
    page.get_by_role("button", name="Decide on 2").click()
    expect(page.get_by_role("heading", name="1 decided")).to_be_visible()
    states = [site.desk.queue.get(i).item.state for i in (first, second, third)]
    assert states == [State.DECIDED, State.CLAIMED, State.OPEN]


def test_a_decided_article_shows_its_decision_and_is_opened_again(
    visit: Visitor, site: Site
) -> None:
    (item,) = send(site, STORY)
    page = visit("Mo", f"/reviews/{item}")
    page.keyboard.press("a")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    page.keyboard.press("2")
    page.wait_for_url("**/queue?done=empty")
    page.goto(f"/reviews/{item}")
    expect(page.locator(".decisions")).to_contain_text("publish by Mo")
    page.get_by_text("Open it again").click()
    page.get_by_label("Why").fill("a reader wrote in")
    page.get_by_role("button", name="Open again").click()
    expect(page.locator(".events")).to_contain_text("Mo opened it again: a reader wrote in")
    assert site.desk.queue.get(item).item.state is State.OPEN


def test_everything_can_be_done_without_script(visit: Visitor, site: Site) -> None:
    first, second = send(site, *numbered(2))
    page = visit("Mo", "/queue", script=False)
    page.get_by_role("button", name="Review the next one").click()
    page.locator(".card").first.get_by_text("Confirm", exact=True).click()
    page.get_by_role("button", name="Hold").click()
    expect(page.get_by_role("alert")).to_contain_text("reason: is empty")
    expect(page.locator("input[value=confirm]:checked")).to_have_count(1)
    page.get_by_label("Reason kept").fill("satire")
    page.get_by_role("button", name="Hold").click()
    page.wait_for_url(f"**/reviews/{second}?done=*")
    expect(page.get_by_text("Held: Storm cuts power")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url(f"**/reviews/{first}")
    assert site.desk.queue.get(first).item.holder == "Mo"


def test_a_hostile_article_in_the_queue_stays_text(visit: Visitor, site: Site) -> None:
    send(site, HOSTILE, outlet="<b>x</b>\"'><script>alert(1)</script>")
    page = visit("Mo", "/queue", width=390)
    assert fits(page)
    page.keyboard.press("a")
    expect(page.locator("html[data-ready] [data-lease-text]")).to_contain_text("Yours for")
    assert page.locator("main script, [data-article] img, main b").count() == 0
    assert fits(page)
    page.keyboard.press("2")
    page.wait_for_url("**/queue?done=empty")
    assert fits(page)


def test_conflicts_stand_side_by_side_with_the_facts_by_source(
    visit: Visitor, site: Site, seeds: list[Path]
) -> None:
    documents = [
        parse(Article(path.stem, path.read_text(encoding="utf-8"), outlet=outlet))
        for path, outlet in zip(seeds, ["Thaiger", "Vigour", "Reuters", "Post", "BNN"], strict=True)
    ]
    site.desk.sources.add(documents)
    score = site.desk.score(documents[0])
    (entered,) = site.desk.queue.enqueue([Entry(documents[0].article, score)])
    page = visit("Rita", f"/reviews/{entered.item_id}")
    card = page.locator(".signal.conflict .card").first
    expect(card.locator(".side").first.locator("mark")).to_have_text("April 19 to April 21")
    expect(card.locator(".side").last).to_contain_text("Reuters")
    expect(card.locator(".side").last.locator("mark")).to_have_text("May 19-21")
    facts = page.get_by_role("table", name="date")
    expect(facts.get_by_role("row")).to_have_count(3)
    expect(page.locator(".line.bio .label").first).to_have_text("author’s bio")
    expect(page.locator("dl.about")).to_contain_text("Byline")
