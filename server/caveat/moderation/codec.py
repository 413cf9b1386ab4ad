"""Articles, scores and decisions as JSON values, for the database and for exports.

Reading gives back what was written, to the last bit.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from caveat.document import Article, Span
from caveat.evidence import Counterpart, Evidence, Finding, Scope, Score, Status, Versions
from caveat.moderation.chain import canonical
from caveat.moderation.model import Disposition, Draft, EvidenceVerdict, Verdict

Json = dict[str, Any]


def write_article(article: Article) -> Json:
    """The article, every field as received."""
    return {
        "id": article.id,
        "text": article.text,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "authors": list(article.authors),
        "published_at": article.published_at.isoformat() if article.published_at else "",
        "language": article.language,
        "bio": article.bio,
    }


def read_article(data: Json) -> Article:
    """The article of ``write_article``."""
    at = data["published_at"]
    return Article(
        **{**data, "authors": tuple(data["authors"])}
        | {"published_at": datetime.fromisoformat(at) if at else None}
    )


def content_hash(article: Article) -> str:
    """Equal for equal content, whatever id it comes under; hexadecimal SHA-256."""
    fields = write_article(article)
    del fields["id"]
    return hashlib.sha256(canonical(fields).encode("utf-8", "surrogatepass")).hexdigest()


def write_span(span: Span) -> Json:
    """The span, in code points."""
    return {"field": span.field, "start": span.start, "end": span.end}


def read_span(data: Json) -> Span:
    """The span of ``write_span``."""
    return Span(data["field"], data["start"], data["end"])


def write_score(score: Score) -> Json:
    """The score with its findings, evidence and versions."""
    return {
        "article_id": score.article_id,
        "score": score.score,
        "hold": score.hold,
        "findings": [
            {
                "signal": f.signal,
                "status": f.status.value,
                "score": f.score,
                "reason": f.reason,
                "evidence": [_write_evidence(e) for e in f.evidence],
            }
            for f in score.findings
        ],
        "versions": {
            "service": score.versions.service,
            "policy": score.versions.policy,
            "rulesets": [list(pair) for pair in score.versions.rulesets],
            "model": score.versions.model,
        },
    }


def read_score(data: Json) -> Score:
    """The score of ``write_score``."""
    versions = data["versions"]
    return Score(
        data["article_id"],
        data["score"],
        tuple(
            Finding(
                f["signal"],
                Status(f["status"]),
                f["score"],
                f["reason"],
                tuple(_read_evidence(e) for e in f["evidence"]),
            )
            for f in data["findings"]
        ),
        Versions(
            versions["service"],
            versions["policy"],
            tuple((name, version) for name, version in versions["rulesets"]),
            versions["model"],
        ),
        data["hold"],
    )


def _write_evidence(evidence: Evidence) -> Json:
    other = evidence.counterpart
    return {
        "span": write_span(evidence.span),
        "text": evidence.text,
        "kind": evidence.kind,
        "rule": evidence.rule,
        "why": evidence.why,
        "confidence": evidence.confidence,
        "scope": evidence.scope.value,
        "weight": evidence.weight,
        "counterpart": None
        if other is None
        else {"article_id": other.article_id, "span": write_span(other.span), "text": other.text},
    }


def _read_evidence(data: Json) -> Evidence:
    other = data["counterpart"]
    return Evidence(
        span=read_span(data["span"]),
        text=data["text"],
        kind=data["kind"],
        rule=data["rule"],
        why=data["why"],
        confidence=data["confidence"],
        scope=Scope(data["scope"]),
        weight=data["weight"],
        counterpart=None
        if other is None
        else Counterpart(other["article_id"], read_span(other["span"]), other["text"]),
    )


def write_verdict(verdict: EvidenceVerdict) -> Json:
    """One verdict."""
    return {
        "signal": verdict.signal,
        "verdict": verdict.verdict.value,
        "index": verdict.index,
        "span": None if verdict.span is None else write_span(verdict.span),
        "kind": verdict.kind,
    }


def read_verdict(data: Json) -> EvidenceVerdict:
    """The verdict of ``write_verdict``."""
    return EvidenceVerdict(
        data["signal"],
        Verdict(data["verdict"]),
        data["index"],
        None if data["span"] is None else read_span(data["span"]),
        data["kind"],
    )


def write_draft(draft: Draft) -> Json:
    """What was decided."""
    return {
        "disposition": draft.disposition.value,
        "verdicts": [write_verdict(v) for v in draft.verdicts],
        "reason": draft.reason,
        "note": draft.note,
    }


def read_draft(data: Json) -> Draft:
    """The draft of ``write_draft``."""
    return Draft(
        Disposition(data["disposition"]),
        tuple(read_verdict(v) for v in data["verdicts"]),
        data["reason"],
        data["note"],
    )
