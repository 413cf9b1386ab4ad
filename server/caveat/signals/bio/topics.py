"""Which fields a story belongs to, by the words of its headline and body.

The weights are learned by ``models/topics.py`` and shipped as topics.tsv.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

# The first part of a story says what it is about; the rest only costs time. In code points.
_READ = 6_000
_HEADLINE = 3
# How much clearer the leading field is made: shares are proportional to this power.
_SHARPEN = 2.5
# The mass of words not yet seen: about that of six telling words of one field.
_UNKNOWN = 12.0
_STEM = range(3, 16)
# Offsets do not matter here, and a translation is ten times as fast as a pattern.
_APART = str.maketrans(dict.fromkeys('!"#$%&()*,-./:;<=>?@[]^_`{|}~«»“”„…–—·•\u00a0', " "))
_APART[ord("’")] = "'"


@cache
def _table() -> tuple[
    Mapping[str, tuple[tuple[str, float], ...]], Mapping[str, str], frozenset[str]
]:
    """Weights by word or phrase; by stem; and the words with which phrases open."""
    exact: dict[str, tuple[tuple[str, float], ...]] = {}
    stems: dict[str, str] = {}
    text = files("caveat.signals.bio").joinpath("topics.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        word, _, weights = line.partition("\t")
        pairs = (pair.split(":") for pair in weights.split())
        exact[word] = tuple((field, int(weight) / 100) for field, weight in pairs)
        if word.endswith("*"):
            stems[word[:-1]] = word
    return exact, stems, frozenset(w.split()[0] for w in exact if " " in w)


def shares(headline: str, body: Iterable[str], language: str) -> dict[str, float]:
    """How much of a story belongs to each field; what is left to 1 is not known.

    ``{}`` when no word tells. ``body`` is its paragraphs or sentences, in order. A headline alone
    leaves most of a story unknown.
    """
    counts: dict[str, int] = {}
    _count(headline, counts, language, _HEADLINE)
    left = _READ
    for part in body:
        if left <= 0:
            break
        _count(part[:left], counts, language, 1)
        left -= len(part)
    exact, _, _ = _table()
    mass: dict[str, float] = {}
    for key, count in counts.items():
        for field, weight in exact[key]:
            mass[field] = mass.get(field, 0.0) + weight * (1.0 + math.log(count))
    sharp = {field: value**_SHARPEN for field, value in mass.items()}
    whole = sum(sharp.values()) + _UNKNOWN**_SHARPEN
    return {field: value / whole for field, value in sorted(sharp.items())}


def _count(text: str, counts: dict[str, int], language: str, times: int) -> None:
    exact, stems, opens = _table()
    found = text.lower().translate(_APART).split()
    for index, word in enumerate(found):
        key: str | None = word
        if word in opens and index + 1 < len(found):
            pair = f"{word} {found[index + 1]}"
            key = pair if pair in exact else word
        if key not in exact:
            key = _stem(word, stems) if language == "de" else None
        if key is not None:
            counts[key] = counts.get(key, 0) + times


def _stem(word: str, stems: Mapping[str, str]) -> str | None:
    for length in range(min(len(word), _STEM.stop), _STEM.start - 1, -1):
        if (key := stems.get(word[:length])) is not None:
            return key
    return None
