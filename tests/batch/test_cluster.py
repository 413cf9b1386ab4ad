"""The same shards on a Ray cluster: the same rows, whatever dies on the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from caveat.batch import Job, run
from caveat.batch.cluster import Cluster
from caveat.batch.progress import Silent
from caveat.cli.serve import scorer
from caveat.scorer import Scorer
from tests.batch.archives import lines, output, score, write

ray = pytest.importorskip("ray", reason="ray is not installed: no cluster to test")
pytestmark = [
    pytest.mark.slow,
    # What Ray itself leaves behind when it starts and stops processes.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray.*"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray.*"),
]


@pytest.fixture
def two_nodes() -> Iterator[Any]:
    """A cluster of two nodes with one core each, on this machine."""
    from ray.cluster_utils import Cluster as Nodes

    node = {"num_cpus": 1, "object_store_memory": 80 << 20, "include_dashboard": False}
    nodes = Nodes(initialize_head=True, head_node_args=node)
    nodes.add_node(num_cpus=1, object_store_memory=80 << 20)
    yield nodes
    ray.shutdown()
    nodes.shutdown()  # type: ignore[no-untyped-call]


def noted(folder: Path) -> Scorer:
    """A scorer, and a note of the process that holds it."""
    (folder / str(os.getpid())).touch()
    return scorer()


class Killer(Silent):
    """Kills a worker when the first shard is scored."""

    def __init__(self, folder: Path) -> None:
        self.killed = 0
        self._folder = folder
        self._phase = ""

    def phase(self, name: str, total: int | None, done: int = 0) -> None:  # noqa: ARG002
        self._phase = name

    def step(self, done: int, errors: int = 0) -> None:  # noqa: ARG002
        if self._phase == "scoring" and done and not self.killed:
            workers = [int(p.name) for p in self._folder.iterdir() if int(p.name) != os.getpid()]
            self.killed = workers[0]
            os.kill(self.killed, signal.SIGKILL)


def test_a_cluster_gives_the_rows_of_one_machine_though_a_worker_is_killed(
    tmp_path: Path, two_nodes: Any
) -> None:
    archive = write(tmp_path / "a.jsonl", [*lines(40), '{"text": '])
    score(tmp_path / "local", archive, shard_rows=5)
    (tmp_path / "pids").mkdir()
    job = Job((str(archive),), tmp_path / "ray", partial(noted, tmp_path / "pids"), shard_rows=5)
    killer = Killer(tmp_path / "pids")
    outcome = run(job, partial(Cluster, address=two_nodes.address), killer)
    assert killer.killed
    assert not Path(f"/proc/{killer.killed}").exists()
    assert (outcome.tally.articles, outcome.refused) == (40, 1)
    assert output(tmp_path / "ray") == output(tmp_path / "local")
    # The worker that took the place of the killed one made itself known too.
    assert len(list((tmp_path / "pids").iterdir())) >= 3
