"""The pipeline: from an article and what the store has on its event to a score."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import caveat
from caveat.document import Document
from caveat.encoder import PATIENT, Caller, CallerGone, Classifier
from caveat.errors import Overloaded
from caveat.evidence import Finding, Score, Status, Versions
from caveat.policy import Policy
from caveat.questions import Answers, Question
from caveat.rules import Hit, RuleScan
from caveat.signals import Asks, Context, Related, Signal

_log = logging.getLogger(__name__)

T = TypeVar("T")

# Without a classifier the rules decide alone, and every answer says so.
NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class _Case:
    """What one signal has of an article: its questions, or the finding that it broke already."""

    signal: Signal
    context: Context
    questions: tuple[Question, ...] = ()
    failed: Finding | None = None


class Scorer:
    """All signals, compiled once. Stateless after that, and safe to share between threads.

    It owns the classifier it is given: ``close`` ends both.
    """

    def __init__(
        self, signals: Sequence[Signal], policy: Policy, classifier: Classifier | None = None
    ) -> None:
        self.signals = tuple(signals)
        self.policy = policy
        self._classifier = classifier
        self._scan = RuleScan([rule for signal in self.signals for rule in signal.rules])
        model = NO_MODEL if classifier is None else classifier.version
        self.versions = versions(self.signals, policy, model)

    @property
    def needs_related(self) -> bool:
        """Whether any signal wants related articles."""
        return any(signal.needs_related for signal in self.signals)

    def score(self, document: Document, related: Related, caller: Caller = PATIENT) -> Score:
        """One article's score. No document makes it raise: a signal that breaks is FAILED.

        Raises Overloaded when too much waits for the classifier, and CallerGone when nobody waits
        for the answer any more.
        """
        cases = self._cases(document, related)
        answers = self._answers(document, [q for case in cases for q in case.questions], caller)
        findings = tuple(_close(case, answers) for case in cases)
        score = self.policy.score(findings)
        hold = self.policy.holds(score, findings)
        return Score(document.article.id, score, findings, self.versions, hold)

    def questions(self, document: Document, related: Related) -> tuple[Question, ...]:
        """What the signals would ask the classifier of one article, whether it reads it or not."""
        return tuple(q for case in self._cases(document, related) for q in case.questions)

    def close(self) -> None:
        """End the classifier's threads; nothing can be scored after this."""
        if self._classifier is not None:
            self._classifier.close()

    def _cases(self, document: Document, related: Related) -> list[_Case]:
        hits = self._scan.hits(document)
        return [self._open(signal, document, hits, related) for signal in self.signals]

    def _open(
        self, signal: Signal, document: Document, hits: Sequence[Hit], related: Related
    ) -> _Case:
        own = tuple(hit for hit in hits if hit.rule.signal == signal.name)
        reads = self._classifier is not None and document.language in self._classifier.languages
        vectors = self._classifier.vectors if self._classifier is not None and reads else None
        context = Context(document, own, related, vectors=vectors)
        if not isinstance(signal, Asks):
            return _Case(signal, context)
        asked = _guarded(signal.name, lambda: tuple(signal.questions(context)))
        if isinstance(asked, Finding):
            return _Case(signal, context, failed=asked)
        return _Case(signal, context, asked)

    def _answers(
        self, document: Document, questions: Sequence[Question], caller: Caller
    ) -> Answers:
        if not questions:
            return Answers()
        if self._classifier is None:
            return Answers(unavailable="none is installed")
        if document.language not in self._classifier.languages:
            return Answers(unavailable=f"it does not read the language {document.language!r}")
        try:
            return Answers(self._classifier.answer(questions, caller))
        except (Overloaded, CallerGone):
            # The same article would get another score in a quieter moment: rather none.
            raise
        except Exception as error:  # noqa: BLE001 (the rules can still speak)
            _log.error("the classifier failed: %s", type(error).__name__, exc_info=error)
            return Answers(unavailable=f"internal error: {type(error).__name__}")


def versions(signals: Sequence[Signal], policy: Policy, model: str) -> Versions:
    """What every answer of these signals under this policy carries. Compiles nothing."""
    return Versions(
        service=caveat.__version__,
        policy=policy.version,
        rulesets=tuple((s.name, s.version) for s in signals),
        model=model,
    )


def _close(case: _Case, answers: Answers) -> Finding:
    if case.failed is not None:
        return case.failed
    if not case.questions:
        return _guarded(case.signal.name, lambda: case.signal.find(case.context))
    found = _guarded(
        case.signal.name, lambda: case.signal.find(replace(case.context, answers=answers))
    )
    if not answers.unavailable:
        return found
    skipped = f"the classifier was skipped: {answers.unavailable}"
    return replace(found, reason=f"{found.reason}; {skipped}" if found.reason else skipped)


def _guarded(name: str, work: Callable[[], T]) -> T | Finding:
    """What the work gives, or FAILED: one broken signal must not take the others down."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001
        # The article's text stays out of the log: only where and what kind.
        _log.error("signal %s failed: %s", name, type(error).__name__, exc_info=error)
        return Finding(name, Status.FAILED, reason=f"internal error: {type(error).__name__}")
