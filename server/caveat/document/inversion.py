"""The source that follows its cue: "said Kim Lee, a lawyer", "according to the police"."""

from __future__ import annotations

from caveat.document import gazetteer as lists
from caveat.document import grammar
from caveat.document.cues import VERBAL
from caveat.document.phrases import PARTICIPLES
from caveat.document.words import Word, words

_RIGHT = 220
_LONGEST_NAME = 7
_UNNAMED = (grammar.STOP | grammar.PREPOSITION | grammar.NO_SOURCE | VERBAL) - {"de"}


def subject_after(text: str, cue_end: int, upper: int) -> tuple[int, int] | None:
    """The source that follows a cue ("said Kim Lee, a lawyer"; "according to the police").

    The phrase stops before an apposition; None when what follows cannot speak.
    """
    found = words(text, cue_end, min(upper, cue_end + _RIGHT))
    if text[cue_end : cue_end + 1] in (",", ":", ".", ";"):
        return None
    index = 0
    while index < len(found) and found[index].lower in ("also", "then", "later", "both"):
        index += 1
    if index >= len(found) or found[index].quoted:
        return None
    first = index
    head = found[first]
    if head.lower in ("he", "she", "they", "it", "i", "we", "you"):
        return (head.start, head.end)
    if (
        head.lower in grammar.NO_SOURCE
        or head.core in lists.CALENDAR
        or (head.lower in grammar.STOP and not head.capital)
    ):
        return None
    last = first
    while last + 1 < len(found):
        word, following = found[last], found[last + 1]
        if word.after or following.quoted or following.bracketed:
            break
        lower = following.lower
        if (
            (lower in grammar.STOP and not following.capital and not _envoy(word, lower))
            or (lower in grammar.PRONOUN - grammar.DETERMINER and not following.capital)
            or (following.core in lists.CALENDAR and word.lower not in grammar.DETERMINER)
            or (
                lower.endswith("ed")
                and last > first
                and not following.capital
                and not _qualifies(found, last + 1)
            )
        ):
            break
        if lower == "and":
            more = found[last + 2] if last + 2 < len(found) else None
            if more is None or following.after or not (more.capital and word.capital):
                break
        elif lower in grammar.PREPOSITION:
            more = found[last + 2] if last + 2 < len(found) else None
            name = word.capital and word.core not in lists.ORGANISATION_HEAD
            if (
                more is None
                or following.after
                or name
                or lower not in ("of", "for", "at", "from", "in", "with", "on", "to")
            ):
                break
            if more.core in lists.CALENDAR or more.lower in grammar.STOP:
                break
        elif (
            lower in VERBAL
            or (lower.endswith("ing") and not following.capital and not _names_again(found, last))
            or (word.capital and following.core.islower() and not _names_again(found, last))
            or (lower in grammar.NO_SOURCE and not following.capital)
        ):
            break
        last += 1
    while last > first and found[last].lower in grammar.PREPOSITION | grammar.DETERMINER | {"and"}:
        last -= 1
    return (found[first].start, found[last].end)


def _qualifies(found: list[Word], index: int) -> bool:
    """Whether a participle goes with the noun before it: "one Republican involved in the plan"."""
    after = found[index + 1].lower if index + 1 < len(found) and not found[index].after else ""
    return found[index].lower in PARTICIPLES and after in grammar.PREPOSITION | {"to"}


def _envoy(word: Word, lower: str) -> bool:
    """The "to" of an ambassador or an adviser."""
    return lower == "to" and word.lower in lists.ROLE


def _names_again(found: list[Word], last: int) -> bool:
    """Whether a name goes on over lower-case words: "said Clinton ally James Carville"."""
    for index in range(last + 1, min(last + 5, len(found))):
        word = found[index]
        if word.capital:
            return word.core not in lists.CALENDAR
        if word.lower in lists.ROLE | lists.BODY:
            return True
        if word.after or word.quoted or word.lower in _UNNAMED:
            return False
    return False


def any_verb_after(
    text: str, start: int, upper: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Source and cue right after what is said, whatever the verb: "beamed Kim Lee", "Lee barked".

    Only a form in -ed or -s beside a name or a pronoun, at the end of its clause.
    """
    found = words(text, start, min(upper, start + _RIGHT))
    if not found or found[0].quoted:
        return None
    if _verbal(found[0]):
        source = subject_after(text, found[0].end, upper)
        if source is not None and text[source[0]].isupper():
            return source, (found[0].start, found[0].end)
        return None
    if not found[0].capital and found[0].lower not in ("he", "she", "they"):
        return None
    for index in range(1, min(len(found), _LONGEST_NAME)):
        before, word = found[index - 1], found[index]
        if before.after or word.quoted or before.lower in grammar.STOP:
            return None
        if _verbal(word):
            following = found[index + 1] if index + 1 < len(found) else None
            ends = (
                following is None
                or word.after
                or following.quoted
                or following.lower in grammar.PREPOSITION
                or following.lower in ("as", "when", "while", "before", "after", "during")
            )
            if ends:
                return (found[0].start, before.end), (word.start, word.end)
            return None
    return None


def _verbal(word: Word) -> bool:
    return word.core.islower() and (
        (word.lower.endswith("ed") and len(word.lower) > 4) or word.lower in grammar.TELLING
    )


def closes(text: str, at: int, upper: int) -> bool:
    """Whether nothing but an apposition or a circumstance follows: what an inverted cue shows."""
    rest = text[at : min(upper, at + 30)].lstrip()
    if not rest or rest[0] in ",.;—(":
        return True
    return rest.split()[0].lower() in ("in", "on", "at", "during", "who", "after", "of", "from")
