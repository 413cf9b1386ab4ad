"""What a signal answers: a finding, its score and the evidence an editor can check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caveat.document import Span


class Status(StrEnum):
    """How a question was answered: CLEAR looked and found nothing, SKIPPED did not look."""

    FOUND = "FOUND"
    CLEAR = "CLEAR"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


class Scope(StrEnum):
    """What a declaration is about. Only ARTICLE and SITE count towards a score."""

    ARTICLE = "article"
    SITE = "site"
    IMAGE = "image"
    QUOTED = "quoted"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The passage of another article (or of another place of the same one) that evidence meets."""

    article_id: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to hesitate, that an editor can check against the page.

    ``text`` equals the article's field at ``span``. ``rule`` is ``name@version`` of the rule or
    model that fired, ``why`` one sentence for an editor, ``confidence`` the probability that a
    careful editor would uphold this piece of evidence. ``weight`` in [0, 1] is how much an upheld
    piece counts towards holding the article: a cookie notice is recorded and weighs nothing.
    """

    span: Span
    text: str
    kind: str
    rule: str
    why: str
    confidence: float
    scope: Scope = Scope.ARTICLE
    counterpart: Counterpart | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A signal's answer. ``score`` is the probability that a careful editor would hold the article
    for this signal; it is 0 unless status is FOUND. ``reason`` says why a signal was SKIPPED or
    FAILED, or what could not be read or asked otherwise; "" when nothing was left out.
    """

    signal: str
    status: Status
    score: float = 0.0
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Versions:
    """What an answer depends on: the same input with the same versions gives the same bytes."""

    service: str
    policy: str
    rulesets: tuple[tuple[str, str], ...]
    model: str


@dataclass(frozen=True, slots=True)
class Score:
    """The answer for one article: the combined score and one finding a signal, in a fixed order.

    ``hold`` says whether the policy asks an editor to look.
    """

    article_id: str
    score: float
    findings: tuple[Finding, ...]
    versions: Versions
    hold: bool = False


def combine(probabilities: list[float]) -> float:
    """Noisy-or: the probability that at least one of several independent reasons holds.

    Monotone: adding a reason never lowers it. Pearl, Probabilistic Reasoning in Intelligent
    Systems (1988), section 4.3.2.
    """
    left = 1.0
    for p in probabilities:
        left *= 1.0 - min(max(p, 0.0), 1.0)
    return 1.0 - left


def finding(signal: str, evidence: list[Evidence]) -> Finding:
    """The finding that a list of evidence adds up to: FOUND when any of it weighs, else CLEAR.

    Evidence that weighs nothing is kept, so that an editor sees what was recorded.
    """
    ordered = tuple(sorted(evidence, key=lambda e: (e.span, e.kind, e.rule)))
    score = combine(
        [e.confidence * e.weight for e in ordered if e.scope in (Scope.ARTICLE, Scope.SITE)]
    )
    status = Status.FOUND if score > 0 else Status.CLEAR
    return Finding(signal, status, round(score, 4), evidence=ordered)
