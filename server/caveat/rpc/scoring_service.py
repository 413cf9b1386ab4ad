"""ScoringService: from a request to the scorer and back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import TypeVar

from caveat.document import Article, Document, article, parse
from caveat.encoder import Caller, CallerGone
from caveat.errors import InvalidArticle, NotBuilt, StoreUnavailable, Violation
from caveat.evidence import Score
from caveat.moderation import Entered, Entry, Queue
from caveat.rpc.context import Context
from caveat.rpc.convert.article import collect_article, read_article
from caveat.rpc.convert.document import write_document
from caveat.rpc.convert.review import OUTCOMES, enqueue_violations
from caveat.rpc.convert.score import write_score, write_versions
from caveat.rpc.convert.suggestion import read_suggestion, text_violations
from caveat.rpc.errors import status_of
from caveat.rpc.settings import ServiceSettings
from caveat.rpc.workers import Workers, in_any_order
from caveat.scorer import Scorer
from caveat.signals.base import Related
from caveat.store.contract import SourceStore
from caveat.v1 import scoring_service_pb2 as pb
from caveat.v1 import scoring_service_pb2_grpc as pb_grpc

_log = logging.getLogger(__name__)

Request = TypeVar("Request")
Response = TypeVar("Response")

MAX_REQUEST_ID = 200


class ScoringService(pb_grpc.ScoringServiceServicer):
    """Scores on the workers' threads; everything that can go wrong is raised."""

    def __init__(
        self,
        scorer: Scorer,
        store: SourceStore,
        workers: Workers,
        settings: ServiceSettings,
        queue: Queue | None = None,
    ) -> None:
        self._queue = queue
        self._scorer = scorer
        self._store = store
        self._workers = workers
        self._settings = settings

    async def ScoreArticle(
        self, request: pb.ScoreArticleRequest, context: Context
    ) -> pb.ScoreArticleResponse:
        return await self._with_caller(context, self._score_one, request)

    def ScoreArticles(
        self, request_iterator: AsyncIterator[pb.ScoreArticlesRequest], context: Context
    ) -> AsyncIterator[pb.ScoreArticlesResponse]:
        answer = partial(self._answer_item, context)
        return in_any_order(request_iterator, answer, self._settings.window)

    async def ParseArticle(
        self, request: pb.ParseArticleRequest, context: Context
    ) -> pb.ParseArticleResponse:
        return await self._workers.run(_parse_one, request)

    async def ListSignals(
        self, request: pb.ListSignalsRequest, context: Context
    ) -> pb.ListSignalsResponse:
        policy = self._scorer.policy
        return pb.ListSignalsResponse(
            signals=[
                pb.SignalInfo(
                    name=s.name,
                    description=s.description,
                    version=s.version,
                    languages=s.languages,
                    needs_related=s.needs_related,
                    evidence_kinds=sorted(s.kinds),
                    threshold=policy.thresholds.get(s.name, 1.0),
                    weight=policy.weights.get(s.name, 1.0),
                )
                for s in self._scorer.signals
            ],
            versions=write_versions(self._scorer.versions),
            limits=_limits(self._settings),
        )

    async def SuggestScore(
        self, request: pb.SuggestScoreRequest, context: Context
    ) -> pb.SuggestScoreResponse:
        suggestion = read_suggestion(request, [s.name for s in self._scorer.signals])
        suggestion_id = await self._workers.run(self._store.suggest, suggestion)
        if self._queue is not None:
            await self._workers.run(self._queue.note_suggestion, suggestion_id, suggestion)
        return pb.SuggestScoreResponse(suggestion_id=suggestion_id)

    async def _with_caller(
        self, context: Context, work: Callable[[Request, Caller], Response], request: Request
    ) -> Response:
        """Work that is told when nobody waits for it any more."""
        caller = Caller.within(context.time_remaining())
        try:
            return await self._workers.run(work, request, caller)
        except CallerGone as gone:
            raise asyncio.CancelledError("the caller has gone") from gone
        finally:
            caller.leave()

    def _score_one(
        self, request: pb.ScoreArticleRequest, caller: Caller
    ) -> pb.ScoreArticleResponse:
        violations = enqueue_violations(request.enqueue, request.reach)
        article = collect_article(request.article, "article", violations)
        if violations:
            raise InvalidArticle(violations)
        document, score = self._score(article, request.alone, caller)
        entered = self._enter(document, score, request.enqueue, request.reach)
        return pb.ScoreArticleResponse(
            score=write_score(score),
            enqueue_outcome=OUTCOMES[entered.outcome]
            if entered
            else pb.ENQUEUE_OUTCOME_UNSPECIFIED,
            review_id=entered.item_id if entered else "",
        )

    async def _answer_item(
        self, context: Context, request: pb.ScoreArticlesRequest
    ) -> pb.ScoreArticlesResponse:
        try:
            return await self._with_caller(context, self._score_item, request)
        except Exception as error:  # noqa: BLE001 (an item's error ends nothing but the item)
            return pb.ScoreArticlesResponse(request_id=request.request_id, error=status_of(error))

    def _score_item(
        self, request: pb.ScoreArticlesRequest, caller: Caller
    ) -> pb.ScoreArticlesResponse:
        violations: list[Violation] = text_violations(
            "request_id", request.request_id, MAX_REQUEST_ID, required=True
        )
        violations += enqueue_violations(request.enqueue, request.reach)
        article = collect_article(request.article, "article", violations)
        if violations:
            raise InvalidArticle(violations)
        document, score = self._score(article, request.alone, caller)
        entered = self._enter(document, score, request.enqueue, request.reach)
        return pb.ScoreArticlesResponse(
            request_id=request.request_id,
            score=write_score(score),
            enqueue_outcome=OUTCOMES[entered.outcome]
            if entered
            else pb.ENQUEUE_OUTCOME_UNSPECIFIED,
            review_id=entered.item_id if entered else "",
        )

    def _score(self, article: Article, alone: bool, caller: Caller) -> tuple[Document, Score]:
        document = parse(article)
        return document, self._scorer.score(document, self._related(document, alone), caller)

    def _enter(
        self, document: Document, score: Score, asked: pb.Enqueue.ValueType, reach: int
    ) -> Entered | None:
        """Put a scored article before people, if its caller asks for that."""
        if asked == pb.ENQUEUE_UNSPECIFIED:
            return None
        if self._queue is None:
            raise NotBuilt("this server was started without a moderation queue")
        requested = asked == pb.ENQUEUE_ALWAYS
        entry = Entry(document.article, score, reach, requested, document.language)
        [entered] = self._queue.enqueue([entry])
        return entered

    def _related(self, document: Document, alone: bool) -> Related:
        if alone:
            return Related(unavailable="the caller asked for this article alone")
        if not self._scorer.needs_related:
            return Related()
        try:
            return self._store.related(document)
        except StoreUnavailable as error:
            # The other signals can still speak; those that compare say why they could not look.
            _log.warning("scoring without related articles: %s", error)
            return Related(unavailable=f"the store of source articles is unavailable: {error}")


def _parse_one(request: pb.ParseArticleRequest) -> pb.ParseArticleResponse:
    return pb.ParseArticleResponse(document=write_document(parse(read_article(request.article))))


def _limits(settings: ServiceSettings) -> pb.Limits:
    return pb.Limits(
        max_text=article.MAX_TEXT,
        max_title=article.MAX_TITLE,
        max_bio=article.MAX_BIO,
        max_authors=article.MAX_AUTHORS,
        max_author=article.MAX_AUTHOR,
        max_id=article.MAX_ID,
        max_url=article.MAX_URL,
        max_outlet=article.MAX_OUTLET,
        max_message_bytes=settings.max_message_bytes,
        stream_window=settings.window,
    )
