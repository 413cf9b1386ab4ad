"""Whether anybody signs for the article."""

from __future__ import annotations

from caveat.document import BylineKind, CreditKind, Document, SectionKind, Span
from caveat.evidence import Evidence
from caveat.signals.attribution.strength import spread

# An unsigned report is house style at many outlets: a reason to look up, hardly one to hold.
NO_BYLINE = 0.12
# A page that has a place for the author and nobody in it says more.
PLACEHOLDER = 0.25
_OPENING = 8
_LONG = 5


def is_signed(document: Document) -> bool:
    """Whether a person, handle, desk or agency stands for the story."""
    if document.byline.kind in (BylineKind.NONE, BylineKind.PLACEHOLDER):
        return any(c.kind is CreditKind.AGENCY for c in document.credits)
    return True


def find(document: Document, *, well_sourced: bool) -> list[Evidence]:
    """``no_byline`` or ``placeholder_byline``; nothing when a person, desk or agency signs.

    ``well_sourced`` says that the story names its sources throughout: then a missing byline is
    recorded and weighs nothing.
    """
    byline = document.byline
    if byline.kind is BylineKind.PLACEHOLDER:
        span = byline.span or _top(document)
        text = document.text(span)
        piece = Evidence(
            span,
            text,
            "placeholder_byline",
            "attribution.placeholder_byline@1",
            f"The place of the author holds “{_short(text)}”, which names nobody who answers for "
            "the story.",
            0.9,
        )
        return spread([piece], PLACEHOLDER)
    if is_signed(document):
        return []
    span = _top(document)
    piece = Evidence(
        span,
        document.text(span),
        "no_byline",
        "attribution.no_byline@1",
        "Neither the page nor its metadata names an author, a desk or an agency.",
        0.85,
    )
    return spread([piece], 0.0 if well_sourced else NO_BYLINE)


def _top(document: Document) -> Span:
    """Where an editor looks for the missing name: the story's headline, else its first sentence.

    On a page whose menus or captions read like headlines it is the one whose words the story
    takes up again.
    """
    told = {w for s in document.body[:_OPENING] for w in _content(document.text(s.span))}
    headlines = [s.span for s in document.sections if s.kind is SectionKind.HEADLINE]
    best = max(headlines, key=lambda h: len(_content(document.text(h)) & told), default=None)
    if best is not None and (
        best.field == "title" or not told or _content(document.text(best)) & told
    ):
        return best
    if document.body:
        return document.body[0].span
    return Span("text", 0, 0)


def _content(text: str) -> frozenset[str]:
    """The longer words of a text, of which only names and things are left over."""
    words = (w.strip(".,:;!?“”\"‘’'()").casefold() for w in text.split())
    return frozenset(w for w in words if len(w) >= _LONG)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
