"""Which fields a story belongs to, by the words of its headline and body.

The weights are learned by ``models/topics.py`` and shipped as topics.tsv.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from caveat.signals.bio.fields import opening_of

# The first part of a story says what it is about; the rest only costs time. In code points.
_READ = 6_000
_HEADLINE = 3
# How much clearer the leading field is made: shares are proportional to this power.
_SHARPEN = 2.5
# How much of what a text brings to a field by chance is taken off.
_CHANCE = 0.5
# The mass of words not yet seen: about that of six telling words of one field.
_UNKNOWN = 12.0
# Offsets do not matter here, and a translation is ten times as fast as a pattern.
_APART = str.maketrans(dict.fromkeys('!"#$%&()*,-./:;<=>?@[]^_`{|}~«»“”„…–—·•\u00a0', " "))
_APART[ord("’")] = "'"


@dataclass(frozen=True, slots=True)
class _Table:
    """Weights of a word or phrase for fields, and of any word on average (``usual``).

    ``stems`` leads from the opening of a German word to its key, ``opens`` holds the first words
    of phrases.
    """

    exact: Mapping[str, tuple[tuple[str, float], ...]]
    stems: Mapping[str, str]
    opens: frozenset[str]
    usual: Mapping[str, float]


@cache
def _table() -> _Table:
    text = files("caveat.signals.bio").joinpath("topics.tsv").read_text(encoding="utf-8")
    first, *lines = text.splitlines()
    exact: dict[str, tuple[tuple[str, float], ...]] = {}
    for line in lines:
        word, _, weights = line.partition("\t")
        exact[word] = _weights(weights, 100)
    return _Table(
        exact,
        stems={word[:-1]: word for word in exact if word.endswith("*")},
        opens=frozenset(word.split()[0] for word in exact if " " in word),
        usual=dict(_weights(first.strip(), 10_000)),
    )


def _weights(text: str, unit: int) -> tuple[tuple[str, float], ...]:
    pairs = (pair.split(":") for pair in text.split())
    return tuple((field, int(weight) / unit) for field, weight in pairs)


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
    table = _table()
    mass: dict[str, float] = {}
    length = 0.0
    for key, count in counts.items():
        times = 1.0 + math.log(count)
        length += times
        for field, weight in table.exact.get(key, ()):
            mass[field] = mass.get(field, 0.0) + weight * times
    # What a text of this length brings to a field by chance says nothing of its topic.
    over = {f: m - _CHANCE * length * table.usual.get(f, 0.0) for f, m in mass.items()}
    sharp = {f: m**_SHARPEN for f, m in sorted(over.items()) if m > 0}
    whole = sum(sharp.values()) + _UNKNOWN**_SHARPEN
    return {field: value / whole for field, value in sharp.items()}


def _count(text: str, counts: dict[str, int], language: str, times: int) -> None:
    table = _table()
    found = text.lower().translate(_APART).split()
    for index, word in enumerate(found):
        key = word
        if word in table.opens and index + 1 < len(found):
            pair = f"{word} {found[index + 1]}"
            key = pair if pair in table.exact else word
        elif language == "de" and word not in table.exact:
            stem = opening_of(word, table.stems)
            key = table.stems[stem] if stem is not None else word
        counts[key] = counts.get(key, 0) + times
