"""The filter of a list, in an address and back."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from caveat.moderation import Filter, State

_LONGEST = 200
FIELDS = ("queue", "state", "signal", "language", "outlet", "min_score", "text", "holder")


def read(values: Mapping[str, str]) -> Filter:
    """The filter that an address or a form asks for; what makes no sense is left out."""
    given = {name: values.get(name, "").strip()[:_LONGEST] for name in FIELDS}
    state = given["state"]
    return Filter(
        queue=given["queue"],
        state=State(state) if state in list(State) else None,
        signal=given["signal"],
        outlet=given["outlet"],
        language=given["language"],
        min_score=_score(given["min_score"]),
        holder=given["holder"],
        text=given["text"],
    )


def from_query(query: str) -> Filter:
    """The filter of a query string, as ``query`` writes it."""
    return read(dict(parse_qsl(query[:2_000], max_num_fields=20)))


def query(filter: Filter, **changes: str) -> str:  # noqa: A002
    """A filter as a query string, with some fields changed ("" drops one)."""
    values = {
        "queue": filter.queue,
        "state": filter.state.value if filter.state else "",
        "signal": filter.signal,
        "language": filter.language,
        "outlet": filter.outlet,
        "min_score": f"{filter.min_score:g}" if filter.min_score else "",
        "text": filter.text,
        "holder": filter.holder,
        **changes,
    }
    return urlencode({name: value for name, value in values.items() if value})


def _score(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        return 0.0
    return number if 0.0 <= number <= 1.0 else 0.0
