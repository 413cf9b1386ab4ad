"""Opening, migrating and refusing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import caveat.store
from caveat.errors import StoreUnavailable
from caveat.store.database import Database
from caveat.store.schema import metadata
from tests.store.articles import BRIDGE, document


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_replaying_the_migrations_gives_the_schema_that_the_code_expects(url: str) -> None:
    caveat.store.migrate(url)
    database = Database(url)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        tables = set(sa.inspect(connection).get_table_names())
    database.close()
    assert tables == {"alembic_version", *metadata.tables}


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_migrating_twice_changes_nothing(url: str) -> None:
    caveat.store.migrate(url)
    store = caveat.store.open(url)
    store.add([document("a", BRIDGE)])
    caveat.store.migrate(url)
    assert store.get("a").text == BRIDGE
    store.close()


def test_a_file_store_is_durable_and_checks_its_keys(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sources.db'}"
    caveat.store.migrate(url)
    database = Database(url)
    with database.reading() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    full = 2
    assert asked == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_two_in_memory_stores_share_nothing() -> None:
    one, other = caveat.store.open("sqlite://"), caveat.store.open("sqlite://")
    one.add([document("a", BRIDGE)])
    assert (one.count(), other.count()) == (1, 0)
    one.close()
    other.close()


def test_a_closed_store_refuses_and_opens_nothing_again() -> None:
    store = caveat.store.open("sqlite://")
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.count()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite:////nowhere/at/all/sources.db", "check that its folder exists"),
        ("mysql://u:secret@host/db", "mysql is not supported"),
        ("sources.db", "not a URL; use sqlite:///PATH"),
        ("postgresql://caveat:secret@127.0.0.1:1/db", "check that the server runs"),
    ],
)
def test_a_store_that_cannot_be_opened_says_why_without_its_password(url: str, told: str) -> None:
    if url.startswith("postgresql"):
        pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(StoreUnavailable, match=told) as refusal:
        caveat.store.open(url)
    assert "secret" not in str(refusal.value)


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(b"these are my notes, not a database " * 100)
    with pytest.raises(StoreUnavailable, match=r"notes\.txt: .*not a database; .*name another"):
        caveat.store.open(f"sqlite:///{file}")
    assert file.read_bytes().startswith(b"these are my notes")


def test_a_damaged_file_is_refused_and_no_article_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "sources.db"
    store = caveat.store.open(f"sqlite:///{file}")
    store.add([document(f"{i}", BRIDGE) for i in range(20)])
    store.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreUnavailable) as refusal:
        caveat.store.open(f"sqlite:///{file}").add([document("b", BRIDGE)])
    assert "sources.db" in str(refusal.value)
    assert "Halvorsen" not in str(refusal.value)


def test_a_schema_from_the_future_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sources.db"
    caveat.store.migrate(f"sqlite:///{file}")
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(StoreUnavailable, match=r"\(9999\) is newer.*upgrade caveat"):
        caveat.store.open(f"sqlite:///{file}")


def test_a_server_without_our_schema_is_not_changed_by_opening_it(postgresql: str) -> None:
    admin = sa.create_engine(
        sa.make_url(postgresql).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE empty")
    empty = sa.make_url(postgresql).set(database="empty").render_as_string(hide_password=False)
    with pytest.raises(StoreUnavailable, match="run: caveat migrate"):
        caveat.store.open(empty)
    caveat.store.migrate(empty)
    caveat.store.open(empty).close()
    admin.dispose()


def test_a_reader_is_not_held_up_by_a_writer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sources.db'}"
    store = caveat.store.open(url)
    store.add([document("a", BRIDGE)])
    writer = Database(url)
    with writer.writing() as connection:
        connection.exec_driver_sql("DELETE FROM articles")
        assert store.get("a").text == BRIDGE
    writer.close()
    store.close()
