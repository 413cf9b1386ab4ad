"""Who and where, by the part that a name plays: "built by X", "the journal X", "signed in X".

Two reports that give one part to two names disagree, however unlike their sentences are, where
each gives it to one name only. Parts that several may play (speakers, victims) are left out.
"""

from __future__ import annotations

from collections import defaultdict

from caveat.document import Span
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.apart import other_bodies
from caveat.signals.conflict.claims import Agreement, Comparison, Disagreement
from caveat.signals.conflict.comparable import days_apart
from caveat.signals.conflict.moments import dates
from caveat.signals.conflict.near import bag, distances, overlap
from caveat.signals.conflict.passages import Reading
from caveat.signals.conflict.played import COUNTRIES, Filler, Part, parts
from caveat.signals.conflict.words import fold, stem

THRESHOLD = 0.46
# How far a part itself goes towards saying that two names fill it.
_STRENGTH = {
    "by": 0.4,
    "role": 0.36,
    "does": 0.32,
    "in": 0.32,
    "of": 0.42,
    "sex": 0.36,
    "typed": 0.3,
}


class Slots:
    """Compares who plays which part in two readings."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._made: dict[int, dict[Part, list[Filler]]] = {}

    def compare(self, a: Reading, b: Reading) -> Comparison:
        """Parts that two readings each give to one name, and not to the same."""
        ours, theirs = self._fillers(a), self._fillers(b)
        found: list[Disagreement] = []
        agreed: list[Agreement] = []
        taken: set[Span] = set()
        for part in sorted(ours.keys() & theirs.keys()):
            one, other = ours[part], theirs[part]
            same = [x for x in one for y in other if _own(x) & _own(y)]
            agreed += [Agreement(x.side.span, b.number) for x in same]
            if same or not (_sole(one) and _sole(other)):
                continue
            scored = [(self._likeness(x, y, a, b), i, j) for i, x in enumerate(one)
                      for j, y in enumerate(other)]  # fmt: skip
            like, i, j = max(scored, key=lambda s: (s[0], -s[1], -s[2]))
            x, y = one[i], other[j]
            if like >= THRESHOLD and x.side.span not in taken:
                taken.add(x.side.span)
                found.append(Disagreement(x.kind, "slots@1", x.side, y.side, like))
        return Comparison(tuple(found), tuple(agreed))

    def _fillers(self, reading: Reading) -> dict[Part, list[Filler]]:
        if reading.number not in self._made:
            found: dict[Part, list[Filler]] = defaultdict(list)
            for passage in reading.passages:
                for filler in parts(reading, passage):
                    found[filler.part].append(filler)
            self._made[reading.number] = found
        return self._made[reading.number]

    def _likeness(self, x: Filler, y: Filler, a: Reading, b: Reading) -> float:
        if _barred(x, y):
            return 0.0
        sort = x.part[0]
        known = _known(x, b), _known(y, a)
        if sort in ("in", "of", "typed") and any(known):
            return 0.0
        if sort == "role" and all(known):
            # Both texts know both: the part has had two holders.
            return 0.0
        strength = _STRENGTH[sort] - (0.12 if all(known) and sort != "sex" else 0.0)
        near = overlap(self._bag(x), self._bag(y))
        similarity = self._index.similarity(x.passage.stems, y.passage.stems)
        around = self._index.similarity(a.around(x.passage), b.around(y.passage))
        return strength + 0.25 * near + 0.2 * similarity + 0.1 * around

    def _bag(self, x: Filler) -> dict[str, float]:
        return bag(x.passage, distances(x.passage, x.at), self._index)


def _own(x: Filler) -> frozenset[str]:
    """The stems of a name without the word for its sort: "University"."""
    return x.key - _SORTS if x.part[0] == "typed" else x.key


_SORTS = frozenset(stem(w) for w in lexicon.TYPED)


def _sole(fillers: list[Filler]) -> bool:
    return all(_own(f) & _own(fillers[0]) for f in fillers)


def _known(x: Filler, other: Reading) -> bool:
    """Whether another text has the name, whatever part it plays there."""
    key = _own(x)
    folded = {fold(s) for s in key}
    if key & other.places:
        return True
    return bool(key & other.capitals) or bool(folded & other.folded)


def _barred(x: Filler, y: Filler) -> bool:
    if other_bodies(x.passage, y.passage) or x.kind != y.kind:
        return True
    if {fold(s) for s in _own(x)} & {fold(s) for s in _own(y)}:
        return True
    if _country(x) != _country(y) and x.kind == "place":
        return True
    if x.key | y.key <= _BRITISH:
        return True
    return days_apart(dates(x.passage), dates(y.passage))


def _country(x: Filler) -> bool:
    return bool(x.key & COUNTRIES)


_BRITISH = frozenset({"britain", "england", "scotland", "wales"})
