"""What became of something: the same act with another polarity, its opposite, or merely planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from caveat.document import Span
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.acts import ASKED, OPEN, PLANNED, Act, acts, denials
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.apart import other_bodies
from caveat.signals.conflict.claims import Agreement, Comparison, Disagreement, Side
from caveat.signals.conflict.comparable import days_apart, past
from caveat.signals.conflict.moments import dates
from caveat.signals.conflict.near import bag, distances, overlap
from caveat.signals.conflict.passages import Passage, Reading
from caveat.values import ValueKind

THRESHOLD = 0.46
SELF_THRESHOLD = 0.62
# What two texts say that each tell one outcome only, whatever their sentences share.
SOLE = 0.28
SUREST = 0.66
_ACTOR = 5
_MAX_ACTS = 60
_MEASURED = 4
_SUMS = frozenset({ValueKind.MONEY, ValueKind.PERCENTAGE, ValueKind.PERCENTAGE_POINTS})
# A plan told so long before the deed was simply carried out.
_LATER = timedelta(hours=12)
_OVERTAKEN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Told:
    """An act with the passage and the reading that tell it."""

    passage: Passage
    act: Act


class Statuses:
    """Compares what two readings say became of something."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._denied: dict[int, frozenset[str]] = {}
        self._acts: dict[tuple[int, tuple[int, ...], frozenset[str]], list[Told]] = {}

    def compare(self, a: Reading, b: Reading) -> Comparison:
        """Acts that exclude each other, told of the same thing."""
        alone = a.number == b.number
        hours = _hours(a, b)
        denied = self._denials(a) | self._denials(b)
        ours, theirs = self._told(a, denied), self._told(b, denied)
        agreed: set[Told] = set()
        agreements: list[Agreement] = []
        candidates: list[tuple[float, Told, Told]] = []
        for x in ours:
            for y in theirs:
                if alone and (y.passage.index, y.act.at) <= (x.passage.index, x.act.at):
                    continue
                if _agree(x.act, y.act):
                    if self._similarity(x, y) >= _ALIKE:
                        agreed.update((x, y))
                        agreements.append(Agreement(_side(x, a).span, b.number))
                    continue
                if not _exclude(x.act, y.act, hours, alone=alone) or self._barred(x, y, a, b):
                    continue
                sole = not alone and _sole(x, ours, y, theirs)
                like = self._likeness(x, y, a, b, sole=sole)
                if like >= (SELF_THRESHOLD if alone else THRESHOLD):
                    candidates.append((like, x, y))
        taken: set[Told] = set()
        found: list[Disagreement] = []
        for like, x, y in sorted(candidates, key=lambda c: (-c[0], _place(c[1]), _place(c[2]))):
            if taken.isdisjoint((x, y)) and agreed.isdisjoint((x, y)):
                taken.update((x, y))
                found.append(_disagreement(x, y, a, b, like))
        found.sort(key=lambda d: d.own.span)
        return Comparison(tuple(found), tuple(agreements))

    def _told(self, reading: Reading, denied: frozenset[str]) -> list[Told]:
        """The acts of a reading, those that ``denied`` adds included; found once for each set of
        them that it knows.
        """
        place = (
            reading.number,
            tuple(p.index for p in reading.passages),
            denied & (reading.stems | _STATES),
        )
        if place not in self._acts:
            self._acts[place] = _told(reading, place[2])
        return self._acts[place]

    def _denials(self, reading: Reading) -> frozenset[str]:
        if reading.number not in self._denied:
            self._denied[reading.number] = denials(reading)
        return self._denied[reading.number]

    def _barred(self, x: Told, y: Told, a: Reading, b: Reading) -> bool:
        """Whether two acts that exclude each other are of two things, or of two accounts."""
        alone = a.number == b.number
        if alone and (_untold(x, a) or _untold(y, b)):
            return True
        known = a.shared_names(b)
        ours, theirs = _around(x) & known, _around(y) & known
        apart = other_bodies(x.passage, y.passage) and not (_own_word(x) or _own_word(y))
        if apart and (alone or not _fact(x.act) or not _fact(y.act)):
            return True
        if _other_day(x, y, a, b) or not _of_figures(x, y):
            return True
        if x.act.stem == y.act.stem and x.act.stem in lexicon.GROWING | {"die", "injure"}:
            # How many, and not whether any: ``nobody`` counts them.
            return x.act.stem != "arrest"
        if {x.act.stem, y.act.stem} & lexicon.CONTESTS:
            # One wins what the other loses: it must be said of one.
            return not _before(x) & _before(y) & known
        return _apart(ours, theirs) or _apart(_beside(x, a), _beside(y, b))

    def _likeness(self, x: Told, y: Told, a: Reading, b: Reading, *, sole: bool) -> float:
        near = overlap(self._bag(x), self._bag(y))
        similarity = self._similarity(x, y)
        if not sole:
            return 0.5 * near + 0.5 * similarity if similarity >= _ALIKE else 0.0
        around = self._index.similarity(a.around(x.passage), b.around(y.passage))
        return min(SUREST, SOLE + 0.35 * near + 0.35 * similarity + 0.2 * around)

    def _similarity(self, x: Told, y: Told) -> float:
        return self._index.similarity(x.passage.stems, y.passage.stems)

    def _bag(self, x: Told) -> dict[str, float]:
        reach = distances(x.passage, range(x.act.at, x.act.at + 1))
        return bag(x.passage, reach, self._index)


_STATES = frozenset(state for told in lexicon.STATES.values() for state, _ in told)
# Two sentences less alike than this are about other things, unless nothing else is told.
_ALIKE = 0.3


def _told(reading: Reading, denied: frozenset[str]) -> list[Told]:
    every = (Told(p, act) for p in reading.passages for act in acts(p, denied))
    return [t for t, _ in zip(every, range(_MAX_ACTS), strict=False)]


def _place(t: Told) -> tuple[int, int]:
    return t.passage.index, t.act.at


def _sole(x: Told, ours: list[Told], y: Told, theirs: list[Told]) -> bool:
    """Whether each text tells one outcome only of this matter."""
    return all(
        t.act.negated == own.act.negated and t.act.stem == own.act.stem
        for own, every in ((x, ours), (y, theirs))
        for t in every
        if t.act.stem == own.act.stem or _opposed(t.act.stem, own.act.stem)
    )


def _opposed(a: str, b: str) -> bool:
    return frozenset((a, b)) in lexicon.OPPOSITES


def _around(t: Told) -> frozenset[str]:
    """The names of the clause that an act stands in."""
    clause = t.passage.clauses
    return frozenset(
        w.stem
        for i, w in enumerate(t.passage.words)
        if w.name and w.content and clause[i] == clause[t.act.at]
    )


def _beside(t: Told, reading: Reading) -> frozenset[str]:
    """The names right before an act: "the crossing at Tollan stayed open"."""
    before = t.passage.words[max(0, t.act.first - _ACTOR) : t.act.first]
    return frozenset(w.stem for w in before if w.name and w.content and w.stem in reading.names)


def _own_word(t: Told) -> bool:
    """Whether the source that a sentence names is who did the act: "the president confirmed"."""
    return not t.passage.bodies.isdisjoint(_around(t)) and t.act.stem in lexicon.SAYING


def _before(t: Told) -> frozenset[str]:
    """The names before an act, in its sentence: who did it."""
    return frozenset(w.stem for w in t.passage.words[: t.act.first] if w.name and w.content)


def _fact(act: Act) -> bool:
    """Whether an act is a fact of state (a verdict, a death, an opening), which is so or is not
    whoever tells it. A figure or an account may be one body's against another's, and so may
    "not guilty".
    """
    return act.stem in lexicon.FACTS and not (act.negated and act.stem == "convict")


def _untold(t: Told, reading: Reading) -> bool:
    """Whether an article that holds both sides does not state this one: it quotes somebody, or
    names the act without saying that it came about ("hoping somebody would buy").
    """
    at = t.passage.words[t.act.at].start
    quoted = any(
        q.span.field == t.passage.span.field and q.span.start <= at < q.span.end
        for q in reading.document.quotations
    )
    return quoted or (t.act.modality == OPEN and not t.passage.headline)


def _exclude(x: Act, y: Act, hours: float | None, *, alone: bool) -> bool:
    if ASKED in (x.modality, y.modality):
        return False
    compatible = x.modality == y.modality or OPEN in (x.modality, y.modality)
    if _overtaken(x, y, hours):
        return False
    if x.stem == y.stem:
        if x.negated != y.negated:
            return compatible
        carried = x.stem in lexicon.CARRIED_OUT and not x.negated and not alone
        return carried and not compatible and _not_carried_out(x, hours)
    return _opposed(x.stem, y.stem) and not x.negated and not y.negated and compatible


def _overtaken(x: Act, y: Act, hours: float | None) -> bool:
    """Whether time explains the difference: not yet done, then done; closed, then open again."""
    if hours is None or abs(hours) < _OVERTAKEN / timedelta(hours=1):
        return False
    later = y if hours > 0 else x
    return (x.negated != y.negated and not later.negated) or {x.stem, y.stem} == {"open", "close"}


def _other_day(x: Told, y: Told, a: Reading, b: Reading) -> bool:
    one, other = a.document.published, b.document.published
    ours, theirs = dates(x.passage), dates(y.passage)
    if ours and theirs:
        return days_apart(ours, theirs)
    return past(ours, one.at if one else None) or past(theirs, other.at if other else None)


def _of_figures(x: Told, y: Told) -> bool:
    """Prices rise and fall, and so do climbers: only figures contradict each other that way."""
    if {x.act.stem, y.act.stem} != {"rise", "fall"}:
        return True
    if any(t.passage.words[t.act.at].text.endswith("ing") for t in (x, y)):
        return False
    of = [_measured(t) for t in (x, y)]
    if of[0] != of[1] and (all(of) or not x.passage.stems & y.passage.stems - {"rise", "fall"}):
        # Sales may rise while profits fall.
        return False
    sums = all(any(v.kind in _SUMS for v in t.passage.values) for t in (x, y))
    return sums or x.passage.headline or y.passage.headline


def _measured(t: Told) -> frozenset[str]:
    """What rises or falls: the measures beside the act."""
    near = t.passage.words[max(0, t.act.at - _MEASURED) : t.act.at + _MEASURED + 1]
    return frozenset(w.stem for w in near) & lexicon.MEASURES


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


def _hours(a: Reading, b: Reading) -> float | None:
    """Hours from the publication of ``a`` to that of ``b``."""
    one, other = a.document.published, b.document.published
    return None if one is None or other is None else (other.at - one.at) / timedelta(hours=1)


def _disagreement(x: Told, y: Told, a: Reading, b: Reading, likeness: float) -> Disagreement:
    return Disagreement("status", "acts@1", _side(x, a), _side(y, b), likeness)


def _goes_on(passage: Passage, i: int) -> bool:
    """Whether a word belongs to the phrase that the act's word begins: "called off"."""
    return passage.words[i].stem == "of" and passage.words[i].text.lower() != "of"


def _side(t: Told, reading: Reading) -> Side:
    passage, act = t.passage, t.act
    last = act.at
    while last + 1 < len(passage.words) and _goes_on(passage, last + 1):
        last += 1
    span = Span(passage.span.field, passage.words[act.first].start, passage.words[last].end)
    polarity = "not " if act.negated else ""
    value = f"{polarity}{act.stem}, {act.modality}"
    return Side(reading.number, span, reading.document.text(span), value, value)
