"""A view of a text with one byte a code point, on which patterns run at their fastest.

The RE2 binding encodes a ``str`` and maps every offset back; on this view offsets already are code
points. Latin-1 characters stand for themselves; marks of quotation and punctuation have the bytes
of Windows-1252; any other letter is shown as an upper- or lower-case one, and the rest as a
placeholder. What a pattern finds is then read from the text itself.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache
from typing import Any

import re2

UPPER, LOWER, OTHER = "\xde", "\xfe", "\x1a"
_SHOWN = {
    "“": "\x93",
    "”": "\x94",
    "„": "\x84",
    "‟": "\x93",
    "‘": "\x91",
    "’": "\x92",
    "‚": "\x82",
    "‹": "\x8b",
    "›": "\x9b",
    "「": "\x81",
    "」": "\x8d",
    "『": "\x8f",
    "』": "\x90",
    "＂": '"',
    "…": "\x85",
    "–": "\x96",
    "—": "\x97",
    "‐": "-",
    "\u2009": "\xa0",
    "\u202f": "\xa0",
    "\u2028": "\n",
    "\u2029": "\n",
}


def _show(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):  # pragma: no cover (we only encode)
        raise error
    return _rendered(error.object[error.start : error.end]), error.end


@lru_cache(maxsize=4096)
def _rendered(run: str) -> str:
    return "".join(map(_shown, run))


def _shown(character: str) -> str:
    return _SHOWN.get(character) or (
        UPPER
        if character.isupper()
        else LOWER
        if character.isalpha() or unicodedata.combining(character)
        else OTHER
    )


codecs.register_error("caveat.octets", _show)


def view(text: str) -> bytes:
    """One byte for each code point of ``text``; linear time, any ``str`` is allowed."""
    return text.encode("latin-1", "caveat.octets")


def pattern(source: str) -> Any:
    """An RE2 pattern for views. ``source`` may name marks that a view shows as one byte."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    return re2.compile(source.encode("latin-1", "caveat.octets"), options)
