"""Finding the articles of one event, and telling an editor why they were found."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import sqlalchemy as sa

from caveat.document import Article, Document, parse
from caveat.signals.base import Related, RelatedArticle
from caveat.store import event, fingerprint
from caveat.store.candidates import Neighbourhood, neighbourhood
from caveat.store.copies import COPY, Wording, groups, shared
from caveat.store.reading import published_at, read
from caveat.store.rows import article_of
from caveat.store.schema import articles
from caveat.store.why import why

# Below this an article is not even offered: an editor would not see what it has to do with it.
LEAST = 0.05
# Parsed related articles are kept, because the same ones come back for every report on an event.
_PARSED = 512


class Search:
    """Looks for related articles. Safe to share between threads."""

    def __init__(self) -> None:
        self._parsed: OrderedDict[bytes, Wording] = OrderedDict()
        self._lock = threading.Lock()

    def related(
        self, connection: sa.Connection, document: Document, *, days: int, limit: int
    ) -> Related:
        """Other articles of the same event, best first, with reasons and copy groups."""
        reading = read(document)
        around = neighbourhood(connection, document.article.id, reading, days)
        hits = _best(around, limit)
        own = Wording(document, reading.shingles, published_at(document))
        found = self._load(connection, [around.articles[at] for at, _ in hits])
        group, *grouped = groups([own, *found])
        answers = []
        for (at, chance), wording, their_group in zip(hits, found, grouped, strict=True):
            wording_shared = shared(own, wording)
            reason = why(document, reading.terms, around, at + 1, wording_shared)
            copy = wording_shared >= COPY
            answers.append(
                RelatedArticle(wording.document, round(chance, 4), reason, their_group, copy)
            )
        return Related(tuple(answers), copy_group=group)

    def _load(self, connection: sa.Connection, keys: Sequence[int]) -> list[Wording]:
        found = connection.execute(sa.select(articles).where(articles.c.key.in_(keys)))
        rows = {row.key: row for row in found}
        return [self._wording(rows[k].content, article_of(rows[k])) for k in keys]

    def _wording(self, content: bytes, article: Article) -> Wording:
        # Equal content may be stored under several ids, and a document knows its own.
        name = content + article.id.encode()
        with self._lock:
            known = self._parsed.get(name)
            if known is not None:
                self._parsed.move_to_end(name)
                return known
        document = parse(article)
        wording = Wording(document, fingerprint.shingles(document), published_at(document))
        with self._lock:
            self._parsed[name] = wording
            while len(self._parsed) > _PARSED:
                self._parsed.popitem(last=False)
        return wording


def _best(around: Neighbourhood, limit: int) -> list[tuple[int, float]]:
    """Positions among the candidates, best first, with their probabilities."""
    if not around.articles:
        return []
    chances = event.same_event(around.profiles, around.keys, around.rarities, around.days)
    likely = [(at, float(c)) for at, c in enumerate(chances) if c >= LEAST]
    # Candidates come in the order of their ids, which so breaks ties.
    return sorted(likely, key=lambda pair: -pair[1])[:limit]
