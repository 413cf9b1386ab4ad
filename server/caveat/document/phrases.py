"""Noun phrases beside a cue: who said it, read from the words to the left or to the right.

No tagger: a phrase is grown word by word from the cue and stops at what cannot belong to it (a
comma, an auxiliary, a conjunction, a pronoun). Each reading looks at a bounded window, so that a
page of cues costs linear time. Quoted stretches arrive masked (see ``MASK``).
"""

from __future__ import annotations

from dataclasses import dataclass

from caveat.document import gazetteer as lists
from caveat.document import grammar
from caveat.document.cues import ADVERB, NOUN, VERB

# Stand-ins, of the same length, for what a quoted stretch holds. The second ends one whose last
# mark is punctuation, as at the end of what is said.
MASK = "\ue000"
MASK_END = "\ue001"
_LEFT = 400
_RIGHT = 220
_MAX_CHUNKS = 12

_TRIM = "“”\"'‘’«»„()[]{}*_"
_ENDS = ",;:.!?…"


@dataclass(slots=True)
class Word:
    """A word of a window: its core without punctuation (code points of the masked text)."""

    start: int
    end: int
    core: str
    lower: str
    # Punctuation that follows the core, and whether an opening bracket or dash stands before it.
    after: str
    before: str

    @property
    def breaks(self) -> bool:
        """Whether a phrase cannot go on past this word to the right."""
        return bool(self.after) and not self.after.startswith(("'", "’"))

    @property
    def capital(self) -> bool:
        """Whether it is written as a name or an acronym is."""
        return self.core[:1].isupper()

    @property
    def spoken(self) -> bool:
        """Whether it is a masked quotation that ends what is said, not a word or two of it."""
        return MASK_END in self.core

    @property
    def quoted(self) -> bool:
        """Whether it holds a masked quotation."""
        return MASK in self.core or MASK_END in self.core


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of ``text[start:end]`` with their punctuation; dashes part words."""
    found: list[Word] = []
    window = text[start:end].replace("—", " ").replace("…", " ").replace(" – ", "   ")
    at = 0
    raw = text[start:end]
    previous = 0
    for token in window.split():
        at = window.index(token, at)
        dash = raw[previous:at].strip()
        if dash and found:
            found[-1].after += "—"
        core = token.lstrip(_TRIM + _ENDS)
        lead = len(token) - len(core)
        core = core.rstrip(_TRIM + _ENDS)
        after = token[lead + len(core) :]
        if after[:1] == "." and (len(core) <= 1 or _abbreviates(core)):
            core += "."
            after = after[1:]
        if core:
            found.append(
                Word(
                    start + at + lead,
                    start + at + lead + len(core),
                    core,
                    core.lower(),
                    after.strip('"“”'),
                    token[:lead],
                )
            )
        elif found:
            found[-1].after += token
        at += len(token)
        previous = at
    if raw[previous:].strip() and found:
        found[-1].after += "—"
    return found


def _abbreviates(core: str) -> bool:
    return (
        "." in core
        or core.lower() in lists.COURTESY
        or (core.lower() in lists.RANK and len(core) <= 4)
        or core in ("Jr", "Sr", "Inc", "Corp", "Co", "Ltd")
    )


def subject_before(text: str, lower: int, cue: int) -> tuple[int, int] | None:
    """The subject that a cue at ``cue`` continues, reading no further left than ``lower``.

    None when what stands there cannot speak; a bare conjunction ("and said") is None too.
    """
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
    if last < 0:
        return None
    if found[last].after:
        return _before_comma(found, last)
    return _phrase_ending(found, last)


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
        if phrase is not None and phrase[0] <= found[min(first + 1, end)].start:
            return phrase
        break
    for position in range(len(chunks) - 1, -1, -1):
        first, end = chunks[position]
        if position == 0 or not _is_insertion(found, first, end, position):
            return _phrase_ending(found, end)
    return None


def _chunks(found: list[Word], last: int) -> list[tuple[int, int]]:
    """The stretches between commas, brackets and dashes that end at ``last``, left to right; a
    quotation or a semicolon is as far as they go.
    """
    chunks: list[tuple[int, int]] = []
    end = last
    for index in range(last - 1, -2, -1):
        if index < 0 or found[index].after or found[index].spoken:
            chunks.append((index + 1, end))
            end = index
            if index < 0 or found[index].spoken or found[index].after[0] in ".;:!?":
                break
            if len(chunks) >= _MAX_CHUNKS:
                break
    return [c for c in reversed(chunks) if not found[c[1]].quoted]


def _is_insertion(found: list[Word], first: int, end: int, position: int) -> bool:
    word = found[first]
    opener = word.lower
    return (
        (opener in grammar.INSERTION and not (position == 0 and opener in ("a", "an", "one")))
        or opener in grammar.OPENER
        or (opener.endswith("ing") and word.core.lower() != "king")
        or opener[:1].isdigit()
        or word.before[:1] in ("(", "[")
        or word.core in lists.CALENDAR
        or ((opener in ("the", "his", "her") or opener in lists.ROLE) and position > 0)
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
            return _phrase_ending(found, last - 1) if not previous.quoted else None
    if word.lower in grammar.PRONOUN and not (word.lower == "one" and last and not word.after):
        return (word.start, word.end)
    if word.lower in grammar.STOP or word.lower in ("and", "that") or word.lower in VERB:
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
        if previous.after or previous.quoted or found[first].before[:1] in ("(", "["):
            break
        if not _extends(found, first - 1, last):
            break
        first -= 1
        if found[first].lower in grammar.DETERMINER and not _goes_on(found, first):
            break
    first = _trimmed(found, first, last)
    return (found[first].start, found[last].end) if first <= last else None


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
    if word.lower in grammar.STOP or word.lower in grammar.PRONOUN - grammar.DETERMINER:
        return False
    if word.lower in VERB or (word.lower.endswith("ly") and word.lower != "family"):
        return False
    if right.capital and index + 1 <= last and right.core not in lists.PLACE:
        # A lower-case word before a name belongs to it only as a function or a quality.
        return (
            word.lower in lists.ROLE
            or word.lower in grammar.DETERMINER
            or "-" in word.lower
            or word.lower in ("then", "former", "fellow", "rival", "billionaire", "candidate")
            or any(w.lower in lists.ROLE for w in found[max(0, index - 2) : index + 1])
        )
    return True


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
    if head.lower in ("he", "she", "they", "it", "i", "we", "you", "one"):
        return (head.start, head.end)
    if head.lower in grammar.NO_SOURCE or head.core in lists.CALENDAR or head.lower in grammar.STOP:
        return None
    last = first
    while last + 1 < len(found):
        word, following = found[last], found[last + 1]
        if word.after or following.quoted or following.before[:1] in ("(", "["):
            break
        lower = following.lower
        if (
            lower in grammar.STOP
            or lower in grammar.PRONOUN - grammar.DETERMINER
            or following.core in lists.CALENDAR
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
            lower in VERB
            or (lower.endswith("ing") and not following.capital)
            or (word.capital and following.core.islower() and lower not in lists.ROLE | lists.BODY)
            or (lower in grammar.NO_SOURCE and not following.capital)
        ):
            break
        last += 1
    while last > first and found[last].lower in grammar.PREPOSITION | grammar.DETERMINER | {"and"}:
        last -= 1
    return (found[first].start, found[last].end)


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


def is_noun(left: str, word: str, right: str) -> bool:
    """Whether a form that may be verb or noun ("reports", "the claim") is a noun here.

    ``left`` and ``right`` are the words beside it, with their punctuation.
    """
    lower = left.lower().strip(_TRIM + _ENDS)
    participle = word.endswith("ing")
    if left and left[-1] in _ENDS:
        return word in NOUN and not participle and not right[:1].isupper()
    if lower in grammar.DETERMINER and lower not in grammar.PRONOUN | {
        "this",
        "that",
        "these",
        "those",
    }:
        return not participle or lower in ("the", "a", "his", "her", "their", "its")
    if lower in grammar.BEFORE_NOUN and not participle:
        return True
    if word not in NOUN:
        return False
    if lower.endswith(("'s", "’s")):
        return True
    after = right.lower().strip(_TRIM)
    if after in grammar.AFTER_NOUN or (right[:1] in _ENDS and right[:1] != ":"):
        return True
    if participle or lower in grammar.PRONOUN | grammar.RELATIVE or lower in ADVERB:
        return False
    if word.endswith("s"):
        return not (left[:1].isupper() or lower in lists.ROLE or lower in lists.BODY)
    if word.endswith("ed"):
        return False
    return not lower.endswith("s") and lower not in ("people", "police", "women", "men")


def closes(text: str, at: int, upper: int) -> bool:
    """Whether nothing but an apposition or a circumstance follows: what an inverted cue shows."""
    rest = text[at : min(upper, at + 30)].lstrip()
    if not rest or rest[0] in ",.;—(":
        return True
    return rest.split()[0].lower() in ("in", "on", "at", "during", "who", "after", "of", "from")
