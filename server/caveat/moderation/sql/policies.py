"""Policies that people applied: versioned, one in force, and any of them to be gone back to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from caveat import policy
from caveat.errors import NotFound, Stale
from caveat.moderation.model import EventKind
from caveat.moderation.opinions import check_name
from caveat.moderation.sql import log
from caveat.moderation.sql.log import Note
from caveat.policy import Policy
from caveat.store.database import Database
from caveat.store.queue_tables import log_head, policies


@dataclass(frozen=True, slots=True)
class Applied:
    """A policy that a person applied. ``body`` is the file; ``previous`` the version that was in
    force before, "" for the one of the service's settings.
    """

    version: str
    body: str
    previous: str
    applied_by: str
    applied_at: datetime
    in_force: bool

    @property
    def policy(self) -> Policy:
        """The policy itself."""
        return policy.parse(self.body, f"policy {self.version}")


class Policies:
    """The policies of one store. A server reads the one in force when it starts."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def in_force(self) -> Applied | None:
        """The policy in force, None when nobody applied one."""
        return next((p for p in self.all() if p.in_force), None)

    def all(self) -> list[Applied]:
        """Every policy that was applied, the latest first."""
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(policies).order_by(policies.c.applied_at.desc(), policies.c.version)
            )
            return [_applied(row) for row in found]

    def apply(self, body: str, by: str) -> Applied:
        """Put a policy file in force. A version says one thing for good.

        Raises UnreadableInput for what is no policy file, Stale when the version is known with
        another content or is in force already.
        """
        check_name("by", by)
        version = policy.parse(body, "the policy").version
        now = self._clock()
        with self._database.sharing() as connection:
            _lock(connection)
            known = _find(connection, policies.c.version == version)
            if known is not None and known.body != body:
                raise Stale(f"version {version} was applied with another content; name it anew")
            if known is not None and known.in_force:
                raise Stale(f"version {version} is in force already")
            before = _find(connection, policies.c.in_force)
            previous = before.version if before is not None else ""
            _put_in_force(connection, "")
            values = {
                "previous": previous,
                "applied_by": by,
                "applied_at": now,
                "in_force": True,
            }
            if known is None:
                connection.execute(sa.insert(policies).values(version=version, body=body, **values))
            else:
                connection.execute(
                    sa.update(policies).where(policies.c.version == version).values(values)
                )
            data = {"version": version, "previous": previous, "body": body}
            log.append(connection, now, [Note(EventKind.POLICY_APPLIED, "", by, data)])
            return _applied(_find(connection, policies.c.version == version))

    def revert(self, by: str) -> Applied | None:
        """Put back what was in force before; None when that is the policy of the settings.

        Raises NotFound when nothing was applied.
        """
        check_name("by", by)
        now = self._clock()
        with self._database.sharing() as connection:
            _lock(connection)
            current = _find(connection, policies.c.in_force)
            if current is None:
                raise NotFound("no policy was applied: there is nothing to go back from")
            _put_in_force(connection, current.previous)
            data = {"version": current.version, "restored": current.previous}
            log.append(connection, now, [Note(EventKind.POLICY_REVERTED, "", by, data)])
            row = _find(connection, policies.c.in_force)
            return None if row is None else _applied(row)


def _lock(connection: sa.Connection) -> None:
    """One change of policy at a time: the head of the log serves, which the change ends in."""
    connection.execute(sa.select(log_head.c.sequence).with_for_update()).all()


def _put_in_force(connection: sa.Connection, version: str) -> None:
    """One policy and no other; none for ""."""
    connection.execute(sa.update(policies).values(in_force=False))
    if version:
        connection.execute(
            sa.update(policies).where(policies.c.version == version).values(in_force=True)
        )


def _find(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> Any:
    return connection.execute(sa.select(policies).where(*where)).one_or_none()


def _applied(row: Any) -> Applied:
    return Applied(
        row.version, row.body, row.previous, row.applied_by, row.applied_at, row.in_force
    )
