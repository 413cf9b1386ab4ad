"""Words: the tokens of a sentence with their places, folded so that two reports' wordings meet."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from caveat.signals.conflict.lexicon import CONCEPTS, PHRASES, STOP, VESSELS

# A sentence of a table or of a page without full stops may run to thousands of words.
MAX_WORDS = 90


@dataclass(frozen=True, slots=True)
class Word:
    """One token: half-open code points in its field; ``stem`` is its folded, conflated form,
    ``content`` says whether it says anything of what the sentence is about, ``name`` whether it is
    written like a name.
    """

    start: int
    end: int
    text: str
    stem: str
    content: bool
    name: bool


def _word(start: int, end: int, text: str, stem: str) -> Word:
    return Word(start, end, text, stem, stem not in STOP, text[:1].isupper())


def words(text: str, offset: int) -> tuple[Word, ...]:
    """The first 90 words of a piece of text that starts at ``offset`` of its field."""
    spaced = text.translate(_SEPARATORS)
    found: list[Word] = []
    at = 0
    for token in spaced.split(None, MAX_WORDS)[:MAX_WORDS]:
        first = spaced.index(token, at)
        at = first + len(token)
        # A hyphenated word is read in its parts: "30-metre".
        for part in token.split("-") if "-" in token else (token,):
            core = part.strip(".,'’")
            if core:
                start = offset + first + part.index(core)
                found.append(_word(start, start + len(core), core, stem(core)))
            first += len(part) + 1
    return _conflated(found)


def _restemmed(word: Word, stem: str) -> Word:
    return _word(word.start, word.end, word.text, stem)


def _conflated(found: list[Word]) -> tuple[Word, ...]:
    """Words whose phrase says what one word says, given that word's stem: "called off"."""
    texts = [w.text.lower() for w in found]
    for i, text in enumerate(texts):
        if text in _SINKING and not VESSELS.isdisjoint(texts):
            found[i] = _restemmed(found[i], "sink")
        for size in _BEGUN_BY.get(text, ()):
            concept = PHRASES.get(tuple(texts[i : i + size]))
            if concept is not None:
                rest = (_restemmed(w, "of") for w in found[i + 1 : i + size])
                found[i : i + size] = [_restemmed(found[i], concept), *rest]
                break
    return tuple(found)


_SINKING = frozenset({"sank", "sink", "sinks", "sinking", "down"})
# How long the phrases are that a word begins, longest first.
_BEGUN_BY = {
    first: sorted({len(p) for p in PHRASES if p[0] == first}, reverse=True)
    for first in {p[0] for p in PHRASES}
}


@lru_cache(maxsize=65_536)
def stem(token: str) -> str:
    """Lower case, without accents, possessive and common English endings; then conflated with its
    synonyms by the lexicon, so that "deaths", "killed" and "died" are one stem.
    """
    plain = token.lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if c.isalnum() or c == "'")
    plain = plain.removesuffix("'s").removesuffix("'")
    if plain in CONCEPTS:
        return CONCEPTS[plain]
    if plain in STOP:
        return plain
    short = _strip(plain)
    return CONCEPTS.get(short, short)


def _strip(word: str) -> str:
    """A light suffix stripper (after Harman, How effective is suffixing?, 1991: the S stemmer),
    with the verb endings that news uses to tell one fact in two forms.
    """
    if len(word) < 5 or not word.isalpha():
        return word[:-1] if word.endswith("s") and len(word) == 4 and word[2] != "s" else word
    for ending, new in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(new) >= 3:
            base = word[: len(word) - len(ending)] + new
            if len(base) > 3 and base[-1] == base[-2] and ending in {"ed", "ing"}:
                return base[:-1]
            return base.removesuffix("e") if len(base) > 4 else base
    return word.removesuffix("e") if len(word) > 4 else word


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """A name's stem without what transliterations differ in: "Karl" and "Carl", "Kyiv" and "Kiev"
    keep apart only where the consonants do.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isalnum())
    for old, new in _SOUNDS:
        plain = plain.replace(old, new)
    return "".join(c for i, c in enumerate(plain) if not i or c != plain[i - 1])


_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("kh", "h"), ("gh", "g"), ("sch", "sh"), ("tch", "ch"), ("q", "k"),
    ("c", "k"), ("w", "v"), ("y", "i"), ("j", "i"), ("z", "s"), ("g", "k"), ("th", "t"),
    ("ei", "i"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("e", "a"), ("o", "u"),
)  # fmt: skip


_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("ed", ""),
    ("ss", "ss"),
    ("us", "us"),
    ("s", ""),
)


def _separators() -> dict[int, str]:
    """Every code point that is no letter, digit, mark or joiner of a word, to a space."""
    kept = set("-.,'’")
    table: dict[int, str] = {}
    for code in range(sys.maxunicode + 1):
        if code >= 0x3000 and not 0xFE00 <= code <= 0xFFFF:
            break
        char = chr(code)
        if char not in kept and unicodedata.category(char)[0] not in "LNM":
            table[code] = " "
    return table


_SEPARATORS = _separators()
