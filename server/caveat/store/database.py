"""Connections, transactions and migrations: what differs between SQLite and PostgreSQL."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.pool import StaticPool

from caveat.errors import StoreUnavailable

# How long a writer waits for another process's writer before it gives up, in seconds.
_BUSY = 10
# How long one waits that competes for its turn with busy ones, in seconds.
_TURN = 30
# Any number will do, as long as every caveat process takes the same one.
_WRITER_LOCK = 0x63617665
_MIGRATIONS = Path(__file__).parent / "migrations"
_WAYS_OUT = (
    ("unable to open", "check that its folder exists and may be written to"),
    ("readonly", "make the file and its folder writable for this user"),
    ("not a database", "restore it from a backup, or name another file"),
    ("malformed", "restore it from a backup, or name another file"),
    ("disk is full", "free some space; nothing that was acknowledged is lost"),
    ("locked", "another process is writing; try again"),
    ("connection", "check that the server runs and that the URL is right"),
    ("authentication", "check the user and password of the URL"),
)


class Database:
    """One database, with one writer at a time. Safe to share between threads.

    Every transaction is on disk when its block ends without an exception. Raises
    StoreUnavailable, naming the database without its password and the way out.
    """

    def __init__(self, url: str) -> None:
        self.url = _url(url)
        self.name = self.url.render_as_string(hide_password=True)
        # One connection holds a whole in-memory database, so its users take turns.
        self._memory = self.url.database in (None, "", ":memory:") and self.is_sqlite
        self._turn = threading.RLock()
        self._closed = False
        with self._refusing():
            self.engine = self._engine()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file (or memory) of this process rather than a server's."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One view of the store, whatever others write meanwhile."""
        turn: AbstractContextManager[Any] = self._turn if self._memory else nullcontext()
        with turn, self._refusing(), self._connected() as plain:
            connection = plain
            if not self.is_sqlite:
                connection = plain.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def sharing(self) -> Iterator[sa.Connection]:
        """A writer's transaction that keeps others off only the rows that it locks.

        SQLite has one writer for the whole file, so there it is the same as ``writing``.
        """
        turn: AbstractContextManager[Any] = self._turn if self.is_sqlite else nullcontext()
        with turn, self._refusing(), self._connected() as plain:
            connection = plain.execution_options(caveat_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that no other writer overlaps: all of it, or nothing, and durable."""
        with self._turn, self.sharing() as connection:
            if not self.is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITER_LOCK)))
            yield connection

    def migrate(self) -> bool:
        """Bring the schema up to this version; returns whether it was an older one, or empty."""
        config, script = _migrations()
        with self.reading() as connection:
            # Looking takes no writer's turn: every start but the first ends here.
            if self._revision(connection, script) == script.get_current_head():
                return False
        with self.writing() as connection:
            if self._revision(connection, script) == script.get_current_head():
                return False
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            return True

    def require_current(self) -> None:
        """Raises StoreUnavailable unless the schema is of this version."""
        _, script = _migrations()
        with self.reading() as connection:
            current = self._revision(connection, script)
        if current != script.get_current_head():
            raise StoreUnavailable(
                f"{self.name}: its schema is {current or 'empty'}, this version of caveat needs "
                f"{script.get_current_head()}; run: caveat migrate"
            )

    def _revision(self, connection: sa.Connection, script: ScriptDirectory) -> str | None:
        current = MigrationContext.configure(connection).get_current_revision()
        if current and current not in {r.revision for r in script.walk_revisions()}:
            raise StoreUnavailable(
                f"{self.name}: its schema ({current}) is newer than this version of caveat "
                f"({script.get_current_head()}); upgrade caveat, or name another database"
            )
        return current

    def close(self) -> None:
        """Release the connections; who still comes is refused."""
        with self._turn:
            self._closed = True
            self.engine.dispose()

    def _connected(self) -> sa.Connection:
        # A thread that outlived its server would open a connection that nobody closes again.
        if self._closed:
            raise StoreUnavailable(f"{self.name}: this store was closed; open it again")
        return self.engine.connect()

    def _engine(self) -> sa.Engine:
        if not self.is_sqlite:
            return sa.create_engine(self.url, pool_pre_ping=True)
        arguments: dict[str, Any] = {
            "connect_args": {"timeout": _BUSY, "check_same_thread": False, "isolation_level": None}
        }
        if self._memory:
            arguments["poolclass"] = StaticPool
        engine = sa.create_engine(self.url, **arguments)

        @sa.event.listens_for(engine, "connect")
        def _configure(connection: Any, _record: Any) -> None:
            for pragma in (
                # Of a new file: two articles of news fill four of the default pages, half empty.
                "page_size = 16384",
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = ON",
                # The default of 2 MB would hold a tenth of the document frequencies.
                "cache_size = -65536",
            ):
                connection.execute(f"PRAGMA {pragma}")

        @sa.event.listens_for(engine, "begin")
        def _begin(connection: sa.Connection) -> None:
            # A writer that starts as a reader can find another writer ahead of it and fail: it
            # says at once what it is.
            if connection.get_execution_options().get("caveat_writes"):
                _take_turn(connection)
            else:
                connection.exec_driver_sql("BEGIN")

        return engine

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except ModuleNotFoundError as error:
            raise StoreUnavailable(
                f"{self.name}: {error.name} is not installed; pip install 'caveat[postgres]'"
            ) from error
        except sa.exc.SQLAlchemyError as error:
            # The statement and its parameters hold article text: only the driver's line is told.
            cause = getattr(error, "orig", None) or error
            problem = " ".join(str(cause).split()) or type(cause).__name__
            out = next((way for sign, way in _WAYS_OUT if sign in problem.lower()), "")
            raise StoreUnavailable(
                f"{self.name}: {problem}" + (f"; {out}" if out else "")
            ) from None


def _take_turn(connection: sa.Connection) -> None:
    """Begin as SQLite's one writer, in competition with other processes.

    SQLite itself waits longer each time before it tries again, so that among busy writers one that
    came late is starved; short waits by chance give each the same odds. Raises OperationalError
    after _TURN seconds.
    """
    raw: Any = connection.connection.driver_connection
    deadline = time.monotonic() + _TURN
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while time.monotonic() < deadline:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    break
                time.sleep(random.uniform(0.0005, 0.005))  # noqa: S311 (nothing secret)
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        raw.execute(f"PRAGMA busy_timeout = {1_000 * _BUSY}")


def _migrations() -> tuple[Config, ScriptDirectory]:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config, ScriptDirectory.from_config(config)


def _url(text: str) -> sa.URL:
    try:
        url = sa.make_url(text)
    except sa.exc.ArgumentError:
        raise StoreUnavailable(
            "the store's address is not a URL; use sqlite:///PATH, sqlite:// (in memory) or "
            "postgresql://USER@HOST/NAME"
        ) from None
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() in ("sqlite", "postgresql"):
        return url
    raise StoreUnavailable(
        f"{url.drivername} is not supported as a store; use sqlite:///PATH or "
        "postgresql://USER@HOST/NAME"
    )
