"""SourceService: from a request to the store and back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from caveat.document import Document, parse
from caveat.document.article import MAX_ID
from caveat.errors import CaveatError, InvalidArticle, Violation
from caveat.rpc.context import Context
from caveat.rpc.convert.article import collect_article, read_article, write_article
from caveat.rpc.convert.suggestion import text_violations
from caveat.rpc.errors import status_of
from caveat.rpc.workers import Workers
from caveat.store.contract import Found, Hit, Outcome, SourceStore
from caveat.v1 import article_pb2
from caveat.v1 import source_service_pb2 as pb
from caveat.v1 import source_service_pb2_grpc as pb_grpc

DEFAULT_DAYS, MAX_DAYS = 30, 3_650
DEFAULT_LIMIT, MAX_LIMIT = 20, 100

# How many articles are stored at once: one commit for many, and little lost to a broken stream.
_BATCH = 64
_MAX_RESULTS = 10_000

_OUTCOMES = {
    Outcome.ADDED: pb.ADD_OUTCOME_ADDED,
    Outcome.UPDATED: pb.ADD_OUTCOME_UPDATED,
    Outcome.UNCHANGED: pb.ADD_OUTCOME_UNCHANGED,
}


class SourceService(pb_grpc.SourceServiceServicer):
    """Reads and writes the store on the workers' threads; what goes wrong is raised."""

    def __init__(self, store: SourceStore, workers: Workers) -> None:
        self._store = store
        self._workers = workers

    async def AddArticles(
        self, request_iterator: AsyncIterator[pb.AddArticlesRequest], context: Context
    ) -> pb.AddArticlesResponse:
        tally = _Tally()
        batch: list[article_pb2.Article] = []
        ids: set[str] = set()
        async for request in request_iterator:
            # An id that comes again replaces its article: not in one batch, where order is lost.
            if len(batch) == _BATCH or request.article.id in ids:
                tally.count(batch, await self._workers.run(self._add, batch))
                batch, ids = [], set()
            batch.append(request.article)
            ids.add(request.article.id)
        if batch:
            tally.count(batch, await self._workers.run(self._add, batch))
        return tally.response

    async def GetArticle(
        self, request: pb.GetArticleRequest, context: Context
    ) -> pb.GetArticleResponse:
        _check_id(request.article_id)
        article = await self._workers.run(self._store.get, request.article_id)
        return pb.GetArticleResponse(article=write_article(article))

    async def DeleteArticle(
        self, request: pb.DeleteArticleRequest, context: Context
    ) -> pb.DeleteArticleResponse:
        _check_id(request.article_id)
        await self._workers.run(self._store.delete, request.article_id)
        return pb.DeleteArticleResponse()

    async def FindRelated(
        self, request: pb.FindRelatedRequest, context: Context
    ) -> pb.FindRelatedResponse:
        return await self._workers.run(self._find_related, request)

    def _add(self, articles: Sequence[article_pb2.Article]) -> list[Outcome | CaveatError]:
        results: list[Outcome | CaveatError] = []
        documents: list[Document] = []
        places: list[int] = []
        for message in articles:
            try:
                documents.append(parse(read_article(message)))
                places.append(len(results))
                results.append(Outcome.ADDED)
            except InvalidArticle as refusal:
                results.append(refusal)
        for place, outcome in zip(places, self._store.add(documents), strict=True):
            results[place] = outcome
        return results

    def _find_related(self, request: pb.FindRelatedRequest) -> pb.FindRelatedResponse:
        violations: list[Violation] = []
        days = _bounded(request, "days", DEFAULT_DAYS, MAX_DAYS, violations)
        limit = _bounded(request, "limit", DEFAULT_LIMIT, MAX_LIMIT, violations)
        subject = request.WhichOneof("subject")
        article = None
        if subject == "article":
            article = collect_article(request.article, "article", violations)
        elif subject == "article_id":
            violations += text_violations("article_id", request.article_id, MAX_ID, required=True)
        else:
            violations.append(Violation("subject", "is missing", "send article_id or article"))
        if violations:
            raise InvalidArticle(violations)
        document = parse(article or self._store.get(request.article_id))
        return _write_found(self._store.find(document, days=days, limit=limit))


class _Tally:
    """Counts results and names them while there is room."""

    def __init__(self) -> None:
        self.response = pb.AddArticlesResponse()
        self._index = 0

    def count(
        self, articles: Sequence[article_pb2.Article], results: Sequence[Outcome | CaveatError]
    ) -> None:
        for article, result in zip(articles, results, strict=True):
            line = pb.AddResult(index=self._index, article_id=article.id)
            self._index += 1
            if isinstance(result, CaveatError):
                self.response.refused += 1
                line.error.CopyFrom(status_of(result))
            else:
                self.response.added += result is Outcome.ADDED
                self.response.updated += result is Outcome.UPDATED
                self.response.unchanged += result is Outcome.UNCHANGED
                line.stored = _OUTCOMES[result]
            if len(self.response.results) < _MAX_RESULTS:
                self.response.results.append(line)


def _check_id(article_id: str) -> None:
    if violations := text_violations("article_id", article_id, MAX_ID, required=True):
        raise InvalidArticle(violations)


def _bounded(
    request: pb.FindRelatedRequest,
    field: str,
    default: int,
    highest: int,
    violations: list[Violation],
) -> int:
    if not request.HasField(field):  # type: ignore[arg-type]
        return default
    value: int = getattr(request, field)
    if not 1 <= value <= highest:
        violations.append(Violation(field, f"is {value}", f"send a number from 1 to {highest:,}"))
    return value


def _write_found(found: Found) -> pb.FindRelatedResponse:
    return pb.FindRelatedResponse(
        articles=[_write_hit(hit) for hit in found.hits], copy_group=found.copy_group
    )


def _write_hit(hit: Hit) -> pb.RelatedArticle:
    return pb.RelatedArticle(
        article_id=hit.article_id,
        title=hit.title,
        outlet=hit.outlet,
        url=hit.url,
        published_at=hit.published_at.isoformat() if hit.published_at else "",
        same_event=hit.same_event,
        why=hit.why,
        copy_group=hit.copy_group,
        copy=hit.copy,
    )
