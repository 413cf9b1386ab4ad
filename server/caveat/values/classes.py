"""The classes of words that values are made of, one character each.

A text becomes a string with one character a token, its *shape*: "at least 20 people by May 19"
is ``~D_BMD``. Grammars are then regular expressions over shapes, short and the same for every
language; the lexicons say which words belong to which class.
"""

from __future__ import annotations

from functools import cache
from typing import Final

CLASSES: Final = {
    # Numbers. A numeral's class says what else it may be: a day, a year.
    "day": "D",  # digits, 1 to 31
    "short_year": "y",  # two digits over 31, or with an apostrophe
    "year": "Y",  # four digits, 1000 to 2999
    "number": "N",  # any other figure
    "word_number": "w",  # a number in words
    "ordinal": "o",  # 1st to 31st
    "high_ordinal": "O",
    "fraction": "X",  # thirds, fifths
    "point": "5",  # "two point five"
    "several": "8",  # several, a few
    "vague": "V",  # dozens, hundreds of thousands
    # Dates.
    "month": "M",
    "weak_month": "m",  # "may" and "march" in lower case
    "weekday": "A",
    "weekday_plural": "0",
    "weak_weekday": "a",  # "sun", "sat", "wed" in lower case
    "season": "S",
    "unit": "U",  # day, week, month, year ...
    "clock_unit": "u",  # hour, minute, second
    "daypart": "P",
    "clock_word": "K",  # noon, midnight
    "deictic": "R",  # today, yesterday
    "reference": "J",  # now, recently, once
    "next": "n",
    "last": "l",
    "this": "T",
    "modifier": "e",  # early, mid, late, end of
    "ago": "g",
    "earlier": "9",  # earlier, later: "a year earlier", "earlier this year"
    "hence": "h",
    "clock": "t",  # 16:53, 5pm
    "elapsed": ":",  # 2:11:08 in a race, 3:43.13
    "half_day": "p",  # am, pm
    "oclock": "c",
    "iso": "i",  # 2023-05-09, 5/9/2023
    "zone": "z",
    "quarter": "Q",  # Q1
    "holiday": "H",
    "fiscal": "F",
    "decade": "E",
    "every": "v",
    "adverb_set": "W",  # daily, monthly
    "half": "x",
    "quarter_word": "4",
    # Quantities.
    "currency_sign": "$",
    "currency": "C",
    "percent": "%",
    "points": "^",
    "measure": "*",
    "magnitude": "G",
    "hedge": "~",
    "hedge_after": ";",  # or more, or less
    "minus": "!",
    "old": "Z",  # old, in "five years old"
    "aged": "q",
    # Function words and punctuation.
    "comma": ",",
    "dash": "-",
    "spaced_dash": "3",
    "slash": "/",
    "and": "&",
    "of": "f",
    "the": "d",
    "a": "1",
    "from": "r",
    "between": "b",
    "to": "2",
    "preposition": "I",
    "at": "@",
    "on": "6",
    "in": "7",
    "starting": "#",
    "since": "s",
    "by": "B",
    "after": "L",
    "until": "k",
    "within": "j",
    "open": "(",
    "close": ")",
    "future": "+",
    "past": "<",  # was, told
    "past_verb": "=",  # any word in -ed: says something of a weekday next to it
    "break": ".",
    "gap": "_",
}


def words(text: str) -> tuple[str, ...]:
    """A list of words, written as one string."""
    return tuple(text.split())


_SPECIAL = frozenset("$^*().+|?[]{}\\")


@cache
def pattern(source: str) -> str:
    """A regular expression over shapes from a readable one: ``<month> <day> (<comma>? <year>)?``.

    White space is dropped; ``<a|b>`` is either class. Raises KeyError for an unknown class.
    """
    out: list[str] = []
    rest = source
    while rest:
        before, opened, rest = rest.partition("<")
        out.append("".join(before.split()))
        if opened:
            names, _, rest = rest.partition(">")
            chars = [CLASSES[name] for name in names.split("|")]
            escaped = ["\\" + c if c in _SPECIAL or c in "-^]" else c for c in chars]
            out.append(escaped[0] if len(escaped) == 1 else "[" + "".join(escaped) + "]")
    return "".join(out)
