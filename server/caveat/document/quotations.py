"""Who is quoted, and saying what."""

from __future__ import annotations

from caveat.document.article import Article
from caveat.document.model import Quotation, Section, Sentence


def find(
    article: Article,  # noqa: ARG001
    sections: tuple[Section, ...],  # noqa: ARG001
    sentences: tuple[Sentence, ...],  # noqa: ARG001
) -> tuple[Quotation, ...]:
    """Every direct quotation, in text order."""
    return ()
