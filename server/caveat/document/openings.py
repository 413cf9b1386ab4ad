"""Who stands where no cue points: at the head of a sentence, before a colon, after a dash."""

from __future__ import annotations

from itertools import pairwise

from caveat.document import gazetteer as lists
from caveat.document import grammar
from caveat.document.cues import VERBAL
from caveat.document.phrases import phrase_ending
from caveat.document.subjects import is_state
from caveat.document.words import MASK, MASK_END, Word, words

_RIGHT = 400
_SIGNATURE = 120
_PLACES = frozenset(("here", "there", "back", "today", "yesterday", "tonight", "elsewhere", "once"))
_SHORTEST_LINE = 5
_NAME_LINE = 10
_LONGEST_NAME = 4
_SERIES = 40
# How far a line's start and end are looked for, so that a page without line ends costs little.
_REACH = 2_000
_NEAR = 20
# A line that ends so is prose or a heading.
_PROSE = ("?", "!", ":")
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
    if head.capital and _has_verb(text[phrase[0] : phrase[1]].split()):
        # "Perez lobbies for higher pay:"
        return leading(text, lower, upper)
    whole = before is None or before.after or before.lower in grammar.PREPOSITION
    named = head.capital or head.lower in grammar.DETERMINER
    return phrase if whole and named and len(text[phrase[0] : phrase[1]].split()) <= 8 else None


def _has_verb(found: list[str]) -> bool:
    """Whether a lower-case word in -s or -ed follows a name: a verb that no list holds."""
    return any(
        left[:1].isupper()
        and right.islower()
        and right.endswith(("s", "ed"))
        and len(right) > 4
        and right not in lists.ROLE | lists.BODY
        for left, right in pairwise(found)
    )


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
    alone = len(found) == 1 and found[0].core not in lists.FUNCTION
    return (found[0].start, found[last].end) if whole and (last or alone) else None


def line_of_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name that a line consists of, with nothing after it but what its bearer is: "Ann Poe",
    "Ann Poe, 34, teacher".
    """
    if not _SHORTEST_LINE <= end - start <= _SIGNATURE:
        return None
    found = words(text, start, end)
    if len(found) < 2 or len(found) > _NAME_LINE or any(w.quoted for w in found):
        return None
    last = 0
    while last + 1 < len(found) and not found[last].after and found[last + 1].capital:
        last += 1
    named = all(
        w.capital and w.core.replace("-", "").replace(".", "").replace("’", "").isalpha()
        for w in found[: last + 1]
    )
    ends = last == len(found) - 1 or found[last].after[:1] in (",", "(", "—")
    if not named or not ends or not 1 <= last <= _LONGEST_NAME or found[-1].after[:1] in _PROSE:
        return None
    return found[0].start, found[last].end


def beside(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Who signs a quotation that fills its paragraph by a line of their own, above or below it.

    In a series of quotations the names stand all above or all below: the run is followed up to
    where it begins.
    """
    if text[text.rfind("\n", 0, start) + 1 : start].strip() or text[end : end + 1] not in (
        "\n",
        "",
    ):
        return None
    below = _line(text, end, 1)
    above = _line(text, start, -1)
    after = line_of_name(text, *below) if below else None
    before = line_of_name(text, *above) if above else None
    if before is None or after is None:
        return before or after
    at = above
    for _ in range(_SERIES):
        higher = _line(text, at[0], -1) if at else None
        if higher is None:
            return before
        told = text[higher[0]] in (MASK, MASK_END)
        at = _line(text, higher[0], -1) if told else None
        if not told:
            return before
        if at is None or line_of_name(text, *at) is None:
            return after
    return after


def _line(text: str, at: int, step: int) -> tuple[int, int] | None:
    """The nearest short line with anything on it, below or above an offset that ends or starts
    one; the look reaches a bounded way.
    """
    for _ in range(3):
        if step > 0:
            start = text.find("\n", at, at + _REACH) + 1
            if not start:
                return None
            end = text.find("\n", start, start + _REACH)
            end = min(len(text), start + _REACH) if end < 0 else end
        else:
            end = text.rfind("\n", max(0, at - _REACH), at)
            if end < 0:
                return None
            start = text.rfind("\n", max(0, end - _REACH), end) + 1
        at = end if step > 0 else start
        line = text[start:end]
        if line.strip():
            return start + len(line) - len(line.lstrip()), start + len(line.rstrip())
    return None


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
    if index < len(found) and found[index].lower in _PLACES:
        # "Here in Columbia, the senator", "Back home, she".
        comma = next((i for i in range(index, len(found)) if found[i].after[:1] == ","), None)
        index = index if comma is None else comma + 1
    while index < len(found) and found[index].lower.endswith("-year-old"):
        index += 1
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
        if (
            following.lower == "and"
            and last + 2 < len(found)
            and found[last].capital
            and found[last + 2].capital
            and not following.after
            and found[last + 2].core not in lists.CALENDAR
        ):
            last += 2
            continue
        if found[last].lower in grammar.DETERMINER or (following.lower in lists.ROLE | lists.BODY):
            last += 1
            continue
        if _qualifies(found, last + 1):
            last += 2
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


def _qualifies(found: list[Word], index: int) -> bool:
    """Whether a quality and a function follow: "Republican presidential nominee"."""
    if index + 1 >= len(found) or found[index].after:
        return False
    quality, role = found[index].lower, found[index + 1].lower
    return role in lists.ROLE and quality not in grammar.STOP | grammar.PREPOSITION | VERBAL


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
