"""What a run learned from: sources, counts, splits and hashes, for the card."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from caveat.evaluation import datasets
from models.licence import TRAINABLE
from models.plan import Config, digest, split


def manifest(configs: Iterable[Config]) -> dict[str, Any]:
    """Per stage its settings and, a source, rows to learn from and held out, rows drawn and a hash
    of the rows; and the SHA-256 of every file that was open to training.
    """
    return {
        "stages": [_stage(config) for config in configs],
        "files": {
            path: {"licence": licence, "sha256": _sha256(path)}
            for path, licence in sorted(TRAINABLE.items())
        },
    }


def _stage(config: Config) -> dict[str, Any]:
    learn, keep = split(config.draws)
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


def _sha256(path: str) -> str:
    return hashlib.sha256((datasets.root() / path).read_bytes()).hexdigest()
