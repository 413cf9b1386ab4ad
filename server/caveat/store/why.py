"""Why two articles were thought to tell of one event, in an editor's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from caveat.document import Document
from caveat.store.candidates import Neighbourhood
from caveat.store.terms import NAME, NUMBER, Profile, Term, fold, key, tokens

_NAMES = 3
_WORDS = 3
_TELLING = 0.1


def why(
    document: Document, terms: Sequence[Term], around: Neighbourhood, at: int, wording: float
) -> str:
    """One line: shared wording, the rarest shared names and words, and the time between.

    ``terms`` are those of the document, ``at`` the place of the other article in ``profiles``,
    ``wording`` the share of the shorter one's wording that stands in the other.
    """
    rarity = _shared(terms, around, around.profiles[at])
    names = list(_names(document, terms, rarity))[:_NAMES]
    parts = []
    if wording >= _TELLING:
        parts.append(f"shares {wording:.0%} of the shorter one's wording")
    if names:
        parts.append(f"shares the name{'s' if len(names) > 1 else ''} {', '.join(names)}")
    if len(names) < _NAMES:
        words = [t for t in terms if t.word in rarity and not t.kinds & (NAME | NUMBER)]
        words.sort(key=lambda t: (-rarity[t.word], t.word))
        said = ", ".join(t.surface for t in words[:_WORDS])
        if said:
            parts.append(f"shares the word{'s' if ',' in said else ''} {said}")
    parts.append(_apart(around.days[0], around.days[at]))
    return "; ".join(parts)


def _shared(terms: Sequence[Term], around: Neighbourhood, other: Profile) -> dict[str, float]:
    """How rare each term is that the other article has too."""
    there = frozenset(other.keys.tolist())
    shared = [t.word for t in terms if t.key in there]
    places = np.searchsorted(around.keys, np.array([key(w) for w in shared], dtype=np.int64))
    return dict(zip(shared, around.rarities[places].tolist(), strict=True))


def _names(document: Document, terms: Sequence[Term], rarity: dict[str, float]) -> Iterator[str]:
    """Names all of whose words are shared, rarest first, none said twice in a shorter form."""
    capitalised = {t.word for t in terms if t.kinds & NAME}
    found: dict[str, tuple[float, frozenset[str]]] = {}
    for mention in document.mentions:
        text = " ".join(document.text(mention.span).split())
        words = frozenset(fold(t) for t in tokens(text))
        if text not in found and words & capitalised and words <= rarity.keys():
            found[text] = (max(rarity[w] for w in words), words)
    said: set[str] = set()
    for text, (_, words) in sorted(found.items(), key=lambda i: (-i[1][0], -len(i[1][1]), i[0])):
        if not words & said:
            said |= words
            yield text


def _apart(a: float | None, b: float | None) -> str:
    if a is None or b is None:
        return "publication dates cannot be compared"
    days = int(abs(a - b))
    if days == 0:
        return "published the same day"
    return f"published {days} day{'s' if days > 1 else ''} apart"
