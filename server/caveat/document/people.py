"""The form of a person's name, as bylines write it."""

from __future__ import annotations

from caveat.document import gazetteer

_WORDS = gazetteer.read("byline_words.txt")
_PARTICLES = _WORDS["name particle"]
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mbe", "obe", "esq", "jd", "rn"})
_INSIDE = frozenset("'’‘-‑.")
_MAX_WORDS = 6
# Begin titles and headings in languages whose names they also stand in.
_ARTICLES = _WORDS["article"]

_NOT_NAMES = _WORDS["not in a name"]


def is_name(text: str) -> bool:
    """Whether a text has the form of one person's full name: two to six words."""
    if not 4 <= len(text) <= 60:
        return False
    words = text.replace(",", " ").split()
    while len(words) > 2 and words[-1].replace(".", "").casefold() in _SUFFIXES:
        words.pop()
    if not 2 <= len(words) <= _MAX_WORDS or not (_word(words[0]) and _word(words[-1])):
        return False
    if "," in text and text.partition(",")[0].split() != words:
        return False
    if not all(_word(w) or w.rstrip("’'") in _PARTICLES for w in words[1:-1]):
        return False
    return words[0].casefold() not in _ARTICLES and not _shouts(words) and not _common(words)


def is_lone_name(text: str) -> bool:
    """Whether a text is a single capitalised word that could be a first name."""
    return (
        3 <= len(text) <= 20
        and text.isalpha()
        and text[0].isupper()
        and text[1:].islower()
        and not _common([text])
    )


def _shouts(words: list[str]) -> bool:
    """Whether an acronym stands among words that are not: "NASA Human Spaceflight"."""
    loud = [w for w in words if len(w) > 2 and w.isalpha() and w.isupper()]
    return bool(loud) and loud != words[-1:] and not all(w.isupper() for w in words)


def _word(word: str) -> bool:
    return (
        len(word) <= 25
        and (word[0].isupper() or word[0] in "'’‘" or word[:2] in ("d'", "d’", "de"))
        and any(c.isupper() for c in word)
        and all(c.isalpha() or c in _INSIDE or ord(c) > 0x2FF for c in word)
        and (word.isupper() or sum(c.isupper() for c in word) <= 3)
        and not ("." in word[:-1] and any(c.islower() for c in word.rpartition(".")[2]))
    )


def _common(words: list[str]) -> bool:
    parts = (part for word in words for part in word.casefold().split("-"))
    return any(part.strip(".,’'") in _NOT_NAMES for part in parts)
