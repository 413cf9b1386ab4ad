"""What a run is asked to do, and by what it is known again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import caveat
from caveat.batch import rows
from caveat.intake.archive import Options
from caveat.scorer import Scorer

# Articles in a shard. Bounds what is lost when a run is killed, and what a worker holds at once.
SHARD_ROWS = 200


class Format(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Job:
    """A run. ``build`` makes the scorer and must pickle: each worker calls it once.

    ``store`` is the URL of an empty store for the articles of the batch, "" for an SQLite file in
    the work folder; without ``sources`` there is none, and articles are scored alone.
    """

    inputs: tuple[str, ...]
    out: Path
    build: Callable[[], Scorer]
    options: Options = field(default_factory=Options)
    format: Format = Format.JSONL
    sources: bool = True
    store: str = ""
    # The moderation queue that held articles are sent to, "" for none; no part of the identity.
    queue: str = ""
    threads: int = 1
    shard_rows: int = SHARD_ROWS
    max_errors: int | None = None
    restart: bool = False
    # Whatever else the scorer depends on, by name: the hash of a patterns file, say.
    depends: Mapping[str, str] = field(default_factory=dict)

    def identity(self, scorer: Scorer) -> dict[str, Any]:
        """All that the rows depend on besides the input. Equal for equal rows.

        The number of workers and where they run are no part of it.
        """
        versions = scorer.versions
        policy = scorer.policy
        return {
            "service": caveat.__version__,
            "schema": rows.SCHEMA_VERSION,
            "policy": [
                versions.policy,
                dict(sorted(policy.weights.items())),
                dict(sorted(policy.thresholds.items())),
                policy.hold,
            ],
            "rulesets": dict(versions.rulesets),
            "model": versions.model,
            "format": self.format.value,
            "sources": self.sources,
            "store": self.store,
            "shard_rows": self.shard_rows,
            "columns": dict(sorted(self.options.columns.items())),
            "depends": dict(sorted(self.depends.items())),
        }
