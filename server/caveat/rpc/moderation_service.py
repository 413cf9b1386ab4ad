"""ModerationService: from a request to the queue and back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from caveat.errors import InvalidArticle, NotBuilt, NotFound, Violation
from caveat.moderation import Event, EventKind, Filter, Item, Judged, Queue
from caveat.rpc.context import Context
from caveat.rpc.convert.article import write_article
from caveat.rpc.convert.events import (
    KINDS,
    as_seen,
    write_bulk,
    write_data,
    write_event,
    write_stats,
)
from caveat.rpc.convert.review import (
    read_draft,
    read_filter,
    read_moment,
    read_ttl,
    write_claim,
    write_decision,
    write_item,
    write_moment,
    write_review,
)
from caveat.rpc.convert.score import write_score
from caveat.rpc.workers import Workers
from caveat.v1 import moderation_service_pb2 as pb
from caveat.v1 import moderation_service_pb2_grpc as pb_grpc

_PAGE = 50
# How many entries of the log are read at a time, and how often it is looked at for new ones
# (seconds): other processes write to the same log, so nobody can be told.
_EVENTS = 200
_LOOK = 0.5
MAX_BULK = 1_000


class ModerationService(pb_grpc.ModerationServiceServicer):
    """Works on the workers' threads; everything that can go wrong is raised."""

    def __init__(self, queue: Queue | None, workers: Workers) -> None:
        self._opened = queue
        self._workers = workers

    @property
    def _queue(self) -> Queue:
        if self._opened is None:
            raise NotBuilt("this server was started without a moderation queue")
        return self._opened

    async def ListReviews(
        self, request: pb.ListReviewsRequest, context: Context
    ) -> pb.ListReviewsResponse:
        return await self._workers.run(self._list, request)

    def _list(self, request: pb.ListReviewsRequest) -> pb.ListReviewsResponse:
        wanted = read_filter(request.filter)
        page = self._queue.list(wanted, size=request.page_size or _PAGE, after=request.page_token)
        return pb.ListReviewsResponse(
            reviews=[write_item(item) for item in page.items],
            next_page_token=page.next,
            total_size=self._queue.count(wanted),
        )

    async def GetReview(
        self, request: pb.GetReviewRequest, context: Context
    ) -> pb.GetReviewResponse:
        review = await self._workers.run(
            self._queue.get, request.review_id, viewer=request.reviewer or None
        )
        return pb.GetReviewResponse(review=write_review(review))

    async def ClaimReview(
        self, request: pb.ClaimReviewRequest, context: Context
    ) -> pb.ClaimReviewResponse:
        review = await self._workers.run(
            self._queue.claim,
            request.reviewer,
            read_filter(request.filter),
            item_id=request.review_id,
            ttl=read_ttl(request.ttl) if request.HasField("ttl") else None,
        )
        return pb.ClaimReviewResponse(review=None if review is None else write_review(review))

    async def ExtendClaim(
        self, request: pb.ExtendClaimRequest, context: Context
    ) -> pb.ExtendClaimResponse:
        ttl = read_ttl(request.ttl) if request.HasField("ttl") else None
        claim = await self._workers.run(self._queue.extend, request.claim_token, ttl=ttl)
        return pb.ExtendClaimResponse(claim=write_claim(claim))

    async def ReleaseClaim(
        self, request: pb.ReleaseClaimRequest, context: Context
    ) -> pb.ReleaseClaimResponse:
        await self._workers.run(
            self._queue.release, request.claim_token, skip=request.skip, note=request.note
        )
        return pb.ReleaseClaimResponse()

    async def DecideReview(
        self, request: pb.DecideReviewRequest, context: Context
    ) -> pb.DecideReviewResponse:
        decide = self._queue.decide
        draft = read_draft(request.disposition, request.reason, request.note, request.verdicts)
        decision = await self._workers.run(
            decide, request.claim_token, draft, revision=request.revision or None
        )
        return pb.DecideReviewResponse(
            decision=write_decision(decision), undo_until=write_moment(decision.undo_until)
        )

    async def UndoDecision(
        self, request: pb.UndoDecisionRequest, context: Context
    ) -> pb.UndoDecisionResponse:
        item = await self._workers.run(
            self._queue.undo, request.decision_id, request.reviewer, reason=request.reason
        )
        return pb.UndoDecisionResponse(review=write_item(item))

    async def ReopenReview(
        self, request: pb.ReopenReviewRequest, context: Context
    ) -> pb.ReopenReviewResponse:
        item = await self._workers.run(
            self._queue.reopen, request.review_id, request.reviewer, reason=request.reason
        )
        return pb.ReopenReviewResponse(review=write_item(item))

    async def PreviewDecisions(
        self, request: pb.PreviewDecisionsRequest, context: Context
    ) -> pb.PreviewDecisionsResponse:
        preview = self._queue.preview
        _check_bulk("review_ids", len(request.review_ids))
        draft = read_draft(request.disposition, request.reason, request.note)
        shown = await self._workers.run(
            preview,
            draft,
            read_filter(request.filter),
            item_ids=list(request.review_ids),
            reviewer=request.reviewer,
        )
        return pb.PreviewDecisionsResponse(items=write_bulk(shown.items))

    async def DecideReviews(
        self, request: pb.DecideReviewsRequest, context: Context
    ) -> pb.DecideReviewsResponse:
        return await self._workers.run(self._decide_all, request)

    def _decide_all(self, request: pb.DecideReviewsRequest) -> pb.DecideReviewsResponse:
        queue = self._queue
        _check_bulk("reviews", len(request.reviews))
        draft = read_draft(request.disposition, request.reason, request.note)
        revisions = {r.review_id: r.revision for r in request.reviews}
        if not revisions:
            return pb.DecideReviewsResponse()
        preview = queue.preview(draft, item_ids=list(revisions), reviewer=request.reviewer)
        outcome = queue.bulk_decide(as_seen(preview, revisions), request.reviewer)
        return pb.DecideReviewsResponse(
            decisions=[write_decision(d) for d in outcome.decisions],
            refused=write_bulk(outcome.refused),
        )

    async def GetReviewHistory(
        self, request: pb.GetReviewHistoryRequest, context: Context
    ) -> pb.GetReviewHistoryResponse:
        events = await self._workers.run(
            self._queue.history, request.review_id, viewer=request.reviewer or None
        )
        return pb.GetReviewHistoryResponse(entries=[write_event(e) for e in events])

    async def VerifyLog(
        self, request: pb.VerifyLogRequest, context: Context
    ) -> pb.VerifyLogResponse:
        expect = (request.sequence, request.hash) if request.sequence else None
        found = await self._workers.run(self._queue.verify, expect=expect)
        return pb.VerifyLogResponse(entries=found.entries, head=found.head, faults=found.faults)

    async def GetReviewStats(
        self, request: pb.GetReviewStatsRequest, context: Context
    ) -> pb.GetReviewStatsResponse:
        since = read_moment(request.since) if request.HasField("since") else None
        stats = await self._workers.run(self._queue.stats, request.queue, since=since)
        return write_stats(stats)

    async def WatchReviews(
        self, request: pb.WatchReviewsRequest, context: Context
    ) -> AsyncIterator[pb.WatchReviewsResponse]:
        wanted = read_filter(request.filter)
        sequence = _resumed(request.resume_token)
        if sequence is None:
            sequence = await self._workers.run(self._queue.last_event)
        while True:
            events = await self._workers.run(self._queue.events, sequence, limit=_EVENTS)
            for event in events:
                sequence = event.sequence
                told = await self._workers.run(self._told, event, wanted)
                if told is not None:
                    yield told
            if len(events) < _EVENTS:
                await asyncio.sleep(_LOOK)

    def _told(self, event: Event, wanted: Filter) -> pb.WatchReviewsResponse | None:
        """An event as watchers are told of it, None when it is not for them."""
        if event.kind is EventKind.GOLDEN_SEEDED:
            return None
        review = None
        if event.item_id:
            try:
                item = self._queue.item(event.item_id)
            except NotFound:
                return None
            if not _matches(wanted, item):
                return None
            review = write_item(item)
        elif wanted != Filter():
            return None
        return pb.WatchReviewsResponse(
            resume_token=str(event.sequence),
            event=KINDS[event.kind],
            review=review,
            at=write_moment(event.at),
            actor=event.actor,
            data=write_data(event),
        )

    async def ExportDecisions(
        self, request: pb.ExportDecisionsRequest, context: Context
    ) -> AsyncIterator[pb.ExportDecisionsResponse]:
        since = read_moment(request.since) if request.HasField("since") else None
        rows: Iterator[Judged] = self._queue.judged(read_filter(request.filter), since=since)
        while (row := await self._workers.run(next, rows, None)) is not None:
            yield pb.ExportDecisionsResponse(
                article=write_article(row.article),
                score=write_score(row.score),
                decision=write_decision(row.decision),
            )


def _check_bulk(field: str, size: int) -> None:
    if size > MAX_BULK:
        raise InvalidArticle(
            [Violation(field, f"has {size:,} entries, the limit is {MAX_BULK:,}", "send fewer")]
        )


def _resumed(token: str) -> int | None:
    """The sequence number of a resume token, None to start now. Raises InvalidArticle."""
    if not token:
        return None
    if not (token.isascii() and token.isdigit() and len(token) <= 18):
        raise InvalidArticle(
            [Violation("resume_token", "is not one of this stream", 'send one that it gave, or ""')]
        )
    return int(token)


def _matches(wanted: Filter, item: Item) -> bool:
    """Whether an item, as it is now, is one of a filter's."""
    text = wanted.text.casefold()
    return (
        wanted.queue in ("", item.queue)
        and wanted.state in (None, item.state)
        and wanted.outlet in ("", item.outlet)
        and wanted.language in ("", item.language)
        and item.score >= wanted.min_score
        and wanted.holder in ("", item.holder)
        and (not wanted.signal or any(name == wanted.signal for name, _ in item.signals))
        and (
            not text
            or any(text in part.casefold() for part in (item.title, item.outlet, item.article_id))
        )
    )
