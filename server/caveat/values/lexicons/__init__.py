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
_LANGUAGES: Final = frozenset({"en"})


@dataclass(frozen=True)
class Lexicon:
    """``words`` maps a lower-case word to its class and value. ``phrases`` maps the first word of a
    fixed phrase to its continuations, longest first. ``upper`` holds words that count only in
    capitals ("EST"). ``cardinals`` and ``scales`` are the parts of numerals in words.
    ``decimal_comma`` says that "1.000,5" is a thousand and a half.
    """

    language: str
    words: dict[str, Entry]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    upper: frozenset[str] = frozenset()
    ordinal_suffixes: frozenset[str] = frozenset()
    decimal_comma: bool = False
    weak_months: frozenset[str] = field(default_factory=frozenset)


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
    )


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of an ISO 639-1 code; the English one for a language that has none."""
    code = language if language in _LANGUAGES else "en"
    found: Lexicon = import_module(f"caveat.values.lexicons.{code}").LEXICON
    return found
