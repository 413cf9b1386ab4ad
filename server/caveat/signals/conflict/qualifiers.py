"""The words that make a figure another figure: expected, earlier, net, of the quarter."""

from __future__ import annotations

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.passages import Passage
from caveat.values import Quantity, Value, When

_QUALIFIER_REACH = 6
_WIDE_REACH = 24
_MORE = frozenset({"more", "additional", "further", "other"})
_STEPS = frozenset({"point", "points", "percentage", "percent", "a", "an"})


def qualifiers(
    passage: Passage, value: Value, at: range, reach: list[tuple[int, int]]
) -> frozenset[str]:
    """The classes of qualifiers around a value: see the lists ``[qualifier NAME]``."""
    first = at[0] if at else 0
    found = {
        lexicon.QUALIFIER_OF[w]
        for d, i in reach
        if (w := _qualifying(passage, i)) in lexicon.QUALIFIER_OF
        and d <= (_WIDE_REACH if _wide(w, value, behind=i > first) else _QUALIFIER_REACH)
        and not _fraction(passage, i)
        and not _of_a_value(passage, i)
        and not (i > first and lexicon.QUALIFIER_OF[w] == "another")
    }
    replaced = at and at[0] and passage.words[at[0] - 1].text.lower() in lexicon.REPLACED
    if replaced and not isinstance(value, When):
        found.add("earlier")
    if isinstance(value, Quantity) and not _MORE.isdisjoint(value.modifiers):
        found.add("additional")
    return frozenset(found)


def _qualifying(passage: Passage, i: int) -> str:
    """A word as written, or what the phrase that begins with it says: "full year"."""
    w = passage.words[i]
    return w.stem if w.stem in lexicon.PHRASED else w.text.lower()


def _wide(word: str, value: Value, *, behind: bool) -> bool:
    """Whether a qualifier holds for all that follows (of dates, that they are expected), or, of
    places, for the whole sentence.
    """
    if behind:
        return word in lexicon.WIDE and lexicon.QUALIFIER_OF[word] == "local"
    planned = isinstance(value, When) and lexicon.QUALIFIER_OF[word] == "expected"
    return planned or word in lexicon.WIDE


def _fraction(passage: Passage, i: int) -> bool:
    """Whether "quarter" or "half" is a step of a rate or a length of time: "by a quarter point",
    "half an hour".
    """
    step, *after = (w.text.lower() for w in passage.words[i : i + 2])
    return step in ("quarter", "half") and bool(after) and after[0] in _STEPS


def _of_a_value(passage: Passage, i: int) -> bool:
    """Whether a word belongs to a value and qualifies no other: "this week", "a 54-year-old"; or
    counts quarters, as in "first-quarter".
    """
    text = passage.words[i].text.lower()
    if text not in lexicon.QUALIFIER_OF:
        return False
    if text == "old" and passage.words[i].start in passage.hyphens:
        return True
    behind = passage.words[i + 1].text.lower() if i + 1 < len(passage.words) else ""
    if text in _ORDINALS and behind in _PERIODS:
        return True
    return i in passage.masked and lexicon.QUALIFIER_OF[text] == "week"


_ORDINALS = frozenset({"first", "second", "third", "last", "final"})
_PERIODS = frozenset({"quarter", "half"})
