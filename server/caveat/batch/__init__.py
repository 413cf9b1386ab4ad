"""Scoring archives: from a folder on a laptop to a crawl on a cluster, with the same rows.

``run`` is the way in. A run reads its input once, cuts it into shards, reads the shards' articles,
puts them into a store of the run's own and scores each shard against the complete store. Whatever
is done is on disk, so that a run that was killed goes on where it stood (``caveat.batch.run``).
"""

from __future__ import annotations

from caveat.batch.job import Job
from caveat.batch.run import Outcome, run

__all__ = ["Job", "Outcome", "run"]
