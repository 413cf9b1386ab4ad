"""What an article is about: its words, names and numbers as comparable keys.

Only the headline and the body speak for an article: the rest of a page (navigation, bios,
notices) is about the outlet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import re2

from caveat.document import Document, SectionKind, Span

# Kinds of term, as bits: a term may be several things at once.
NAME = 1
NUMBER = 2
LEAD = 4

# The most telling terms are kept; an article of 1,000 words has about 300 different ones.
MAX_TERMS = 192
_LEAD_SENTENCES = 2
# Reading stops here: what an event is stands in the first pages of any report on it.
_MAX_SENTENCES = 400

_TOKEN = re2.compile(
    # Scripts that do not put spaces between words are cut into overlapping pairs below.
    r"([\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+)"
    r"|(\pL\.(?:\pL\.)+)"
    r"|(\pN+(?:[.,:]\pN+)*)"
    r"|([\pL\pM]+)"
)
_POSSESSIVE = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
# Words that say when, not what: they meet numbers, not names.
_CALENDAR = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september"}
    | {"october", "november", "december", "monday", "tuesday", "wednesday", "thursday"}
    | {"friday", "saturday", "sunday"}
)

Keys = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of an article: ``word`` is its folded form, ``surface`` how it first stood there.

    ``kinds`` is a sum of NAME, NUMBER and LEAD (headline and first sentences).
    """

    word: str
    surface: str
    count: int
    kinds: int

    @property
    def key(self) -> int:
        """The stable 48-bit key of the word."""
        return key(self.word)


@dataclass(frozen=True, slots=True)
class Profile:
    """The terms of an article as arrays of one length, sorted by key.

    ``keys`` are the terms' stable 48-bit keys, ``kinds`` as in Term.
    """

    keys: Keys
    kinds: Bytes

    def __len__(self) -> int:
        return len(self.keys)

    def to_bytes(self) -> bytes:
        """The stored form: 6 bytes of key and 1 of kinds a term, little-endian."""
        raw = self.keys.astype("<i8").view(np.uint8).reshape(-1, 8)[:, :6]
        return np.ascontiguousarray(np.hstack([raw, self.kinds.reshape(-1, 1)])).tobytes()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Profile:
        """The inverse of ``to_bytes``."""
        raw = np.frombuffer(stored, dtype=np.uint8).reshape(-1, 7)
        keys = np.zeros((len(raw), 8), dtype=np.uint8)
        keys[:, :6] = raw[:, :6]
        return cls(keys.view("<i8").reshape(-1).astype(np.int64), raw[:, 6].copy())


@lru_cache(maxsize=65_536)
def key(word: str) -> int:
    """The 48-bit key of a folded word, the same in every process and version.

    48 bits are 6 bytes in an SQLite row; with ten million different words about one pair in six
    such stores' worth of words collides, which costs one wrong shared word.
    """
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=6).digest(), "little")


@lru_cache(maxsize=65_536)
def fold(token: str) -> str:
    """Lower case, without a plural or verb ending (a light stemmer after Harman, 1991)."""
    word = token.lower().replace(".", "")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    if len(word) > 6 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 5 and word.endswith("ed"):
        word = word[:-2]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word


def tokens(text: str) -> Iterator[tuple[str, bool]]:
    """The tokens of a text as they stand, each with whether it is a number."""
    for unspaced, initials, number, word in _TOKEN.findall(text):
        if word:
            yield word, False
        elif number:
            yield number.replace(",", ""), True
        elif initials:
            yield initials, False
        elif len(unspaced) == 1:
            yield unspaced, False
        else:
            for i in range(len(unspaced) - 1):
                yield unspaced[i : i + 2], False


def terms(document: Document) -> list[Term]:
    """The terms of the headline and the body, most telling first, at most MAX_TERMS."""
    counts: dict[str, int] = {}
    kinds: dict[str, int] = {}
    surface: dict[str, str] = {}
    undecided: dict[str, str] = {}
    for text, lead in _passages(document):
        found = [t for t in tokens(text) if t[1] or _tells(t[0])]
        shouted = _shouted(found)
        for position, (token, number) in enumerate(found):
            word = token if number else fold(token)
            counts[word] = counts.get(word, 0) + 1
            kind = kinds.get(word, 0) | (LEAD if lead else 0)
            if number or token.lower() in _CALENDAR:
                kind |= NUMBER
            elif token[0].isupper() and not shouted:
                if position:
                    kind |= NAME
                    surface[word] = surface.get(word) or token
                else:
                    undecided.setdefault(word, token)
            kinds[word] = kind
            if number:
                surface.setdefault(word, token)
    ranked = sorted(counts, key=lambda w: (-_weight(kinds[w], counts[w]), w))
    return [
        Term(w, surface.get(w) or undecided.get(w) or w, counts[w], kinds[w])
        for w in ranked[:MAX_TERMS]
    ]


def profile(found: list[Term]) -> Profile:
    """The terms as arrays."""
    keys = np.array([t.key for t in found], dtype=np.int64)
    kinds = np.array([t.kinds for t in found], dtype=np.uint8)
    order = np.argsort(keys, kind="stable")
    return Profile(keys[order], kinds[order])


def body_spans(document: Document) -> Iterator[Span]:
    """The sentences that belong to the story itself."""
    return (s.span for s in document.sentences if s.section is SectionKind.BODY)


def _passages(document: Document) -> Iterator[tuple[str, bool]]:
    if document.headline is not None:
        yield document.text(document.headline.span), True
    for index, span in enumerate(body_spans(document)):
        if index == _MAX_SENTENCES:
            return
        yield document.text(span), index < _LEAD_SENTENCES


def _tells(token: str) -> bool:
    if len(token) == 1:
        return not token.isascii()
    return token.lower() not in _POSSESSIVE


def _shouted(found: list[tuple[str, bool]]) -> bool:
    """Whether capitals tell nothing here: a title-case headline, a line in capitals."""
    words = [t for t, number in found if not number and len(t) > 3]
    return len(words) > 1 and sum(t[0].isupper() for t in words) > 0.6 * len(words)


def _weight(kinds: int, count: int) -> float:
    return (
        min(count, 5)
        + (2 if kinds & NAME else 0)
        + (1 if kinds & NUMBER else 0)
        + (2 if kinds & LEAD else 0)
    )
