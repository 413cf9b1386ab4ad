"""Articles enter once, and come back as what they have become."""

from __future__ import annotations

import pytest

from caveat.errors import InvalidArticle
from caveat.moderation import (
    Disposition,
    Draft,
    EntryBy,
    EventKind,
    Filter,
    Outcome,
    Queue,
    State,
)
from tests.moderation.articles import TEXT, Clock, entry


def test_an_article_over_the_thresholds_enters_and_one_below_them_does_not(queue: Queue) -> None:
    above, below = queue.enqueue([entry("a", 0.9), entry("b", 0.1)])
    assert (above.outcome, above.queue) == (Outcome.ENTERED, "general")
    assert (below.outcome, below.item_id) == (Outcome.BELOW_THRESHOLDS, "")
    [item] = queue.list().items
    assert (item.id, item.state, item.entry) == (above.item_id, State.OPEN, EntryBy.POLICY)


def test_an_article_below_the_thresholds_enters_by_request(queue: Queue) -> None:
    [entered] = queue.enqueue([entry("b", 0.1, requested=True)])
    assert queue.get(entered.item_id).item.entry is EntryBy.REQUEST


def test_an_item_shows_the_article_and_score_as_they_came(queue: Queue) -> None:
    given = entry("a", 0.9, text="A 👩‍🚒 said: satire…\r\n", reach=7)
    [entered] = queue.enqueue([given])
    review = queue.get(entered.item_id)
    assert review.article == given.article
    assert review.score == given.score
    assert review.item.signals == (("disclaimer", 0.9),)
    assert review.item.reach == 7


def test_the_same_content_under_the_same_policy_enters_once(queue: Queue) -> None:
    [first] = queue.enqueue([entry("a")])
    [again] = queue.enqueue([entry("a")])
    assert (again.outcome, again.item_id) == (Outcome.UNCHANGED, first.item_id)
    other_id = entry("a").article
    copy = entry("a", text=other_id.text)
    assert queue.enqueue([copy])[0].outcome is Outcome.UNCHANGED
    assert queue.count() == 1


def test_twins_in_one_call_are_one_item(queue: Queue) -> None:
    first, second = queue.enqueue([entry("a"), entry("a")])
    assert (first.outcome, second.outcome) == (Outcome.ENTERED, Outcome.UNCHANGED)
    assert first.item_id == second.item_id


def test_a_rescored_article_updates_its_open_item_and_keeps_its_history(
    queue: Queue, clock: Clock
) -> None:
    [first] = queue.enqueue([entry("a", 0.6)])
    clock.forward(hours=1)
    [again] = queue.enqueue([entry("a", 0.8, policy="p2")])
    assert (again.outcome, again.item_id) == (Outcome.RESCORED, first.item_id)
    item = queue.get(first.item_id).item
    assert (item.score, item.policy, item.revision) == (0.8, "p2", 2)
    assert item.entered_at < item.updated_at
    entered, rescored = queue.history(first.item_id)
    assert (entered.kind, entered.data["score"]) == (EventKind.ENTERED, 0.6)
    assert (rescored.kind, rescored.data["before"]) == (EventKind.RESCORED, 0.6)


def test_an_edited_article_updates_the_open_item_of_its_id(queue: Queue) -> None:
    [first] = queue.enqueue([entry("a")])
    [edited] = queue.enqueue([entry("a", text=TEXT + " It reopens on Friday.")])
    assert (edited.outcome, edited.item_id) == (Outcome.RESCORED, first.item_id)
    assert queue.get(first.item_id).article.text.endswith("Friday.")


def test_what_is_decided_stays_decided_when_it_is_scored_again(queue: Queue) -> None:
    [first] = queue.enqueue([entry("a")])
    review = queue.claim("ann")
    assert review is not None
    assert review.claim is not None
    queue.decide(review.claim.token, Draft(Disposition.PUBLISH))
    [again] = queue.enqueue([entry("a", 0.99)])
    assert (again.outcome, again.item_id) == (Outcome.UNCHANGED, first.item_id)
    [edited] = queue.enqueue([entry("a", text=TEXT + " More.")])
    assert edited.outcome is Outcome.ENTERED
    assert edited.item_id != first.item_id


def test_the_most_urgent_comes_first_by_score_reach_and_age(queue: Queue, clock: Clock) -> None:
    queue.enqueue([entry("old", 0.6)])
    clock.forward(hours=20)
    queue.enqueue(
        [entry("plain", 0.6), entry("strong", 0.95), entry("read", 0.6, reach=10_000_000)]
    )
    assert [i.article_id for i in queue.list().items] == ["read", "old", "strong", "plain"]
    before = queue.list().items
    clock.forward(days=30)
    after = queue.list().items
    assert [i.id for i in before] == [i.id for i in after]
    assert all(b.priority < a.priority for b, a in zip(before, after, strict=True))


def test_lists_filter_and_count_alike(queue: Queue) -> None:
    queue.enqueue(
        [
            entry("a", 0.9),
            entry("b", 0.7, outlet="Le Monde", language="fr"),
            entry("c", 0.8, signal="conflict", kind="date"),
        ]
    )
    for wanted, found in (
        (Filter(language="fr"), {"b"}),
        (Filter(outlet="The Gazette"), {"a", "c"}),
        (Filter(signal="conflict"), {"c"}),
        (Filter(min_score=0.8), {"a", "c"}),
        (Filter(text="bRIDGE B"), {"b"}),
        (Filter(text="%"), set()),
        (Filter(state=State.DECIDED), set()),
        (Filter(queue="elsewhere"), set()),
    ):
        assert {i.article_id for i in queue.list(wanted).items} == found
        assert queue.count(wanted) == len(found)
    facets = queue.facets(Filter(language="fr"))
    assert facets.languages == {"en": 2, "fr": 1}
    assert facets.outlets == {"Le Monde": 1}
    assert facets.signals == {"disclaimer": 1}
    assert facets.states == {"open": 1}


def test_pages_show_every_item_once(queue: Queue) -> None:
    queue.enqueue([entry(f"a{n}", 0.5 + n / 200) for n in range(25)])
    seen: list[str] = []
    token = ""
    while True:
        page = queue.list(size=10, after=token)
        seen += [i.article_id for i in page.items]
        token = page.next
        if not token:
            break
    assert seen == [f"a{n}" for n in reversed(range(25))]


@pytest.mark.parametrize(
    "token", ["x", "💥", "W10=", "WzEsIDEwMDAwMDAwMDAwMDAwMDAwMDAwMDBd", "bnVsbA=="]
)
def test_a_page_token_that_is_none_is_refused(queue: Queue, token: str) -> None:
    with pytest.raises(InvalidArticle, match="page_token"):
        queue.list(after=token)
