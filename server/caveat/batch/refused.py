"""errors.jsonl: what could not be scored, where it stands and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from caveat.batch.frames import error_of, error_row
from caveat.batch.index import Dropped
from caveat.batch.worker import Failure
from caveat.errors import InvalidArticle, UnreadableInput, Violation


def to_json(failure: Failure) -> dict[str, Any]:
    """A failure between two passes."""
    return {
        "position": failure.position,
        "place": failure.place,
        "error": error_row(failure.error),
    }


def from_json(row: dict[str, Any]) -> Failure:
    """What ``to_json`` gave."""
    return Failure(row["position"], row["place"], error_of(row["error"]))


def of_dropped(dropped: Dropped) -> Failure:
    """The refusal of a record whose id another one has."""
    if dropped.same:
        error = UnreadableInput(
            f"{dropped.source}: is the same article as {dropped.kept}; it is scored once"
        )
        return Failure(dropped.position, dropped.source, error)
    problem = f"{dropped.id!r} is also the id of {dropped.kept}, with other content"
    violation = Violation("id", problem, "give each article an id of its own")
    return Failure(dropped.position, dropped.source, InvalidArticle([violation], dropped.source))


def lines(failures: Iterable[Failure]) -> bytes:
    """Lines of errors.jsonl; ``record`` is the line, row or record number from 1, or null."""
    return b"".join(
        orjson.dumps(_line(failure), option=orjson.OPT_APPEND_NEWLINE) for failure in failures
    )


def _line(failure: Failure) -> dict[str, Any]:
    file, _, number = failure.place.rpartition(":")
    found = bool(file) and number.isdecimal()
    error = failure.error
    violations = error.violations if isinstance(error, InvalidArticle) else ()
    return {
        "position": failure.position,
        "file": file if found else failure.place,
        "record": int(number) if found else None,
        "reason": error.reason,
        "message": str(error),
        "fields": [
            {"field": v.field, "problem": v.problem, "remedy": v.remedy} for v in violations
        ],
    }
