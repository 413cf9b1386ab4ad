"""A rule made ready to run: its pattern folded, guarded and compiled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import re2

from caveat.document.folded import fold_text
from caveat.rules.literals import required
from caveat.rules.rule import Rule

# RE2's \b knows ASCII only; a combining mark continues the word it stands in.
_BEFORE = r"(?:^|[^\pL\pM\pN])"
_AFTER = r"(?:$|[^\pL\pM\pN])"
_UNSPACED = frozenset({"ja", "zh", "th", "lo", "km", "my"})
_ESCAPE = re2.compile(
    r"\\[pP]\{[^}]*\}|\\[pP].|\\x\{[^}]*\}|\\.|\(\?[A-Za-z]*P?<\w+>|\(\?[A-Za-z]+[):]"
)
# More hits of one rule in one line than any reader would look at: bounds hostile input.
_MAX_HITS = 200


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule, its compiled pattern, the group that holds the hit and the strings it requires."""

    rule: Rule
    regexp: re2._Regexp
    group: int
    literals: frozenset[str] | None

    def spans(self, line: bytes) -> Iterator[tuple[int, int]]:
        """Byte ranges of the hits in one line of UTF-8, left to right, not overlapping."""
        at = 0
        for _ in range(_MAX_HITS):
            match = self.regexp.search(line, at)
            if match is None:
                return
            start, end = match.span(self.group)
            if start < 0:  # the group took no part in this match: the whole of it is the hit
                start, end = match.span(1)
            if end <= start:
                return
            yield start, end
            at = end  # not the end of the match: its guard may begin the next one


@cache
def compile_rule(rule: Rule) -> Compiled:
    """Compile a rule. Raises ValueError naming it when its pattern is unusable."""
    folded = fold_pattern(rule.pattern)
    options = re2.Options()
    options.log_errors = False
    try:
        own_groups = re2.compile(folded, options).groups
        before = "" if rule.language in _UNSPACED else _BEFORE
        after = "" if rule.language in _UNSPACED or rule.language == "ko" else _AFTER
        regexp = re2.compile(f"{before}({folded}){after}".encode(), options)
        empty = re2.compile(folded, options).fullmatch("") is not None
    except re2.error as error:
        reason = error.args[0] if error.args else error
        text = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise ValueError(f"rule {rule.id}: not a valid pattern: {text}") from None
    if empty:
        raise ValueError(
            f"rule {rule.id}: the pattern matches nothing at all; make it require text"
        )
    return Compiled(rule, regexp, 2 if own_groups else 1, required(folded))


def fold_pattern(pattern: str) -> str:
    """A pattern folded as text is, its escapes and group names left as they are."""
    pieces: list[str] = []
    at = 0
    for match in _ESCAPE.finditer(pattern):
        pieces += (_fold_piece(pattern[at : match.start()]), match.group())
        at = match.end()
    return "".join((*pieces, _fold_piece(pattern[at:])))


def _fold_piece(piece: str) -> str:
    # Folding one character at a time keeps "  " and class ranges as the author wrote them.
    return "".join(c if c in " \n" else fold_text(c) for c in piece)
