"""Suggestions: what a caller says a finding should have been."""

from __future__ import annotations

from collections.abc import Collection

from caveat.document import Span
from caveat.document.article import MAX_AUTHORS, MAX_ID, MAX_TEXT
from caveat.errors import InvalidArticle, Violation
from caveat.rpc.convert.article import read_span, write_span
from caveat.store.contract import Suggestion
from caveat.v1 import article_pb2, scoring_service_pb2

# Limits of a suggestion, in Unicode code points.
MAX_KIND = 100
MAX_PASSAGE = 20_000
MAX_REASON = 2_000
MAX_SUGGESTED_BY = 200

_FIELDS = ("text", "title", "bio", *(f"authors[{i}]" for i in range(MAX_AUTHORS)))


def read_suggestion(
    message: scoring_service_pb2.SuggestScoreRequest, signals: Collection[str]
) -> Suggestion:
    """A request's suggestion, on one of ``signals``. Raises InvalidArticle with every fault."""
    violations = [
        *text_violations("article_id", message.article_id, MAX_ID, required=True),
        *text_violations("kind", message.kind, MAX_KIND),
        *text_violations("text", message.text, MAX_PASSAGE),
        *text_violations("reason", message.reason, MAX_REASON, required=True),
        *text_violations("suggested_by", message.suggested_by, MAX_SUGGESTED_BY),
    ]
    if message.signal not in signals:
        violations.append(
            Violation(
                "signal",
                f"{message.signal[:100]!r} is not a signal of this server",
                f"use one of {', '.join(sorted(signals))}",
            )
        )
    if message.suggestion not in (
        scoring_service_pb2.SUGGESTION_SHOULD_FIND,
        scoring_service_pb2.SUGGESTION_SHOULD_NOT_FIND,
    ):
        violations.append(
            Violation(
                "suggestion",
                f"is {message.suggestion}, which says nothing",
                "use SUGGESTION_SHOULD_FIND or SUGGESTION_SHOULD_NOT_FIND",
            )
        )
    span = _collect_span(message.span, violations) if message.HasField("span") else None
    if violations:
        raise InvalidArticle(violations)
    return Suggestion(
        article_id=message.article_id,
        signal=message.signal,
        reason=message.reason,
        fits=message.suggestion == scoring_service_pb2.SUGGESTION_SHOULD_FIND,
        kind=message.kind,
        span=span,
        text=message.text,
        suggested_by=message.suggested_by,
    )


def write_suggestion(suggestion: Suggestion) -> scoring_service_pb2.SuggestScoreRequest:
    """A suggestion as a request."""
    return scoring_service_pb2.SuggestScoreRequest(
        article_id=suggestion.article_id,
        signal=suggestion.signal,
        suggestion=scoring_service_pb2.SUGGESTION_SHOULD_FIND
        if suggestion.fits
        else scoring_service_pb2.SUGGESTION_SHOULD_NOT_FIND,
        kind=suggestion.kind,
        span=None if suggestion.span is None else write_span(suggestion.span),
        text=suggestion.text,
        reason=suggestion.reason,
        suggested_by=suggestion.suggested_by,
    )


def text_violations(
    field: str, value: str, limit: int, *, required: bool = False
) -> list[Violation]:
    """What is wrong with a string of a request that is not part of an article."""
    found = []
    if required and not value.strip():
        found.append(Violation(field, "is empty", "it is required"))
    if len(value) > limit:
        found.append(
            Violation(
                field, f"has {len(value):,} code points, the limit is {limit:,}", "shorten it"
            )
        )
    if "\x00" in value:
        found.append(
            Violation(field, f"holds a NUL at code point {value.index(chr(0))}", "remove it")
        )
    return found


def _collect_span(message: article_pb2.Span, violations: list[Violation]) -> Span | None:
    if message.field not in _FIELDS:
        violations.append(
            Violation(
                "span.field",
                f"{message.field[:100]!r} is not a field of an article",
                'use "text", "title", "bio" or "authors[N]"',
            )
        )
    if not 0 <= message.start <= message.end <= MAX_TEXT:
        violations.append(
            Violation(
                "span",
                f"{message.start}..{message.end} is not a half-open range of code points",
                "send 0 <= start <= end",
            )
        )
        return None
    return read_span(message)
