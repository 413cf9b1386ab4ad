"""The subject of a cue, read from the words to its left.

Each reading looks at a bounded window, so that a page of cues costs linear time.
"""

from __future__ import annotations

from caveat.document import gazetteer as lists
from caveat.document import grammar
from caveat.document.cues import ADVERB
from caveat.document.phrases import phrase_ending
from caveat.document.words import Word, is_adverb, words

_LEFT = 400
_NEAR = 130
_FEW = 6
_MAX_CHUNKS = 12
_AUXILIARY = frozenset(("has", "have", "had", "was", "is", "were"))
_HARD = frozenset(".;:!?")


def subject_before(text: str, lower: int, cue: int) -> tuple[int, int] | None:
    """The subject that a cue at ``cue`` continues, reading no further left than ``lower``.

    None when what stands there cannot speak; a bare conjunction ("and said") is None too.
    """
    near = max(lower, cue - _NEAR)
    found = words(text, near, cue)
    if near > lower and (len(found) < _FEW or "," in found[-1].after or ")" in found[-1].after):
        found = words(text, max(lower, cue - _LEFT), cue)
    last = len(found) - 1
    while last >= 0 and (
        (found[last].lower in ADVERB or is_adverb(found[last].lower))
        and not found[last].capital
        and not found[last].quoted
    ):
        last -= 1
        if last >= 0 and found[last].after == "," and found[last + 1].after == ",":
            # "Smith, however, said"
            found[last].after = ""
    last = _over_circumstance(found, last)
    if last < 0:
        return None
    if found[last].after:
        return _before_comma(found, last)
    for index in range(last - 2, max(0, last - 14), -1):
        if found[index].after or found[index].quoted:
            break
        if found[index].lower == "who" and not found[index - 1].after:
            # "an official who spoke on condition of anonymity said"
            phrase = phrase_ending(found, last)
            if phrase is not None and phrase[0] > found[index + 1].start:
                return phrase_ending(found, index - 1)
            break
    return phrase_ending(found, last)


def _over_circumstance(found: list[Word], last: int) -> int:
    """Steps over "in the past" between an auxiliary and its verb."""
    for index in range(last, max(0, last - 4), -1):
        if found[index].after:
            break
        if found[index].lower in grammar.PREPOSITION and found[index - 1].lower in _AUXILIARY:
            while index > 0 and found[index - 1].lower in ADVERB:
                index -= 1  # noqa: PLW2901 (the loop ends here)
            return index - 1
    return last


def _before_comma(found: list[Word], last: int) -> tuple[int, int] | None:
    """Reads over what stands between commas: "Smith, a lawyer from Leeds, said"."""
    if not found[last].after.startswith((",", ")", "—", "]")) or found[last].quoted:
        return None
    chunks = _chunks(found, last)
    for position, (first, end) in enumerate(chunks):
        if _is_insertion(found, first, end, position):
            continue
        phrase = phrase_ending(found, end)
        # The leftmost chunk that is a noun phrase and nothing more is the subject.
        whole = phrase is not None and phrase[0] <= found[min(first + 1, end)].start
        if whole and all(
            _is_insertion(found, a, b, at) or _is_phrase(found, a, b)
            for at, (a, b) in enumerate(chunks)
            if at > position
        ):
            return phrase
        break
    for position in range(len(chunks) - 1, -1, -1):
        first, end = chunks[position]
        if found[first].lower in grammar.CLAUSE and first < end:
            # "when the senator, who had lost, called"
            phrase = phrase_ending(found, end)
            return phrase if phrase and phrase[0] <= found[first + 1].start else None
        if position == 0 or not _is_insertion(found, first, end, position):
            phrase = phrase_ending(found, end)
            return phrase if phrase and phrase[0] <= found[min(first + 1, end)].start else None
    return None


def _chunks(found: list[Word], last: int) -> list[tuple[int, int]]:
    """The stretches between commas, brackets and dashes that end at ``last``, left to right; a
    quotation or a semicolon is as far as they go.
    """
    chunks: list[tuple[int, int]] = []
    end = last
    for index in range(last - 1, -2, -1):
        if index < 0 or found[index].after or found[index].spoken or found[index + 1].bracketed:
            chunks.append((index + 1, end))
            end = index
            if index < 0 or found[index].spoken or found[index].after[:1] in _HARD:
                break
            if len(chunks) >= _MAX_CHUNKS:
                break
    return [c for c in reversed(chunks) if not found[c[1]].quoted]


def _is_phrase(found: list[Word], first: int, end: int) -> bool:
    phrase = phrase_ending(found, end)
    return phrase is not None and phrase[0] <= found[min(first + 1, end)].start


def _is_insertion(found: list[Word], first: int, end: int, position: int) -> bool:
    word = found[first]
    opener = word.lower
    return (
        (opener in grammar.INSERTION and not (position == 0 and opener in ("a", "an", "one")))
        or opener in grammar.OPENER
        or (opener.endswith("ing") and word.core.lower() != "king")
        or opener[:1].isdigit()
        or word.bracketed
        or opener in ("who's", "who’s")
        or word.core in lists.CALENDAR
        or (
            (opener in ("the", "his", "her") or opener in lists.ROLE or opener.endswith("ed"))
            and position > 0
        )
        or (position > 0 and is_state(found, first, end))
    )


def is_state(found: list[Word], first: int, end: int) -> bool:
    """“of Flint, Mich.,” and "R-Texas": a place after a name."""
    name = " ".join(w.core for w in found[first : end + 1])
    return name in lists.PLACE or (end == first and (name.endswith(".") or "-" in name[:2]))
