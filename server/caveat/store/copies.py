"""Which articles are copies of one report, and so count as one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from caveat.document import CreditKind, Document
from caveat.store.fingerprint import containment

# How much of the shorter article's wording (runs of eight words, quotations left out) stands in
# the other. Of 10,000 pairs of like but different events on ecbplus none shares a twentieth, so
# any real share means a common source; the lower bound leaves room for a sentence of a press
# release or a police report that two reporters both took over (docs/errors/related.md).
ONE_SOURCE = 0.3
COPY = 0.5
# Fewer runs than this are a caption or a teaser: nothing can be told from them.
_ENOUGH = 6
_FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wording:
    """What grouping looks at: an article, its shingles, and when it came out if that is known."""

    document: Document
    shingles: frozenset[str]
    published_at: datetime | None


def shared(a: Wording, b: Wording) -> float:
    """The share of the shorter body's wording that stands in the other, 0 to 1."""
    if min(len(a.shingles), len(b.shingles)) < _ENOUGH:
        return 0.0
    return containment(a.shingles, b.shingles)


def one_source(a: Wording, b: Wording) -> bool:
    """Whether two reports of one event are one source: common wording, or the same agency's."""
    return bool(_agencies(a.document) & _agencies(b.document)) or shared(a, b) >= ONE_SOURCE


def groups(articles: Sequence[Wording]) -> list[str]:
    """For each article the id of the earliest article of its group, or "" when it stands alone.

    An article without a date comes after all that have one; ids break ties.
    """
    leader = list(range(len(articles)))

    def find(index: int) -> int:
        while leader[index] != index:
            index = leader[index]
        return index

    for i, a in enumerate(articles):
        for j in range(i):
            if find(i) != find(j) and one_source(a, articles[j]):
                leader[find(i)] = find(j)
    members: dict[int, list[Wording]] = {}
    for index, article in enumerate(articles):
        members.setdefault(find(index), []).append(article)
    earliest = {
        root: min(group, key=lambda w: (w.published_at or _FAR, w.document.article.id))
        for root, group in members.items()
    }
    return [
        earliest[find(i)].document.article.id if len(members[find(i)]) > 1 else ""
        for i in range(len(articles))
    ]


def _agencies(document: Document) -> frozenset[str]:
    return frozenset(c.key for c in document.credits if c.kind is CreditKind.AGENCY)
