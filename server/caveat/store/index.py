"""What is written so that an article can be found: postings, bands and document frequencies.

Two hundred rows an article: the statements go to the driver as they are, because preparing each row
in Python would take most of the time.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from caveat.store import fingerprint
from caveat.store.schema import ALL
from caveat.store.terms import Profile


def insert(
    connection: sa.Connection, article: int, day: int, profile: Profile, signature: bytes
) -> None:
    """Make an article findable. ``article`` is its key, ``day`` as in ``readings``."""
    terms = profile.keys.tolist()
    _many(
        connection,
        "INSERT INTO postings (term, day, article) VALUES (?, ?, ?)",
        [(term, day, article) for term in terms],
    )
    _many(
        connection,
        "INSERT INTO bands (band, article) VALUES (?, ?)",
        [(band, article) for band in sorted(set(fingerprint.bands(signature)))],
    )
    _many(
        connection,
        "INSERT INTO frequencies (term, articles) VALUES (?, 1) "
        "ON CONFLICT (term) DO UPDATE SET articles = frequencies.articles + 1",
        [(term,) for term in [ALL, *terms]],
    )


def remove(
    connection: sa.Connection, article: int, day: int, profile: Profile, signature: bytes
) -> None:
    """Undo ``insert``, given what it was given."""
    terms = profile.keys.tolist()
    _many(
        connection,
        "DELETE FROM postings WHERE term = ? AND day = ? AND article = ?",
        [(term, day, article) for term in terms],
    )
    _many(
        connection,
        "DELETE FROM bands WHERE band = ? AND article = ?",
        [(band, article) for band in fingerprint.bands(signature)],
    )
    held = [(term,) for term in [ALL, *terms]]
    _many(connection, "UPDATE frequencies SET articles = articles - 1 WHERE term = ?", held)
    _many(connection, "DELETE FROM frequencies WHERE term = ? AND articles <= 0", held)


def _many(connection: sa.Connection, statement: str, rows: Sequence[tuple[int, ...]]) -> None:
    if not rows:
        return
    if connection.dialect.paramstyle != "qmark":
        statement = statement.replace("?", "%s")
    connection.exec_driver_sql(statement, list(rows))
