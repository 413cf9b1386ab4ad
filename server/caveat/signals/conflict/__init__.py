"""Conflict: the article states a fact that other reports of the same event state otherwise.

The policy is precision first: most differing figures in two reports do not conflict. Values are
compared only where the words around them ask the same question (``align``, ``comparable``); every
kind of fact has a room of its own; ``verdict`` counts independent sources and writes the evidence.

Decisions where the policy is silent:

- Without related articles the article is still held against itself and against the calendar. If
  that finds nothing, the answer is SKIPPED, because the question of the signal was not asked.
- A count that grows (a toll) and is higher in the later report is recorded and weighs nothing.
- A figure that the other article also states, anywhere, is not denied by it.
- The words that decide comparisons are English. An article in another language is SKIPPED with
  that reason, unless the calendar denies one of its dates; a related one is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caveat.document import Document, Span
from caveat.evidence import Evidence, Finding, Status, finding
from caveat.questions import Vectors
from caveat.rules import Rule
from caveat.signals.base import Context
from caveat.signals.conflict import calendar, misnamed, nobody, offices, verdict, wordings
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.claims import Agreement, Comparison
from caveat.signals.conflict.figures import Figures
from caveat.signals.conflict.names import Names
from caveat.signals.conflict.passages import Passage, Reading, read
from caveat.signals.conflict.slots import Slots
from caveat.signals.conflict.status import Statuses
from caveat.signals.conflict.wordspace import WordVectors

# Cost is linear in the number of related articles; twenty tell an editor enough.
MAX_RELATED = 20
# Comparing the others with each other costs as much again for each of them.
MAX_WITNESSED = 3
# One event told by many outlets repeats one conflict; an editor reads the first ones.
MAX_EVIDENCE = 40


class Comparer:
    """Every way of comparing two readings, over one index."""

    def __init__(self, readings: Sequence[Reading], vectors: WordVectors | None = None) -> None:
        """Without vectors only what the lists know is compared."""
        self._index = Index(readings)
        self._figures = Figures(self._index, vectors)
        self._acts = Statuses(self._index)
        self._names = Names(self._index)
        self._slots = Slots(self._index)

    def alone(self, a: Reading) -> Comparison:
        """What one article says of itself otherwise elsewhere."""
        return _joined(self._figures.compare(a, a), self._acts.compare(a, a))

    def pair(self, a: Reading, b: Reading, *, witness: bool = False) -> Comparison:
        """What two articles say otherwise, and alike; of a witness only what is alike counts."""
        return _joined(
            self._figures.compare(a, b, witness=witness),
            self._acts.compare(a, b),
            self._names.compare(a, b),
            self._slots.compare(a, b),
            misnamed.compare(a, b),
            offices.compare(a, b),
            nobody.compare(a, b, self._index),
            wordings.compare(a, b),
        )


class Witnesses:
    """Who among the related articles stands with one of them; asked only of those that disagree
    with the article, and of three at most.
    """

    def __init__(self, compare: Comparer, readings: Sequence[Reading]) -> None:
        self._compare = compare
        self._readings = readings
        self._asked: set[int] = set()
        self._found: dict[tuple[int, tuple[Passage, ...]], tuple[Agreement, ...]] = {}

    def agreeing(self, number: int, span: Span) -> tuple[Agreement, ...]:
        """What the other related articles state as the one of this number does, in the sentence
        of a span.
        """
        if len(self._asked) < MAX_WITNESSED:
            self._asked.add(number)
        if number not in self._asked:
            return ()
        one = self._readings[number]
        told = tuple(p for p in one.passages if p.span.overlaps(span))
        if (number, told) not in self._found:
            self._found[number, told] = tuple(
                a
                for other in self._readings[1:]
                if other is not one
                for a in self._compare.pair(
                    replace(one, passages=told), other, witness=True
                ).agreements
            )
        return self._found[number, told]


def _joined(*comparisons: Comparison) -> Comparison:
    return Comparison(
        tuple(d for c in comparisons for d in c.disagreements),
        tuple(a for c in comparisons for a in c.agreements),
    )


class Conflict:
    """The conflict signal."""

    name = "conflict"
    description = "States a fact that other reports of the same event, or its own text, deny."
    version = "1"
    languages: tuple[str, ...] = ("en",)
    kinds: tuple[str, ...] = (
        "date",
        "time",
        "number",
        "money",
        "percentage",
        "measure",
        "place",
        "person",
        "role",
        "organisation",
        "status",
        "quote",
        "calendar",
    )
    needs_related = True
    rules: Sequence[Rule] = ()

    def __init__(self) -> None:
        self._known: WordVectors | None = None

    def _reads(self, document: Document) -> bool:
        """Whether a document is in a language whose words are known here, or has no letters."""
        return not document.language or document.language in self.languages

    def _words(self, vectors: Vectors | None) -> WordVectors | None:
        """The vectors of words, kept from article to article."""
        known = self._known
        if vectors is None:
            return None
        if known is None or known.vectors is not vectors:
            known = self._known = WordVectors(vectors)
        return known

    def find(self, context: Context) -> Finding:
        """Compares the article with itself, the calendar and at most 20 related articles."""
        document = context.document
        if not self._reads(document):
            # The calendar is the same in every language whose dates are read.
            found = calendar.evidence(read(document, 0))
            if found:
                return finding(self.name, found)
            return Finding(self.name, Status.SKIPPED, reason=_unread(document.language))
        readable = [r for r in context.related.articles if self._reads(r.document)]
        related = sorted(readable, key=lambda r: (-r.same_event, r.document.article.id))
        related = related[:MAX_RELATED]
        readings = [read(document, 0)]
        readings += [read(r.document, i) for i, r in enumerate(related, 1)]
        compare = Comparer(readings, self._words(context.vectors))
        found = calendar.evidence(readings[0])
        found += verdict.alone(document, compare.alone(readings[0]))
        comparisons = [compare.pair(readings[0], other) for other in readings[1:]]
        found += verdict.evidence(
            document,
            related,
            comparisons,
            context.related.copy_group,
            Witnesses(compare, readings).agreeing,
        )
        if not related and not found:
            why = context.related.unavailable or "no other report of this event in the store"
            if context.related.articles:
                why = "no other report of this event in English, the language that is compared"
            return Finding(self.name, Status.SKIPPED, reason=why)
        return finding(self.name, _worst(found))


def _unread(language: str) -> str:
    return f"facts are compared in English only; this article is in another language ({language})"


def _worst(found: list[Evidence]) -> list[Evidence]:
    ranked = sorted(found, key=lambda e: (-e.confidence * e.weight, -e.confidence, e.span, e.kind))
    return ranked[:MAX_EVIDENCE]


SIGNAL = Conflict()
