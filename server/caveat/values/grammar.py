"""Named patterns over shapes, of which the longest match wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import re2

from caveat.values.classes import pattern

_CACHED_LENGTH = 24


class Grammar:
    """Rules by name, in order of precedence among equally long matches.

    Raises KeyError for an unknown class name. Matching is linear in the length of the shape: one
    automaton for all rules (leftmost, longest); which rule it was is looked up for the matched
    shape, and remembered, because few shapes make up most text.
    """

    def __init__(self, rules: Mapping[str, str]) -> None:
        options = re2.Options()
        options.longest_match = True
        options.never_capture = True
        options.max_mem = 64 << 20
        sources = {name: pattern(rule) for name, rule in rules.items()}
        self._union = re2.compile("|".join(f"(?:{s})" for s in sources.values()), options)
        self._rules = [(name, re2.compile(source)) for name, source in sources.items()]
        self._known: dict[str, str] = {}

    def matches(self, shape: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and rule name of every match, left to right, not overlapping."""
        for match in self._union.finditer(shape):
            start, end = match.span()
            if start < end:
                yield start, end, self.name(shape[start:end])

    def name(self, shape: str) -> str:
        """The first rule that matches a whole shape, or ""."""
        known = self._known.get(shape)
        if known is None:
            known = next((name for name, rule in self._rules if rule.fullmatch(shape)), "")
            if len(shape) <= _CACHED_LENGTH and len(self._known) < 10_000:
                self._known[shape] = known
        return known
