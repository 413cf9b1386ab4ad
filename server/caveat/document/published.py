"""When the article came out."""

from __future__ import annotations

from caveat.document.article import Article
from caveat.document.model import DateSource, Published, Section


def find(article: Article, sections: tuple[Section, ...]) -> Published | None:  # noqa: ARG001
    """The publication date, from the metadata or from a date line of the text."""
    if article.published_at is not None:
        return Published(article.published_at, DateSource.METADATA)
    return None
