"""From text to values."""

from __future__ import annotations

from datetime import datetime

from caveat.document import Document
from caveat.values.model import Value


def extract(document: Document) -> tuple[Value, ...]:  # noqa: ARG001
    """Every value of the headline and the body, in text order (the title field first).

    Relative dates are resolved against ``document.published``; without it they are unresolved.
    Time linear in the length of the text; never raises for a parsed document.
    """
    return ()


def extract_text(
    text: str,  # noqa: ARG001
    language: str = "en",  # noqa: ARG001
    reference_date: datetime | None = None,  # noqa: ARG001
) -> tuple[Value, ...]:
    """Every value of one piece of text, with spans in the field "text" of that text."""
    return ()
