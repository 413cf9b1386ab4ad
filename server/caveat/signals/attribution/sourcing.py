"""How well the story is sourced: which of its sentences somebody answers for."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import re2

from caveat.document import Document, Sentence

# What makes a sentence attributed: a verb of saying or "according to", in the languages read.
_CUE = (
    r"(?i:(?:^|[^\pL])(?:said|says?|saying|told|tells|according to|stated|states|announced|added"
    r"|adds|explained|explains|claimed|claims|argued|argues|warned|warns|confirmed|insisted|insists"
    r"|denied|denies|reported|reports|wrote|writes|tweeted|testified|acknowledged|admitted|noted"
    r"|notes|estimates|estimated|cited|citing|asked|replied|commented|revealed|suggested|declared"
    r"|predicted|believes|called|survey|study|poll|figures from|data from|statistics from"
    r"|dijo|afirm[oó]|asegur[oó]|señal[oó]|según|declar[oó]|explic[oó]"
    r"|selon|déclaré|affirmé|indiqué|expliqué"
    r"|sagte|sagt|erklärte|laut|zufolge|teilte|berichtet|berichtete"
    r"|disse|detto|secondo|dichiarato|afirmou|segundo|zei|zegt|volgens|aldus|meldt)(?:[^\pL]|$))"
)
_TOLD = re2.compile(
    r"(?i:(?:^|[^\pL])(?:be|been|being|is|are|was|were) (?:\pL+ly )?(?:told|reported|asked|called"
    r"|suggested|noted|warned|denied|announced|estimated|confirmed))"
)
# Whoever had nothing to say is no source.
SILENT = re2.compile(
    r"(?i:(?:declined|refused) to comment|not (?:immediately )?(?:respond|reply|return|available)"
    r"|could not be reached|no comment|unable to comment"
    r"|(?:does|did|do|would|will|could) not comment|contacted for comment|approached for comment)"
)


@dataclass(frozen=True, slots=True)
class Sourcing:
    """How a body is sourced: which of its sentences are attributed, and to somebody named."""

    sentences: tuple[Sentence, ...]
    texts: tuple[str, ...]
    attributed: frozenset[int]
    named: frozenset[int]

    @property
    def answered(self) -> frozenset[int]:
        """The attributed sentences whose source had something to say."""
        return frozenset(i for i in self.attributed if SILENT.search(self.texts[i]) is None)

    def well_sourced(self, besides: AbstractSet[int]) -> bool:
        """Whether named people or bodies speak throughout, ``besides`` these sentences."""
        named = len(self.named - besides)
        return named >= 3 and named >= len(self.sentences) / 6


@cache
def cue() -> Any:
    """The words that make a sentence attributed, compiled when they are first needed."""
    return re2.compile(_CUE)


def read(document: Document) -> Sourcing:
    """The sourcing of a document's body, in one pass."""
    texts = tuple(document.text(s.span) for s in document.body)
    attributed = frozenset(i for i, t in enumerate(texts) if _is_attributed(t))
    named = frozenset(i for i in attributed if _names_somebody(texts[i]))
    return Sourcing(document.body, texts, attributed, named)


def _is_attributed(text: str) -> bool:
    """Whether somebody says so: "staff have been told" names nobody who does."""
    if cue().search(text) is None:
        return False
    return _TOLD.search(text) is None or cue().search(_TOLD.sub(" ", text)) is not None


def _names_somebody(text: str) -> bool:
    """Whether a sentence names a person or a body: a capitalised word that does not open it."""
    return any(word.lstrip("“\"'‘(")[:1].isupper() for word in text.split()[1:] if len(word) > 1)


def has_person(text: str) -> bool:
    """Whether two capitalised words stand side by side, as a person's name does."""
    for left, right in pairwise(text.split()):
        if (
            left[:1].isupper()
            and left[-1:].isalpha()
            and len(left) > 1
            and right[:1].isupper()
            and len(right) > 2
            and right.rstrip("’'s.,;:”\"").isalpha()
        ):
            return True
    return False
