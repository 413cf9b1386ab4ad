"""What became of something: the same act with another polarity, its opposite, or merely planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from caveat.document import Span
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.align import Index, Pair
from caveat.signals.conflict.claims import Agreement, Comparison, Disagreement, Side
from caveat.signals.conflict.comparable import days_apart, past
from caveat.signals.conflict.moments import dates
from caveat.signals.conflict.near import bag, distances, overlap
from caveat.signals.conflict.passages import Passage, Reading
from caveat.values import ValueKind

THRESHOLD = 0.46
SELF_THRESHOLD = 0.62
MIN_SIMILARITY = 0.3
_BEFORE = 4
_ACTOR = 3
_SUMS = frozenset({ValueKind.MONEY, ValueKind.PERCENTAGE, ValueKind.PERCENTAGE_POINTS})
# A plan told so long before the deed was simply carried out.
_LATER = timedelta(hours=12)
_OVERTAKEN = timedelta(hours=6)

_SUPPOSING = frozenset({"if", "unless", "whether"})

DONE, PLANNED, ASKED, OPEN = "done", "planned", "asked", "undated"


@dataclass(frozen=True, slots=True)
class Act:
    """One verb of the list: the word's index, its stem, whether negated, and its modality.

    ``modality`` is "undated" for forms that do not tell done from planned ("opens", "opening").
    ``first`` is the index of the first word that decides polarity or modality.
    """

    at: int
    first: int
    stem: str
    negated: bool
    modality: str


def acts(passage: Passage) -> Iterator[Act]:
    """The acts of a passage, in text order."""
    for i, w in enumerate(passage.words):
        if w.stem in lexicon.ACTS and not (w.name and i and not passage.headline):
            act = _act(passage, i, w.stem)
            if act is not None:
                yield act


def _act(passage: Passage, i: int, stem: str) -> Act | None:
    text = passage.words[i].text.lower()
    clause = passage.clauses[i]
    near = [
        (j, passage.words[j].text.replace("’", "'"))
        for j in range(max(0, i - _BEFORE), i)
        if passage.clauses[j] == clause
    ]
    near = [
        (j, t.lower())
        for j, t in near
        if t.islower() or passage.headline or j == 0 or (t.isupper() and len(t) > 1)
    ]
    negators = [j for j, t in near if t in lexicon.NEGATORS]
    asking = [j for j, t in near if t in lexicon.ASKING]
    planning = [
        j
        for j, t in near
        if t in lexicon.PLANNING
        and (t != "to" or j == i - 1 or (j == i - 2 and passage.words[i - 1].text == "be"))
    ]
    if passage.words[i].stem == "open" and _behind(passage, i) == "fire":
        return None
    if any(passage.clauses[j] == clause and _supposes(passage, j) for j in range(i)):
        return None
    if any(w.text.lower() in lexicon.RUMOURS for w in passage.words):
        # What is told is the rumour.
        return None
    if any(t in lexicon.POSSIBILITY or t.startswith("plead") for _, t in near):
        return None
    if any(t.startswith(("fail", "refus", "declin")) for j, t in near if j in negators):
        planning = []
    past = text.endswith("ed") or text in lexicon.PAST
    verb = past or (text in lexicon.VERBAL and (planning or negators))
    if not verb and text in lexicon.NOMINAL:
        return None
    modality = ASKED if asking else PLANNED if planning else DONE if past or negators else OPEN
    return Act(i, min([i, *negators, *asking, *planning]), stem, bool(negators), modality)


def _supposes(passage: Passage, i: int) -> bool:
    """Whether a word makes its clause a supposition."""
    return passage.words[i].text.lower() in _SUPPOSING


def _behind(passage: Passage, i: int) -> str:
    return passage.words[i + 1].text.lower() if i + 1 < len(passage.words) else ""


class Acts:
    """Compares what two readings say became of something."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def compare(self, a: Reading, b: Reading) -> Comparison:
        """Acts that exclude each other, told of the same thing."""
        alone = a.number == b.number
        hours = _hours(a, b)
        found: dict[tuple[int, int], Disagreement] = {}
        agreed: set[tuple[int, int]] = set()
        agreements: list[Agreement] = []
        candidates: list[tuple[float, tuple[int, int], tuple[int, int], Disagreement]] = []
        for pair in self._index.pairs(a, b):
            if pair.similarity < MIN_SIMILARITY or _other_day(pair, a, b):
                continue
            apart = _other_body(pair)
            for x in acts(pair.a):
                for y in acts(pair.b):
                    if apart and (alone or not _fact(x) or not _fact(y)):
                        continue
                    if alone and (_untold(pair.a, x, a) or _untold(pair.b, y, b)):
                        continue
                    here, there = (pair.a.index, x.at), (pair.b.index, y.at)
                    if _agree(x, y):
                        agreed.update((here, (-1 - there[0], there[1])))
                        agreements.append(Agreement(_side(pair.a, x, a).span, b.number))
                        continue
                    if not _exclude(x, y, hours) or not _of_figures(pair, x, y):
                        continue
                    known = a.stems & b.stems
                    if _apart(_actor(pair.a, x) & known, _actor(pair.b, y) & known):
                        continue
                    like = self._likeness(pair, x, y)
                    if like >= (SELF_THRESHOLD if alone else THRESHOLD):
                        candidates.append(
                            (like, here, there, _disagreement(pair, x, y, a, b, like))
                        )
        taken: set[tuple[int, int]] = set()
        for _, here, there, d in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
            other = (-1 - there[0], there[1])
            if here in taken or other in taken or here in agreed or other in agreed:
                continue
            taken.update((here, other))
            found[here] = d
        return Comparison(tuple(found[k] for k in sorted(found)), tuple(agreements))

    def _likeness(self, pair: Pair, x: Act, y: Act) -> float:
        near = overlap(self._around(pair.a, x), self._around(pair.b, y))
        return 0.5 * near + 0.5 * pair.similarity

    def _around(self, passage: Passage, act: Act) -> dict[str, float]:
        return bag(passage, distances(passage, range(act.at, act.at + 1)), self._index)


def _fact(act: Act) -> bool:
    """Whether an act is a fact of state (a verdict, a death, an opening), which is so or is not
    whoever tells it. A figure or an account may be one body's against another's, and so may
    "not guilty".
    """
    return act.stem in lexicon.FACTS and not (act.negated and act.stem == "convict")


def _untold(passage: Passage, act: Act, reading: Reading) -> bool:
    """Whether an article that holds both sides does not state this one: it quotes somebody, or
    names the act without saying that it came about ("hoping somebody would buy").
    """
    at = passage.words[act.at].start
    quoted = any(
        q.span.field == passage.span.field and q.span.start <= at < q.span.end
        for q in reading.document.quotations
    )
    return quoted or (act.modality == OPEN and not passage.headline)


def _exclude(x: Act, y: Act, hours: float | None) -> bool:
    if ASKED in (x.modality, y.modality):
        return False
    compatible = x.modality == y.modality or OPEN in (x.modality, y.modality)
    if _overtaken(x, y, hours):
        return False
    if x.stem == y.stem:
        if x.negated != y.negated:
            return compatible
        carried = x.stem in lexicon.CARRIED_OUT and not x.negated
        return carried and not compatible and _not_carried_out(x, hours)
    opposed = frozenset((x.stem, y.stem)) in lexicon.OPPOSITES
    return opposed and not x.negated and not y.negated and compatible


def _overtaken(x: Act, y: Act, hours: float | None) -> bool:
    """Whether time explains the difference: not yet done, then done; closed, then open again."""
    if hours is None or abs(hours) < _OVERTAKEN / timedelta(hours=1):
        return False
    later = y if hours > 0 else x
    return (x.negated != y.negated and not later.negated) or {x.stem, y.stem} == {"open", "close"}


def _other_day(pair: Pair, a: Reading, b: Reading) -> bool:
    one, other = a.document.published, b.document.published
    ours, theirs = dates(pair.a), dates(pair.b)
    if ours and theirs:
        return days_apart(ours, theirs)
    return past(ours, one.at if one else None) or past(theirs, other.at if other else None)


def _of_figures(pair: Pair, x: Act, y: Act) -> bool:
    """Prices rise and fall, and so do climbers: only figures contradict each other that way."""
    if {x.stem, y.stem} != {"rise", "fall"}:
        return True
    if any(p.words[at].text.endswith("ing") for p, at in ((pair.a, x.at), (pair.b, y.at))):
        return False
    sums = all(any(v.kind in _SUMS for v in p.values) for p in (pair.a, pair.b))
    return sums or pair.a.headline or pair.b.headline


def _actor(passage: Passage, act: Act) -> frozenset[str]:
    """The name next before an act: whose it is."""
    for i in range(act.first - 1, max(-1, act.first - 1 - _ACTOR), -1):
        w = passage.words[i]
        if w.name and w.content and (i or len(w.text) > 1):
            return frozenset({w.stem})
    return frozenset()


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


def _agree(x: Act, y: Act) -> bool:
    same = x.modality == y.modality or OPEN in (x.modality, y.modality)
    return x.stem == y.stem and x.negated == y.negated and same


def _not_carried_out(x: Act, hours: float | None) -> bool:
    """Whether plan and deed cannot both be right: the plan is not simply the older report. Of
    reports without dates nobody can tell.
    """
    if hours is None:
        return False
    ahead = hours if x.modality == PLANNED else -hours
    return ahead < _LATER / timedelta(hours=1)


def _other_body(pair: Pair) -> bool:
    a, b = pair.a.bodies, pair.b.bodies
    return bool(a) and bool(b) and not a & b


def _hours(a: Reading, b: Reading) -> float | None:
    """Hours from the publication of ``a`` to that of ``b``."""
    one, other = a.document.published, b.document.published
    return None if one is None or other is None else (other.at - one.at) / timedelta(hours=1)


def _disagreement(
    pair: Pair, x: Act, y: Act, a: Reading, b: Reading, likeness: float
) -> Disagreement:
    return Disagreement("status", "acts@1", _side(pair.a, x, a), _side(pair.b, y, b), likeness)


def _side(passage: Passage, act: Act, reading: Reading) -> Side:
    span = Span(passage.span.field, passage.words[act.first].start, passage.words[act.at].end)
    polarity = "not " if act.negated else ""
    value = f"{polarity}{act.stem}, {act.modality}"
    return Side(reading.number, span, reading.document.text(span), value, value)
