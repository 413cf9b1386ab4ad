"""Passwords: argon2id with its library's parameters (RFC 9106, second recommendation)."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from caveat.store.accounts import AccountRefused

# NIST SP 800-63B: length is what counts. The upper bound keeps hashing cheap.
SHORTEST = 12
LONGEST = 256

_HASHER = PasswordHasher()
# Each hash takes 64 MiB: a burst of logins waits its turn instead of filling the memory.
_TURNS = threading.BoundedSemaphore(2)


def hashed(password: str) -> str:
    """The argon2 hash of a new password. Raises AccountRefused for one that is too short."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountRefused(f"a password has {SHORTEST} to {LONGEST} characters")
    with _TURNS:
        return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the one. Takes as long when there is no account (None) at all."""
    if len(password) > LONGEST:
        return False
    with _TURNS:
        try:
            return _HASHER.verify(stored or _nobodys(), password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")
