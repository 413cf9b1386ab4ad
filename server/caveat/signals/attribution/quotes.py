"""Direct quotations that nobody is named for.

A quotation has somebody behind it for a reader, even where no speaker could be traced, when its own
sentence or a neighbouring one attributes it or names a person, or when it goes on from one with a
speaker.
"""

from __future__ import annotations

from bisect import bisect_right

from caveat.document import Document, MentionKind, Quotation, SectionKind
from caveat.evidence import Evidence
from caveat.signals.attribution.sourcing import Sourcing
from caveat.signals.attribution.strength import spread

_SHOWN = 3
# Shorter quotations are terms, titles and fragments that the sentence around them explains.
_MIN_WORDS = 6
# A single one of fewer words is more often a saying than a source.
_MIN_ALONE = 12
# A quotation that starts this near (code points) after an attributed one goes on from it.
_CONTINUES = 120


def find(document: Document, sourcing: Sourcing) -> list[Evidence]:
    """The longest quotations without a speaker, weighed by their share of all quotations."""
    quotations = [
        q
        for q in document.quotations
        if len(document.text(q.span).split()) >= _MIN_WORDS
        and (section := document.section_at(q.span)) is not None
        and section.kind is SectionKind.BODY
        and not _is_title(document.text(q.span))
    ]
    starts = [s.span.start for s in sourcing.sentences]
    people = {
        bisect_right(starts, m.span.start) - 1
        for m in document.mentions
        if m.kind is MentionKind.PERSON and m.span.field == "text"
    }
    bare: list[Quotation] = []
    attributed_until = -_CONTINUES
    for q in quotations:
        i = bisect_right(starts, q.span.start) - 1
        j = bisect_right(starts, q.span.end - 1) - 1
        near = {i - 1, i, j, j + 1} & (sourcing.attributed | people)
        if _is_crowd(document, q):
            bare.append(q)
        elif q.speaker is not None or near or q.span.start - attributed_until < _CONTINUES:
            attributed_until = q.span.end
        else:
            bare.append(q)
    if not bare:
        return []
    if len(bare) == 1 and len(document.text(bare[0].span).split()) < _MIN_ALONE:
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
    # One among others is an oversight; two and more are a way of working.
    share = len(bare) / max(len(quotations), 3) if len(bare) > 1 else 0.0
    return spread(pieces, 0.4 * share)


def _is_crowd(document: Document, quotation: Quotation) -> bool:
    """Whether a quotation has nobody but "relatives" or "pictures" of an earlier paragraph.

    Several people do not utter one sentence: the reader does not know who did.
    """
    speaker, cue = quotation.speaker, quotation.cue
    if speaker is None or (cue is not None and cue.start >= quotation.span.start):
        return False
    words = document.text(speaker).split()
    earlier = "\n" in document.article.text[speaker.end : quotation.span.start]
    plural = words[0].endswith("s") and not words[0].isupper() and words[0] not in ("His", "This")
    return earlier and plural and not any(w[:1].isupper() for w in words[1:2])


def _is_title(text: str) -> bool:
    """Whether most words are capitalised, as in the titles of papers, books and films."""
    words = [w for w in text.split() if len(w) > 3]
    return sum(w[:1].isupper() for w in words) > len(words) / 2
