"""Lists, counts and filters."""

from __future__ import annotations

import base64
import binascii
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from caveat.errors import InvalidArticle, Violation
from caveat.moderation.model import Filter, Page, State
from caveat.moderation.priority import Priority
from caveat.moderation.reports import Facets
from caveat.moderation.sql.rows import item_of
from caveat.store.queue_tables import fired, items

MAX_PAGE = 200
# How many outlets and languages a facet names: the ones with the most items.
_TOP = 50


def conditions(filter: Filter, now: datetime) -> list[sa.ColumnElement[bool]]:  # noqa: A002
    """A filter in SQL; leases that ran out have been taken back before."""
    found: list[sa.ColumnElement[bool]] = []
    if filter.queue:
        found.append(items.c.queue == filter.queue)
    if filter.state:
        found.append(items.c.state == filter.state)
    if filter.outlet:
        found.append(items.c.outlet == filter.outlet)
    if filter.language:
        found.append(items.c.language == filter.language)
    if filter.min_score > 0:
        found.append(items.c.score >= filter.min_score)
    if filter.holder:
        found.append(sa.and_(items.c.holder == filter.holder, items.c.lease_until > now))
    if filter.signal:
        found.append(
            sa.exists().where(fired.c.item == items.c.key, fired.c.signal == filter.signal)
        )
    if filter.text:
        found.append(
            sa.or_(
                *(
                    column.icontains(filter.text, autoescape=True)
                    for column in (items.c.title, items.c.outlet, items.c.article_id)
                )
            )
        )
    return found


def page(
    connection: sa.Connection,
    filter: Filter,  # noqa: A002
    size: int,
    after: str,
    now: datetime,
    priority: Priority,
) -> Page:
    """One page in order of urgency, by key set: as fast at the end of the list as at its start."""
    if not 1 <= size <= MAX_PAGE:
        raise InvalidArticle(
            [Violation("page_size", f"is {size}", f"ask for 1 to {MAX_PAGE} items")]
        )
    query = sa.select(items).where(*conditions(filter, now))
    if after:
        place, key = _position(after)
        query = query.where(sa.tuple_(items.c.place, items.c.key) > sa.tuple_(place, key))
    query = query.order_by(items.c.place, items.c.key).limit(size + 1)
    if filter.state is None:
        rows = _merged(connection, query, size)
    else:
        rows = connection.execute(query).all()
    shown = tuple(item_of(row, now, priority) for row in rows[:size])
    return Page(shown, _token(rows[size - 1]) if len(rows) > size else "")


def _merged(connection: sa.Connection, query: sa.Select[Any], size: int) -> Sequence[sa.Row[Any]]:
    """Items of all states in one order: a page of each, because the index leads with the state."""
    rows = [
        row
        for state in State
        for row in connection.execute(query.where(items.c.state == state.value))
    ]
    return sorted(rows, key=lambda row: (row.place, row.key))[: size + 1]


def _token(row: sa.Row[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps([row.place, row.key]).encode()).decode()


def _position(token: str) -> tuple[float, int]:
    try:
        place, key = json.loads(base64.urlsafe_b64decode(token.encode("ascii")))
        if not -(2**62) < int(key) < 2**62:
            raise ValueError
        return float(place), int(key)
    except (ValueError, TypeError, OverflowError, binascii.Error):
        raise InvalidArticle(
            [Violation("page_token", "is not one of this list", "start again from the first page")]
        ) from None


def count(connection: sa.Connection, filter: Filter, now: datetime) -> int:  # noqa: A002
    """How many items match."""
    query = sa.select(sa.func.count()).select_from(items).where(*conditions(filter, now))
    return connection.scalar(query) or 0


def facets(connection: sa.Connection, filter: Filter, now: datetime) -> Facets:  # noqa: A002
    """Counts by each thing that a list can be narrowed to, with the filter's other parts kept.

    One pass over the items: they are counted by all four columns at once, and added up here.
    """
    loose = replace(filter, queue="", state=None, outlet="", language="")
    columns = (items.c.queue, items.c.state, items.c.outlet, items.c.language)
    groups = connection.execute(
        sa.select(*columns, sa.func.count()).where(*conditions(loose, now)).group_by(*columns)
    ).all()
    state = filter.state.value if filter.state else ""
    wanted = (filter.queue, state, filter.outlet, filter.language)
    counts: list[Counter[str]] = [Counter() for _ in columns]
    for *values, total in groups:
        fits = [not want or value == want for want, value in zip(wanted, values, strict=True)]
        for place, value in enumerate(values):
            if all(fits[:place] + fits[place + 1 :]):
                counts[place][value] += total
    queues, states, outlets, languages = (dict(_most(count)) for count in counts)
    signals = connection.execute(
        sa.select(fired.c.signal, sa.func.count())
        .join(items, items.c.key == fired.c.item)
        .where(*conditions(replace(filter, signal=""), now))
        .group_by(fired.c.signal)
        .order_by(fired.c.signal)
    )
    return Facets(
        queues,
        states,
        {name: total for name, total in signals},  # noqa: C416 (rows are not pairs to mypy)
        outlets,
        languages,
    )


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    """The values with the most items, those with equally many by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOP]
