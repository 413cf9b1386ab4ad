"""Disagree, and how many on each side: from comparisons to evidence.

Disagreement is shown, not adjudicated. The side with fewer independent sources raises the
article's score in full; an even one less; the majority is told and weighs little. A count that a
later report gives higher is ``evolving``: recorded, and weighs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from caveat.document import Document, Span
from caveat.evidence import Counterpart, Evidence
from caveat.signals.base import RelatedArticle
from caveat.signals.conflict.claims import Agreement, Comparison, Disagreement

MINORITY, EVEN, MAJORITY, EVOLVING = 1.0, 0.7, 0.25, 0.0
# Two reports of one morning are no development.
_LATER = timedelta(hours=3)


def evidence(
    document: Document,
    related: Sequence[RelatedArticle],
    comparisons: Sequence[Comparison],
    copy_group: str = "",
    agreeing: Callable[[int, Span], Sequence[Agreement]] = lambda _, __: (),
) -> list[Evidence]:
    """One piece of evidence for each span of the article and each other value it meets.

    ``comparisons`` stand in the order of ``related``; ``copy_group`` is the article's own.
    ``agreeing`` gives what the other related articles state as one of them does, by its number and
    the span there:
    who stands with a value is asked of both sides.
    """
    groups = _groups(document, related, copy_group)
    disagreements = [d for c in comparisons for d in c.disagreements]
    agreements = [a for c in comparisons for a in c.agreements]
    found: list[Evidence] = []
    for (_, _), same in sorted(_by_value(disagreements).items()):
        lead = min(same, key=lambda d: (-d.likeness, d.other.reading))
        others = {groups[d.other.reading] for d in same}
        own = {groups[0]} | {groups[a.reading] for a in agreements if _about(a, lead) and a.reading}
        there = {
            groups[a.reading]
            for a in agreeing(lead.other.reading, lead.other.span)
            if a.span.overlaps(lead.other.span)
        }
        own -= others
        others |= there - own
        found.append(_evidence(document, related, lead, len(own) or 1, len(others)))
    return found


def alone(document: Document, comparison: Comparison) -> list[Evidence]:
    """The contradictions of one article with itself."""
    return [
        Evidence(
            span=d.own.span,
            text=d.own.text,
            kind=d.kind,
            rule=f"conflict.{d.rule}",
            why=(
                f"The article contradicts itself: “{d.own.text}” ({d.own.value}) here and "
                f"“{d.other.text}” ({d.other.value}) there."
            ),
            confidence=confidence(d.likeness),
            counterpart=Counterpart(document.article.id, d.other.span, d.other.text),
        )
        for d in comparison.disagreements
    ]


def _groups(document: Document, related: Sequence[RelatedArticle], copy_group: str) -> list[str]:
    """The independent source each reading belongs to; index 0 is the article itself."""
    own = copy_group or f"article:{document.article.id}"
    return [own] + [
        r.copy_group or (own if r.copy else f"article:{r.document.article.id}") for r in related
    ]


def _by_value(
    disagreements: Sequence[Disagreement],
) -> dict[tuple[tuple[str, int, int, str], str], list[Disagreement]]:
    found: dict[tuple[tuple[str, int, int, str], str], list[Disagreement]] = {}
    for d in disagreements:
        span = d.own.span
        place = ((span.field, span.start, span.end, d.kind), d.other.key)
        found.setdefault(place, []).append(d)
    return found


def _about(agreement: Agreement, lead: Disagreement) -> bool:
    return agreement.span.overlaps(lead.own.span)


def _evidence(
    document: Document, related: Sequence[RelatedArticle], d: Disagreement, own: int, others: int
) -> Evidence:
    other = related[d.other.reading - 1]
    there = other.document
    evolving = _evolving(document, there, d)
    weight = (
        EVOLVING if evolving else MINORITY if own < others else EVEN if own == others else MAJORITY
    )
    who = there.article.outlet or there.article.id
    why = (
        f"This article says “{d.own.text}” ({d.own.value}); {who} says “{d.other.text}” "
        f"({d.other.value}). Independent sources: {own} for this article, {others} against."
    )
    if evolving:
        why += " The later report is the higher: reporting time can explain it (evolving)."
    elif _hours_apart(document, there) is not None and abs(_hours_apart(document, there) or 0) > 12:
        why += " The two were published more than twelve hours apart."
    sure = confidence(d.likeness) * (0.6 + 0.4 * min(max(other.same_event, 0.0), 1.0))
    return Evidence(
        span=d.own.span,
        text=d.own.text,
        kind=d.kind,
        rule=f"conflict.{d.rule}",
        why=why,
        confidence=round(sure, 4),
        counterpart=Counterpart(there.article.id, d.other.span, d.other.text),
        weight=weight,
    )


def confidence(likeness: float) -> float:
    """How sure two statements are of one fact and differ, in [0.5, 0.95], from their likeness."""
    return round(min(0.95, max(0.5, 0.3 + 0.75 * likeness)), 4)


def _evolving(document: Document, there: Document, d: Disagreement) -> bool:
    """Whether the later of two reports of something that only grows gives the higher count."""
    hours = _hours_apart(document, there)
    if not d.grows or hours is None or abs(hours) < _LATER / timedelta(hours=1):
        return False
    return (hours > 0) == (d.grows > 0)


def _hours_apart(document: Document, there: Document) -> float | None:
    """Hours from this article's publication to the other's; None when one is unknown."""
    own, other = _at(document), _at(there)
    return None if own is None or other is None else (other - own) / timedelta(hours=1)


def _at(document: Document) -> datetime | None:
    return document.published.at if document.published else None
