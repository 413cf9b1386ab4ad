"""Who, where and which body: another name in the same place of the same statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.document import Mention, MentionKind
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.align import Index, Pair
from caveat.signals.conflict.claims import Agreement, Comparison, Disagreement, Side
from caveat.signals.conflict.near import bag, distances, overlap
from caveat.signals.conflict.passages import Passage, Reading
from caveat.signals.conflict.words import fold
from caveat.values import Quantity, Relation, compare

THRESHOLD = 0.55
# A part of a place and the whole look like two places.
THRESHOLDS = {"place": 0.62}
MIN_SIMILARITY = 0.3
_MAX_NAMES = 12
_MAX_FIGURES = 6
_TITLE_CASE = 0.7
_BRITISH = frozenset({"british", "english", "scottish", "welsh", "britain", "england"})
# Acronyms this short are terms as often as names (DUI, DWI).
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Named:
    """One name in its sentence. ``before`` and ``after`` are the stems next to it; ``roles`` the
    (group, class) of roles written beside it.
    """

    passage: Passage
    mention: Mention
    at: range
    text: str
    stems: tuple[str, ...]
    before: str
    after: str
    kind: str
    near: dict[str, float]


class Names:
    """Compares the names that two readings put in one place."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def compare(self, a: Reading, b: Reading) -> Comparison:
        """Names of one kind in the same place of one statement, neither known to the other text."""
        candidates: list[tuple[float, Named, Named]] = []
        agreed: list[Agreement] = []
        for pair in self._index.pairs(a, b):
            if pair.similarity < MIN_SIMILARITY or _other_figures(pair):
                continue
            agreed += [Agreement(m.span, b.number) for m in _shared(pair)]
            lefts = list(self._foreign(a, pair.a, b))
            rights = list(self._foreign(b, pair.b, a)) if lefts else []
            candidates += [
                (like, x, y)
                for x in lefts
                for y in rights
                if (like := _likeness(pair, x, y)) >= THRESHOLDS.get(_kind(x, y), THRESHOLD)
            ]
        candidates.sort(key=lambda c: (-c[0], c[1].mention.span, c[2].mention.span))
        taken: set[tuple[int, Mention]] = set()
        found: list[Disagreement] = []
        for like, x, y in candidates:
            places = ((0, x.mention), (1, y.mention))
            if not any(p in taken for p in places):
                taken.update(places)
                found.append(Disagreement(_kind(x, y), "names@1", _side(x, a), _side(y, b), like))
        return Comparison(tuple(found), tuple(agreed))

    def _foreign(self, reading: Reading, passage: Passage, other: Reading) -> Iterator[Named]:
        """The names of a passage of which the other reading knows nothing."""
        if _capitals(passage):
            return
        for mention in passage.mentions[:_MAX_NAMES]:
            at = passage.positions(mention.span)
            stems = tuple(passage.words[i].stem for i in at)
            if at and at[0] == 0 and len(at) == 1 and mention.kind is MentionKind.UNKNOWN:
                continue
            if not stems or not passage.masked.isdisjoint(at) or _known(stems, mention.kind, other):
                continue
            low, high = at[0], at[-1]
            before = passage.words[low - 1].text.lower() if low else ""
            after = passage.words[high + 1].stem if high + 1 < len(passage.words) else ""
            yield Named(
                passage,
                mention,
                at,
                reading.document.text(mention.span),
                stems,
                before,
                after,
                _named_kind(mention, stems, before),
                bag(passage, distances(passage, at), self._index),
            )


def _shared(pair: Pair) -> Iterator[Mention]:
    """The names of the first passage that the second has too."""
    there = {w.stem for w in pair.b.words}
    for mention in pair.a.mentions[:_MAX_NAMES]:
        at = pair.a.positions(mention.span)
        if at and all(pair.a.words[i].stem in there for i in at):
            yield mention


def _capitals(passage: Passage) -> bool:
    """Whether a sentence is a headline in title case, where every word looks like a name."""
    content = [w for w in passage.words if w.content]
    return sum(w.name for w in content) > _TITLE_CASE * len(content)


def _other_figures(pair: Pair) -> bool:
    """Whether the two sentences count other numbers of one thing: then they tell of two things."""
    relations = {
        compare(x, y)
        for x in pair.a.values[:_MAX_FIGURES]
        for y in pair.b.values[:_MAX_FIGURES]
        if isinstance(x, Quantity) and isinstance(y, Quantity) and x.noun == y.noun
    }
    return Relation.DIFFERENT in relations and not relations & {
        Relation.EQUAL,
        Relation.COMPATIBLE,
    }


def _known(stems: tuple[str, ...], kind: MentionKind, other: Reading) -> bool:
    """Whether the other text has the name: all of a person's, any of another's."""
    folded = {fold(s) for s in stems} | set(stems)
    if any(len(s.replace(".", "")) <= 2 for s in stems) or _acronym(stems, other):
        return True
    if kind is MentionKind.PERSON and len(stems) > 1:
        return all(s in other.stems or fold(s) in other.folded for s in stems)
    return any(s in other.stems or s in other.folded for s in folded) or any(
        lexicon.DEMONYMS.get(s, s) in other.places for s in stems
    )


def _acronym(stems: tuple[str, ...], other: Reading) -> bool:
    """Whether a name is the other text's name by its initials, either way round."""
    if len(stems) == 1:
        return stems[0] in other.initials
    return "".join(s[0] for s in stems) in other.stems


def _named_kind(mention: Mention, stems: tuple[str, ...], before: str) -> str:
    if stems[-1] in lexicon.DEMONYMS:
        return "place"
    if mention.kind is not MentionKind.UNKNOWN:
        return str(mention.kind)
    return "place" if before in lexicon.PLACE_PREPOSITIONS else ""


def _kind(x: Named, y: Named) -> str:
    return x.kind or y.kind or "person"


def _likeness(pair: Pair, x: Named, y: Named) -> float:
    if x.kind and y.kind and x.kind != y.kind:
        return 0.0
    if {x.stems[-1], y.stems[-1]} <= _BRITISH:
        return 0.0
    if _shortened(x, y) or _shortened(y, x):
        return 0.0
    if x.text.isupper() and y.text.isupper() and max(len(x.text), len(y.text)) <= _SHORT:
        return 0.0
    if not x.kind and not y.kind:
        return 0.0
    if pair.a.bodies and pair.b.bodies and not pair.a.bodies & pair.b.bodies:
        return 0.0
    if _kind(x, y) == "person" and not _persons(x, y):
        return 0.0
    if _kind(x, y) == "place" and not (_located(x, y) or x.after == y.after):
        return 0.0
    office = _kind(x, y) == "person" and bool(_office(x) & _office(y))
    beside = 0.5 * (x.before == y.before) + 0.5 * (x.after == y.after and bool(x.after))
    return 0.45 * overlap(x.near, y.near) + 0.4 * pair.similarity + 0.15 * max(beside, office)


def _shortened(x: Named, y: Named) -> bool:
    """Whether one name is the beginning of the other: "Ark." and "Arkansas"."""
    one, other = (n.text.lower().rstrip(".").replace(" ", "") for n in (x, y))
    return len(one) > 1 and other.startswith(one)


def _located(x: Named, y: Named) -> bool:
    where = lexicon.PLACE_PREPOSITIONS | {"of"}
    return x.before == y.before or (x.before in where and y.before in where)


def _persons(x: Named, y: Named) -> bool:
    """Whether two names would be one person's, were they spelled alike: one of them shared, or the
    same single office.
    """
    if set(x.stems) & set(y.stems) or fold(x.stems[-1]) == fold(y.stems[-1]):
        first = x.text.lower()[:2] == y.text.lower()[:2] and x.stems[-1] == y.stems[-1]
        return len(x.stems) == len(y.stems) > 1 and not first and _given(x) != _given(y)
    return bool(_office(x) & _office(y))


def _given(named: Named) -> str:
    words = named.text.lower().split()
    return fold(" ".join(lexicon.NICKNAMES.get(w, w) for w in words))


def _office(named: Named) -> frozenset[str]:
    words = named.passage.words
    low, high = named.at[0], named.at[-1]
    beside = [*range(max(0, low - 4), low), *range(high + 1, min(len(words), high + 5))]
    return frozenset(words[i].stem for i in beside if words[i].text.lower() in lexicon.SINGLE_ROLES)


def _side(named: Named, reading: Reading) -> Side:
    return Side(reading.number, named.mention.span, named.text, named.text, " ".join(named.stems))
