"""Who stands where no cue points: at the head of a sentence, before a colon, after a dash."""

from __future__ import annotations

from caveat.document import gazetteer as lists
from caveat.document import grammar
from caveat.document.phrases import phrase_ending
from caveat.document.subjects import is_state
from caveat.document.words import Word, words

_RIGHT = 400
_SIGNATURE = 120
_DASHES = ("—", "–", "-")


def before_colon(text: str, lower: int, upper: int) -> tuple[int, int] | None:
    """Who stands before a colon that opens a quotation: "Lee: “No”", "From the report: “...”"."""
    found = words(text, max(lower, upper - _RIGHT), upper)
    while found and found[-1].quoted:
        found.pop()
    if not found or not found[-1].after.startswith(":"):
        return None
    last = len(found) - 1
    found[last].after = ""
    phrase = phrase_ending(found, last)
    if phrase is None:
        return None
    head = next(w for w in found if w.start == phrase[0])
    before = found[found.index(head) - 1] if found.index(head) else None
    whole = before is None or before.after or before.lower in grammar.PREPOSITION
    named = head.capital or head.lower in grammar.DETERMINER
    return phrase if whole and named and len(text[phrase[0] : phrase[1]].split()) <= 8 else None


def signature(text: str, start: int) -> tuple[int, int] | None:
    """Who signs what ends at ``start``: a name after a dash, alone to the end of its line."""
    window = text[start : start + _SIGNATURE]
    rest = window.lstrip(" \n\t\u00a0")
    if rest[:1] not in _DASHES or rest.startswith(("—" * 2, "--")):
        return None
    name = rest.lstrip("—–- \u00a0").split("\n", 1)[0]
    at = start + window.index(rest) + rest.index(name) if name else start
    found = words(text, at, at + len(name))
    if not found or len(name) >= _SIGNATURE - 8 or not found[0].capital:
        return None
    last = 0
    while last + 1 < len(found) and not found[last].after and found[last + 1].capital:
        last += 1
    # Alone, or with nothing but a description after its comma.
    whole = last == len(found) - 1 or found[last].after[:1] == ","
    return (found[0].start, found[last].end) if whole and last else None


def leading(text: str, lower: int, upper: int) -> tuple[int, int] | None:
    """The subject that opens a sentence: a name, a pronoun or a short description."""
    found = words(text, lower, min(upper, lower + _RIGHT))
    index = 0
    while index < len(found) and (
        found[index].lower in ("but", "and", "yet", "so", "still", "however", "meanwhile", "also")
        or found[index].quoted
    ):
        index += 1
    # Over openers that a comma closes: "In Washington on Friday, the senator".
    while index < len(found) and _opens(found[index]):
        comma = next((i for i in range(index, len(found)) if found[i].after[:1] == ","), None)
        if comma is None:
            return None
        index = comma + 1
        while index < len(found) and _is_place(found, index):
            index = next(i for i in range(index, len(found)) if found[i].after) + 1
    if index >= len(found) or found[index].quoted:
        return None
    head = found[index]
    if head.lower in grammar.PRONOUN and head.lower not in (
        "all",
        "most",
        "some",
        "many",
        "both",
        "few",
    ):
        return (head.start, head.end)
    last = index
    if head.lower in grammar.DETERMINER:
        last += 1
    elif not head.capital or head.core in lists.FUNCTION:
        return None
    while last + 1 < len(found) and not found[last].after:
        following = found[last + 1]
        if following.quoted:
            break
        if following.capital and following.core not in lists.CALENDAR:
            last += 1
            continue
        if found[last].lower in grammar.DETERMINER or (following.lower in lists.ROLE | lists.BODY):
            last += 1
            continue
        if (
            following.lower in ("of", "for")
            and last + 2 < len(found)
            and (not found[last].capital or found[last].core in lists.ORGANISATION_HEAD)
        ):
            last += 2
            continue
        break
    if last >= len(found):
        last = len(found) - 1
    if found[last].lower in grammar.DETERMINER:
        return None
    return (found[index].start, found[last].end)


def _opens(word: Word) -> bool:
    return (
        word.lower in grammar.OPENER
        or (word.lower.endswith("ing") and len(word.lower) > 4)
        or word.core in lists.CALENDAR
        or word.lower in ("later", "earlier", "last", "this", "indeed", "instead", "moreover")
        or (word.lower.endswith("ly") and word.after == ",")
    )


def _is_place(found: list[Word], index: int) -> bool:
    """Whether a place and its comma stand at ``index``: "in Salem, New Hampshire, he"."""
    for last in range(index, min(index + 3, len(found))):
        if found[last].after:
            return found[last].after[:1] == "," and is_state(found, index, last)
    return False
