"""Why two articles were thought to tell of one event, in an editor's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from caveat.document import Document
from caveat.store.candidates import Neighbourhood
from caveat.store.terms import NAME, NUMBER, Profile, Term, fold, key, tokens

# A name as it stands to the folded words in it.
Names = Mapping[str, frozenset[str]]

_NAMES = 3
_WORDS = 3
_TELLING = 0.1


def why(terms: Sequence[Term], names: Names, around: Neighbourhood, at: int, wording: float) -> str:
    """One line: shared wording, the rarest shared names and words, and the time between.

    ``terms`` and ``names`` are those of the document, ``at`` the place of the other article in
    ``profiles``, ``wording`` the share of the shorter one's wording that stands in the other.
    """
    rarity = _shared(terms, around, around.profiles[at])
    said = list(islice(_said(names, rarity), _NAMES))
    parts = []
    if wording >= _TELLING:
        parts.append(f"shares {wording:.0%} of the shorter one's wording")
    if said:
        parts.append(f"shares the name{'s' if len(said) > 1 else ''} {', '.join(said)}")
    if len(said) < _NAMES:
        found = [t for t in terms if t.word in rarity and not t.kinds & (NAME | NUMBER)]
        found.sort(key=lambda t: (-rarity[t.word], t.word))
        words = ", ".join(t.surface for t in found[:_WORDS])
        if words:
            parts.append(f"shares the word{'s' if ',' in words else ''} {words}")
    parts.append(_apart(around.days[0], around.days[at]))
    return "; ".join(parts)


def names(document: Document, terms: Sequence[Term]) -> Names:
    """The names that a document mentions, each with its folded words."""
    capitalised = {t.word for t in terms if t.kinds & NAME}
    found: dict[str, frozenset[str]] = {}
    for mention in document.mentions:
        text = " ".join(document.text(mention.span).split())
        if text not in found:
            found[text] = frozenset(fold(t) for t in tokens(text))
    return {text: words for text, words in found.items() if words & capitalised}


def _shared(terms: Sequence[Term], around: Neighbourhood, other: Profile) -> dict[str, float]:
    """How rare each term is that the other article has too."""
    there = frozenset(other.keys.tolist())
    shared = [t.word for t in terms if t.key in there]
    places = np.searchsorted(around.keys, np.array([key(w) for w in shared], dtype=np.int64))
    return dict(zip(shared, around.rarities[places].tolist(), strict=True))


def _said(names: Names, rarity: dict[str, float]) -> Iterator[str]:
    """Names all of whose words are shared, rarest first, none said twice in a shorter form."""
    whole = [
        (max(rarity[w] for w in words), words, text)
        for text, words in names.items()
        if words <= rarity.keys()
    ]
    said: set[str] = set()
    for _, words, text in sorted(whole, key=lambda n: (-n[0], -len(n[1]), n[2])):
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
