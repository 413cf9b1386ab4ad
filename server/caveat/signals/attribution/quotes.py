"""Direct quotations that nobody is named for."""

from __future__ import annotations

from caveat.document import Document, SectionKind
from caveat.evidence import Evidence
from caveat.signals.attribution.strength import spread

_SHOWN = 3
# Shorter quotations are terms, titles and fragments that the sentence around them explains.
_MIN_WORDS = 6


def find(document: Document) -> list[Evidence]:
    """The longest quotations without a speaker, weighed by their share of all quotations."""
    quotations = [
        q
        for q in document.quotations
        if len(document.text(q.span).split()) >= _MIN_WORDS
        and (section := document.section_at(q.span)) is not None
        and section.kind is SectionKind.BODY
    ]
    bare = [q for q in quotations if q.speaker is None]
    if not bare:
        return []
    longest = sorted(bare, key=lambda q: (-len(q.span), q.span))[:_SHOWN]
    pieces = [
        Evidence(
            q.span,
            document.text(q.span),
            "unattributed_quote",
            "attribution.unattributed_quote@1",
            "A direct quotation, and the text does not say who spoke.",
            0.6,
        )
        for q in sorted(longest, key=lambda q: q.span)
    ]
    return spread(pieces, 0.4 * len(bare) / max(len(quotations), 3))
