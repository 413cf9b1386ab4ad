"""The fields that bios claim and stories belong to, and how a phrase is looked up among them."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import re2

_TOKEN = re2.compile(r"[\pL\pN][\pL\pM\pN]*(?:['’]\pL+)?\+?")
_LONGEST_PHRASE = 3
# A German compound is known by its opening: no stem is shorter or longer than this.
_STEM = range(3, 16)
# In letters: a plural; the first part of a compound, a stem in its tail, and what may follow that.
_PLURAL, _PART_OF, _STEM_OF_TAIL, _ENDING = 6, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text in lower case, with its code-point offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A phrase that speaks of fields, and where."""

    fields: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """A field: which ones fit it, and whether its stories are hard news."""

    name: str
    near: frozenset[str]
    hard: bool


class Phrases:
    """Phrases of up to three words, and stems of German words, each with its fields."""

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        """``entries`` are (phrase, field); a phrase that ends in ``*`` is a stem."""
        exact: dict[str, set[str]] = {}
        stems: dict[str, set[str]] = {}
        for phrase, field in entries:
            if phrase.endswith("*"):
                stems.setdefault(phrase[:-1].casefold(), set()).add(field)
            elif key := " ".join(word.text for word in words(phrase)):
                exact.setdefault(key, set()).add(field)
        self._exact = {key: frozenset(value) for key, value in exact.items()}
        self._stems = {key: frozenset(value) for key, value in stems.items()}
        self._opens = frozenset(key.split()[0] for key in exact if " " in key)

    def find(self, text: Sequence[Word]) -> Iterator[Mentioned]:
        """Every phrase, longest first at each place, none inside another."""
        index = 0
        while index < len(text):
            found = self._at(text, index)
            if found is None:
                index += 1
                continue
            fields, length = found
            yield Mentioned(fields, text[index].start, text[index + length - 1].end)
            index += length

    def _at(self, text: Sequence[Word], index: int) -> tuple[frozenset[str], int] | None:
        word = text[index].text
        if word in self._opens:
            for length in range(min(_LONGEST_PHRASE, len(text) - index), 1, -1):
                key = " ".join(w.text for w in text[index : index + length])
                if key in self._exact:
                    return self._exact[key], length
        fields = self._exact.get(word) or self._exact.get(_singular(word))
        if fields is not None:
            return fields, 1
        if self._stems and (stem := opening_of(word, self._stems)) is not None:
            return self._stems[stem], 1
        return None


def _singular(word: str) -> str:
    """An English plural without its ending: a list names "caravan", and a bio caravans."""
    return word[:-1] if len(word) >= _PLURAL and word.endswith("s") else word


def opening_of(word: str, stems: Container[str]) -> str | None:
    """The longest stem that a German word opens with, or else the last part of a compound.

    What a compound is stands last ("Festivalmode" is fashion), so that its tails are looked at
    where the word itself opens with no stem: the longest first, with stems of some length only.
    """
    for start in (0, *range(_PART_OF, len(word) - _STEM_OF_TAIL + 1)):
        shortest = _STEM_OF_TAIL if start else _STEM.start
        for end in range(min(len(word), start + _STEM.stop), start + shortest - 1, -1):
            if word[start:end] in stems and (not start or len(word) - end <= _ENDING):
                return word[start:end]
    return None


def words(text: str) -> list[Word]:
    """The words of a text in lower case, without a possessive ending."""
    return [
        Word(found.group().lower().replace("’", "'").removesuffix("'s"), *found.span())
        for found in _TOKEN.finditer(text)
    ]


@cache
def all_fields() -> Mapping[str, Field]:
    """Every field by name; ``near`` holds in both directions."""
    data = _data()
    return MappingProxyType(
        {
            name: Field(
                name,
                frozenset(entry["near"])
                | {n for n, other in data.items() if name in other["near"]},
                entry["hard"],
            )
            for name, entry in data.items()
        }
    )


@cache
def claims(language: str) -> Phrases:
    """The phrases by which a bio in this language claims a field."""
    return Phrases(entries("claims", language))


def entries(kind: str, language: str) -> list[tuple[str, str]]:
    """The (phrase, field) pairs of ``claims`` or ``words`` in one language."""
    return [
        (phrase.strip(), name)
        for name, entry in _data().items()
        for phrase in entry[kind].get(language, "").replace("\n", " ").split(",")
        if phrase.strip()
    ]


def similarity(claimed: str, field: str) -> float:
    """1 for the same field, less for one that fits it, 0 for another."""
    if claimed == field:
        return 1.0
    return 0.75 if field in all_fields()[claimed].near else 0.0


@cache
def _data() -> dict[str, dict[str, Any]]:
    text = files("caveat.signals.bio").joinpath("fields.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
