"""Articles and spans."""

from __future__ import annotations

from datetime import datetime

from caveat.document import Article, Span
from caveat.errors import InvalidArticle, Violation
from caveat.v1 import article_pb2


def read_span(message: article_pb2.Span) -> Span:
    """Raises ValueError when the offsets are not a half-open range."""
    return Span(message.field, message.start, message.end)


def write_span(span: Span) -> article_pb2.Span:
    """The span as a message."""
    return article_pb2.Span(field=span.field, start=span.start, end=span.end)


def read_article(message: article_pb2.Article, field: str = "article") -> Article:
    """The article of a request. Raises InvalidArticle naming every bad field below ``field``."""
    violations: list[Violation] = []
    article = collect_article(message, field, violations)
    if violations:
        raise InvalidArticle(violations)
    return article


def collect_article(
    message: article_pb2.Article, field: str, violations: list[Violation]
) -> Article:
    """The article of a request that has other fields too: what is bad is added to ``violations``.

    With violations added, the article answered is not sound and must not be used.
    """
    published_at = None
    if message.published_at:
        try:
            published_at = datetime.fromisoformat(message.published_at)
        except ValueError:
            violations.append(
                Violation(
                    f"{field}.published_at",
                    f"{message.published_at[:100]!r} is not a date and time",
                    "use RFC 3339 with a time zone, as in 2023-05-09T13:39:00-04:00",
                )
            )
    article = _article(message, published_at)
    violations += article.violations(prefix=f"{field}.")
    return article


def read_stored_article(message: article_pb2.Article) -> Article:
    """An article that a server answers. Raises ValueError for a date that is none."""
    at = datetime.fromisoformat(message.published_at) if message.published_at else None
    return _article(message, at)


def _article(message: article_pb2.Article, published_at: datetime | None) -> Article:
    return Article(
        id=message.id,
        text=message.text,
        url=message.url,
        outlet=message.outlet,
        title=message.title,
        authors=tuple(message.authors),
        published_at=published_at,
        language=message.language,
        bio=message.bio,
    )


def write_article(article: Article) -> article_pb2.Article:
    """The article as a message.

    Raises InvalidArticle for a lone surrogate, which protobuf cannot carry.
    """
    try:
        return article_pb2.Article(
            id=article.id,
            text=article.text,
            url=article.url,
            outlet=article.outlet,
            title=article.title,
            authors=article.authors,
            published_at=article.published_at.isoformat() if article.published_at else "",
            language=article.language,
            bio=article.bio,
        )
    except (UnicodeError, ValueError):
        article.check(prefix="article.")
        raise
