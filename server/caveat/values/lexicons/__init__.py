"""The words that values are made of, one file a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Final

Entry = tuple[str, Any]
# Words and phrases by class: (value, "word | phrase of words | ...").
Tables = Mapping[str, Sequence[tuple[Any, str]]]
EUROPEAN: Final = frozenset({"es", "fr", "de", "pt", "it", "nl"})
# An article whose language is not known is read as English.
LANGUAGES: Final = EUROPEAN | {"en", ""}


@dataclass(frozen=True)
class Lexicon:
    """``words`` maps a lower-case word to its class and value. ``phrases`` maps the first word of a
    fixed phrase to its continuations, longest first. ``upper`` holds words that count only in
    capitals ("EST"), ``weak_months`` months that are other words as well. ``decimal_comma`` says
    that "1.000,5" is a thousand and a half, ``dotted_days`` that "19." may be a day.
    """

    language: str
    words: dict[str, Entry]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    upper: frozenset[str] = frozenset()
    ordinal_suffixes: frozenset[str] = frozenset()
    decimal_comma: bool = False
    weak_months: frozenset[str] = field(default_factory=frozenset)
    dotted_days: bool = False


def spread(tables: Tables) -> dict[str, dict[str, Any]]:
    """The tables with one entry a word."""
    return {
        name: {word.strip(): value for value, words in rows for word in words.split("|")}
        for name, rows in tables.items()
    }


def build(
    language: str,
    classes: dict[str, dict[str, Any]],
    *,
    upper: frozenset[str] = frozenset(),
    ordinal_suffixes: frozenset[str] = frozenset(),
    decimal_comma: bool = False,
    weak_months: frozenset[str] = frozenset(),
    dotted_days: bool = False,
) -> Lexicon:
    """A lexicon from tables of words by class; of two entries for one word the first stands."""
    words: dict[str, Entry] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for name, table in classes.items():
        for text, value in table.items():
            first, *rest = text.split()
            if rest:
                phrases.setdefault(first, []).append((tuple(rest), (name, value)))
            else:
                words.setdefault(text, (name, value))
    return Lexicon(
        language=language,
        words=words,
        phrases={
            first: tuple(sorted(found, key=lambda p: -len(p[0])))
            for first, found in phrases.items()
        },
        upper=upper,
        ordinal_suffixes=ordinal_suffixes,
        decimal_comma=decimal_comma,
        weak_months=weak_months,
        dotted_days=dotted_days,
    )


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of one of ``LANGUAGES``; the English one for any other."""
    if language in EUROPEAN:
        from_table: Lexicon = import_module("caveat.values.lexicons.european").european(language)
        return from_table
    found: Lexicon = import_module("caveat.values.lexicons.en").LEXICON
    return found
