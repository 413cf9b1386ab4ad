"""What the page says of its own authors."""

from __future__ import annotations

from collections.abc import Sequence

from caveat.document.article import Article
from caveat.document.lines import Line
from caveat.document.model import Bio, Section


def ranges(lines: Sequence[Line], authors: tuple[str, ...]) -> list[range]:  # noqa: ARG001
    """Which runs of lines (indices, half-open) are author bios; ``authors`` from the metadata."""
    return []


def find(article: Article, sections: tuple[Section, ...]) -> tuple[Bio, ...]:  # noqa: ARG001
    """Every author's bio, in order."""
    return ()
