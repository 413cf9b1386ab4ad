"""Articles that are searched together with the stored ones, without being stored.

A draft that is scored once must not stay behind to accuse its own next version: the articles of a
call are lent to the look-up, and nothing of them is written. The answers are those that the store
would give if they were added first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from caveat.document import Article, Document
from caveat.store import segment
from caveat.store.copies import Wording
from caveat.store.corpus import Candidate, Shown, Stored
from caveat.store.index import Window, entry, periods
from caveat.store.reading import Reading, check, content_hash, read
from caveat.store.schema import UNDATED
from caveat.store.segment import Segment


@dataclass(frozen=True, slots=True)
class Lent:
    """Articles with their readings; made once, it serves any number of look-ups and threads."""

    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]

    @classmethod
    def read(cls, documents: Sequence[Document]) -> Lent:
        """Read some articles; of several with one id the last one counts. Raises InvalidArticle."""
        check([document.article for document in documents])
        last = {document.article.id: document for document in documents}
        return cls(tuple(last.values()), tuple(read(d) for d in last.values()))


class Lending:
    """A corpus of stored and lent articles; a lent one replaces a stored one with its id."""

    def __init__(self, stored: Stored, lent: Lent) -> None:
        self._stored = stored
        known = stored.known([d.article.id for d in lent.documents])
        # Keys of a database are positive.
        self._lent = {
            -1 - at: (document, reading)
            for at, (document, reading) in enumerate(
                zip(lent.documents, lent.readings, strict=True)
            )
            if known.get(document.article.id, (0, b""))[1] != content_hash(document.article)
        }
        ids = {document.article.id for document, _ in self._lent.values()}
        self._replaced = frozenset(key for i, (key, _) in known.items() if i in ids)

    def window(self, day: int, days: int) -> Window:
        """The index of every period that the days touch (of all for UNDATED)."""
        coming: dict[int, list[segment.Entry]] = defaultdict(list)
        inside = periods(day, days)
        for key, (document, reading) in self._lent.items():
            at = segment.period(reading.day)
            if inside is None or at in inside or reading.day == UNDATED:
                coming[at].append(entry(key, segment.rank(document.article.id), reading))
        by_period: dict[int, list[tuple[int | None, Segment]]] = defaultdict(list)
        for at, stored in self._stored.periods(day, days).items():
            by_period[at] += (less for each in stored if (less := _less(each, self._replaced)))
        for at, entries in coming.items():
            by_period[at] += (
                (None, Segment.of(entries[first : first + segment.MOST]))
                for first in range(0, len(entries), segment.MOST)
            )
        return self._stored.cache.window(by_period)

    def candidates(self, keys: Sequence[int]) -> dict[int, Candidate]:
        """Some articles' terms."""
        found = self._stored.candidates([k for k in keys if k >= 0])
        for key in keys:
            if key in self._lent:
                document, reading = self._lent[key]
                found[key] = Candidate(document.article.id, reading.day, reading.profile)
        return found

    def shown(self, keys: Sequence[int]) -> dict[int, Shown]:
        """What is told of some articles."""
        found = self._stored.shown([k for k in keys if k >= 0])
        for key in keys:
            if key in self._lent:
                document, r = self._lent[key]
                article = document.article
                wording = Wording(article.id, r.wording, r.agencies, r.published)
                found[key] = Shown(wording, r.title, article.outlet, article.url, r.published)
        return found

    def articles(self, keys: Sequence[int]) -> dict[int, Article]:
        """Some articles as they were received."""
        found = self._stored.articles([k for k in keys if k >= 0])
        return found | {k: self._lent[k][0].article for k in keys if k in self._lent}


def _less(
    each: tuple[int | None, Segment], gone: frozenset[int]
) -> tuple[int | None, Segment] | None:
    if not gone or gone.isdisjoint(each[1].articles.tolist()):
        return each
    rest = each[1].without(gone)
    return None if rest is None else (None, rest)
