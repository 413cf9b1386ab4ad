"""Which agency or outlet the page credits."""

from __future__ import annotations

from caveat.document.article import Article
from caveat.document.model import Credit, Section, Sentence


def find(
    article: Article,
    sections: tuple[Section, ...],
    sentences: tuple[Sentence, ...],  # noqa: ARG001
) -> tuple[Credit, ...]:
    """Every credit for text or picture, in text order."""
    return ()
