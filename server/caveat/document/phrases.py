"""Noun phrases read backwards from their last word, without a tagger.

A phrase grows word by word to the left and stops at what cannot belong to it: a comma, an
auxiliary, a conjunction, a pronoun, a verb.
"""

from __future__ import annotations

from caveat.document import gazetteer as lists
from caveat.document import grammar
from caveat.document.cues import VERBAL
from caveat.document.words import Word, is_adverb

_SHORTEST_PAST = 5
# Stand after a noun and qualify it: "a person briefed on the matter".
PARTICIPLES = frozenset(
    ("based", "briefed", "connected", "gathered", "involved", "linked", "posted")
)
_INDEFINITE = frozenset(("someone", "somebody", "anyone", "everyone", "one", "those", "others"))


def phrase_ending(found: list[Word], last: int) -> tuple[int, int] | None:
    """The noun phrase whose last word is ``found[last]``; None when it ends none."""
    word = found[last]
    if word.quoted:
        return None
    if word.lower in grammar.RELATIVE and last > 0:
        previous = found[last - 1]
        if previous.after in ("", ",", ")", "),"):
            if previous.quoted:
                return None
            phrase = phrase_ending(found, last - 1)
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
        return phrase_ending(found, last) if last < moved else None
    if word.core in lists.CALENDAR or (not word.capital and word.lower in grammar.OPENER):
        return phrase_ending(found, last - 1) if last and not found[last - 1].after else None
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
    if word.lower in VERBAL or is_adverb(word.lower):
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
    if lower in PARTICIPLES and found[index + 1].lower in grammar.PREPOSITION | {"to"}:
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
        and (
            found[index - 1].lower in ("of", "for", "at", "from", "in", "with", "to")
            or found[index - 2].lower in PARTICIPLES
        )
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
