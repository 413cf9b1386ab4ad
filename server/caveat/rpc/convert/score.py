"""Scores, findings and evidence."""

from __future__ import annotations

from caveat.evidence import Counterpart, Evidence, Finding, Scope, Score, Status, Versions
from caveat.rpc.convert.article import read_span, write_span
from caveat.v1 import finding_pb2

_STATUS = {
    Status.FOUND: finding_pb2.STATUS_FOUND,
    Status.CLEAR: finding_pb2.STATUS_CLEAR,
    Status.SKIPPED: finding_pb2.STATUS_SKIPPED,
    Status.FAILED: finding_pb2.STATUS_FAILED,
}
_STATUS_READ = {number: status for status, number in _STATUS.items()}


def write_score(score: Score) -> finding_pb2.Score:
    """The answer for one article, as a message."""
    return finding_pb2.Score(
        article_id=score.article_id,
        score=score.score,
        findings=[_write_finding(f) for f in score.findings],
        versions=write_versions(score.versions),
        hold=score.hold,
    )


def read_score(message: finding_pb2.Score) -> Score:
    """The answer for one article. Raises ValueError for a status or scope of a later version."""
    return Score(
        article_id=message.article_id,
        score=message.score,
        findings=tuple(_read_finding(f) for f in message.findings),
        versions=read_versions(message.versions),
        hold=message.hold,
    )


def write_versions(versions: Versions) -> finding_pb2.Versions:
    """What an answer depends on, as a message."""
    return finding_pb2.Versions(
        service=versions.service,
        policy=versions.policy,
        rulesets=dict(versions.rulesets),
        model=versions.model,
    )


def read_versions(message: finding_pb2.Versions) -> Versions:
    """What an answer depends on; rulesets in the order of their signals' names."""
    return Versions(
        service=message.service,
        policy=message.policy,
        rulesets=tuple(sorted(message.rulesets.items())),
        model=message.model,
    )


def _write_finding(finding: Finding) -> finding_pb2.Finding:
    return finding_pb2.Finding(
        signal=finding.signal,
        status=_STATUS[finding.status],
        score=finding.score,
        reason=finding.reason,
        evidence=[_write_evidence(e) for e in finding.evidence],
    )


def _read_finding(message: finding_pb2.Finding) -> Finding:
    if message.status not in _STATUS_READ:
        raise ValueError(f"finding {message.signal!r} has the unknown status {message.status}")
    return Finding(
        signal=message.signal,
        status=_STATUS_READ[message.status],
        score=message.score,
        reason=message.reason,
        evidence=tuple(_read_evidence(e) for e in message.evidence),
    )


def _write_evidence(evidence: Evidence) -> finding_pb2.Evidence:
    other = evidence.counterpart
    return finding_pb2.Evidence(
        span=write_span(evidence.span),
        text=evidence.text,
        kind=evidence.kind,
        scope=evidence.scope.value,
        rule=evidence.rule,
        why=evidence.why,
        confidence=evidence.confidence,
        counterpart=None
        if other is None
        else finding_pb2.Counterpart(
            article_id=other.article_id, span=write_span(other.span), text=other.text
        ),
        weight=evidence.weight,
    )


def _read_evidence(message: finding_pb2.Evidence) -> Evidence:
    other = message.counterpart if message.HasField("counterpart") else None
    return Evidence(
        span=read_span(message.span),
        text=message.text,
        kind=message.kind,
        scope=Scope(message.scope),
        rule=message.rule,
        why=message.why,
        confidence=message.confidence,
        counterpart=None
        if other is None
        else Counterpart(other.article_id, read_span(other.span), other.text),
        weight=message.weight,
    )
