"""A document as this signal reads it: sentences with their words, clauses and values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from operator import attrgetter

from caveat.document import Document, Mention, SectionKind, Sentence, Span
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.words import Word, fold, stem, words
from caveat.values import Interval, Quantity, Value, ValueKind, extract

# Bounds of one document; the rest of a very long page is left unread.
MAX_PASSAGES = 120
MAX_VALUES = 240
# How many documents are kept as they were read.
_KEPT = 64
_ACRONYM = 6

_READ = frozenset({SectionKind.HEADLINE, SectionKind.BODY})
_BREAK = frozenset(',;:()–—…“”"')


_ends = attrgetter("end")
_begins = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence.

    ``clauses`` gives each word the number of the clause it stands in; ``masked`` the indices of
    words that belong to a value; ``hyphens`` where the words start that a hyphen ties to the one
    before; ``stems`` the content stems outside values; ``bodies`` the stems of whom the sentence
    names as its source, empty when it names none.
    """

    index: int
    span: Span
    headline: bool
    words: tuple[Word, ...]
    clauses: tuple[int, ...]
    values: tuple[Value, ...]
    mentions: tuple[Mention, ...]
    masked: frozenset[int]
    hyphens: frozenset[int]
    stems: frozenset[str]
    bodies: frozenset[str]

    def positions(self, span: Span) -> range:
        """The indices of the words that a span covers."""
        low = bisect_right(self.words, span.start, key=_ends)
        high = bisect_left(self.words, span.end, key=_begins)
        return range(low, high) if low < high else range(0)


@dataclass(frozen=True)
class Reading:
    """One document, read: ``number`` is 0 for the article itself, 1 and up for the related ones.

    ``names`` are the stems of words with a capital inside a sentence, ``capitals`` also of those
    that only begin one.
    """

    number: int
    document: Document
    passages: tuple[Passage, ...]
    stems: frozenset[str] = field(default_factory=frozenset)
    folded: frozenset[str] = field(default_factory=frozenset)
    places: frozenset[str] = field(default_factory=frozenset)
    initials: frozenset[str] = field(default_factory=frozenset)
    names: frozenset[str] = field(default_factory=frozenset)
    capitals: frozenset[str] = field(default_factory=frozenset)

    def shared_names(self, other: Reading) -> frozenset[str]:
        """The stems of names that both texts know, wherever in their sentences they stand."""
        return (self.names | other.names) & self.capitals & other.capitals

    def around(self, passage: Passage) -> frozenset[str]:
        """The content stems of a passage, the one before and the one behind it."""
        at = self._order.get(passage.index, 0)
        near = self.passages[max(0, at - 1) : at + 2]
        return frozenset[str]().union(*(p.stems for p in near))

    def before(self, passage: Passage) -> Passage | None:
        """The passage before one, None at the beginning."""
        at = self._order.get(passage.index, 0)
        return self.passages[at - 1] if at else None

    @cached_property
    def _order(self) -> dict[int, int]:
        return {p.index: i for i, p in enumerate(self.passages)}

    @property
    def values(self) -> Iterable[tuple[Passage, Value]]:
        """Every value with the passage it stands in."""
        return ((p, v) for p in self.passages for v in p.values)


def read(document: Document, number: int) -> Reading:
    """The passages of a document's headline and body, at most 120 of them.

    What was read last is kept: in a batch the articles of one event are compared in turn.
    """
    return replace(_read(_Same(document)), number=number)


@dataclass(frozen=True, eq=False, slots=True)
class _Same:
    """A document, equal to itself alone: comparing two by content costs as much as reading one."""

    document: Document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document


@lru_cache(maxsize=_KEPT)
def _read(same: _Same) -> Reading:
    document = same.document
    by_sentence: dict[int, list[Value]] = {}
    for value in extract(document)[:MAX_VALUES]:
        if _converted(document, value) or _modal(document, value):
            continue
        by_sentence.setdefault(value.sentence, []).append(_sterling(document, value))
    kept = [(i, s) for i, s in enumerate(document.sentences) if s.section in _READ]
    named = _by_sentence(document.mentions, [s for _, s in kept[:MAX_PASSAGES]])
    passages = tuple(
        _passage(document, i, s, tuple(by_sentence.get(i, ())), mentions)
        for (i, s), mentions in zip(kept[:MAX_PASSAGES], named, strict=True)
    )
    every = frozenset(w.stem for p in passages for w in p.words)
    names = frozenset(w.stem for p in passages for w in p.words[1:] if w.name)
    places = frozenset(lexicon.DEMONYMS.get(s, s) for s in names)
    folded = frozenset(fold(s) for s in names)
    initials = _initials(passages)
    capitals = frozenset(w.stem for p in passages for w in p.words if w.name and w.content)
    return Reading(0, document, passages, every, folded, places, initials, names, capitals)


def _by_sentence(
    mentions: Sequence[Mention], sentences: Sequence[Sentence]
) -> list[tuple[Mention, ...]]:
    """The mentions inside each sentence, in text order, by search rather than by trying all."""
    ordered = sorted(mentions, key=_starts)
    starts = [_starts(m) for m in ordered]
    found: list[tuple[Mention, ...]] = []
    for sentence in sentences:
        span = sentence.span
        low = bisect_left(starts, (span.field, span.start))
        high = bisect_left(starts, (span.field, span.end))
        found.append(tuple(m for m in ordered[low:high] if m.span.end <= span.end))
    return found


def _starts(mention: Mention) -> tuple[str, int]:
    return mention.span.field, mention.span.start


def _sterling(document: Document, value: Value) -> Value:
    """Pounds that are money: those of a text that has the sign, or of a sentence about sums."""
    if not isinstance(value, Quantity) or value.kind is not ValueKind.MEASURE:
        return value
    if value.stated_unit != "pound":
        return value
    sentence = document.text(document.sentences[value.sentence].span) if value.sentence >= 0 else ""
    sums = any(w.stem in _SUMS for w in words(sentence, 0))
    if not sums and "£" not in document.article.text:
        return value
    return replace(
        value,
        kind=ValueKind.MONEY,
        unit="GBP",
        interval=Interval(value.number, value.number),
        tolerance=value.tolerance / _POUND,
    )


_CLOCKS = (" left", " to play", " remaining", " to go")
_SUMS = frozenset(stem(w) for w in lexicon.SUMS)
# A pound of weight in kilograms.
_POUND = 0.45359237


def _converted(document: Document, value: Value) -> bool:
    """Whether a sum or measure stands in brackets: the one before it in other units."""
    if value.kind not in (ValueKind.MONEY, ValueKind.MEASURE) or not value.span.start:
        return False
    return document.article.field(value.span.field)[value.span.start - 1] == "("


def _modal(document: Document, value: Value) -> bool:
    """Whether a month is the verb of a headline: "Release May Be in Jeopardy"."""
    field = document.article.field(value.span.field)
    if value.kind is ValueKind.TIME and field[value.span.end :].startswith(_CLOCKS):
        # A clock of play: "with 4:43 to play".
        return True
    if "march" in value.text:
        # "a second march"
        return True
    text = document.article.field(value.span.field)[value.span.end : value.span.end + 4]
    return value.text == "May" and text.lower() in {" be ", " not", " hav"}


def _initials(passages: tuple[Passage, ...]) -> frozenset[str]:
    """The initials of every run of capitalised words: what an acronym may stand for."""
    found: set[str] = set()
    for p in passages:
        run = ""
        for w in p.words:
            if not w.name:
                run = ""
                continue
            run = (run + w.text[0].lower())[-_ACRONYM:]
            found.update(run[-n:] for n in range(2, len(run) + 1))
    return frozenset(found)


def _passage(
    document: Document,
    index: int,
    sentence: Sentence,
    values: tuple[Value, ...],
    mentions: tuple[Mention, ...],
) -> Passage:
    text = document.text(sentence.span)
    found = words(text, sentence.span.start)
    masked = frozenset(
        i
        for v in values
        for i, w in enumerate(found)
        if v.span.start < w.end and w.start < v.span.end
    )
    return Passage(
        index=index,
        span=sentence.span,
        headline=sentence.section is SectionKind.HEADLINE,
        words=found,
        clauses=_clauses(text, sentence.span.start, found),
        values=values,
        mentions=mentions,
        masked=masked,
        hyphens=frozenset(
            w.start for w in found if text[w.start - sentence.span.start - 1 :][:1] == "-"
        ),
        stems=frozenset(w.stem for i, w in enumerate(found) if w.content and i not in masked),
        bodies=_bodies(document, sentence, found),
    )


def _clauses(text: str, offset: int, found: tuple[Word, ...]) -> tuple[int, ...]:
    clause = 0
    numbers: list[int] = []
    last = 0
    for w in found:
        gap = text[last : w.start - offset]
        if numbers and (any(c in _BREAK for c in gap) or w.stem in lexicon.CONJUNCTIONS):
            clause += 1
        numbers.append(clause)
        last = w.end - offset
    return tuple(numbers)


def _bodies(document: Document, sentence: Sentence, found: tuple[Word, ...]) -> frozenset[str]:
    """The stems of the sources named in a sentence, without words that name nobody."""
    named: set[str] = set()
    for attribution in document.attributions:
        source = attribution.source
        if source is not None and sentence.span.overlaps(source):
            end = _whole(found, source)
            named.update(w.stem for w in found if source.start <= w.start < end and w.content)
    if not document.attributions:
        named.update(_said_by(found))
    return frozenset(named - lexicon.ANYBODY)


def _whole(found: tuple[Word, ...], source: Span) -> int:
    """Where the name of a source ends that is cut after its first words: "the Greek" of "the Greek
    fire service".
    """
    end = source.end
    for w in found:
        if w.start == end + 1 and w.text in lexicon.BODIES:
            end = w.end
    return end


def _said_by(found: tuple[Word, ...]) -> Iterable[str]:
    """Bodies within four words of a reporting verb."""
    for i, w in enumerate(found):
        if w.text in lexicon.REPORTING or w.text == "according":
            for near in found[max(0, i - 4) : i + 5]:
                if near.text.lower() in lexicon.BODIES:
                    yield near.stem
