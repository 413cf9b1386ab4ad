"""Ages, however they are put: "a man of 43", "aged 84", "the bride is 31", "Weil, 16,"."""

from __future__ import annotations

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.passages import Passage
from caveat.values import Quantity, Value, ValueKind

# "A mother of 12" has twelve children.
_PARENTS = frozenset(["mother", "father", "mum", "dad", "grandmother", "grandfather"])
_YEARS = range(1, 116)
_LINKS = frozenset({"is", "was", "turned", "turns"})
_YEAR = 365.0 * 86_400


def age_of(passage: Passage, value: Value, at: range, part: str) -> float | None:
    """The years of age that a figure of a passage states, or None when it states none.

    ``part`` is how the figure relates to a group (see ``parts``): "age" behind a name.
    """
    if not isinstance(value, Quantity) or not at or value.range:
        return None
    if value.kind is ValueKind.AGE:
        return value.number if value.stated_unit == "year" and value.number in _YEARS else None
    if value.kind is ValueKind.DURATION:
        hyphened = value.text.lower().endswith("-old") or _behind(passage, at).startswith("old")
        return value.number if hyphened and value.stated_unit == "year" else None
    plain = value.kind in (ValueKind.NUMBER, ValueKind.COUNT) and value.number in _YEARS
    if not plain or len(at) != 1 or not value.text.isdigit():
        return None
    if value.kind is ValueKind.NUMBER and part == "age":
        return value.number
    return value.number if _told(passage, at[0], bare=value.kind is ValueKind.NUMBER) else None


def _told(passage: Passage, first: int, *, bare: bool) -> bool:
    before = [w.text.lower() for w in passage.words[max(0, first - 2) : first]]
    if not before:
        return False
    if before[-1] == "aged" or before == ["age", "of"]:
        return True
    if before[-1] == "of" and before[0] in lexicon.HUMANS - _PARENTS:
        return True
    ends = first + 1 >= len(passage.words) or passage.clauses[first + 1] != passage.clauses[first]
    if not (bare and ends):
        return False
    human = before[0] in lexicon.HUMANS or before[0] in {"he", "she", "who"}
    named = len(before) > 1 and passage.words[first - 2].name and first - 2 not in passage.masked
    return before[-1] in _LINKS and (human or named)


def _behind(passage: Passage, at: range) -> str:
    after = at[-1] + 1
    return passage.words[after].text.lower() if after < len(passage.words) else ""


def owner_of(passage: Passage, at: range) -> frozenset[str]:
    """Whose age it is: the stems of the name beside it, or the class of the human noun beside it;
    empty when nobody stands near.
    """
    if not at:
        return frozenset()
    clause = passage.clauses
    low, high = at[0], at[-1]
    near = [
        *range(low - 1, max(-1, low - 5), -1),
        *range(high + 1, min(len(passage.words), high + 4)),
    ]
    for i in near:
        w = passage.words[i]
        if i in passage.masked or abs(clause[i] - clause[low]) > 1:
            continue
        if w.name and i and w.content and w.text.lower() not in lexicon.WEEKDAYS:
            return _run(passage, i)
        if w.text.lower() in lexicon.HUMANS:
            return frozenset({"=" + lexicon.HUMAN_CLASS.get(w.text.lower(), w.stem)})
    named = {i for i, w in enumerate(passage.words) if w.name and i and i not in passage.masked}
    return frozenset(passage.words[i].stem for i in named) if len(named) <= 2 else frozenset()


def _run(passage: Passage, i: int) -> frozenset[str]:
    """The stems of the run of capitalised words around a word."""
    low = high = i
    while low and passage.words[low - 1].name and passage.words[low - 1].content:
        low -= 1
    while high + 1 < len(passage.words) and passage.words[high + 1].name:
        high += 1
    return frozenset(w.stem for w in passage.words[low : high + 1] if w.content)
