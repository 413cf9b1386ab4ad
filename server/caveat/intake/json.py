"""One article as a JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from caveat.errors import UnreadableInput
from caveat.intake import fields
from caveat.intake.received import Received
from caveat.intake.source import Source, decode

# Digits. Python refuses to read integers of more than 4,300, in words of its own.
_LONGEST_NUMBER = 300
_WAY_OUT = "write one JSON object, or one object a line in a .jsonl file"


def read(source: Source) -> Iterator[Received]:
    """The one article of a .json file. Raises UnreadableInput, TooLarge, InvalidArticle."""
    text = decode(source.content(), source)
    yield Received(str(source), fields.article(parse(text, str(source)), source.default_id, source))


def parse(text: str, source: str) -> dict[str, Any]:
    """The object that a JSON text holds, strictly by RFC 8259: no NaN, no key twice.

    Raises UnreadableInput, its message starting with ``source``.
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        if not text.strip():
            raise UnreadableInput(f"{source}: holds only white space; {_WAY_OUT}") from error
        raise UnreadableInput(
            f"{source}: is not JSON: {error.msg} at line {error.lineno} column {error.colno}; "
            f"{_WAY_OUT}"
        ) from error
    except RecursionError as error:
        raise UnreadableInput(f"{source}: is nested too deeply for an article") from error
    except ValueError as error:
        raise UnreadableInput(f"{source}: is not an article's JSON: {error}; {_WAY_OUT}") from error
    if not isinstance(value, dict):
        raise UnreadableInput(f"{source}: holds {fields.json_type(value)}; {_WAY_OUT}")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise ValueError(f"the key {key[:80]!r} stands twice")
            seen.add(key)
    return found


def _integer(digits: str) -> float:
    """No field is a number: its size does not matter, only that it is one."""
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError(f"it holds a number of {len(digits):,} digits")
    return float(digits)


def _constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")
