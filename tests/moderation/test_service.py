"""The queue over gRPC: from an article that is scored to a decision that is read back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

import caveat.moderation
import caveat.store
from caveat.client import Client
from caveat.document import Article, Span
from caveat.errors import InvalidArticle, LeaseLost, NotAllowed, NotFound, Stale, TooLate
from caveat.moderation import (
    Claim,
    Disposition,
    Draft,
    EntryBy,
    EventKind,
    EvidenceVerdict,
    Filter,
    Outcome,
    Queue,
    QueueSettings,
    Review,
    State,
    Verdict,
)
from caveat.rpc.server import running
from caveat.rpc.settings import ServiceSettings
from caveat.store.contract import Suggestion
from caveat.v1 import moderation_service_pb2 as pb
from caveat.v1.moderation_service_pb2_grpc import ModerationServiceStub
from tests.moderation.articles import Clock, entry
from tests.rpc.world import WolfSignal, scorer_of

WOLF = Article("w", "A wolf 😀 came to town.", outlet="The Gazette", title="Wolf", language="en")
LAMB = Article("l", "A lamb came to town.", language="en")
NONE = "-1"  # as a token: nobody gave it
HOLD = Draft(
    Disposition.HOLD,
    (
        EvidenceVerdict("wolf", Verdict.CORRECT, 0, Span("text", 2, 6), "dog"),
        EvidenceVerdict("wolf", Verdict.ADD, -1, Span("title", 0, 4), "wolf"),
    ),
    reason="No wolf was seen.",
    note="Ask the farmer.",
)


@pytest.fixture
def url(tmp_path: Path, blank: Path) -> str:
    return f"sqlite:///{shutil.copy(blank, tmp_path / 'caveat.db')}"


@pytest.fixture
def address(url: str, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with ExitStack() as stack:
        store = caveat.store.open(url)
        stack.callback(store.close)
        settings = ServiceSettings(port=0, grace=1.0)
        yield stack.enter_context(running(scorer_of(WolfSignal()), store, settings, queue))


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    with Client(address) as client:
        yield client


def lease(review: Review | None) -> Claim:
    assert review is not None
    assert review.claim is not None
    assert review.claim.token
    return review.claim


def test_an_article_that_the_policy_holds_is_put_before_people(client: Client) -> None:
    score, entered = client.enqueue(WOLF, reach=1_000)
    assert entered.outcome is Outcome.ENTERED
    review = client.reviews.get(entered.item_id)
    assert (review.article, review.score) == (WOLF, score)
    assert (review.item.reach, review.item.entry) == (1_000, EntryBy.POLICY)
    assert client.enqueue(WOLF, reach=1_000)[1].outcome is Outcome.UNCHANGED
    assert client.enqueue(LAMB)[1] == caveat.moderation.Entered(Outcome.BELOW_THRESHOLDS)
    assert client.enqueue(LAMB, always=True)[1].outcome is Outcome.ENTERED
    assert client.reviews.count() == 2


def test_scoring_alone_puts_nothing_before_anybody(client: Client) -> None:
    client.score(WOLF)
    assert client.reviews.count() == 0


def test_a_review_goes_from_claim_to_decision_to_undo(client: Client, clock: Clock) -> None:
    client.enqueue(WOLF)
    claim = lease(client.reviews.claim("ann", Filter(outlet="The Gazette")))
    assert client.reviews.claim("bob") is None
    assert client.reviews.get(claim.item_id).item.holder == "ann"
    extended = client.reviews.extend(claim, ttl=timedelta(minutes=60))
    assert extended.expires_at == clock.now + timedelta(minutes=60)
    made = client.reviews.decide(claim, HOLD)
    assert made.draft == HOLD
    assert client.reviews.decide(claim, HOLD) == made
    shown = client.reviews.get(claim.item_id)
    assert shown.decisions == (made,)
    assert (shown.item.state, shown.item.disposition) == (State.DECIDED, Disposition.HOLD)
    with pytest.raises(NotAllowed):
        client.reviews.undo(made.id, "bob")
    assert client.reviews.undo(made.id, "ann").state is State.OPEN
    kinds = [e.kind for e in client.reviews.history(claim.item_id)]
    assert kinds == [
        EventKind.ENTERED,
        EventKind.CLAIMED,
        EventKind.EXTENDED,
        EventKind.DECIDED,
        EventKind.UNDONE,
    ]


def test_a_skipped_item_and_its_note_reach_the_next(client: Client) -> None:
    client.enqueue(WOLF)
    client.reviews.release(lease(client.reviews.claim("ann")), skip=True, note="Not my field.")
    assert client.reviews.claim("ann") is None
    next_one = client.reviews.claim("bob")
    assert next_one is not None
    assert next_one.note == "Not my field."


def test_refusals_come_back_as_they_were_raised(client: Client, clock: Clock) -> None:
    client.enqueue(WOLF)
    claim = lease(client.reviews.claim("ann"))
    with pytest.raises(InvalidArticle, match="reason: is empty"):
        client.reviews.decide(claim, Draft(Disposition.HOLD))
    made = client.reviews.decide(claim, HOLD)
    with pytest.raises(Stale):
        client.reviews.decide(claim, Draft(Disposition.PUBLISH))
    with pytest.raises(LeaseLost):
        client.reviews.extend(claim)
    clock.forward(hours=1)
    with pytest.raises(TooLate):
        client.reviews.undo(made.id, "ann")
    assert client.reviews.reopen(made.item_id, "chief", reason="Why?").state is State.OPEN
    with pytest.raises(NotFound):
        client.reviews.get("nothing")


def test_lists_are_paged_and_counted(client: Client, queue: Queue) -> None:
    queue.enqueue([entry(f"a{n}", 0.5 + n / 100) for n in range(7)])
    first = client.reviews.list(size=5)
    second = client.reviews.list(size=5, after=first.next)
    assert [i.article_id for i in first.items + second.items] == [f"a{6 - n}" for n in range(7)]
    assert second.next == ""
    assert first.items == queue.list(size=5).items
    assert client.reviews.count(Filter(min_score=0.54)) == 3


def test_many_are_decided_alike_as_previewed(client: Client, queue: Queue) -> None:
    queue.enqueue([entry(f"a{n}") for n in range(3)])
    shown = client.reviews.preview(Draft(Disposition.PUBLISH), reviewer="ann")
    queue.enqueue([entry("a1", 0.99)])
    outcome = client.reviews.bulk_decide(shown, "ann")
    assert len(outcome.decisions) == 2
    assert "scored again" in outcome.refused[0].refused
    assert client.reviews.stats().queues[0].decided == 2


def test_a_watcher_misses_nothing_when_it_resumes(client: Client, queue: Queue) -> None:
    queue.enqueue([entry("a"), entry("b", 0.6, language="fr")])
    watching = client.reviews.watch(resume="0")
    first = next(watching)
    watching.close()  # type: ignore[attr-defined]
    assert (first.kind, first.token) == (EventKind.ENTERED, "1")
    again = client.reviews.watch(resume=first.token)
    queue.claim("ann")
    told = [next(again), next(again)]
    assert [t.kind for t in told] == [EventKind.ENTERED, EventKind.CLAIMED]
    assert told[1].item is not None
    assert (told[1].actor, told[1].item.article_id) == ("ann", "a")
    french = client.reviews.watch(Filter(language="fr"), resume="0")
    only = next(french).item
    assert only is not None
    assert only.article_id == "b"


def test_the_log_is_checked_over_the_wire(client: Client, queue: Queue) -> None:
    queue.enqueue([entry("a")])
    found = client.reviews.verify()
    assert (found.entries, found.faults) == (1, ())
    assert client.reviews.verify(expect=(1, "0" * 64)).faults != ()


def test_decisions_are_exported_with_what_they_were_made_on(client: Client) -> None:
    score, _ = client.enqueue(WOLF)
    made = client.reviews.decide(lease(client.reviews.claim("ann")), HOLD)
    [row] = client.reviews.export()
    assert (row.article, row.score, row.decision) == (WOLF, score, made)


def test_a_suggestion_is_noted_in_the_history_of_its_article(client: Client, queue: Queue) -> None:
    _, entered = client.enqueue(WOLF)
    identifier = client.suggest(Suggestion("w", "wolf", "It was a dog.", fits=False))
    told = client.reviews.history(entered.item_id)[-1]
    assert (told.kind, told.data["suggestion"]) == (EventKind.SUGGESTED, identifier)
    [suggested] = queue.suggested()
    assert suggested.article == WOLF


@pytest.mark.parametrize(
    "request_",
    [
        pb.ListReviewsRequest(page_size=-1),
        pb.ListReviewsRequest(page_size=201),
        pb.ListReviewsRequest(page_token=NONE),
        pb.ClaimReviewRequest(),
        pb.ClaimReviewRequest(reviewer="ann", ttl=Duration(seconds=-5)),
        pb.ClaimReviewRequest(reviewer="ann", ttl=Duration(seconds=2**62)),
        pb.DecideReviewRequest(claim_token=NONE),
        pb.DecideReviewRequest(claim_token=NONE, disposition=99),  # type: ignore[arg-type]
        pb.DecideReviewRequest(
            disposition=pb.DISPOSITION_PUBLISH,
            verdicts=[{"verdict": pb.VERDICT_ADD, "span": {"start": 5, "end": 1}}],  # type: ignore[list-item]
        ),
        pb.PreviewDecisionsRequest(),
        pb.DecideReviewsRequest(reviews=[pb.ReviewRevision()] * 1_001),
        pb.ReopenReviewRequest(review_id="x", reviewer="ann"),
        pb.GetReviewStatsRequest(since=Timestamp(seconds=2**62)),
        pb.WatchReviewsRequest(resume_token=NONE),
        pb.WatchReviewsRequest(resume_token="9" * 40),
        pb.ExportDecisionsRequest(since=Timestamp(nanos=-5)),
    ],
    ids=lambda r: type(r).__name__,
)
def test_a_bad_request_is_refused_and_never_breaks_the_server(
    address: str, request_: object
) -> None:
    method = type(request_).__name__.removesuffix("Request")
    with grpc.insecure_channel(address) as channel:
        stub = ModerationServiceStub(channel)
        with pytest.raises(grpc.RpcError) as refusal:
            list(getattr(stub, method)(request_))
    assert refusal.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_a_negative_reach_is_refused(client: Client) -> None:
    with pytest.raises(InvalidArticle, match="reach"):
        client.enqueue(WOLF, reach=-1)


@pytest.fixture
def settings() -> QueueSettings:
    return QueueSettings(second_share=0.0)
