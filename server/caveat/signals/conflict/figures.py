"""Figures, dates and times: the values of two readings that answer one question, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.bars import bar, sole_bar
from caveat.signals.conflict.claims import Agreement, Comparison
from caveat.signals.conflict.comparable import likeness, sole_likeness
from caveat.signals.conflict.learned import judged, paired
from caveat.signals.conflict.matches import KINDS, Match, disagreement, mutual, supports
from caveat.signals.conflict.moments import dates
from caveat.signals.conflict.neighbours import (
    MAX_OF_A_KIND,
    agree_beside,
    names_in,
    other_subjects,
    parallel,
)
from caveat.signals.conflict.passages import Passage, Reading
from caveat.signals.conflict.places import Places
from caveat.signals.conflict.questions import ballots
from caveat.signals.conflict.relations import relation
from caveat.signals.conflict.setting import Setting, setting
from caveat.signals.conflict.sole import Ledger, ledger, soles
from caveat.signals.conflict.vetoes import vetoed
from caveat.signals.conflict.wordspace import WordVectors
from caveat.values import Grain, Quantity, Relation, Value, ValueKind, When, compare

# Likeness from which two values are taken to answer one question: set on the development half of
# tests/benchmarks/conflict and on read findings of real text.
THRESHOLD = 0.46
SELF_THRESHOLD = 0.70
# A headline has few words to be alike in: what it lacks is forgiven where the outcome is one.
_HEADLINE = 0.08
_LEAD = 1
_SUMMED = frozenset({"number", "money", "percentage", "date"})
_OTHER_SUBJECTS = 0.6
AGREE = 0.25
_BESIDE = 0.1
# Likeness of two days of one deed, and how many words before its day a deed may stand.
_DEED = 0.55
_GOVERNS = 10


# What the learned weights must give two values that they alone set against each other, and below
# which they deny what the lists do: set on clusters that the weights had not seen
# (``python -m models.comparable --check``).
LEARNED = 0.6
DENIED = 0.35
# What the lists are surer of takes a surer denial.
_SURE, _SURELY_DENIED = 0.6, 0.25


def _likeness(probability: float) -> float:
    """The likeness that ``verdict.confidence`` turns into a probability."""
    return (probability - 0.3) / 0.75


def _denied(likeness: float) -> float:
    return _SURELY_DENIED if likeness >= _SURE else DENIED


class Figures:
    """Compares readings; settings of values are made once for all comparisons."""

    def __init__(self, index: Index, vectors: WordVectors | None = None) -> None:
        self._index = index
        self._vectors = vectors
        self._places: dict[int, Places] = {}
        self._made: dict[tuple[int, Value], Setting] = {}
        self._ledgers: dict[int, Ledger] = {}

    def compare(self, a: Reading, b: Reading, *, witness: bool = False) -> Comparison:
        """The figures that ``a`` and ``b`` state alike and otherwise; ``a`` against itself when
        both are the same reading. Of a witness nobody asks what it states otherwise.
        """
        alone = a.number == b.number
        matches = list(self._matches(a, b))
        if not alone and not witness:
            matches += self._soles(a, b)
        agreeing = [m for m in matches if m.relation is not Relation.DIFFERENT]
        differing = (
            []
            if witness
            else [
                m
                for m in matches
                if m.relation is Relation.DIFFERENT
                and m.likeness >= _threshold(m)
                and (_restates(m) if alone else not (_stated(m.a, b) or _stated(m.b, a)))
            ]
        )
        if not alone and not witness and self._vectors is not None:
            differing = self._judged(a, b, differing, self._vectors)
        best = mutual(differing, agreeing)
        return Comparison(
            tuple(disagreement(m, a, b) for m in best),
            tuple(
                Agreement(m.a.value.span, b.number)
                for m in agreeing
                if m.likeness >= AGREE and supports(m)
            ),
        )

    def _judged(
        self, a: Reading, b: Reading, found: list[Match], vectors: WordVectors
    ) -> list[Match]:
        """What the lists set against each other and the learned weights do not deny, and what the
        weights set against each other by themselves.
        """
        told = judged(self._placed(a, vectors), self._placed(b, vectors), self._index)
        sure = {
            (j.candidate.a.setting.value, j.candidate.b.setting.value): j.probability for j in told
        }
        kept = [
            replace(m, likeness=max(m.likeness, _likeness(p)))
            for m in found
            if (p := sure.get((m.a.value, m.b.value), DENIED)) >= _denied(m.likeness)
        ]
        known = {(m.a.value, m.b.value) for m in kept}
        for j in paired(told, LEARNED):
            one, other = j.candidate.a.setting, j.candidate.b.setting
            if (one.value, other.value) not in known and not vetoed(one, other, a, b):
                kept.append(Match(one, other, Relation.DIFFERENT, _likeness(j.probability)))
        return kept

    def _placed(self, reading: Reading, vectors: WordVectors) -> Places:
        if reading.number not in self._places:
            told = self.settings(reading)
            self._places[reading.number] = Places(reading, told, self._index, vectors)
        return self._places[reading.number]

    def settings(self, reading: Reading) -> Iterator[Setting]:
        """The settings of all values of a reading that can be compared, in text order."""
        return (self._setting(reading, p, v) for p, v in reading.values if _usable(v))

    def _matches(self, a: Reading, b: Reading) -> Iterator[Match]:
        day_a, day_b = _day(a), _day(b)
        for pair in self._index.pairs(a, b):
            two_things = parallel(pair.a, pair.b)
            for x, y in _comparable_kinds(pair.a.values, pair.b.values):
                found = relation(x, y)
                if found is Relation.INCOMPARABLE:
                    continue
                one, other = self._setting(a, pair.a, x), self._setting(b, pair.b, y)
                if bar(one, other, day_a, day_b) or (two_things and KINDS[x.kind] == "number"):
                    continue
                like = likeness(one, other, pair.similarity)
                if found is Relation.DIFFERENT and self._one_deed(one, other, a, b):
                    like = max(like, _DEED)
                elif other_subjects(one, other, a, b):
                    like *= _OTHER_SUBJECTS
                elif one.noun == other.noun != "" and agree_beside(pair.a, pair.b, x, y):
                    like = min(1.0, like + _BESIDE)
                yield Match(one, other, found, like)

    def _soles(self, a: Reading, b: Reading) -> Iterator[Match]:
        """The only answers of two readings to one question, where they differ."""
        days = _day(a), _day(b)
        ours, theirs = self._ledger(a), self._ledger(b)
        for s in soles(ours, theirs, lambda x, y: bool(sole_bar(x, y, *days))):
            similarity = self._index.similarity(s.a.passage.stems, s.b.passage.stems)
            around = self._index.similarity(a.around(s.a.passage), b.around(s.b.passage))
            like = sole_likeness(s.a, s.b, similarity, around, s.strength)
            if other_subjects(s.a, s.b, a, b):
                like *= _OTHER_SUBJECTS
            yield Match(s.a, s.b, Relation.DIFFERENT, like)

    def _ledger(self, reading: Reading) -> Ledger:
        if reading.number not in self._ledgers:
            told = self.settings(reading)
            self._ledgers[reading.number] = ledger([part for s in told for part in ballots(s)])
        return self._ledgers[reading.number]

    def _one_deed(self, one: Setting, other: Setting, a: Reading, b: Reading) -> bool:
        """Whether two days are each the only day that a text gives of one deed of one name."""
        deed = _deed(one)
        if not deed or deed != _deed(other) or a.number == b.number:
            return False
        if not names_in(one.passage) & names_in(other.passage):
            return False
        return all(
            compare(value, s.value) is Relation.EQUAL
            for reading, s in ((a, one), (b, other))
            for passage, value in reading.values
            if value.kind is ValueKind.DATE
            and _deed(self._setting(reading, passage, value)) == deed
        )

    def _setting(self, reading: Reading, passage: Passage, value: Value) -> Setting:
        place = (reading.number, value)
        if place not in self._made:
            self._made[place] = setting(passage, value, self._index, _dated(reading, passage))
        return self._made[place]


def _day(reading: Reading) -> datetime | None:
    return reading.document.published.at if reading.document.published else None


def _dated(reading: Reading, passage: Passage) -> tuple[When, ...]:
    """The dates of the sentence before, which may date a sentence that has none."""
    before = reading.before(passage)
    return dates(before) if before is not None and not before.headline else ()


def _deed(s: Setting) -> str:
    """The event that directly governs a day: "capsized off the island on Sunday"."""
    at = s.passage.positions(s.value.span)
    if not at or len(s.events) != 1 or not isinstance(s.value, When):
        return ""
    if s.value.grain is not Grain.DAY or s.reported or s.several:
        return ""
    (event,) = s.events
    words, clauses = s.passage.words, s.passage.clauses
    before = range(max(0, at[0] - _GOVERNS), at[0])
    governed = any(words[i].stem == event and clauses[i] == clauses[at[0]] for i in before)
    return event if governed else ""


def _comparable_kinds(a: Iterable[Value], b: tuple[Value, ...]) -> Iterator[tuple[Value, Value]]:
    rights = [v for v in b if _usable(v)][: 4 * MAX_OF_A_KIND]
    for x in [v for v in a if _usable(v)][: 4 * MAX_OF_A_KIND]:
        for y in [v for v in rights if KINDS[v.kind] == KINDS[x.kind]][:MAX_OF_A_KIND]:
            yield x, y


def _threshold(m: Match) -> float:
    headline = m.a.passage.headline or m.b.passage.headline
    return THRESHOLD - _HEADLINE if headline and m.a.outcomes & m.b.outcomes else THRESHOLD


def _restates(m: Match) -> bool:
    """Whether one of two places in an article sums up the story: its headline or first sentences.

    Elsewhere, sentences built alike mostly list several events, not one event twice.
    """
    if m.a.passage.headline or m.b.passage.headline:
        return m.likeness >= THRESHOLD
    kind = KINDS[m.a.value.kind]
    lead = min(m.a.passage.index, m.b.passage.index) <= _LEAD and m.a.outcomes & m.b.outcomes
    apart = abs(m.a.passage.index - m.b.passage.index) > 1
    return bool(lead) and apart and kind in _SUMMED and m.likeness >= SELF_THRESHOLD


def _usable(value: Value) -> bool:
    """Not "scores", which are goals more often than twenties, nor the groups of a phone number."""
    vague = value.text.lower() in {"score", "scores", "one", "a", "an"}
    if value.kind is ValueKind.DURATION and value.text.lower().startswith(("a ", "an ")):
        return False
    if isinstance(value, Quantity) and value.kind is ValueKind.ORDINAL:
        return value.noun in lexicon.NUMBERED
    return value.kind in KINDS and not vague and not value.text.startswith("0")


def _stated(here: Setting, there: Reading) -> bool:
    """Whether the other reading states this very figure somewhere: then it does not deny it."""
    value = here.value
    if isinstance(value, When):
        return bool(here.events) and any(
            compare(value, other) is Relation.EQUAL and _tells(passage, here.events)
            for passage, other in there.values
            if isinstance(other, When)
        )
    for _, other in there.values:
        if other.kind in KINDS and compare(value, other) is Relation.EQUAL:
            if not isinstance(value, Quantity) or abs(value.number) > 10:
                return True
            if isinstance(other, Quantity) and (
                value.noun == other.noun or not (value.noun and other.noun)
            ):
                return True
    return False


def _tells(passage: Passage, events: frozenset[str]) -> bool:
    return any(w.stem in events for w in passage.words)
