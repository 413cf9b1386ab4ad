"""The moderation queue of a server, in domain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import grpc

from caveat.document import Article
from caveat.evidence import Score
from caveat.moderation import (
    BulkOutcome,
    BulkPreview,
    Claim,
    Decision,
    Draft,
    Event,
    EventKind,
    Filter,
    Item,
    Page,
    Review,
    Stats,
    Verification,
)
from caveat.rpc.convert.article import read_stored_article
from caveat.rpc.convert.events import kind_of, read_bulk, read_event, read_stats
from caveat.rpc.convert.review import (
    DISPOSITIONS,
    read_claim,
    read_decision,
    read_item,
    read_moment,
    read_review,
    write_duration,
    write_filter,
    write_moment,
    write_verdict,
)
from caveat.rpc.convert.score import read_score
from caveat.v1 import moderation_service_pb2 as pb
from caveat.v1 import moderation_service_pb2_grpc as pb_grpc

if TYPE_CHECKING:
    from caveat.client import Client

_ALL = Filter()


@dataclass(frozen=True, slots=True)
class Watched:
    """An event of a stream. ``token`` resumes after it; ``item`` is None where it concerns none."""

    token: str
    kind: EventKind
    at: datetime
    actor: str
    item: Item | None


@dataclass(frozen=True, slots=True)
class Exported:
    """A decision with the article and the score that it was made on."""

    article: Article
    score: Score
    decision: Decision


class Reviews:
    """The moderation queue of a server. Every method raises CaveatError."""

    def __init__(self, stub: pb_grpc.ModerationServiceStub, client: Client) -> None:
        self._stub = stub
        self._client = client

    def list(self, filter: Filter = _ALL, *, size: int = 50, after: str = "") -> Page:  # noqa: A002
        """Items, most urgent first; ``after`` is the page before's ``next``."""
        request = pb.ListReviewsRequest(
            filter=write_filter(filter), page_size=size, page_token=after
        )
        answer = self._client.call(self._stub.ListReviews, request)
        return Page(tuple(read_item(m) for m in answer.reviews), answer.next_page_token)

    def count(self, filter: Filter = _ALL) -> int:  # noqa: A002
        """How many items match."""
        request = pb.ListReviewsRequest(filter=write_filter(filter), page_size=1)
        return self._client.call(self._stub.ListReviews, request).total_size

    def get(self, item_id: str, *, viewer: str | None = None) -> Review:
        """One item. Raises NotFound."""
        request = pb.GetReviewRequest(review_id=item_id, reviewer=viewer or "")
        return read_review(self._client.call(self._stub.GetReview, request).review)

    def claim(
        self,
        reviewer: str,
        filter: Filter = _ALL,  # noqa: A002
        *,
        item_id: str = "",
        ttl: timedelta | None = None,
    ) -> Review | None:
        """Lease the most urgent open item that matches, or one by its id; None without one."""
        request = pb.ClaimReviewRequest(
            filter=write_filter(filter),
            reviewer=reviewer,
            ttl=write_duration(ttl),
            review_id=item_id,
        )
        answer = self._client.call(self._stub.ClaimReview, request)
        return read_review(answer.review) if answer.HasField("review") else None

    def extend(self, claim: Claim, *, ttl: timedelta | None = None) -> Claim:
        """Prolong a lease, from now. Raises LeaseLost."""
        request = pb.ExtendClaimRequest(claim_token=claim.token, ttl=write_duration(ttl))
        answer = self._client.call(self._stub.ExtendClaim, request)
        return read_claim(answer.claim, claim.item_id)

    def release(self, claim: Claim, *, skip: bool = False, note: str = "") -> None:
        """Give an item back undecided. Raises LeaseLost."""
        request = pb.ReleaseClaimRequest(claim_token=claim.token, skip=skip, note=note)
        self._client.call(self._stub.ReleaseClaim, request)

    def decide(self, claim: Claim, draft: Draft, *, revision: int | None = None) -> Decision:
        """Record a decision; repeating it changes nothing. Raises LeaseLost, Stale."""
        request = pb.DecideReviewRequest(
            claim_token=claim.token,
            disposition=DISPOSITIONS[draft.disposition],
            verdicts=[write_verdict(v) for v in draft.verdicts],
            reason=draft.reason,
            note=draft.note,
            revision=revision or 0,
        )
        return read_decision(self._client.call(self._stub.DecideReview, request).decision)

    def undo(self, decision_id: str, reviewer: str, *, reason: str = "") -> Item:
        """Take one's own decision back. Raises NotFound, NotAllowed, TooLate."""
        request = pb.UndoDecisionRequest(decision_id=decision_id, reviewer=reviewer, reason=reason)
        return read_item(self._client.call(self._stub.UndoDecision, request).review)

    def reopen(self, item_id: str, reviewer: str, *, reason: str) -> Item:
        """Open a decided item again. Raises NotFound, Stale."""
        request = pb.ReopenReviewRequest(review_id=item_id, reviewer=reviewer, reason=reason)
        return read_item(self._client.call(self._stub.ReopenReview, request).review)

    def preview(
        self,
        draft: Draft,
        filter: Filter = _ALL,  # noqa: A002
        *,
        item_ids: Sequence[str] = (),
        reviewer: str = "",
    ) -> BulkPreview:
        """What deciding all matching open items alike would do."""
        request = pb.PreviewDecisionsRequest(
            filter=write_filter(filter),
            review_ids=item_ids,
            reviewer=reviewer,
            disposition=DISPOSITIONS[draft.disposition],
            reason=draft.reason,
            note=draft.note,
        )
        answer = self._client.call(self._stub.PreviewDecisions, request)
        return BulkPreview(draft, read_bulk(list(answer.items)))

    def bulk_decide(self, preview: BulkPreview, reviewer: str) -> BulkOutcome:
        """Decide exactly the items of a preview; what has changed since is left alone."""
        draft = preview.draft
        request = pb.DecideReviewsRequest(
            reviews=[
                pb.ReviewRevision(review_id=i.item.id, revision=i.item.revision)
                for i in preview.items
                if not i.refused
            ],
            reviewer=reviewer,
            disposition=DISPOSITIONS[draft.disposition],
            reason=draft.reason,
            note=draft.note,
        )
        answer = self._client.call(self._stub.DecideReviews, request)
        return BulkOutcome(
            tuple(read_decision(d) for d in answer.decisions), read_bulk(list(answer.refused))
        )

    def history(self, item_id: str, *, viewer: str | None = None) -> Sequence[Event]:
        """Everything that happened to an item, oldest first. Raises NotFound."""
        request = pb.GetReviewHistoryRequest(review_id=item_id, reviewer=viewer or "")
        answer = self._client.call(self._stub.GetReviewHistory, request)
        return [read_event(e) for e in answer.entries]

    def stats(self, queue: str = "", *, since: datetime | None = None) -> Stats:
        """How the queues stand and the signals fare."""
        request = pb.GetReviewStatsRequest(queue=queue, since=write_moment(since))
        return read_stats(self._client.call(self._stub.GetReviewStats, request))

    def verify(self, *, expect: tuple[int, str] | None = None) -> Verification:
        """Check the audit log. ``expect`` is a sequence number and its hash, noted earlier."""
        sequence, noted = expect or (0, "")
        answer = self._client.call(
            self._stub.VerifyLog, pb.VerifyLogRequest(sequence=sequence, hash=noted)
        )
        return Verification(answer.entries, answer.head, tuple(answer.faults))

    def watch(self, filter: Filter = _ALL, *, resume: str = "") -> Iterator[Watched]:  # noqa: A002
        """Events from now on, or after the one whose token is given; ends only with the server."""
        request = pb.WatchReviewsRequest(filter=write_filter(filter), resume_token=resume)
        call = self._stub.WatchReviews(request)
        try:
            for told in call:
                yield Watched(
                    told.resume_token,
                    kind_of(told.event),
                    read_moment(told.at),
                    told.actor,
                    read_item(told.review) if told.HasField("review") else None,
                )
        except grpc.RpcError as error:
            raise self._client.error(error) from None
        finally:
            call.cancel()

    def export(
        self,
        filter: Filter = _ALL,  # noqa: A002
        *,
        since: datetime | None = None,
    ) -> Iterator[Exported]:
        """Decisions that stand, oldest first, with what they were made on."""
        request = pb.ExportDecisionsRequest(filter=write_filter(filter), since=write_moment(since))
        try:
            for row in self._stub.ExportDecisions(request):
                yield Exported(
                    read_stored_article(row.article),
                    read_score(row.score),
                    read_decision(row.decision),
                )
        except grpc.RpcError as error:
            raise self._client.error(error) from None
