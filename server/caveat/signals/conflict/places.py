"""One value with what surrounds it, as the comparison by vectors reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caveat.signals.conflict import normal
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.matches import KINDS
from caveat.signals.conflict.near import distances
from caveat.signals.conflict.passages import Passage, Reading
from caveat.signals.conflict.questions import unit_of
from caveat.signals.conflict.setting import Setting
from caveat.signals.conflict.wordspace import Bag, Bags, Vocabulary, WordVectors
from caveat.values import Quantity

# How many words from a value its surroundings reach, and its two sides. A clause break counts as
# three words.
_WIDE = 18
_SIDE = 5
_NAMED = 9
# Values of one article that are compared.
MAX_PLACES = 120


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One value. ``near``, ``sentence``, ``left`` and ``right`` weigh the content words around it,
    values left out; ``names`` are the stems of names near it, ``said`` those of the sentence.
    """

    setting: Setting
    sort: str
    unit: str
    key: str
    head: str
    near: Bag
    sentence: Bag
    left: Bag
    right: Bag
    names: frozenset[str]
    said: frozenset[str]


class Places:
    """The values of one reading, with the words around them as matrices."""

    def __init__(
        self, reading: Reading, settings: Iterator[Setting], index: Index, vectors: WordVectors
    ) -> None:
        self.reading = reading
        told = [s for s, _ in zip(settings, range(MAX_PLACES), strict=False)]
        self.places: Sequence[Place] = [_place(s, index) for s in told]
        self._keys: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
        for p in self.places:
            self._keys[p.sort, p.unit, None].add(p.key)
            self._keys[p.sort, p.unit, p.head].add(p.key)
        words = {w for p in self.places for bag in (p.sentence, p.near) for w in bag}
        self.vocabulary = Vocabulary(vectors, words | {p.head for p in self.places})
        self.near = self._bags("near")
        self.sentence = self._bags("sentence")
        self.left = self._bags("left")
        self.right = self._bags("right")

    def rivals(self, place: Place, *, counted: bool) -> int:
        """How many other values of its unit the text states; of the same thing if ``counted``."""
        return len(self._keys[place.sort, place.unit, place.head if counted else None]) - 1

    def _bags(self, name: str) -> Bags:
        return self.vocabulary.bags([getattr(p, name) for p in self.places])


def _place(s: Setting, index: Index) -> Place:
    passage = s.passage
    at = passage.positions(s.value.span)
    reach = distances(passage, at)
    near: dict[str, float] = {}
    left: dict[str, float] = {}
    right: dict[str, float] = {}
    names: set[str] = set()
    for distance, i in reach:
        w = passage.words[i]
        if i in passage.masked or not w.content:
            continue
        text = w.text.lower()
        if distance <= _WIDE:
            weight = index.weight(w.stem) / (1.0 + distance / 4.0)
            near[text] = max(weight, near.get(text, 0.0))
        if distance <= _SIDE:
            side = left if i < at[0] else right
            side[text] = max(1.0 / (1.0 + distance / 3.0), side.get(text, 0.0))
        if distance <= _NAMED and w.name and i:
            names.add(w.stem)
    value = s.value
    return Place(
        setting=s,
        sort=KINDS[value.kind],
        unit=unit_of(value),
        key=normal.key(value),
        head=value.noun.lower() if isinstance(value, Quantity) else "",
        near=near,
        sentence=_sentence(passage, index),
        left=left,
        right=right,
        names=frozenset(names),
        said=frozenset(
            w.stem
            for i, w in enumerate(passage.words)
            if i and i not in passage.masked and w.name and w.content
        ),
    )


def _sentence(passage: Passage, index: Index) -> Bag:
    return {
        w.text.lower(): index.weight(w.stem)
        for i, w in enumerate(passage.words)
        if i not in passage.masked and w.content
    }
