"""A claim is a lease: one holder at a time, and it comes back by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caveat.errors import InvalidArticle, LeaseLost, NotFound
from caveat.moderation import Claim, Disposition, Draft, EventKind, Filter, Queue, Review, State
from tests.moderation.articles import Clock, entry

PUBLISH = Draft(Disposition.PUBLISH)


def taken(review: Review | None) -> Claim:
    assert review is not None
    assert review.claim is not None
    return review.claim


def test_a_claim_leases_the_most_urgent_item_to_one_person(queue: Queue) -> None:
    queue.enqueue([entry("a", 0.6), entry("b", 0.9)])
    first = queue.claim("ann")
    second = queue.claim("bob")
    assert first is not None
    assert second is not None
    assert (first.article.id, second.article.id) == ("b", "a")
    assert first.item.holder == "ann"
    assert queue.claim("eve") is None
    shown = queue.get(first.item.id)
    assert shown.claim is not None
    assert (shown.claim.reviewer, shown.claim.token) == ("ann", "")


def test_a_claim_that_runs_out_returns_its_item(queue: Queue, clock: Clock) -> None:
    queue.enqueue([entry("a")])
    lost = taken(queue.claim("ann"))
    clock.forward(minutes=15)
    assert queue.count(Filter(state=State.OPEN)) == 1
    with pytest.raises(LeaseLost):
        queue.decide(lost.token, PUBLISH)
    assert taken(queue.claim("bob")).reviewer == "bob"
    kinds = [e.kind for e in queue.history(lost.item_id)]
    assert kinds == [EventKind.ENTERED, EventKind.CLAIMED, EventKind.EXPIRED, EventKind.CLAIMED]


def test_a_claim_can_be_prolonged_until_it_runs_out(queue: Queue, clock: Clock) -> None:
    queue.enqueue([entry("a")])
    claim = taken(queue.claim("ann"))
    clock.forward(minutes=14)
    extended = queue.extend(claim.token, ttl=timedelta(minutes=30))
    assert extended.expires_at == clock.now + timedelta(minutes=30)
    clock.forward(minutes=29)
    assert queue.claim("bob") is None
    clock.forward(minutes=1)
    with pytest.raises(LeaseLost):
        queue.extend(claim.token)


def test_a_lease_never_runs_beyond_the_longest(queue: Queue, clock: Clock) -> None:
    queue.enqueue([entry("a")])
    claim = taken(queue.claim("ann", ttl=timedelta(days=300)))
    assert claim.expires_at == clock.now + timedelta(minutes=240)
    with pytest.raises(InvalidArticle, match="ttl"):
        queue.extend(claim.token, ttl=timedelta(0))


def test_a_released_item_goes_to_the_next_with_a_note(queue: Queue) -> None:
    queue.enqueue([entry("a")])
    queue.release(taken(queue.claim("ann")).token, note="Ask the desk first.")
    again = queue.claim("bob")
    assert again is not None
    assert again.note == "Ask the desk first."


def test_a_skipped_item_is_not_offered_to_the_same_person_again(queue: Queue) -> None:
    [entered] = queue.enqueue([entry("a")])
    queue.release(taken(queue.claim("ann")).token, skip=True)
    assert queue.claim("ann") is None
    assert queue.claim("ann", item_id=entered.item_id) is not None
    queue.release(taken(queue.claim("ann", item_id=entered.item_id)).token, skip=True)
    assert queue.claim("bob") is not None


def test_an_item_can_be_claimed_by_name_unless_another_holds_it(queue: Queue) -> None:
    a, _ = queue.enqueue([entry("a", 0.6), entry("b", 0.9)])
    first = taken(queue.claim("ann", item_id=a.item_id))
    assert queue.claim("bob", item_id=a.item_id) is None
    again = taken(queue.claim("ann", item_id=a.item_id))
    assert again.token != first.token
    with pytest.raises(LeaseLost):
        queue.extend(first.token)
    with pytest.raises(NotFound):
        queue.claim("ann", item_id="nothing")


def test_a_claim_keeps_to_its_filter(queue: Queue) -> None:
    queue.enqueue([entry("a", 0.9), entry("b", 0.6, language="fr")])
    review = queue.claim("ann", Filter(language="fr"))
    assert review is not None
    assert review.article.id == "b"
    assert queue.claim("bob", Filter(language="fr")) is None


def test_a_token_is_shown_to_nobody_but_its_holder(queue: Queue) -> None:
    queue.enqueue([entry("a")])
    token = taken(queue.claim("ann")).token
    assert token not in repr(queue.get(queue.list().items[0].id))
    assert all(token not in repr(event) for event in queue.events())


@pytest.mark.parametrize("token", ["", "nonsense", "\x00", "\ud800", "x" * 100_000])
def test_a_token_that_is_none_is_a_lost_lease(queue: Queue, token: str) -> None:
    with pytest.raises(LeaseLost):
        queue.decide(token, PUBLISH)


@pytest.mark.parametrize("name", ["", "  ", "\x00", "\ud800", "x" * 300])
def test_a_reviewer_has_a_name(queue: Queue, name: str) -> None:
    queue.enqueue([entry("a")])
    with pytest.raises(InvalidArticle, match="reviewer"):
        queue.claim(name)
