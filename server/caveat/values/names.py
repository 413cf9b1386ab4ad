"""Whether two names can be one person's."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from caveat.values.classes import words

_TITLES: Final = frozenset(
    words(
        "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend father "
        "sister president premier chancellor minister senator sen rep gov governor mayor "
        "king queen prince princess judge justice gen general col colonel capt captain "
        "maj major lt lieutenant sgt sergeant adm admiral chief pope cardinal bishop "
        "sheikh jr sr ii iii iv hon the"
    )
)
_PARTICLES: Final = frozenset(
    words("de da do dos du del della di van von der den ter al el la le bin ibn ben bint y e")
)
# Letters that NFKD leaves whole.
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
# Spellings of one sound in names brought over from other scripts, longest first.
_SOUNDS: Final = (
    ("tsch", "c"), ("dzh", "j"), ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("kh", "h"),
    ("gh", "g"), ("zh", "j"), ("ts", "z"), ("tz", "z"), ("ph", "f"), ("th", "t"), ("dh", "d"),
    ("ck", "k"), ("ou", "u"), ("oo", "u"), ("q", "k"), ("x", "ks"), ("w", "v"),
)  # fmt: skip
_VOWELS: Final = frozenset("aeiouyj'’`")
_SOUND_LENGTH: Final = 5
_ALIKE: Final = 0.6


@lru_cache(maxsize=4096)
def parts(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart: lower case, without diacritics, titles, suffixes
    and particles.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    pieces = plain.replace("-", " ").replace(".", " ").replace(",", " ").split()
    pieces = [p.removesuffix("'s").removesuffix("’s").strip("'’\"“”()") for p in pieces]
    kept = tuple(p for p in pieces if p and p not in _TITLES and p not in _PARTICLES)
    return kept or tuple(p for p in pieces if p)


def key(name: str) -> str:
    """Equal for two spellings of a name that differ in order, diacritics or titles alone."""
    return " ".join(sorted(parts(name)))


def same_person(a: str, b: str) -> bool:
    """Whether two names can be one person's: in another order or transliteration, with other
    titles or diacritics, with initials, or only a part of the name. Symmetric. Two full names
    with another given name or surname are two people.
    """
    # In one order, whichever name comes first: neither the choice of pieces nor the ratio of two
    # words is symmetric by itself.
    one, other = sorted((parts(a), parts(b)), key=lambda p: (len(p), p))
    if not one or not other:
        return False
    left = list(other)
    for piece in sorted(one, key=len, reverse=True):
        match = next((o for o in left if _same_word(piece, o)), None)
        if match is None:
            return False
        left.remove(match)
    # An initial alone is nobody's name.
    return any(len(piece) > 1 for piece in one)


def _same_word(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if min(len(a), len(b)) < _SOUND_LENGTH:
        return False
    return _sound(a) == _sound(b) and SequenceMatcher(None, min(a, b), max(a, b)).ratio() >= _ALIKE


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """The consonants of a word, with the spellings of one sound made alike."""
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    out = ""
    for char in word:
        if char not in _VOWELS and out[-1:] != char:
            out += char
    return out
