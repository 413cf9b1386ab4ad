"""A rule made ready to run: its pattern folded, guarded and compiled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import re2

from caveat.document.folded import fold_text
from caveat.rules.literals import Sets, required
from caveat.rules.rule import Rule

# Letters, marks and digits as byte ranges: the folded view has no others beyond ASCII, and the
# full Unicode classes make patterns a hundred times as long to compile. RE2's \b is ASCII only.
_LETTERS = r"a-z\x{80}-\x{10ffff}"
_BEFORE = rf"(?:^|[^{_LETTERS}0-9])"
_AFTER = rf"(?:$|[^{_LETTERS}0-9])"
UNSPACED = frozenset({"ja", "zh", "th", "lo", "km", "my"})
_ESCAPE = re2.compile(
    r"\\[pP]\{[^}]*\}|\\[pP].|\\x\{[^}]*\}|\\.|\(\?[A-Za-z]*P?<\w+>|\(\?[A-Za-z]+[):]"
)
# More hits of one rule in one line than any reader would look at: bounds hostile input.
_MAX_HITS = 200


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule's compiled pattern and the group that holds the hit."""

    regexp: re2._Regexp
    group: int

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
    """A rule, compiled when it is first needed: hundreds of rules, few of which an article meets.

    Raises ValueError naming the rule when its pattern is unusable. Safe to call from several
    threads: at worst two of them do the same work.
    """
    unspaced = rule.language in UNSPACED
    try:
        regexp = compile_pattern(
            f"({rule.pattern})",
            before=not unspaced,
            after=not unspaced and rule.language != "ko",
        )
    except ValueError as error:
        raise ValueError(f"rule {rule.id}: {error}") from None
    if regexp.fullmatch(b"") is not None:
        raise ValueError(f"rule {rule.id}: the pattern matches the empty text")
    return Compiled(regexp, 2 if regexp.groups > 1 else 1)


def literals(rule: Rule) -> Sets:
    """Sets of strings of each of which every match of the rule contains one; maybe none."""
    try:
        return required(fold_pattern(rule.pattern))
    except (IndexError, KeyError, ValueError):
        return ()  # not a valid pattern: compiling it will say so


@cache
def compile_pattern(pattern: str, *, before: bool = True, after: bool = True) -> re2._Regexp:
    """A pattern on folded text in UTF-8, guarded against letters and digits at its edges.

    Raises ValueError when it is not valid RE2.
    """
    options = re2.Options()
    options.log_errors = False
    plain = _plain_classes(fold_pattern(pattern))
    guarded = f"{_BEFORE if before else ''}(?:{plain}){_AFTER if after else ''}"
    try:
        return re2.compile(guarded.encode(), options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        text = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise ValueError(f"not a valid pattern: {text}") from None


def _plain_classes(folded: str) -> str:
    r"""\pL, \pM and \\pN as the ranges that they are on folded text."""
    if r"\p" not in folded:
        return folded
    pieces: list[str] = []
    inside = False
    at = 0
    for match in _CLASSES.finditer(folded):
        piece = match.group()
        pieces.append(folded[at : match.start()])
        at = match.end()
        if piece in _RANGES:
            ranges = _RANGES[piece]
            pieces.append(ranges if inside else f"[{ranges}]")
            continue
        if piece in "[]":
            inside = piece == "["
        pieces.append(piece)
    return "".join((*pieces, folded[at:]))


_RANGES = {r"\pL": _LETTERS, r"\p{L}": _LETTERS, r"\pM": _LETTERS, r"\pN": "0-9"}
_CLASSES = re2.compile(r"\\p\{[^}]*\}|\\p.|\\.|\[|\]")


def fold_pattern(pattern: str) -> str:
    """A pattern folded as text is, its escapes and group names left as they are."""
    pieces: list[str] = []
    at = 0
    for match in _ESCAPE.finditer(pattern):
        pieces += (_fold_piece(pattern[at : match.start()]), match.group())
        at = match.end()
    return "".join((*pieces, _fold_piece(pattern[at:])))


def _fold_piece(piece: str) -> str:
    if piece.isascii():
        return piece.lower()
    return piece.translate(_LETTERS_FOLDED)


class _Letters(dict[int, str]):
    """Each character of a pattern folded, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


def _fold_letter(char: str) -> str:
    if char.isascii():
        return char.lower()
    folded = fold_text(char)
    # A full-width bracket folds to a plain one, which means something else in a pattern.
    return folded if folded.isalnum() else re2.escape(folded)


_LETTERS_FOLDED = _Letters()
