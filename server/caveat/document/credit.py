"""Which agency or outlet the page credits."""

from __future__ import annotations

from caveat.document.article import Article
from caveat.document.model import Credit, Section, Sentence


def is_photo_credit(text: str) -> bool:  # noqa: ARG001
    """Whether a line is a picture's caption or credit, and nothing else."""
    return False


def find(
    article: Article,  # noqa: ARG001
    sections: tuple[Section, ...],  # noqa: ARG001
    sentences: tuple[Sentence, ...],  # noqa: ARG001
) -> tuple[Credit, ...]:
    """Every credit for text or picture, in text order."""
    return ()
