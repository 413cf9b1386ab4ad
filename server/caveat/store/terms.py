"""What an article is about: its words, names and numbers as comparable keys.

Only the headline and the body speak for an article: the rest of a page (navigation, bios,
notices) is about the outlet.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

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
_MOST = 15
# Reading stops here: what an event is stands in the first pages of any report on it.
_MAX_SENTENCES = 400

# Scripts that put no spaces between words: their runs are cut into overlapping pairs.
_UNSPACED = re2.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+")
# Kept inside a token and stripped from its ends: initials ("U.S."), numbers ("2,000", "5.6").
_INNER = ".,:"
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

    ``keys`` are the terms' stable 48-bit keys, ``kinds`` as in Term, ``counts`` how often they
    stand in the article (15 at most).
    """

    keys: Keys
    kinds: Bytes
    counts: Bytes

    def __len__(self) -> int:
        return len(self.keys)

    def to_bytes(self) -> bytes:
        """The stored form, 7 bytes a term: 6 of key, little-endian, then count and kinds."""
        raw = self.keys.astype("<i8").view(np.uint8).reshape(-1, 8)[:, :6]
        rest = (self.counts << 4 | self.kinds).reshape(-1, 1)
        return np.hstack([raw, rest]).tobytes()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Profile:
        """The inverse of ``to_bytes``."""
        return cls.all_from_bytes([stored])[0]

    @classmethod
    def all_from_bytes(cls, stored: Sequence[bytes]) -> list[Profile]:
        """Several profiles at once, in a fraction of the time."""
        raw = np.frombuffer(b"".join(stored), dtype=np.uint8).reshape(-1, 7)
        wide = np.zeros((len(raw), 8), dtype=np.uint8)
        wide[:, :6] = raw[:, :6]
        keys = wide.view("<i8").reshape(-1).astype(np.int64, copy=False)
        kinds: Bytes = raw[:, 6] & np.uint8(15)
        counts: Bytes = raw[:, 6] >> np.uint8(4)
        ends = np.cumsum([len(s) // 7 for s in stored]).tolist()
        return [cls(keys[a:b], kinds[a:b], counts[a:b]) for a, b in itertools.pairwise([0, *ends])]


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


def tokens(text: str) -> list[str]:
    """The words and numbers of a text as they stand, without punctuation around them."""
    found: list[str] = []
    for piece in text.translate(_SPACED).split():
        token = piece.strip(_INNER)
        if token.isalnum() and token.isascii():
            found.append(token)
        elif token:
            found += _unusual(token)
    return found


def _unusual(token: str) -> Iterator[str]:
    if is_number(token):
        yield token.replace(",", "")
        return
    for word in token.replace(",", " ").replace(":", " ").split():
        at = 0
        for run in _UNSPACED.finditer(word):
            yield from filter(None, (word[at : run.start()],))
            cut = run.group()
            yield from (cut[i : i + 2] for i in range(max(1, len(cut) - 1)))
            at = run.end()
        yield from filter(None, (word[at:],))


def is_number(token: str) -> bool:
    """Whether a token begins with a digit and has no letters ("2,000", "17:30", "5.6")."""
    return token[0].isdigit() and not any(map(str.isalpha, token))


def terms(document: Document) -> list[Term]:
    """The terms of the headline and the body, most telling first, at most MAX_TERMS."""
    counts: dict[str, int] = {}
    kinds: dict[str, int] = {}
    surface: dict[str, str] = {}
    for text, lead in _passages(document):
        found = [t for token in tokens(text) if (t := _classify(token)).word]
        long = sum(t.long for t in found)
        # In a title-case headline or a line in capitals, capitals tell nothing.
        shouted = long > 1 and sum(t.capital for t in found) > 0.6 * long
        first = True
        for token in found:
            word, kind = token.word, token.kind | lead
            counts[word] = counts.get(word, 0) + 1
            if token.upper and not shouted and not first:
                kind |= NAME
                if not kinds.get(word, 0) & NAME:
                    surface[word] = token.surface
            first = False
            if word in kinds:
                kinds[word] |= kind
            else:
                kinds[word] = kind
                surface.setdefault(word, token.surface)
    ranked = sorted(counts, key=lambda w: (-_weight(kinds[w], counts[w]), w))
    return [Term(w, surface[w], counts[w], kinds[w]) for w in ranked[:MAX_TERMS]]


class _Token(NamedTuple):
    """What is known of a token wherever it stands; ``word`` is "" when it tells nothing."""

    word: str
    surface: str
    kind: int
    upper: bool
    # A word of more than three letters, and whether that begins with a capital.
    long: bool
    capital: bool


@lru_cache(maxsize=65_536)
def _classify(token: str) -> _Token:
    lower = token.lower()
    number = is_number(token)
    tells = number or (lower not in _POSSESSIVE and (len(token) > 1 or not token.isascii()))
    kind = NUMBER if number or lower in _CALENDAR else 0
    upper = not kind and token[0].isupper()
    word = (token if number else fold(token)) if tells else ""
    long = not number and len(token) > 3
    return _Token(word, token, kind, upper, long, long and token[0].isupper())


def profile(found: Sequence[Term]) -> Profile:
    """The terms as arrays."""
    keys = np.array([t.key for t in found], dtype=np.int64)
    kinds = np.array([t.kinds for t in found], dtype=np.uint8)
    counts = np.array([min(t.count, _MOST) for t in found], dtype=np.uint8)
    order = np.argsort(keys, kind="stable")
    return Profile(keys[order], kinds[order], counts[order])


def body_spans(document: Document) -> Iterator[Span]:
    """The sentences that belong to the story itself."""
    return (s.span for s in document.sentences if s.section is SectionKind.BODY)


def _passages(document: Document) -> Iterator[tuple[str, int]]:
    if document.headline is not None:
        yield document.text(document.headline.span), LEAD
    for index, span in enumerate(body_spans(document)):
        if index == _MAX_SENTENCES:
            return
        yield document.text(span), LEAD if index < _LEAD_SENTENCES else 0


def _weight(kinds: int, count: int) -> float:
    return (
        min(count, 5)
        + (2 if kinds & NAME else 0)
        + (1 if kinds & NUMBER else 0)
        + (2 if kinds & LEAD else 0)
    )


class _Spaced(dict[int, int]):
    """For str.translate: letters, digits, marks and inner punctuation stay, the rest is space."""

    def __missing__(self, code: int) -> int:
        """Decide once for each character that occurs."""
        character = chr(code)
        kept = character in _INNER or character.isalnum() or category(character)[0] == "M"
        self[code] = code if kept else 32
        return self[code]


_SPACED = _Spaced()
