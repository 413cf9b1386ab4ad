"""Which stored articles are worth a closer look: those that share rare terms or wording.

Each source of candidates is one query over one index, and their union is looked at closely; a
further source (vectors, say) is one more function here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from caveat.store import fingerprint
from caveat.store.background import Floats, rarity
from caveat.store.reading import Reading
from caveat.store.schema import ALL, UNDATED, articles, readings
from caveat.store.terms import NAME, Keys, Profile

# How many articles get the closer look.
_CANDIDATES = 64
# How many postings may be read to find them, and how many terms are looked up however many
# postings they have.
_POSTINGS = 20_000
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """An article and the candidates for its event, as ``event.same_event`` takes them.

    ``profiles`` and ``days`` begin with the article itself; ``articles`` are the candidates' keys
    in the database, so one fewer. ``keys`` are all their terms, sorted, and ``rarities`` theirs.
    """

    articles: tuple[int, ...]
    profiles: tuple[Profile, ...]
    days: tuple[float | None, ...]
    keys: Keys
    rarities: Floats


def neighbourhood(
    connection: sa.Connection, article_id: str, reading: Reading, days: int
) -> Neighbourhood:
    """The candidates for an article's event, itself (by its id) never among them."""
    own = Frequencies.of(connection, reading.profile.keys)
    found = _by_terms(connection, reading, own, days) | _by_wording(connection, reading, days)
    rows = connection.execute(
        sa.select(readings.c.article, readings.c.day, readings.c.terms)
        .join(articles, articles.c.key == readings.c.article)
        .where(readings.c.article.in_(found), articles.c.id != article_id)
        .order_by(articles.c.id)
    ).all()
    profiles = (reading.profile, *(Profile.from_bytes(row.terms) for row in rows))
    keys, holders = np.unique(np.concatenate([p.keys for p in profiles]), return_counts=True)
    # What stands in one of the articles only is looked up in the background list alone: there are
    # thousands of such terms, and they matter for nothing but the articles' lengths.
    shared = keys[holders > 1]
    rarities = rarity(keys, np.zeros(len(keys)), 0.0)
    rarities[holders > 1] = Frequencies.of(connection, shared).rarities()
    return Neighbourhood(
        tuple(row.article for row in rows),
        profiles,
        tuple(None if d == UNDATED else float(d) for d in (reading.day, *(r.day for r in rows))),
        keys,
        rarities,
    )


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of the store's ``total`` articles each of the ``keys`` stands."""

    keys: Keys
    held: Floats
    total: float

    @classmethod
    def of(cls, connection: sa.Connection, keys: Keys) -> Frequencies:
        """Look the keys up."""
        wanted = ",".join(map(str, [ALL, *keys.tolist()]))
        # Hundreds of integers of our own making: as text they cost a tenth of bound parameters.
        statement = f"SELECT term, articles FROM frequencies WHERE term IN ({wanted})"  # noqa: S608
        stored: dict[int, int] = dict(connection.exec_driver_sql(statement).all())
        held = np.array([stored.get(k, 0) for k in keys.tolist()], dtype=np.float64)
        return cls(keys, held, float(stored.get(ALL, 0)))

    def rarities(self) -> Floats:
        """The inverse document frequencies of the keys, in nats."""
        return rarity(self.keys, self.held, self.total)


def _by_terms(connection: sa.Connection, reading: Reading, own: Frequencies, days: int) -> set[int]:
    """The keys of the articles that share the rarest terms, within the window."""
    wanted = ", ".join(
        f"({term}, {weight})"
        for term, weight in _affordable(reading, own, _window_share(connection, reading.day, days))
    )
    if not wanted:
        return set()
    # One range of the index for each term and each arm: an OR of the two would not use it. The
    # numbers are our own; as bound parameters they would cost more than the query.
    arms = " UNION ALL ".join(
        "SELECT postings.article, wanted.weight FROM wanted CROSS JOIN postings "  # noqa: S608
        f"WHERE postings.term = wanted.term AND {arm}"
        for arm in _window("postings.day", reading.day, days)
    )
    statement = (
        f"WITH wanted (term, weight) AS (VALUES {wanted}) "  # noqa: S608
        f"SELECT article FROM ({arms}) AS held "
        f"GROUP BY article ORDER BY SUM(weight) DESC, article LIMIT {_CANDIDATES + 1}"
    )
    return set(connection.exec_driver_sql(statement).scalars())


def _affordable(
    reading: Reading, own: Frequencies, window_share: float
) -> Iterator[tuple[int, int]]:
    """The rarest terms with whole weights, as far as their postings can be read in good time."""
    rarities = own.rarities()
    left = float(_POSTINGS)
    for chosen, at in enumerate(np.argsort(-rarities, kind="stable").tolist()):
        left -= own.held[at] * window_share
        if left < 0 and chosen >= _FEWEST:
            return
        if own.held[at] and rarities[at] > 0:
            name = bool(reading.profile.kinds[at] & NAME)
            yield int(own.keys[at]), round(1000 * rarities[at] * (2 if name else 1))


def _window_share(connection: sa.Connection, day: int, days: int) -> float:
    """About which part of the store the window covers, taking articles as evenly spread."""
    if day == UNDATED:
        return 1.0
    first = connection.scalar(sa.select(sa.func.min(articles.c.published_at)))
    last = connection.scalar(sa.select(sa.func.max(articles.c.published_at)))
    if first is None or last is None:
        return 1.0
    return min(1.0, (2 * days + 1) / (int((last - first).days) + 1))


def _by_wording(connection: sa.Connection, reading: Reading, days: int) -> set[int]:
    """The keys of the articles that look like copies, within the window."""
    wanted = fingerprint.bands(reading.fingerprint)
    if not wanted:
        return set()
    arms = " OR ".join(_window("readings.day", reading.day, days))
    statement = (
        "SELECT DISTINCT bands.article FROM bands "  # noqa: S608
        "JOIN readings ON readings.article = bands.article "
        f"WHERE bands.band IN ({', '.join(map(str, wanted))}) AND ({arms}) "
        f"ORDER BY bands.article LIMIT {_CANDIDATES}"
    )
    return set(connection.exec_driver_sql(statement).scalars())


def _window(column: str, day: int, days: int) -> list[str]:
    """The conditions under which an article's day falls into the window; any one will do."""
    if day == UNDATED:
        return ["TRUE"]
    return [f"{column} BETWEEN {day - days} AND {day + days}", f"{column} = {UNDATED}"]
