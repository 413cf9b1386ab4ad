"""A decision is made once, can be undone for a while, and stays on record for good."""

from __future__ import annotations

import threading

import pytest

from caveat.document import Span
from caveat.errors import InvalidArticle, LeaseLost, NotAllowed, NotFound, Stale, TooLate
from caveat.moderation import (
    Claim,
    Decision,
    Disposition,
    Draft,
    EventKind,
    EvidenceVerdict,
    Filter,
    Queue,
    QueueSettings,
    Review,
    State,
    Verdict,
)
from tests.moderation.articles import TEXT, Clock, entry
from tests.moderation.conftest import Open

PUBLISH = Draft(Disposition.PUBLISH)
HOLD = Draft(
    Disposition.HOLD,
    (
        EvidenceVerdict("disclaimer", Verdict.CORRECT, 0, Span("text", 0, 20), "fiction"),
        EvidenceVerdict("bio", Verdict.ADD, -1, Span("text", 22, 31), "off_topic_bio"),
    ),
    reason="It calls itself satire.",
)


def claimed(queue: Queue, reviewer: str = "ann") -> Review:
    review = queue.claim(reviewer)
    assert review is not None
    return review


def token(review: Review) -> str:
    assert isinstance(review.claim, Claim)
    return review.claim.token


def decided(queue: Queue, draft: Draft = PUBLISH, reviewer: str = "ann") -> Decision:
    return queue.decide(token(claimed(queue, reviewer)), draft)


def test_a_decision_is_recorded_as_it_was_made(queue: Queue, clock: Clock) -> None:
    queue.enqueue([entry("a")])
    made = decided(queue, HOLD)
    review = queue.get(made.item_id)
    assert review.decisions == (made,)
    assert (made.reviewer, made.draft, made.decided_at) == ("ann", HOLD, clock.now)
    assert (review.item.state, review.item.disposition) == (State.DECIDED, Disposition.HOLD)
    assert review.claim is None
    assert queue.count(Filter(state=State.OPEN)) == 0
    assert queue.decision(made.id) == made
    assert queue.decided_by("ann") == [made]


def test_deciding_twice_with_one_claim_changes_nothing(queue: Queue) -> None:
    queue.enqueue([entry("a"), entry("b")])
    lease = token(claimed(queue))
    first = queue.decide(lease, PUBLISH)
    assert queue.decide(lease, PUBLISH) == first
    with pytest.raises(Stale):
        queue.decide(lease, HOLD)
    assert [e.kind for e in queue.events()].count(EventKind.DECIDED) == 1


def test_the_same_decision_sent_at_once_is_made_once(queue: Queue) -> None:
    queue.enqueue([entry("a")])
    lease = token(claimed(queue))
    made: list[Decision] = []
    threads = [
        threading.Thread(target=lambda: made.append(queue.decide(lease, PUBLISH))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len({d.id for d in made}) == 1


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft(Disposition.HOLD), "reason"),
        (Draft(Disposition.RETURN_TO_AUTHOR, reason="x"), "note"),
        (Draft(Disposition.PUBLISH_WITH_NOTE), "note"),
        (Draft(Disposition.PUBLISH, reason="x" * 3_000), "reason"),
        (Draft(Disposition.PUBLISH, note="\x00"), "note"),
        (Draft(Disposition.PUBLISH, note="\ud800"), "note"),
        (Draft(Disposition.PUBLISH, (EvidenceVerdict("weather", Verdict.CONFIRM, 0),)), "signal"),
        (Draft(Disposition.PUBLISH, (EvidenceVerdict("bio", Verdict.CONFIRM, 0),)), "index"),
        (
            Draft(Disposition.PUBLISH, (EvidenceVerdict("disclaimer", Verdict.REJECT, 0),) * 2),
            "verdicts[1]",
        ),
        (
            Draft(Disposition.PUBLISH, (EvidenceVerdict("disclaimer", Verdict.CORRECT, 0),)),
            "verdicts[0]",
        ),
        (
            Draft(
                Disposition.PUBLISH,
                (EvidenceVerdict("bio", Verdict.ADD, -1, Span("text", 0, 9_999), "x"),),
            ),
            "span",
        ),
        (
            Draft(
                Disposition.PUBLISH,
                (EvidenceVerdict("bio", Verdict.ADD, -1, Span("authors[3]", 0, 1), "x"),),
            ),
            "span",
        ),
        (
            Draft(Disposition.PUBLISH, (EvidenceVerdict("bio", Verdict.CONFIRM, 0),) * 1_001),
            "verdicts",
        ),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_and_the_claim_kept(
    queue: Queue, draft: Draft, field: str
) -> None:
    queue.enqueue([entry("a")])
    lease = token(claimed(queue))
    with pytest.raises(InvalidArticle) as refusal:
        queue.decide(lease, draft)
    assert any(field in v.field for v in refusal.value.violations)
    assert queue.decide(lease, PUBLISH)


def test_a_decision_on_a_score_that_changed_meanwhile_is_refused(queue: Queue) -> None:
    queue.enqueue([entry("a", 0.6)])
    review = claimed(queue)
    queue.enqueue([entry("a", 0.8, policy="p2")])
    with pytest.raises(Stale, match="revision 2, you looked at 1"):
        queue.decide(token(review), PUBLISH)
    assert queue.decide(token(review), PUBLISH, revision=2).revision == 2


def test_a_decision_can_be_undone_within_the_window_by_who_made_it(
    queue: Queue, clock: Clock
) -> None:
    queue.enqueue([entry("a")])
    made = decided(queue)
    with pytest.raises(NotAllowed):
        queue.undo(made.id, "bob")
    clock.forward(minutes=10)
    item = queue.undo(made.id, "ann", reason="Misread.")
    assert (item.state, item.given, item.disposition) == (State.OPEN, 0, None)
    assert queue.undo(made.id, "ann").state is State.OPEN
    assert queue.decision(made.id).withdrawn_by == "ann"
    assert queue.get(made.item_id).decisions == ()
    assert claimed(queue).item.id == made.item_id
    with pytest.raises(NotFound):
        queue.undo("nothing", "ann")


def test_after_the_window_an_item_is_reopened_with_a_reason(queue: Queue, clock: Clock) -> None:
    queue.enqueue([entry("a")])
    made = decided(queue)
    clock.forward(minutes=10, seconds=1)
    with pytest.raises(TooLate):
        queue.undo(made.id, "ann")
    with pytest.raises(InvalidArticle, match="reason"):
        queue.reopen(made.item_id, "chief", reason=" ")
    assert queue.reopen(made.item_id, "chief", reason="A reader wrote.").state is State.OPEN
    with pytest.raises(Stale):
        queue.reopen(made.item_id, "chief", reason="Again.")
    again = decided(queue, HOLD)
    assert queue.get(made.item_id).decisions == (again,)
    kinds = [e.kind for e in queue.history(made.item_id) if e.kind is not EventKind.CLAIMED]
    assert kinds == [
        EventKind.ENTERED,
        EventKind.DECIDED,
        EventKind.REOPENED,
        EventKind.DECIDED,
    ]


def test_an_item_whose_article_came_back_is_not_reopened(queue: Queue) -> None:
    queue.enqueue([entry("a")])
    made = decided(queue)
    queue.enqueue([entry("a", text=TEXT + " More.")])
    with pytest.raises(Stale, match="has come back"):
        queue.reopen(made.item_id, "chief", reason="Why not.")


@pytest.fixture
def in_pairs(open_queue: Open) -> Queue:
    """A queue that asks for two opinions on everything."""
    return open_queue(QueueSettings(second_share=1.0))


def test_two_people_decide_without_seeing_each_other(in_pairs: Queue) -> None:
    queue = in_pairs
    queue.enqueue([entry("a")])
    first = decided(queue, PUBLISH, "ann")
    assert queue.claim("ann") is None
    assert queue.claim("ann", item_id=first.item_id) is None
    second = claimed(queue, "bob")
    assert second.decisions == ()
    assert queue.get(first.item_id, viewer="ann").decisions == (first,)
    assert not [e for e in queue.history(first.item_id, viewer="bob") if "draft" in e.data]
    queue.decide(token(second), PUBLISH)
    review = queue.get(first.item_id, viewer="eve")
    assert (review.item.state, len(review.decisions)) == (State.DECIDED, 2)
    assert review.item.disposition is Disposition.PUBLISH


def test_two_who_differ_call_for_a_third_whose_word_counts(in_pairs: Queue) -> None:
    queue = in_pairs
    queue.enqueue([entry("a")])
    decided(queue, PUBLISH, "ann")
    made = decided(queue, HOLD, "bob")
    item = queue.get(made.item_id).item
    assert (item.state, item.disputed, item.wanted, item.given) == (State.OPEN, True, 3, 2)
    last = decided(queue, HOLD, "eve")
    assert queue.get(made.item_id).item.disposition is Disposition.HOLD
    assert queue.undo(last.id, "eve").wanted == 3
    assert queue.undo(made.id, "bob").wanted == 2


def test_an_opinion_on_other_words_does_not_count(in_pairs: Queue) -> None:
    queue = in_pairs
    queue.enqueue([entry("a")])
    first = decided(queue, PUBLISH, "ann")
    queue.enqueue([entry("a", text=TEXT + " More.")])
    assert queue.get(first.item_id).item.given == 0
    assert claimed(queue, "ann").item.id == first.item_id
    assert queue.verify().faults == ()


def test_second_opinions_are_drawn_by_content_for_their_share(open_queue: Open) -> None:
    queue = open_queue(QueueSettings(second_share=0.3))
    queue.enqueue([entry(f"a{n}") for n in range(200)])
    items = queue.list(size=200).items
    pairs = {i.article_id for i in items if i.wanted == 2}
    assert 30 < len(pairs) < 90


def test_a_bulk_decision_does_what_its_preview_showed(queue: Queue) -> None:
    queue.enqueue([entry(f"a{n}", 0.6 + n / 100) for n in range(5)])
    held = claimed(queue, "bob")
    draft = Draft(Disposition.PUBLISH, reason="One campaign.")
    shown = queue.preview(draft, Filter(signal="disclaimer"), reviewer="ann")
    assert shown.accepted == 4
    assert queue.count(Filter(state=State.DECIDED)) == 0
    rescored = shown.items[0].item
    queue.enqueue([entry(rescored.article_id, 0.99)])
    outcome = queue.bulk_decide(shown, "ann")
    assert len(outcome.decisions) == 3
    assert [(r.item.id, "scored again" in r.refused) for r in outcome.refused] == [
        (rescored.id, True)
    ]
    named = queue.preview(draft, item_ids=[held.item.id], reviewer="ann")
    assert named.items[0].refused == "bob holds it"
    assert queue.verify().faults == ()
    undone = queue.undo(outcome.decisions[0].id, "ann")
    assert undone.state is State.OPEN


def test_a_bulk_decision_needs_its_reason_too(queue: Queue) -> None:
    with pytest.raises(InvalidArticle, match="reason"):
        queue.preview(Draft(Disposition.HOLD))


def test_a_released_claim_cannot_decide(queue: Queue) -> None:
    queue.enqueue([entry("a")])
    lease = token(claimed(queue))
    queue.release(lease)
    with pytest.raises(LeaseLost):
        queue.decide(lease, PUBLISH)
