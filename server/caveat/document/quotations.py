"""Who is quoted, and saying what."""

from __future__ import annotations

from caveat.document.article import Article
from caveat.document.model import Quotation, Section, Sentence


def find(
    article: Article,
    sections: tuple[Section, ...],
    sentences: tuple[Sentence, ...],  # noqa: ARG001
) -> tuple[Quotation, ...]:
    """Every direct quotation, in text order."""
    return ()
