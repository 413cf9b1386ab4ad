"""The pipeline: from an article and what the store has on its event to a score."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

import caveat
from caveat.document import Document
from caveat.evidence import Finding, Score, Status, Versions
from caveat.policy import Policy
from caveat.rules import Hit, RuleScan
from caveat.signals import Context, Related, Signal

_log = logging.getLogger(__name__)

# No classifier ships yet: the rules decide alone, and every answer says so.
MODEL = "none"


class Scorer:
    """All signals, compiled once. Stateless after that, and safe to share between threads."""

    def __init__(self, signals: Sequence[Signal], policy: Policy) -> None:
        self.signals = tuple(signals)
        self.policy = policy
        self._scan = RuleScan([rule for signal in self.signals for rule in signal.rules])
        self.versions = versions(self.signals, policy)

    @property
    def needs_related(self) -> bool:
        """Whether any signal wants related articles."""
        return any(signal.needs_related for signal in self.signals)

    def score(self, document: Document, related: Related) -> Score:
        """One article's score. Never raises for a document: a signal that breaks is FAILED."""
        hits = self._scan.hits(document)
        findings = tuple(_ask(signal, document, hits, related) for signal in self.signals)
        score = self.policy.score(findings)
        hold = self.policy.holds(score, findings)
        return Score(document.article.id, score, findings, self.versions, hold)


def versions(signals: Sequence[Signal], policy: Policy) -> Versions:
    """What every answer of these signals under this policy carries. Compiles nothing."""
    return Versions(
        service=caveat.__version__,
        policy=policy.version,
        rulesets=tuple((s.name, s.version) for s in signals),
        model=MODEL,
    )


def _ask(signal: Signal, document: Document, hits: Iterable[Hit], related: Related) -> Finding:
    own = tuple(hit for hit in hits if hit.rule.signal == signal.name)
    try:
        return signal.find(Context(document, own, related))
    except Exception as error:  # noqa: BLE001 (one broken signal must not take the others down)
        # The article's text stays out of the log: only where and what kind.
        _log.error("signal %s failed: %s", signal.name, type(error).__name__, exc_info=error)
        return Finding(signal.name, Status.FAILED, reason=f"internal error: {type(error).__name__}")
