"""Whether a figure is told as a part of a group, as the whole of one, or as a plain figure."""

from __future__ import annotations

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.passages import Passage
from caveat.values import Quantity, Value, ValueKind

_FEW = 10
_WHOSE = frozenset({"its", "their", "his", "her"})
_OF_WHOM = frozenset({"the", "them", "those", "whom", "its", "their", "his", "her", "these", "all"})


def part_of(passage: Passage, value: Value, at: range) -> str:
    """Whether a figure is told as "part" of a group, as the "whole" of one, as a "window" of a
    series, as an "age" behind a name, or "" as a plain figure.
    """
    if not at:
        return ""
    if at[-1] + 1 < len(passage.words) and passage.words[at[-1] + 1].start in passage.hyphens:
        # "of the 24-storey tower" counts storeys, of which it is no part.
        return ""
    texts = [w.text.lower() for w in passage.words]
    before = texts[max(0, at[0] - 3) : at[0]]
    after = texts[at[-1] + 1 : at[-1] + 4]
    if before[-1:] and before[-1] in lexicon.WINDOWS:
        return "window"
    if before[-1:] == ["the"] and isinstance(value, Quantity) and _anaphoric(value):
        return "whole"
    if "including" in before or "among" in before:
        return "part"
    if (
        after[:1] == ["of"]
        and after[1:2]
        and after[1] in _WHOSE
        and after[2:3]
        and after[2].isdigit()
    ):
        # "38 of its 410 shops" counts the 38.
        return ""
    if after[:1] == ["of"] and after[1:2] and (after[1] in _OF_WHOM or after[1][:1].isdigit()):
        return "part"
    behind_of = before[-2:-1] == ["of"] and before[-1] in _OF_WHOM
    if behind_of or (before[-1:] == ["of"] and before[-2:-1] and before[-2][:1].isdigit()):
        return "whole"
    if before[-1:] and before[-1] in {"which", "whom"} and "of" in before:
        return "part"
    return "age" if _behind_name(passage, at) else ""


def _anaphoric(value: Quantity) -> bool:
    """Whether "the two", "the three men" refer back to some that were told of before."""
    bare = value.kind is ValueKind.NUMBER and value.counted is None
    return bare or (value.kind is ValueKind.COUNT and value.number < _FEW)


def _behind_name(passage: Passage, at: range) -> bool:
    """Whether a bare figure stands between commas behind a name: "Jonas Weil, 16, was"."""
    first = at[0]
    if len(at) != 1 or not first or not passage.words[first - 1].name:
        return False
    clauses = passage.clauses
    alone_after = at[-1] + 1 >= len(clauses) or clauses[at[-1] + 1] != clauses[first]
    return clauses[first - 1] != clauses[first] and alone_after
