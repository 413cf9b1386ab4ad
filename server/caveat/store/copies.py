"""Which articles are copies of one report, and so count as one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from caveat.store.fingerprint import Hashes, overlaps

# How much of the shorter article's wording (runs of eight words, quotations left out) stands in
# the other. Of 10,000 pairs of like but different events on ecbplus none shares a twentieth, so
# any real share means a common source; the lower bound leaves room for a sentence of a press
# release or a police report that two reporters both took over (docs/errors/related.md).
ONE_SOURCE = 0.3
COPY = 0.5
# Fewer runs than this are a caption or a teaser: nothing can be told from them.
_ENOUGH = 6
_FAR = datetime.max.replace(tzinfo=UTC)

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wording:
    """What grouping looks at: whose wording it is, its hashed shingles, the agencies credited, and
    when the article came out if that is known.
    """

    article_id: str
    shingles: Hashes
    agencies: frozenset[str]
    published_at: datetime | None


def shared(articles: Sequence[Wording]) -> Shares:
    """The share of the shorter body's wording that stands in the other, 0 to 1, for all pairs: an
    array (articles, articles).
    """
    counts = overlaps([a.shingles for a in articles])
    sizes = counts.diagonal()
    shorter = np.minimum(sizes[:, None], sizes[None, :])
    return np.where(shorter >= _ENOUGH, counts / np.maximum(shorter, 1), 0.0)


def groups(articles: Sequence[Wording], wording: Shares) -> list[str]:
    """For each article the id of the earliest article of its group, or "" when it stands alone.

    Two reports of one event are one source when they have wording in common (``wording``, as
    ``shared`` gives it) or credit the same agency. An article without a date comes after all that
    have one; ids break ties.
    """
    leader = list(range(len(articles)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = index = leader[leader[index]]
        return index

    for a, b in zip(*np.nonzero(np.triu(wording >= ONE_SOURCE, 1)), strict=True):
        leader[find(int(a))] = find(int(b))
    first_of: dict[str, int] = {}
    for index, article in enumerate(articles):
        for agency in article.agencies:
            leader[find(index)] = find(first_of.setdefault(agency, index))
    members: dict[int, list[Wording]] = {}
    for index, article in enumerate(articles):
        members.setdefault(find(index), []).append(article)
    earliest = {
        root: min(group, key=lambda w: (w.published_at or _FAR, w.article_id))
        for root, group in members.items()
    }
    return [
        earliest[find(i)].article_id if len(members[find(i)]) > 1 else ""
        for i in range(len(articles))
    ]
