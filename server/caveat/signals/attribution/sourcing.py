"""How well the story is sourced, and the sources that name nobody."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import re2

from caveat.document import Document, Sentence
from caveat.evidence import Evidence
from caveat.rules import Hit
from caveat.signals.attribution.patterns import ANONYMOUS, VAGUE
from caveat.signals.attribution.strength import spread

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
# The worst kinds of evidence per kind that an editor is shown.
_SHOWN = 5
# From this confidence on a phrase says outright that nobody is to be named ("sources said", "on
# condition of anonymity"): whoever speaks next is somebody else.
_EXPLICIT = 0.75


@dataclass(frozen=True, slots=True)
class Sourcing:
    """How a body is sourced: which of its sentences are attributed, and to somebody named."""

    sentences: tuple[Sentence, ...]
    texts: tuple[str, ...]
    attributed: frozenset[int]
    named: frozenset[int]

    @property
    def share(self) -> float:
        """The share of sentences that are attributed, 0 for an empty body."""
        return len(self.attributed) / len(self.sentences) if self.sentences else 0.0

    @property
    def well_sourced(self) -> bool:
        """Whether named people or bodies speak throughout."""
        return len(self.named) >= 3 and len(self.named) >= len(self.sentences) / 6


@cache
def _cue() -> Any:
    return re2.compile(_CUE)


def read(document: Document) -> Sourcing:
    """The sourcing of a document's body, in one pass."""
    texts = tuple(document.text(s.span) for s in document.body)
    attributed = frozenset(i for i, t in enumerate(texts) if _cue().search(t) is not None)
    named = frozenset(i for i in attributed if _names_somebody(texts[i]))
    return Sourcing(document.body, texts, attributed, named)


def find(document: Document, hits: Sequence[Hit], sourcing: Sourcing) -> list[Evidence]:
    """Anonymous and vague sources, each kind weighed by its share of the story's sourcing.

    Whoever is named in the same sentence or the next speaks for "officials" or "experts": no
    finding.
    """
    found: dict[str, dict[int, Evidence]] = {ANONYMOUS: {}, VAGUE: {}}
    starts = [s.span.start for s in sourcing.sentences]
    for hit in hits:
        if hit.rule.kind not in found or hit.span.field != "text":
            continue
        if hit.rule.language not in ("", document.language):
            continue
        i = bisect_right(starts, hit.span.end - 1) - 1
        if i < 0 or not sourcing.sentences[i].span.overlaps(hit.span):
            continue
        explicit = hit.rule.confidence >= _EXPLICIT
        if not explicit and _spoken_for(sourcing, i, hit, document):
            continue
        piece = Evidence(
            hit.span,
            document.text(hit.span),
            hit.rule.kind,
            hit.rule.id,
            hit.rule.why,
            hit.rule.confidence,
        )
        known = found[hit.rule.kind].get(i)
        if known is None or piece.confidence > known.confidence:
            found[hit.rule.kind][i] = piece
    anonymous, vague = found[ANONYMOUS], found[VAGUE]
    for i in anonymous:
        vague.pop(i, None)
    total = max(len(sourcing.attributed | anonymous.keys() | vague.keys()), 3)
    return [
        *_weigh(list(anonymous.values()), total, 0.7),
        *_weigh(list(vague.values()), total, 0.6),
    ]


def _weigh(pieces: list[Evidence], total: int, worst: float) -> list[Evidence]:
    """At most five pieces, together as strong as their kind's share of all the sourcing."""
    density = min(1.0, sum(p.confidence for p in pieces) / total)
    shown = sorted(pieces, key=lambda p: (-p.confidence, p.span))[:_SHOWN]
    return spread(shown, worst * density)


def _spoken_for(sourcing: Sourcing, i: int, hit: Hit, document: Document) -> bool:
    """Whether a named person stands for the source, in its sentence or the next."""
    own = document.text(sourcing.sentences[i].span)
    at = hit.span.end - sourcing.sentences[i].span.start
    after = own[max(0, at) :]
    if _person_in(after[:120]) and _cue().search(after) is not None:
        return True
    following = i + 1
    return following in sourcing.named and _person_in(sourcing.texts[following])


def _names_somebody(text: str) -> bool:
    """Whether a sentence names a person or a body: a capitalised word that does not open it."""
    return any(word.lstrip("“\"'‘(")[:1].isupper() for word in text.split()[1:] if len(word) > 1)


def _person_in(text: str) -> bool:
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
