"""Lines in which the page speaks of itself: corrections, editor's notes, disclaimers.

How they open, in every language that is read, stands in notices.toml.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import re2

_LONGEST = 1_200
_BEFORE = r"^[\s\[(*_—–\-~•>|]{0,4}"


def is_notice(text: str) -> bool:
    """Whether a line is the page's word about itself, by how it opens and what it speaks of.

    Whether it declares anything is the disclaimer signal's question; this only keeps the line out
    of the story.
    """
    if len(text) > _LONGEST:
        return False
    folded = text.lower().replace("’", "'")
    opening, ambiguous, speaks_of_the_text = _patterns()
    if opening.search(folded) is None:
        return False
    return ambiguous.search(folded) is None or speaks_of_the_text.search(folded) is not None


@cache
def _patterns() -> tuple[Any, Any, Any]:
    data = tomllib.loads(
        files("caveat.document").joinpath("notices.toml").read_text(encoding="utf-8")
    )
    return (
        re2.compile(f"{_BEFORE}(?:{'|'.join(data['openings'])})"),
        re2.compile(f"{_BEFORE}(?:{'|'.join(data['ambiguous'])})"),
        re2.compile("|".join(data["speaks_of_the_text"])),
    )
