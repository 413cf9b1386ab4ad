"""Decisions as training rows, each with where it comes from: JSON lines and Parquet.

One row for the article of each decision, one for each piece of evidence that was judged, one for
each suggestion. Reviewers are numbered by their first row: a data set needs to know that two rows
are one person's, not whose.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from caveat.document import Article, Span
from caveat.evidence import Evidence, Score
from caveat.moderation.codec import content_hash
from caveat.moderation.model import Disposition, EvidenceVerdict, Verdict
from caveat.moderation.reports import Judged, Suggested

Row = dict[str, Any]

# Name, Parquet type, and meaning. The order is that of the file.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("row", "string", "article, evidence or suggestion"),
    ("label", "int8", "1: a person upheld it (an article: could not be published as it stood)"),
    ("signal", "string", "empty for an article"),
    ("kind", "string", "of the evidence, as the reviewer corrected it"),
    ("verdict", "string", "confirm, reject, correct or add"),
    ("disposition", "string", "what was decided for the article"),
    ("field", "string", "that the span counts in: text, title, bio or authors[N]"),
    ("start", "int32", "code point, as the reviewer corrected it"),
    ("end", "int32", "one past the last code point"),
    ("passage", "string", "the text of the span"),
    ("shown_kind", "string", "what the signal had said"),
    ("shown_start", "int32", "where the signal had seen it"),
    ("shown_end", "int32", ""),
    ("rule", "string", "name@version of the rule or model that fired"),
    ("confidence", "double", "of the evidence"),
    ("signal_score", "double", "of the finding"),
    ("article_score", "double", "of the whole article"),
    ("held", "bool", "whether the policy held the article"),
    ("article_id", "string", ""),
    ("outlet", "string", ""),
    ("language", "string", ""),
    ("title", "string", "on rows of articles"),
    ("text", "string", "on rows of articles"),
    ("content", "string", "SHA-256 of the article: joins its rows"),
    ("item_id", "string", "in the queue"),
    ("decision_id", "string", "or the suggestion's id"),
    ("revision", "int32", "of the item that was looked at"),
    ("reviewer", "string", "a number of this export"),
    ("reason", "string", "in the person's words"),
    ("decided_at", "string", "ISO 8601"),
    ("log_sequence", "int64", "entry of the audit log"),
    ("log_hash", "string", "its hash"),
    ("service", "string", "version"),
    ("policy", "string", "version"),
    ("ruleset", "string", "version of the signal's rules"),
    ("model", "string", "version"),
)
_EMPTY: Row = dict.fromkeys((name for name, _, _ in COLUMNS), None)
_BATCH = 500


def rows(judged: Iterable[Judged], suggested: Iterable[Suggested] = ()) -> Iterator[Row]:
    """Training rows, in the order of their decisions; golden items are no lesson and left out."""
    numbers: dict[str, str] = {}

    def number(name: str) -> str:
        return numbers.setdefault(name, f"r{len(numbers) + 1}")

    for one in judged:
        if one.golden:
            continue
        draft = one.decision.draft
        common = _common(one.article, one.score) | {
            "language": one.item.language,
            "disposition": draft.disposition.value,
            "item_id": one.item.id,
            "decision_id": one.decision.id,
            "revision": one.decision.revision,
            "reviewer": number(one.decision.reviewer),
            "decided_at": one.decision.decided_at.isoformat(),
            "log_sequence": one.sequence,
            "log_hash": one.hash,
        }
        yield common | {
            "row": "article",
            "label": int(draft.disposition is not Disposition.PUBLISH),
            "title": one.article.title,
            "text": one.article.text,
            "reason": draft.reason,
        }
        for verdict in draft.verdicts:
            yield common | _judged_evidence(one.article, one.score, verdict)
    for one_more in suggested:
        yield _suggestion(one_more, number)


def _common(article: Article, score: Score) -> Row:
    versions = score.versions
    return _EMPTY | {
        "article_id": article.id,
        "outlet": article.outlet,
        "content": content_hash(article),
        "article_score": score.score,
        "held": score.hold,
        "service": versions.service,
        "policy": versions.policy,
        "model": versions.model,
    }


def _of_signal(score: Score, signal: str) -> Row:
    finding = next((f for f in score.findings if f.signal == signal), None)
    return {
        "signal": signal,
        "signal_score": finding.score if finding else None,
        "ruleset": dict(score.versions.rulesets).get(signal, ""),
    }


def _judged_evidence(article: Article, score: Score, verdict: EvidenceVerdict) -> Row:
    row: Row = _of_signal(score, verdict.signal) | {
        "row": "evidence",
        "label": int(verdict.verdict is not Verdict.REJECT),
        "verdict": verdict.verdict.value,
    }
    span, kind = verdict.span, verdict.kind
    if verdict.verdict is not Verdict.ADD:
        evidence = _evidence(score, verdict)
        row |= {
            "shown_kind": evidence.kind,
            "shown_start": evidence.span.start,
            "shown_end": evidence.span.end,
            "rule": evidence.rule,
            "confidence": evidence.confidence,
        }
        span, kind = span or evidence.span, kind or evidence.kind
    return row | {"kind": kind} | (_place(article, span) if span else {})


def _evidence(score: Score, verdict: EvidenceVerdict) -> Evidence:
    finding = next(f for f in score.findings if f.signal == verdict.signal)
    return finding.evidence[verdict.index]


def _place(article: Article, span: Span) -> Row:
    return {
        "field": span.field,
        "start": span.start,
        "end": span.end,
        "passage": article.slice(span),
    }


def _suggestion(suggested: Suggested, number: Any) -> Row:
    said = suggested.suggestion
    row = _EMPTY | {"article_id": said.article_id, "signal": said.signal}
    if suggested.article is not None and suggested.score is not None:
        row = _common(suggested.article, suggested.score) | _of_signal(suggested.score, said.signal)
    span = said.span
    return row | {
        "row": "suggestion",
        "label": int(said.fits),
        "kind": said.kind,
        "field": span.field if span else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "passage": said.text or None,
        "decision_id": suggested.id,
        "reviewer": number(said.suggested_by),
        "reason": said.reason,
        "decided_at": suggested.suggested_at.isoformat(),
    }


def write_jsonl(lines: Iterable[Row], stream: TextIO) -> int:
    """One JSON object a line, every column in its place; returns how many."""
    written = 0
    for row in lines:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        written += 1
    return written


def write_parquet(lines: Iterable[Row], path: Path) -> int:
    """A Parquet file that says in its schema what each column means; returns how many rows."""
    import pyarrow as pa  # noqa: PLC0415 (heavy, and asked for seldom)
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {"string": pa.string(), "int8": pa.int8(), "int32": pa.int32(), "int64": pa.int64()}
    kinds |= {"double": pa.float64(), "bool": pa.bool_()}
    schema = pa.schema(
        [
            pa.field(name, kinds[kind], metadata={"meaning": meaning})
            for name, kind, meaning in COLUMNS
        ]
    )
    written = 0
    iterator = iter(lines)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(iterator, _BATCH)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))
            written += len(batch)
    return written
