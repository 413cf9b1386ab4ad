"""A row of the output: one article with everything that was found, in one schema for all formats.

docs/batch.md documents it; a change to ``SCHEMA`` that a reader could trip over raises
``SCHEMA_VERSION``.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from caveat.document import Document, Span
from caveat.evidence import Counterpart, Evidence, Finding, Scope, Score, Status, Versions
from caveat.signals import Related

SCHEMA_VERSION = 1

_TEXT = pa.field("text", pa.string(), nullable=False)
_SPAN = [
    pa.field("field", pa.string(), nullable=False),
    pa.field("start", pa.int32(), nullable=False),
    pa.field("end", pa.int32(), nullable=False),
]
_EVIDENCE = pa.struct(
    [
        *_SPAN,
        _TEXT,
        pa.field("kind", pa.string(), nullable=False),
        pa.field("scope", pa.string(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("why", pa.string(), nullable=False),
        pa.field("confidence", pa.float64(), nullable=False),
        pa.field("weight", pa.float64(), nullable=False),
        pa.field(
            "counterpart",
            pa.struct([pa.field("article_id", pa.string(), nullable=False), *_SPAN, _TEXT]),
        ),
    ]
)
_FINDING = pa.struct(
    [
        pa.field("signal", pa.string(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("evidence", pa.list_(_EVIDENCE), nullable=False),
    ]
)
_RELATED = pa.struct(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("same_event", pa.float64(), nullable=False),
        pa.field("copy_group", pa.string(), nullable=False),
        pa.field("copy", pa.bool_(), nullable=False),
    ]
)
_VERSIONS = pa.struct(
    [
        pa.field("service", pa.string(), nullable=False),
        pa.field("policy", pa.string(), nullable=False),
        pa.field(
            "rulesets",
            pa.list_(
                pa.struct(
                    [
                        pa.field("signal", pa.string(), nullable=False),
                        pa.field("version", pa.string(), nullable=False),
                    ]
                )
            ),
            nullable=False,
        ),
        pa.field("model", pa.string(), nullable=False),
    ]
)
SCHEMA = pa.schema(
    [
        pa.field("schema_version", pa.int32(), nullable=False),
        pa.field("position", pa.int64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("url", pa.string(), nullable=False),
        pa.field("outlet", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
        pa.field("published_at", pa.string()),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("hold", pa.bool_(), nullable=False),
        pa.field("findings", pa.list_(_FINDING), nullable=False),
        pa.field("copy_group", pa.string(), nullable=False),
        pa.field("related", pa.list_(_RELATED), nullable=False),
        pa.field("versions", _VERSIONS, nullable=False),
    ],
    metadata={"caveat.schema_version": str(SCHEMA_VERSION)},
)

Row = dict[str, Any]


def row(position: int, source: str, document: Document, related: Related, score: Score) -> Row:
    """The row of one scored article, its keys in the order of ``SCHEMA``."""
    article = document.article
    versions = score.versions
    return {
        "schema_version": SCHEMA_VERSION,
        "position": position,
        "source": source,
        "article_id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "language": document.language,
        "published_at": document.published.at.isoformat() if document.published else None,
        "score": score.score,
        "hold": score.hold,
        "findings": [_finding(f) for f in score.findings],
        "copy_group": related.copy_group,
        "related": [
            {
                "article_id": r.document.article.id,
                "same_event": r.same_event,
                "copy_group": r.copy_group,
                "copy": r.copy,
            }
            for r in related.articles
        ],
        "versions": {
            "service": versions.service,
            "policy": versions.policy,
            "rulesets": [{"signal": s, "version": v} for s, v in versions.rulesets],
            "model": versions.model,
        },
    }


def jsonl(rows: Sequence[Row]) -> bytes:
    """Rows as lines of JSON, UTF-8, each ended by a new-line."""
    return b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def parquet(rows: Sequence[Row]) -> bytes:
    """Rows as a Parquet file of one row group."""
    table = pa.Table.from_pylist(list(rows), schema=SCHEMA)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _finding(finding: Finding) -> Row:
    return {
        "signal": finding.signal,
        "status": finding.status.value,
        "score": finding.score,
        "reason": finding.reason,
        "evidence": [_evidence(e) for e in finding.evidence],
    }


def _evidence(evidence: Evidence) -> Row:
    return {
        **_span(evidence.span),
        "text": evidence.text,
        "kind": evidence.kind,
        "scope": evidence.scope.value,
        "rule": evidence.rule,
        "why": evidence.why,
        "confidence": evidence.confidence,
        "weight": evidence.weight,
        "counterpart": _counterpart(evidence.counterpart) if evidence.counterpart else None,
    }


def _counterpart(other: Counterpart) -> Row:
    return {"article_id": other.article_id, **_span(other.span), "text": other.text}


def _span(span: Span) -> Row:
    return {"field": span.field, "start": span.start, "end": span.end}


def read(content: bytes, is_parquet: bool) -> list[Row]:
    """The rows of a part."""
    if is_parquet:
        found: list[Row] = pq.read_table(io.BytesIO(content)).to_pylist()
        return found
    return [orjson.loads(line) for line in content.splitlines()]


def score(row: Row) -> Score:
    """The score that a row was made from."""
    carried = row["versions"]
    return Score(
        row["article_id"],
        row["score"],
        tuple(_finding_of(f) for f in row["findings"]),
        Versions(
            carried["service"],
            carried["policy"],
            tuple((r["signal"], r["version"]) for r in carried["rulesets"]),
            carried["model"],
        ),
        row["hold"],
    )


def _finding_of(row: Row) -> Finding:
    evidence = tuple(_evidence_of(e) for e in row["evidence"])
    return Finding(row["signal"], Status(row["status"]), row["score"], row["reason"], evidence)


def _evidence_of(row: Row) -> Evidence:
    other = row["counterpart"]
    return Evidence(
        span=_span_of(row),
        text=row["text"],
        kind=row["kind"],
        rule=row["rule"],
        why=row["why"],
        confidence=row["confidence"],
        scope=Scope(row["scope"]),
        counterpart=Counterpart(other["article_id"], _span_of(other), other["text"])
        if other
        else None,
        weight=row["weight"],
    )


def _span_of(row: Row) -> Span:
    return Span(row["field"], row["start"], row["end"])
