"""A typed, synchronous client of the service: domain values in, domain values out.

    with Client("127.0.0.1:50051") as client:
        score = client.score(Article("id", "The text."))

Every refusal is raised as the exception of ``caveat.errors`` that the server raised, with all of
its violations.
"""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any, Self, TypeVar, cast

import grpc
from google.rpc import status_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_status import rpc_status

from caveat.client.reviews import Reviews
from caveat.document import Article
from caveat.errors import CaveatError, InvalidArticle, TooLarge, UnreadableInput
from caveat.evidence import Score
from caveat.moderation import Entered
from caveat.rpc.convert.article import read_stored_article, write_article
from caveat.rpc.convert.review import OUTCOMES
from caveat.rpc.convert.score import read_score
from caveat.rpc.convert.suggestion import write_suggestion
from caveat.rpc.errors import error_of
from caveat.rpc.settings import LOOPBACK
from caveat.store.contract import Suggestion
from caveat.v1 import (
    document_pb2,
    moderation_service_pb2_grpc,
    scoring_service_pb2_grpc,
    source_service_pb2_grpc,
)
from caveat.v1 import scoring_service_pb2 as scoring
from caveat.v1 import source_service_pb2 as sources

Request = TypeVar("Request")
Response = TypeVar("Response")

# One stream of articles to store; the server names every article of a stream of this length.
_ADD_CHUNK = 5_000
_MAX_PORT = 65_535


class Unreachable(CaveatError):
    """No server answers at the address."""


class TimedOut(CaveatError):
    """The server did not answer in time."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The answer to one article of many: its place in the list (from 0), and a score or why not."""

    index: int
    article_id: str
    result: Score | CaveatError


@dataclass(frozen=True, slots=True)
class Added:
    """What became of articles that were sent to be stored; ``refused`` by place in the list."""

    added: int
    updated: int
    unchanged: int
    refused: tuple[tuple[int, str, CaveatError], ...]


class Client:
    """A connection to one server. Safe to share between threads; close it or use it in ``with``.

    ``timeout`` is for one call, in seconds; streams have none, because they may be long. Raises
    UnreadableInput for an address that is not HOST:PORT.
    """

    def __init__(self, address: str = "127.0.0.1:50051", *, timeout: float = 60.0) -> None:
        self.address = _checked(address)
        self._timeout = timeout
        self._channel = grpc.insecure_channel(
            address,
            options=[
                ("grpc.max_receive_message_length", -1),
                ("grpc.max_send_message_length", -1),
                # Statuses carry their details in a header.
                ("grpc.max_metadata_size", 64 * 1024),
                # A proxy of the environment cannot reach this machine's own addresses.
                ("grpc.enable_http_proxy", int(_host(address) not in LOOPBACK)),
            ],
        )
        self._scoring = scoring_service_pb2_grpc.ScoringServiceStub(self._channel)
        self.sources = Sources(source_service_pb2_grpc.SourceServiceStub(self._channel), self)
        self.reviews = Reviews(
            moderation_service_pb2_grpc.ModerationServiceStub(self._channel), self
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connection and every call on it."""
        self._channel.close()

    def is_serving(self) -> bool:
        """Whether the server takes calls; one that is stopping does not. Raises CaveatError."""
        stub: Any = health_pb2_grpc.HealthStub(self._channel)  # its types name no methods
        answer = self.call(stub.Check, health_pb2.HealthCheckRequest())
        return bool(answer.status == health_pb2.HealthCheckResponse.SERVING)

    def score(self, article: Article, *, alone: bool = False) -> Score:
        """One article's score; ``alone`` looks at no other article. Raises CaveatError."""
        request = scoring.ScoreArticleRequest(article=write_article(article), alone=alone)
        return read_score(self.call(self._scoring.ScoreArticle, request).score)

    def score_many(self, articles: Iterable[Article], *, alone: bool = False) -> Iterator[Scored]:
        """Scores as they come, in any order; each says which article it belongs to.

        ``articles`` is read as the server takes them, on another thread; what it raises is raised
        here, after the articles before it have been answered. Raises CaveatError when the stream
        itself breaks; an article that is refused is answered, not raised.
        """
        sending = _Sending(articles, alone)
        call = self._scoring.ScoreArticles(iter(sending))
        try:
            for response in call:
                index = int(response.request_id)
                yield Scored(index, sending.ids.pop(index), _outcome(response))
                yield from sending.refused()
        except grpc.RpcError as error:
            raise self.error(error) from None
        finally:
            call.cancel()
        yield from sending.refused()
        if sending.broken is not None:
            raise sending.broken

    def enqueue(
        self, article: Article, *, always: bool = False, reach: int = 0, alone: bool = False
    ) -> tuple[Score, Entered]:
        """Score an article and put it before people if the policy holds it, or ``always``.

        ``reach`` is how many people it will reach, 0 when unknown. Raises CaveatError.
        """
        request = scoring.ScoreArticleRequest(
            article=write_article(article),
            alone=alone,
            enqueue=scoring.ENQUEUE_ALWAYS if always else scoring.ENQUEUE_BY_POLICY,
            reach=reach,
        )
        answer = self.call(self._scoring.ScoreArticle, request)
        outcome = next(o for o, number in OUTCOMES.items() if number == answer.enqueue_outcome)
        return read_score(answer.score), Entered(outcome, answer.review_id)

    def parse(self, article: Article) -> document_pb2.Document:
        """An article as the service reads it. Raises CaveatError."""
        request = scoring.ParseArticleRequest(article=write_article(article))
        return self.call(self._scoring.ParseArticle, request).document

    def signals(self) -> scoring.ListSignalsResponse:
        """What the server can look for, its versions and its limits. Raises CaveatError."""
        return self.call(self._scoring.ListSignals, scoring.ListSignalsRequest())

    def suggest(self, suggestion: Suggestion) -> str:
        """Say what a finding should have been; returns the suggestion's id. Raises CaveatError."""
        request = write_suggestion(suggestion)
        return self.call(self._scoring.SuggestScore, request).suggestion_id

    def call(
        self, method: grpc.UnaryUnaryMultiCallable[Request, Response], request: Request
    ) -> Response:
        """One call with the client's time limit. Raises CaveatError."""
        try:
            return method(request, timeout=self._timeout)
        except grpc.RpcError as error:
            raise self.error(error) from None

    def error(self, error: grpc.RpcError) -> CaveatError:
        """What a failed call means, in our own terms."""
        call = cast("grpc.Call", error)  # gRPC's own errors are calls; its types do not say so
        status = rpc_status.from_call(call)
        if status is not None:
            return error_of(status)
        code, text = call.code(), call.details()
        if code is grpc.StatusCode.UNAVAILABLE:
            return Unreachable(
                f"no server answers at {self.address}: start one with `caveat serve`, or give "
                f"another address ({text})"
            )
        if code is grpc.StatusCode.DEADLINE_EXCEEDED:
            return TimedOut(f"{self.address} did not answer within {self._timeout:g} seconds")
        if code is grpc.StatusCode.RESOURCE_EXHAUSTED:
            return TooLarge(f"the server refused the message unread: {text}; send shorter articles")
        return CaveatError(f"{self.address} answered {code.name}: {text}")


class Sources:
    """The source articles of a server."""

    def __init__(self, stub: source_service_pb2_grpc.SourceServiceStub, client: Client) -> None:
        self._stub = stub
        self._client = client

    def add(self, articles: Iterable[Article]) -> Added:
        """Store articles; those that are refused are named in the answer. Raises CaveatError."""
        totals = {"added": 0, "updated": 0, "unchanged": 0}
        refused: list[tuple[int, str, CaveatError]] = []
        iterator = iter(enumerate(articles))
        while chunk := list(islice(iterator, _ADD_CHUNK)):
            places: list[int] = []
            requests: list[sources.AddArticlesRequest] = []
            for index, article in chunk:
                try:
                    requests.append(sources.AddArticlesRequest(article=write_article(article)))
                    places.append(index)
                except InvalidArticle as refusal:
                    refused.append((index, article.id, refusal))
            try:
                response = self._stub.AddArticles(iter(requests))
            except grpc.RpcError as error:
                raise self._client.error(error) from None
            for name in totals:
                totals[name] += getattr(response, name)
            refused += [
                (places[r.index], r.article_id, error_of(r.error))
                for r in response.results
                if r.HasField("error")
            ]
        return Added(**totals, refused=tuple(sorted(refused, key=lambda r: r[0])))

    def get(self, article_id: str) -> Article:
        """A stored article as it was received. Raises NotFound and other CaveatErrors."""
        request = sources.GetArticleRequest(article_id=article_id)
        return read_stored_article(self._client.call(self._stub.GetArticle, request).article)

    def delete(self, article_id: str) -> None:
        """Remove a stored article. Raises NotFound and other CaveatErrors."""
        self._client.call(
            self._stub.DeleteArticle, sources.DeleteArticleRequest(article_id=article_id)
        )

    def related(
        self, subject: Article | str, *, days: int = 30, limit: int = 20
    ) -> sources.FindRelatedResponse:
        """Articles that may tell of the same event as an article, or as a stored one by its id.

        ``days`` on either side of its publication. Raises CaveatError.
        """
        request = sources.FindRelatedRequest(days=days, limit=limit)
        if isinstance(subject, Article):
            request.article.CopyFrom(write_article(subject))
        else:
            request.article_id = subject
        return self._client.call(self._stub.FindRelated, request)


def _checked(address: str) -> str:
    """The address. Raises UnreadableInput when it names no host and port."""
    host, _, port = address.rpartition(":")
    if host and port.isascii() and port.isdigit() and 0 < int(port[:6]) <= _MAX_PORT:
        return address
    raise UnreadableInput(
        f"{address!r} is no address of a server; write HOST:PORT, as in 127.0.0.1:50051 "
        f"(a port is a number from 1 to {_MAX_PORT:,})"
    )


def _host(address: str) -> str:
    return address.rpartition(":")[0].strip("[]")


def _outcome(response: scoring.ScoreArticlesResponse) -> Score | CaveatError:
    if response.HasField("error"):
        error: status_pb2.Status = response.error
        return error_of(error)
    return read_score(response.score)


class _Sending:
    """The requests of one stream, made on gRPC's thread while answers are read on another."""

    def __init__(self, articles: Iterable[Article], alone: bool) -> None:
        self.ids: dict[int, str] = {}
        self.broken: Exception | None = None
        self._articles = articles
        self._alone = alone
        self._refused: queue.SimpleQueue[Scored] = queue.SimpleQueue()

    def __iter__(self) -> Iterator[scoring.ScoreArticlesRequest]:
        try:
            for index, article in enumerate(self._articles):
                try:
                    message = write_article(article)
                except InvalidArticle as refusal:
                    self._refused.put(Scored(index, article.id, refusal))
                    continue
                self.ids[index] = article.id
                yield scoring.ScoreArticlesRequest(
                    request_id=str(index), article=message, alone=self._alone
                )
        except Exception as error:  # noqa: BLE001 (the caller's own; raised to the caller)
            self.broken = error

    def refused(self) -> Iterator[Scored]:
        """The articles that could not be sent, once each."""
        while not self._refused.empty():
            yield self._refused.get()
