"""Passwords: argon2id with its library's parameters (RFC 9106, second recommendation)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from caveat.errors import Overloaded
from caveat.store.accounts import AccountRefused

# NIST SP 800-63B: length is what counts. The upper bound keeps hashing cheap.
SHORTEST = 12
LONGEST = 256

_HASHER = PasswordHasher()
# Each hash takes 64 MiB: a burst of logins waits its turn instead of filling the memory.
_TURNS = threading.BoundedSemaphore(2)
# Seconds; whoever waits holds a thread that other pages need.
_LONGEST_WAIT = 10.0


def hashed(password: str) -> str:
    """The argon2 hash of a new password. Raises AccountRefused for one that is too short."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountRefused(f"a password has {SHORTEST} to {LONGEST} characters")
    with _turn():
        return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the one. Takes as long when there is no account (None) at all.

    Raises Overloaded when too many are logging in.
    """
    if len(password) > LONGEST:
        return False
    with _turn():
        try:
            return _HASHER.verify(stored or _nobodys(), password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


@contextmanager
def _turn() -> Iterator[None]:
    if not _TURNS.acquire(timeout=_LONGEST_WAIT):
        raise Overloaded("too many people are logging in; try again in a moment")
    try:
        yield
    finally:
        _TURNS.release()


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")
