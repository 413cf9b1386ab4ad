"""Source articles of other outlets, kept so that an article can be held against them.

``open`` is the way in; what it returns keeps the promises of ``SourceStore``, whatever database is
behind it.
"""

from __future__ import annotations

from caveat.store import queue_tables as queue_tables  # every table is in the one metadata
from caveat.store.contract import Found, Hit, Outcome, SourceStore, Suggestion
from caveat.store.database import Database
from caveat.store.lent import Lent
from caveat.store.sources import SqlSourceStore

__all__ = ["Found", "Hit", "Lent", "Outcome", "SourceStore", "Suggestion", "migrate", "open"]


def open(url: str) -> SourceStore:  # noqa: A001 (as in gzip.open: it reads caveat.store.open)
    """The store at a URL: ``sqlite:///PATH``, ``sqlite://`` (in memory, gone when closed) or
    ``postgresql://USER:PASSWORD@HOST/NAME``.

    An SQLite file is created and brought up to date; a PostgreSQL schema is only checked, because
    changing one is for its owner to start (``migrate``). Raises StoreUnavailable.
    """
    database = Database(url)
    try:
        if database.is_sqlite:
            _migrate(database)
        else:
            database.require_current()
    except BaseException:
        database.close()
        raise
    return SqlSourceStore(database)


def migrate(url: str) -> None:
    """Create or update the schema of the store at a URL. Raises StoreUnavailable."""
    database = Database(url)
    try:
        _migrate(database)
    finally:
        database.close()


def _migrate(database: Database) -> None:
    # A step that changes what is kept of an article leaves it to be read again: nothing would be
    # found before.
    store = SqlSourceStore(database)
    if database.migrate() or store.unread():
        store.reindex()
