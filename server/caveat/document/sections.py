"""What each line of a page is for."""

from __future__ import annotations

from caveat.document.article import Article
from caveat.document.lines import split_lines
from caveat.document.model import Section, SectionKind
from caveat.document.span import Span


def split(article: Article) -> tuple[Section, ...]:
    """The sections of an article: the title field first, then the text in order, the bio last."""
    found: list[Section] = []
    if article.title.strip():
        found.append(Section(SectionKind.HEADLINE, Span("title", 0, len(article.title))))
    found += [
        Section(SectionKind.BODY, Span("text", line.start, line.end))
        for line in split_lines(article.text)
    ]
    if article.bio.strip():
        found.append(Section(SectionKind.BIO, Span("bio", 0, len(article.bio))))
    return tuple(found)
