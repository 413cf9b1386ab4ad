"""Sources in Spanish, French, German, Italian, Portuguese and Dutch: beside the cue or nowhere.

Cheaper than English and surer of itself: a source is the run of words between the cue and the
nearest punctuation, a quotation or a word that ends a noun phrase in that language.
"""

from __future__ import annotations

from caveat.document import grammar
from caveat.document.words import Word, words

LANGUAGES = ("es", "fr", "de", "it", "pt", "nl")
_WINDOW = 160
_LONGEST = 9


def source_after(text: str, language: str, start: int, upper: int) -> tuple[int, int] | None:
    """The run of words after a cue: "dijo el alcalde de Lugo", "sagte die Ministerin"."""
    if text[start : start + 1] in (",", ":", ".", ";"):
        return None
    found = words(text, start, min(upper, start + _WINDOW))
    if text[start : start + 1] in ("-", "‐"):
        # French turns subject and verb round: "dit-il".
        return (start + 1, found[0].end) if found else None
    taken: list[Word] = []
    for word in found[:_LONGEST]:
        if word.quoted or word.lower in grammar.ENDS[language] or word.before[:1] in ("(", "["):
            break
        taken.append(word)
        if word.after:
            break
    return (taken[0].start, taken[-1].end) if taken else None


def source_before(text: str, language: str, lower: int, end: int) -> tuple[int, int] | None:
    """The run of words before a cue: "El alcalde de Lugo dijo"."""
    found = words(text, max(lower, end - _WINDOW), end)
    taken: list[Word] = []
    for word in reversed(found[-_LONGEST:]):
        breaks = word.after if not taken else word.after or word.quoted
        if breaks and taken:
            break
        if word.quoted or (word.lower in grammar.ENDS[language] and not taken):
            break
        if word.lower in grammar.ENDS[language]:
            break
        taken.append(word)
    if not taken or not (taken[-1].capital or taken[-1].start <= lower + 1):
        return None
    return (taken[-1].start, taken[0].end)
