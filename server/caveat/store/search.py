"""Finding the articles of one event, and telling an editor why they were found."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from caveat.document import Article, Document, parse
from caveat.signals.base import Related, RelatedArticle
from caveat.store import event
from caveat.store.candidates import Neighbourhood, neighbourhood
from caveat.store.contract import Found, Hit
from caveat.store.copies import COPY, Wording, groups, shared
from caveat.store.corpus import Corpus
from caveat.store.reading import content_hash, read_with_terms
from caveat.store.why import Why

# Below this an article is not even offered: an editor would not see what it has to do with it.
LEAST = 0.05
# Parsed related articles are kept, because the same ones come back for every report on an event.
_PARSED = 512


@dataclass(frozen=True, slots=True)
class Window:
    """What to look for: days on either side of publication, and how many answers at most."""

    days: int
    limit: int


def find(corpus: Corpus, document: Document, window: Window) -> tuple[Found, list[int]]:
    """Other articles of the same event, best first, with reasons and copy groups; and their keys.

    Nothing but the document itself is read: of the others the stored readings tell enough.
    """
    article_id = document.article.id
    reading, terms = read_with_terms(document)
    around = neighbourhood(corpus, article_id, reading, window.days)
    best = _best(around, window.limit)
    keys = [around.articles[at] for at, _ in best]
    known = corpus.shown(keys)
    own = Wording(article_id, reading.wording, reading.agencies, reading.published)
    wordings = [own, *(known[k].wording for k in keys)]
    wording = shared(wordings)
    group, *grouped = groups(wordings, wording)
    why = Why(document, terms, around)
    hits = []
    for place, (at, chance) in enumerate(best):
        found = known[keys[place]]
        common = float(wording[0, place + 1])
        hits.append(
            Hit(
                article_id=found.wording.article_id,
                title=found.title,
                outlet=found.outlet,
                url=found.url,
                published_at=found.published_at,
                same_event=round(chance, 4),
                why=why.say(at + 1, common),
                copy_group=grouped[place],
                copy=common >= COPY,
            )
        )
    return Found(tuple(hits), group), keys


class Parsed:
    """Documents that were parsed, the last used kept. Safe to share between threads."""

    def __init__(self) -> None:
        self._documents: OrderedDict[bytes, Document] = OrderedDict()
        self._lock = threading.Lock()

    def related(self, corpus: Corpus, document: Document, window: Window) -> Related:
        """What ``find`` finds, each article read in full, for signals that compare texts."""
        found, keys = find(corpus, document, window)
        articles = corpus.articles(keys)
        return Related(
            tuple(
                RelatedArticle(
                    self._parsed(articles[key]), hit.same_event, hit.why, hit.copy_group, hit.copy
                )
                for key, hit in zip(keys, found.hits, strict=True)
            ),
            copy_group=found.copy_group,
        )

    def _parsed(self, article: Article) -> Document:
        # Equal content may be stored under several ids, and a document knows its own.
        name = content_hash(article) + article.id.encode()
        with self._lock:
            known = self._documents.get(name)
            if known is not None:
                self._documents.move_to_end(name)
                return known
        document = parse(article)
        with self._lock:
            self._documents[name] = document
            while len(self._documents) > _PARSED:
                self._documents.popitem(last=False)
        return document


def _best(around: Neighbourhood, limit: int) -> list[tuple[int, float]]:
    """Positions among the candidates, best first, with their probabilities."""
    if not around.articles:
        return []
    chances = event.same_event(around.profiles, around.keys, around.rarities, around.days)
    likely = [(at, float(c)) for at, c in enumerate(chances) if c >= LEAST]
    # Candidates come in the order of their ids, which so breaks ties.
    return sorted(likely, key=lambda pair: -pair[1])[:limit]
