"""What a run learned from: sources, counts, splits and hashes, for the card."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from caveat.evaluation import datasets
from models.examples import Example
from models.licence import TRAINABLE
from models.plan import Config, digest

Split = Mapping[str, Sequence[Example]]


def stage(config: Config, learn: Split, keep: Split) -> dict[str, Any]:
    """A run's settings and, a source, rows to learn from and held out, rows drawn and a hash."""
    return {
        "name": config.name,
        "start": config.start or "base",
        "seed": config.seed,
        "steps": config.steps,
        "sources": {
            name: {
                "learned_from": len(learn.get(name, ())),
                "held_out": len(keep.get(name, ())),
                "drawn": drawn,
                "sha256": digest(learn.get(name, ())),
            }
            for name, drawn in config.draws.items()
        },
    }


def manifest(run: Path) -> dict[str, Any]:
    """The stages that led to a run, first to last, as each wrote them down when it started, and
    the SHA-256 of every file that was open to training.
    """
    stages: list[dict[str, Any]] = []
    name = run.name
    while name not in ("base", "tiny"):
        text = (run.parent / name / "manifest.json").read_text(encoding="utf-8")
        stages.insert(0, json.loads(text))
        name = stages[0]["start"]
    files = {
        path: {"licence": licence, "sha256": _sha256(path)}
        for path, licence in sorted(TRAINABLE.items())
    }
    return {"stages": stages, "files": files}


def _sha256(path: str) -> str:
    return hashlib.sha256((datasets.root() / path).read_bytes()).hexdigest()
