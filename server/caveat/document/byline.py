"""Who the page says wrote the article."""

from __future__ import annotations

from caveat.document.article import Article
from caveat.document.model import Byline, BylineKind, Section


def line_kind(text: str) -> BylineKind | None:  # noqa: ARG001
    """What kind of byline a line is, None when it is none."""
    return None


def find(article: Article, sections: tuple[Section, ...]) -> Byline:  # noqa: ARG001
    """The byline, from the authors field or the text."""
    return Byline(BylineKind.NONE)
