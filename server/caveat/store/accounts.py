"""Who may use the pages: accounts, their sessions, and logins that failed.

Passwords come in hashed and session tokens are kept as hashes: what this database holds lets
nobody in.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from caveat.errors import CaveatError, NotFound
from caveat.store.database import Database
from caveat.store.schema import accounts, login_failures, sessions

MAX_NAME = 64
# A session's last use is written down at most this often.
_TOUCH = timedelta(seconds=30)


class Role(StrEnum):
    """What a person may do; each role may do all that the ones before it may."""

    READER = "reader"
    MODERATOR = "moderator"
    ADMIN = "admin"

    def may(self, needed: Role) -> bool:
        """Whether this role includes what ``needed`` may do."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


class AccountRefused(CaveatError):
    """An account that cannot be made or changed as asked; the message says why."""

    reason = "INVALID_FIELD"


@dataclass(frozen=True, slots=True)
class Account:
    """One person. ``name`` is as they write it; names that differ only in case are one name."""

    key: int
    name: str
    role: Role
    disabled: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Expiry:
    """When a session ends: ``idle`` after its last use, ``absolute`` after its start."""

    idle: timedelta
    absolute: timedelta


class Accounts:
    """Accounts in a database. Safe to share between threads.

    Methods that name an account raise NotFound where there is none; all raise StoreUnavailable.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, role: Role, password: str, now: datetime) -> Account:
        """A new account; ``password`` is an argon2 hash. Raises AccountRefused."""
        name = _checked(name)
        with self._database.writing() as connection:
            if connection.scalar(
                sa.select(accounts.c.key).where(accounts.c.folded == folded(name))
            ):
                raise AccountRefused(f"{name!r} has an account already; choose another name")
            key = connection.execute(
                sa.insert(accounts).returning(accounts.c.key),
                {
                    "name": name,
                    "folded": folded(name),
                    "password": password,
                    "role": role.value,
                    "disabled": False,
                    "created_at": now,
                },
            ).scalar_one()
        return Account(key, name, role, disabled=False, created_at=now)

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(accounts).order_by(accounts.c.folded)).all()
        return [_account(row) for row in rows]

    def find(self, name: str) -> tuple[Account, str] | None:
        """An account that is not disabled, with the hash of its password; None without one."""
        with self._database.reading() as connection:
            row = connection.execute(
                sa.select(accounts).where(
                    accounts.c.folded == folded(name), sa.not_(accounts.c.disabled)
                )
            ).one_or_none()
        return None if row is None else (_account(row), str(row.password))

    def set_password(self, name: str, password: str) -> None:
        """Another password (an argon2 hash); ends the account's sessions."""
        self._change(name, {"password": password})

    def set_role(self, name: str, role: Role) -> None:
        """Another role; ends the account's sessions. Refuses to take the last admin away."""
        self._change(name, {"role": role.value})

    def set_disabled(self, name: str, *, disabled: bool) -> None:
        """Let nobody in by this account, or let them in again; ends its sessions."""
        self._change(name, {"disabled": disabled})

    def start_session(self, account: Account, token: str, now: datetime, expiry: Expiry) -> None:
        """Log somebody in; sessions that are over are cleared away."""
        with self._database.writing() as connection:
            connection.execute(
                sa.delete(sessions).where(
                    sa.or_(
                        sessions.c.seen_at < now - expiry.idle,
                        sessions.c.started_at < now - expiry.absolute,
                    )
                )
            )
            connection.execute(
                sa.insert(sessions),
                {"token": hashed(token), "account": account.key, "started_at": now, "seen_at": now},
            )

    def session(
        self, token: str, now: datetime, expiry: Expiry, *, touch: bool = True
    ) -> Account | None:
        """Whose session a token is, None when it is nobody's or over. ``touch`` counts as use."""
        with self._database.reading() as connection:
            row = connection.execute(
                sa.select(accounts, sessions.c.seen_at)
                .join_from(sessions, accounts)
                .where(
                    sessions.c.token == hashed(token),
                    sessions.c.seen_at > now - expiry.idle,
                    sessions.c.started_at > now - expiry.absolute,
                    sa.not_(accounts.c.disabled),
                )
            ).one_or_none()
        if row is None:
            return None
        if touch and now - row.seen_at > _TOUCH:
            with self._database.writing() as connection:
                connection.execute(
                    sa.update(sessions).where(sessions.c.token == hashed(token)).values(seen_at=now)
                )
        return _account(row)

    def end_session(self, token: str) -> None:
        """Log out; nothing happens when the session is over."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.token == hashed(token)))

    def record_failure(self, name: str, address: str, now: datetime) -> None:
        """A login that was refused."""
        with self._database.writing() as connection:
            connection.execute(
                sa.insert(login_failures),
                {"folded": _trace(name), "address": address, "failed_at": now},
            )

    def failures(self, name: str, address: str, since: datetime) -> tuple[int, int]:
        """How many logins failed since a moment: under this name, and from this address.

        What failed before that is forgotten.
        """
        counts: Sequence[int] = ()
        with self._database.writing() as connection:
            connection.execute(sa.delete(login_failures).where(login_failures.c.failed_at < since))
            counts = [
                connection.scalar(
                    sa.select(sa.func.count()).select_from(login_failures).where(condition)
                )
                or 0
                for condition in (
                    login_failures.c.folded == _trace(name),
                    login_failures.c.address == address,
                )
            ]
        return counts[0], counts[1]

    def forget_failures(self, name: str) -> None:
        """Somebody who knows the password has come in."""
        with self._database.writing() as connection:
            connection.execute(
                sa.delete(login_failures).where(login_failures.c.folded == _trace(name))
            )

    def close(self) -> None:
        """Release the connections; the accounts are not used afterwards."""
        self._database.close()

    def _change(self, name: str, values: dict[str, Any]) -> None:
        with self._database.writing() as connection:
            row = connection.execute(
                sa.select(accounts).where(accounts.c.folded == folded(name))
            ).one_or_none()
            if row is None:
                raise NotFound(f"nobody is called {name!r}; see: caveat web user list")
            loses_admin = values.get("disabled") or values.get("role", Role.ADMIN) != Role.ADMIN
            if row.role == Role.ADMIN and not row.disabled and loses_admin:
                admins = connection.scalar(
                    sa.select(sa.func.count())
                    .select_from(accounts)
                    .where(accounts.c.role == Role.ADMIN.value, sa.not_(accounts.c.disabled))
                )
                if admins == 1:
                    raise AccountRefused(f"{row.name} is the last admin; make another one first")
            connection.execute(
                sa.update(accounts).where(accounts.c.key == row.key).values(**values)
            )
            connection.execute(sa.delete(sessions).where(sessions.c.account == row.key))


def open(url: str) -> Accounts:  # noqa: A001 (as in caveat.store.open)
    """The accounts of the store at a URL, migrated as by ``caveat.store.open``.

    Raises StoreUnavailable.
    """
    database = Database(url)
    try:
        if database.is_sqlite:
            database.migrate()
        else:
            database.require_current()
    except BaseException:
        database.close()
        raise
    return Accounts(database)


def folded(name: str) -> str:
    """The form under which names are compared."""
    return unicodedata.normalize("NFKC", name.strip()).casefold()


def hashed(token: str) -> bytes:
    """What is kept of a session's token: it has 256 random bits, so that a plain hash will do."""
    return hashlib.sha256(token.encode()).digest()


def _trace(name: str) -> str:
    # People type passwords into the field of the name: what they typed is not kept.
    return hashlib.sha256(folded(name).encode()).hexdigest()


def _checked(name: str) -> str:
    name = name.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise AccountRefused(f"a name has 1 to {MAX_NAME} printable characters")
    return name


def _account(row: sa.Row[Any]) -> Account:
    return Account(row.key, row.name, Role(row.role), row.disabled, row.created_at)
