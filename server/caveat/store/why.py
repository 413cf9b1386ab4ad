"""Why two articles were thought to tell of one event, in an editor's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from caveat.document import Document
from caveat.store.candidates import Neighbourhood
from caveat.store.terms import NAME, NUMBER, Term, fold, tokens

# A name as it stands to the folded words in it.
Names = Mapping[str, frozenset[str]]

# How many names are told, and how many words where names are fewer.
_MOST = 3
_TELLING = 0.1


class Why:
    """Says of each candidate why it was found; made once for all of a look-up."""

    def __init__(self, document: Document, terms: Sequence[Term], around: Neighbourhood) -> None:
        self._terms = terms
        self._around = around
        self._keys = np.array([t.key for t in terms], dtype=np.int64)
        self._rarity = around.rarities[np.searchsorted(around.keys, self._keys)].tolist()
        self._names = _names(document, terms)

    def say(self, at: int, wording: float) -> str:
        """One line: shared wording, the rarest shared names and words, and the time between.

        ``at`` is the place of the other article in ``profiles``, ``wording`` the share of the
        shorter one's wording that stands in the other.
        """
        there = np.isin(self._keys, self._around.profiles[at].keys).tolist()
        shared = [t for t, has in zip(self._terms, there, strict=True) if has]
        rarity = {
            t.word: r for t, r, has in zip(self._terms, self._rarity, there, strict=True) if has
        }
        names = list(islice(_said(self._names, rarity), _MOST))
        parts = []
        if wording >= _TELLING:
            parts.append(f"shares {wording:.0%} of the shorter one's wording")
        if names:
            parts.append(f"shares the name{'s' if len(names) > 1 else ''} {', '.join(names)}")
        if len(names) < _MOST:
            plain = [t for t in shared if not t.kinds & (NAME | NUMBER)]
            plain.sort(key=lambda t: (-rarity[t.word], t.word))
            words = ", ".join(t.surface for t in plain[:_MOST])
            if words:
                parts.append(f"shares the word{'s' if ',' in words else ''} {words}")
        parts.append(_apart(self._around.days[0], self._around.days[at]))
        return "; ".join(parts)


def _names(document: Document, terms: Sequence[Term]) -> Names:
    """The names that a document mentions, each with its folded words."""
    capitalised = {t.word for t in terms if t.kinds & NAME}
    found: dict[str, frozenset[str]] = {}
    for mention in document.mentions:
        text = " ".join(document.text(mention.span).split())
        if text not in found:
            found[text] = frozenset(fold(t) for t in tokens(text))
    return {text: words for text, words in found.items() if words & capitalised}


def _said(names: Names, rarity: Mapping[str, float]) -> Iterator[str]:
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
