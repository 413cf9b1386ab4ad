"""Opening the store that a command was pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import caveat.store
from caveat import config, moderation
from caveat.errors import StoreUnavailable
from caveat.moderation import Queue, QueueSettings
from caveat.policy import Policy
from caveat.store import SourceStore, accounts
from caveat.store.accounts import Accounts


def open_store(url: str | None) -> SourceStore:
    """The store at a URL, or the one of the settings. Raises StoreUnavailable."""
    return caveat.store.open(_prepared(url))


def open_queue(url: str | None, settings: QueueSettings | None = None) -> Queue:
    """The moderation queue of the store at a URL, or of the settings'; it works as ``settings``
    say, or as the file that CAVEAT_QUEUE names. Raises StoreUnavailable, UnreadableInput.
    """
    return moderation.open(_prepared(url), settings or moderation.load(config.load().queue))


@contextmanager
def opened_queue(url: str | None) -> Iterator[Queue]:
    """As ``open_queue``, closed again when the block ends."""
    queue = open_queue(url)
    try:
        yield queue
    finally:
        queue.close()


def open_accounts(url: str | None) -> Accounts:
    """The accounts of the store at a URL, or of the settings'. Raises StoreUnavailable."""
    prepared = _prepared(url)
    if prepared == "sqlite://":
        raise StoreUnavailable("accounts need a store that stays; use sqlite:///PATH or PostgreSQL")
    return accounts.open(prepared)


def policy_of(queue: Queue) -> Policy | None:
    """The policy that a person put in force in the queue's store, None where nobody did."""
    applied = queue.policies.in_force()
    return applied.policy if applied else None


def migrate_store(url: str | None) -> None:
    """Create or update the schema of a store. Raises StoreUnavailable."""
    caveat.store.migrate(_prepared(url))


def _prepared(url: str | None) -> str:
    """The URL, with the folder of an SQLite file made when it is the first run."""
    url = url or config.load().store
    if url.startswith("sqlite:///"):
        folder = Path(url.removeprefix("sqlite:///")).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(
                f"{folder}: cannot be made: {error.strerror}; name another with --store sqlite:///PATH"
            ) from error
    return url
