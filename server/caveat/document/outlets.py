"""News outlets, as other outlets name them when they pass their reports on.

The names are in outlets.txt, where an editor can read and extend them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import re2

from caveat.document import agencies, gazetteer


@cache
def _pattern() -> Any:
    words = gazetteer.read("outlets.txt")
    shouted = frozenset(name.upper() for name in words["outlet"] if " " in name)
    names = "|".join(map(re2.escape, _longest_first(words["outlet"] | shouted)))
    last = "|".join(map(re2.escape, _longest_first(words["last word"])))
    return re2.compile(rf"{names}|[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:{last})")


def _longest_first(names: frozenset[str]) -> list[str]:
    # RE2 takes the first alternative that matches: "BBC News" must come before "BBC".
    return sorted(names, key=lambda n: (-len(n), n))


def mentions(text: str) -> list[tuple[int, int]]:
    """Every outlet or agency that a text names, as ``(start, end)`` in code points, in order."""
    found = {(start, end) for start, end, _ in agencies.mentions(text)}
    for match in _pattern().finditer(text):
        start, end = match.span()
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
            continue
        found.add((start, end))
    return sorted(found)
