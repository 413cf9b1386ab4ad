"""The whole of what is found in the seeds, held in seeds/*.gold.json (``--update`` rewrites it)."""

import json
from pathlib import Path
from typing import Any

import pytest

from caveat.evidence import Evidence, Score

SEEDS = Path(__file__).parents[2] / "seeds"


def _evidence(evidence: Evidence) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": evidence.kind,
        "scope": evidence.scope.value,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": evidence.text,
        "confidence": round(evidence.confidence, 2),
        "weight": round(evidence.weight, 2),
    }
    if evidence.counterpart is not None:
        row["counterpart"] = {
            "article": evidence.counterpart.article_id,
            "start": evidence.counterpart.span.start,
            "end": evidence.counterpart.span.end,
            "text": evidence.counterpart.text,
        }
    return row


def _gold(score: Score) -> dict[str, Any]:
    return {
        "article": score.article_id,
        "score": round(score.score, 2),
        "findings": {
            f.signal: {
                "status": f.status.value,
                "score": round(f.score, 2),
                "reason": f.reason,
                "evidence": [_evidence(e) for e in f.evidence],
            }
            for f in score.findings
        },
    }


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_findings_are_the_gold_findings(
    scores: dict[str, Score], number: str, request: pytest.FixtureRequest
) -> None:
    score = scores[number]
    path = SEEDS / f"{score.article_id}.gold.json"
    if request.config.getoption("--update"):
        path.write_text(
            json.dumps(_gold(score), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    assert _gold(score) == json.loads(path.read_text(encoding="utf-8"))
