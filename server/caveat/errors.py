"""What can go wrong, in the product's own terms. Nothing here knows of gRPC or of exit codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Violation:
    """One bad field: its path, what is wrong with its value, and the way out.

    ``field`` is a path as in google.rpc.BadRequest, for example ``article.authors[2]``.
    """

    field: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.field}: {self.problem}" + (f"; {self.remedy}" if self.remedy else "")


class CaveatError(Exception):
    """Base of every refusal.

    ``reason`` is the name of a value of caveat.v1.ErrorReason, without its prefix.
    """

    reason: ClassVar[str] = "INTERNAL"


class InvalidArticle(CaveatError):
    """The article, or a request around it, has bad fields; carries all of them, not the first.

    ``source`` is where the article was read (a file, or ``file:line``), "" for a request.
    """

    reason = "INVALID_FIELD"

    def __init__(self, violations: Sequence[Violation], source: str = "") -> None:
        message = "; ".join(str(v) for v in violations)
        super().__init__(f"{source}: {message}" if source else message)
        self.violations = tuple(violations)
        self.source = source


class UnreadableInput(CaveatError):
    """A file or stream that cannot be read as an article; the message names it and the way out."""

    reason = "UNREADABLE_INPUT"


class TooLarge(CaveatError):
    """An input over a documented limit."""

    reason = "TOO_LARGE"


class NotFound(CaveatError):
    """No object with this id."""

    reason = "NOT_FOUND"


class NotBuilt(CaveatError):
    """A part of the contract that this server, or this version of it, does not have."""

    reason = "NOT_BUILT"


class StoreUnavailable(CaveatError):
    """The store could not be opened, read or written."""

    reason = "STORE_UNAVAILABLE"


class Overloaded(CaveatError):
    """More work is waiting than is held; the same request may succeed in a moment."""

    reason = "OVERLOADED"


class LeaseLost(CaveatError):
    """The claim has run out, was given back or decided, or never was; claim the item again."""

    reason = "LEASE_LOST"


class Stale(CaveatError):
    """What the caller looked at is not how things stand any more; look again, then repeat."""

    reason = "STALE"


class TooLate(CaveatError):
    """The time in which this could be done is over."""

    reason = "TOO_LATE"


class NotAllowed(CaveatError):
    """Somebody else may do this, but not this caller."""

    reason = "NOT_ALLOWED"
