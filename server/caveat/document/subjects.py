"""The subject of a cue: who said it, read from the words to its left.

No tagger: a phrase is grown word by word from the cue and stops at what cannot belong to it (a
comma, an auxiliary, a conjunction, a pronoun). Each reading looks at a bounded window, so that a
page of cues costs linear time.
"""

from __future__ import annotations

from caveat.document import gazetteer as lists
from caveat.document import grammar
from caveat.document.cues import ADVERB, VERBAL
from caveat.document.words import Word, words

_LEFT = 400
# Enough for a phrase beside its cue; what stands between commas may run on for longer.
_NEAR = 130
_FEW = 6
_RIGHT = 400
_MAX_CHUNKS = 12
_SHORTEST_PAST = 5
_INDEFINITE = frozenset(("someone", "somebody", "anyone", "everyone", "one", "those", "others"))
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
        (found[last].lower in ADVERB or found[last].lower.endswith("ly"))
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
            phrase = _phrase_ending(found, last)
            if phrase is not None and phrase[0] > found[index + 1].start:
                return _phrase_ending(found, index - 1)
            break
    return _phrase_ending(found, last)


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
        phrase = _phrase_ending(found, end)
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
            phrase = _phrase_ending(found, end)
            return phrase if phrase and phrase[0] <= found[first + 1].start else None
        if position == 0 or not _is_insertion(found, first, end, position):
            phrase = _phrase_ending(found, end)
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
    phrase = _phrase_ending(found, end)
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
        or word.core in lists.CALENDAR
        or (
            (opener in ("the", "his", "her") or opener in lists.ROLE or opener.endswith("ed"))
            and position > 0
        )
        or (position > 0 and _state(found, first, end))
    )


def _state(found: list[Word], first: int, end: int) -> bool:
    """“of Flint, Mich.,” and "R-Texas": a place after a name."""
    name = " ".join(w.core for w in found[first : end + 1])
    return name in lists.PLACE or (end == first and (name.endswith(".") or "-" in name[:2]))


def _phrase_ending(found: list[Word], last: int) -> tuple[int, int] | None:
    word = found[last]
    if word.quoted:
        return None
    if word.lower in grammar.RELATIVE and last > 0:
        previous = found[last - 1]
        if previous.after in ("", ",", ")", "),"):
            if previous.quoted:
                return None
            phrase = _phrase_ending(found, last - 1)
            return _name_ending(found, phrase) if phrase and word.lower == "who" else phrase
    if word.lower in grammar.PRONOUN and not (word.lower == "one" and last and not word.after):
        return (word.start, word.end)
    if word.lower in grammar.STOP or word.lower in ("and", "that") or word.lower in VERBAL:
        return None
    if word.lower in grammar.TIME_NOUN or (
        word.lower in ("earlier", "later", "ago", "afterwards") and last
    ):
        moved = last
        while last > 0 and (
            found[last].lower in grammar.TIME_NOUN | grammar.TIME_WORD or found[last].core.isdigit()
        ):
            last -= 1
            if found[last].after:
                return None
        return _phrase_ending(found, last) if last < moved else None
    if word.core in lists.CALENDAR or (not word.capital and word.lower in grammar.OPENER):
        return _phrase_ending(found, last - 1) if last and not found[last - 1].after else None
    first = last
    while first > 0:
        previous = found[first - 1]
        if previous.after or previous.quoted or found[first].bracketed:
            break
        if not _extends(found, first - 1, last):
            break
        first -= 1
        if found[first].lower in _INDEFINITE:
            break
        if found[first].lower in grammar.DETERMINER and not _goes_on(found, first):
            break
    first = _trimmed(found, first, last)
    return (found[first].start, found[last].end) if first <= last else None


def _name_ending(found: list[Word], phrase: tuple[int, int]) -> tuple[int, int]:
    """Of "a reaction from Senator Lee, who", the person alone."""
    inside = [w for w in found if phrase[0] <= w.start and w.end <= phrase[1]]
    for index in range(len(inside) - 1, 0, -1):
        if inside[index].lower in grammar.PREPOSITION and inside[-1].capital:
            head = inside[index - 1].lower
            if head in lists.ROLE or head in grammar.PRONOUN | grammar.DETERMINER:
                break
            return inside[index + 1].start, phrase[1]
    return phrase


def _extends(found: list[Word], index: int, last: int) -> bool:
    """Whether a phrase may grow to the left over the word at ``index``."""
    word, right = found[index], found[index + 1]
    if word.lower == "and":
        return (
            right.capital
            and index > 0
            and found[index - 1].capital
            and not found[index - 1].after
            and found[index - 1].lower not in grammar.OPENER
        ) or (index > 0 and found[index - 1].lower in lists.ROLE)
    if word.lower in ("for", "of", "at", "in", "from", "with", "on", "by", "to"):
        return index > 0
    if word.capital:
        return word.core not in lists.CALENDAR and (
            word.lower not in grammar.STOP or word.core.isupper()
        )
    if word.lower in _INDEFINITE and right.lower in grammar.PREPOSITION:
        return True
    if word.lower in grammar.STOP or word.lower in grammar.PRONOUN - grammar.DETERMINER:
        return False
    if _is_past(found, index):
        return False
    if word.lower in VERBAL or (word.lower.endswith("ly") and word.lower != "family"):
        return False
    if right.capital and index + 1 <= last and right.core not in lists.PLACE:
        # A lower-case word before a name belongs to it only as a function or a quality.
        return (
            word.lower in lists.ROLE
            or word.lower in grammar.DETERMINER
            or "-" in word.lower
            or word.lower in ("then", "former", "fellow", "rival", "billionaire", "candidate")
            or any(w.lower in lists.ROLE for w in found[max(0, index - 2) : index + 1])
            or _determined(found, index)
        )
    return True


def _is_past(found: list[Word], index: int) -> bool:
    """Whether a word in -ed after a noun is a verb: "the senator emailed supporters"."""
    lower = found[index].lower
    if not lower.endswith("ed") or len(lower) < _SHORTEST_PAST or index == 0:
        return False
    before = found[index - 1]
    return not before.after and (
        before.capital or before.lower in lists.ROLE or before.lower in lists.BODY
    )


def _determined(found: list[Word], index: int) -> bool:
    """Whether "the" or "a" opens the words up to ``index`` without a break: "the tech site"."""
    for at in range(index - 1, max(-1, index - 4), -1):
        word = found[at]
        if word.lower in grammar.DETERMINER:
            return True
        if word.after or word.capital or word.lower in VERBAL | grammar.STOP | grammar.PREPOSITION:
            return False
    return False


def _goes_on(found: list[Word], index: int) -> bool:
    """Whether a phrase that has reached its determiner goes on: "head of the office"."""
    return (
        index > 1
        and found[index - 1].lower in ("of", "for", "at", "from", "in", "with", "to")
        and not found[index - 1].after
        and not found[index - 2].after
        and found[index - 2].lower not in grammar.STOP
        and found[index - 1].core.islower()
    )


def _trimmed(found: list[Word], first: int, last: int) -> int:
    """Drops a sentence opener from the head of a phrase ("On Tuesday", "But", "In 2016")."""
    while first < last:
        word = found[first]
        lower = word.lower
        if lower in grammar.OPENER or lower in grammar.PREPOSITION:
            cut = first + 1
            # The opener's own noun phrase ends where a name, a title or a determiner starts anew.
            for index in range(last, first, -1):
                w, p = found[index], found[index - 1]
                if w.lower in grammar.DETERMINER or (
                    w.capital
                    and not p.capital
                    and p.lower not in grammar.PREPOSITION
                    and index > first + 1
                    and p.lower not in lists.ROLE
                    and p.lower not in grammar.DETERMINER
                ):
                    cut = index
                    break
                if (
                    w.capital
                    and p.capital
                    and index > first + 1
                    and (w.lower.rstrip(".") in lists.COURTESY or p.core in lists.PLACE)
                ):
                    cut = index
                    break
            first = cut
        elif (
            lower in ("but", "and", "yet", "so", "then", "now", "or", "still", "later")
            or (word.core in lists.CALENDAR)
            or word.core.isdigit()
        ):
            first += 1
        else:
            break
    return first


def before_colon(text: str, lower: int, upper: int) -> tuple[int, int] | None:
    """Who stands before a colon that opens a quotation: "Lee: “No”", "From the report: “...”"."""
    found = words(text, max(lower, upper - _RIGHT), upper)
    while found and found[-1].quoted:
        found.pop()
    if not found or not found[-1].after.startswith(":"):
        return None
    last = len(found) - 1
    found[last].after = ""
    phrase = _phrase_ending(found, last)
    if phrase is None:
        return None
    head = next(w for w in found if w.start == phrase[0])
    before = found[found.index(head) - 1] if found.index(head) else None
    whole = before is None or before.after or before.lower in grammar.PREPOSITION
    named = head.capital or head.lower in grammar.DETERMINER
    return phrase if whole and named and len(text[phrase[0] : phrase[1]].split()) <= 8 else None


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
    elif not head.capital:
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
            return found[last].after[:1] == "," and _state(found, index, last)
    return False
