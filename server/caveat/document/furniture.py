"""The furniture of news pages: share bars, lists of other stories, advertisements, sign-up boxes.

The words themselves are in boilerplate.toml, where an editor can read and extend them.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import re2

# No furniture line is longer; longer lines are prose whatever words they hold.
_LONGEST = 240
_OUTER = " \t.:;,!?…|/\\-–—_*#>»<«()[]{}\"'“”‘’•·→←↓↑▼▲+=~0123456789"


class Furniture(StrEnum):
    """What a line of furniture does to the lines after it."""

    LIST = "list"  # a heading over other stories: the story is over, or pauses
    BREAK = "break"  # only an interruption
    PHRASE = "phrase"  # a sentence of the site about itself


def furniture(text: str) -> Furniture | None:
    """What furniture a line is, None when it may be part of the story. Time linear in the line."""
    if len(text) > _LONGEST:
        return None
    folded = text.lower()
    core = folded.strip(_OUTER)
    lists, breaks, phrases = _words()
    if core in lists:
        return Furniture.LIST
    if core in breaks or not core:
        return Furniture.BREAK
    if phrases.search(folded):
        return Furniture.PHRASE
    return None


@cache
def _words() -> tuple[frozenset[str], frozenset[str], Any]:
    data = tomllib.loads(
        files("caveat.document").joinpath("boilerplate.toml").read_text(encoding="utf-8")
    )
    return (
        frozenset(line.strip(_OUTER) for line in data["lists"]),
        frozenset(line.strip(_OUTER) for line in data["breaks"]),
        re2.compile("|".join(f"(?:{p})" for p in data["phrases"])),
    )
