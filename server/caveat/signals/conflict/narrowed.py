"""Whether one count is of some of what the other counts: "electric cars", "children"."""

from __future__ import annotations

from caveat.signals.conflict.setting import Setting, human
from caveat.values import Quantity

_TWICE = 1.8
_HARMLESS = frozenset({"new", "more", "other", "additional", "further", "people", "whole", "full"})
# People who are some of the people (stems).
_SOME = frozenset({"child", "woman", "boy", "girl", "firefighter", "police", "soldier", "crew"})


def narrowed(a: Setting, b: Setting) -> bool:
    """Whether only the smaller count is of some kind of the things, or of the people."""
    if not isinstance(a.value, Quantity) or not isinstance(b.value, Quantity):
        return False
    small, large = (a, b) if a.value.number <= b.value.number else (b, a)
    if human(a.noun) and human(b.noun):
        return small.noun in _SOME and large.noun not in _SOME
    far = isinstance(large.value, Quantity) and isinstance(small.value, Quantity)
    return far and _kind_of(small) and not _kind_of(large) and _far(small, large)


def _far(small: Setting, large: Setting) -> bool:
    low, high = (s.value.number for s in (small, large) if isinstance(s.value, Quantity))
    return low > 0 and high / low >= _TWICE


def _kind_of(s: Setting) -> bool:
    """Whether an adjective narrows what is counted: "electric cars"."""
    at = s.passage.positions(s.value.span)
    behind = s.passage.words[at[-1] + 1] if at and at[-1] + 1 < len(s.passage.words) else None
    if behind is None or not s.noun or behind.stem == s.noun:
        return False
    return behind.content and not behind.name and behind.text.lower() not in _HARMLESS
