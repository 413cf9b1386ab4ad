"""Who may use the pages, on every backend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from caveat.errors import NotFound
from caveat.store import accounts as stored
from caveat.store.accounts import AccountRefused, Accounts, Expiry, Role
from caveat.store.database import Database
from caveat.store.schema import login_failures, sessions

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
HASH = "$argon2id$of-a-password"
EXPIRY = Expiry(timedelta(minutes=30), timedelta(hours=12))


@pytest.fixture
def accounts(url: str) -> Iterator[Accounts]:
    opened = stored.open(url)
    yield opened
    opened.close()


def test_an_account_is_found_by_its_name_in_any_case(accounts: Accounts) -> None:
    ada = accounts.add(" Ada ", Role.MODERATOR, HASH, NOW)
    assert ada.name == "Ada"
    assert accounts.find("aDA") == (ada, HASH)
    assert accounts.find("bob") is None
    assert accounts.all() == [ada]


@pytest.mark.parametrize("name", ["ada", "", "  ", "a\nb", "x" * 65])
def test_a_name_that_is_taken_or_unfit_is_refused(accounts: Accounts, name: str) -> None:
    accounts.add("Ada", Role.READER, HASH, NOW)
    with pytest.raises(AccountRefused):
        accounts.add(name, Role.READER, HASH, NOW)


def test_a_session_ends_when_it_is_idle(accounts: Accounts) -> None:
    ada = accounts.add("Ada", Role.READER, HASH, NOW)
    accounts.start_session(ada, "token", NOW, EXPIRY)
    assert accounts.session("token", NOW + timedelta(minutes=29), EXPIRY) == ada
    assert accounts.session("token", NOW + timedelta(minutes=58), EXPIRY) == ada
    assert accounts.session("token", NOW + timedelta(minutes=89), EXPIRY) is None
    assert accounts.session("another", NOW, EXPIRY) is None


def test_looking_in_without_use_keeps_no_session_alive(accounts: Accounts) -> None:
    ada = accounts.add("Ada", Role.READER, HASH, NOW)
    accounts.start_session(ada, "token", NOW, EXPIRY)
    assert accounts.session("token", NOW + timedelta(minutes=29), EXPIRY, touch=False) == ada
    assert accounts.session("token", NOW + timedelta(minutes=31), EXPIRY) is None


def test_a_session_ends_in_the_end_however_busy(accounts: Accounts) -> None:
    ada = accounts.add("Ada", Role.READER, HASH, NOW)
    accounts.start_session(ada, "token", NOW, EXPIRY)
    at = NOW
    while at < NOW + timedelta(hours=11, minutes=40):
        at += timedelta(minutes=20)
        assert accounts.session("token", at, EXPIRY) == ada
    assert accounts.session("token", NOW + timedelta(hours=12), EXPIRY) is None


def test_what_the_database_holds_is_no_token(accounts: Accounts, url: str) -> None:
    ada = accounts.add("Ada", Role.READER, HASH, NOW)
    accounts.start_session(ada, "token", NOW, EXPIRY)
    accounts.record_failure("my secret password", "10.0.0.1", NOW)
    if url == "sqlite://":
        return
    database = Database(url)
    with database.reading() as connection:
        held = connection.execute(sa.select(sessions)).all()
        tried = connection.execute(sa.select(login_failures)).all()
    database.close()
    assert "token" not in str(held)
    assert "secret" not in str(tried)


@pytest.mark.parametrize("change", ["password", "role", "disabled", "logout"])
def test_a_change_of_the_account_ends_its_sessions(accounts: Accounts, change: str) -> None:
    ada = accounts.add("Ada", Role.READER, HASH, NOW)
    accounts.start_session(ada, "token", NOW, EXPIRY)
    if change == "password":
        accounts.set_password("ada", "other")
    elif change == "role":
        accounts.set_role("ada", Role.ADMIN)
    elif change == "disabled":
        accounts.set_disabled("ada", disabled=True)
        assert accounts.find("ada") is None
    else:
        accounts.end_session("token")
    assert accounts.session("token", NOW, EXPIRY) is None


def test_the_last_admin_stays_one(accounts: Accounts) -> None:
    accounts.add("Ada", Role.ADMIN, HASH, NOW)
    with pytest.raises(AccountRefused, match="last admin"):
        accounts.set_role("ada", Role.READER)
    with pytest.raises(AccountRefused, match="last admin"):
        accounts.set_disabled("ada", disabled=True)
    accounts.add("Bob", Role.ADMIN, HASH, NOW)
    accounts.set_role("ada", Role.READER)
    with pytest.raises(NotFound):
        accounts.set_role("eve", Role.READER)


def test_failed_logins_are_counted_by_name_and_by_address_and_forgotten(
    accounts: Accounts,
) -> None:
    for minute in range(3):
        accounts.record_failure("Ada", "10.0.0.1", NOW + timedelta(minutes=minute))
    accounts.record_failure("Bob", "10.0.0.1", NOW)
    assert accounts.failures("ADA", "10.0.0.1", NOW) == (3, 4)
    assert accounts.failures("ada", "10.0.0.2", NOW + timedelta(minutes=1)) == (2, 0)
    accounts.forget_failures("ada")
    assert accounts.failures("ada", "10.0.0.1", NOW) == (0, 0)


def test_a_role_includes_those_before_it() -> None:
    assert Role.ADMIN.may(Role.READER)
    assert Role.MODERATOR.may(Role.MODERATOR)
    assert not Role.READER.may(Role.MODERATOR)
