"""The parts of one word: "£1.2bn", "19th", "2010-15", "km/h", "F-16"."""

from __future__ import annotations

from typing import Any, Final

from caveat.values.classes import CLASSES
from caveat.values.digits import Token, numeric_date, read_digits
from caveat.values.lexicons import Lexicon
from caveat.values.model import Bound

DASHES: Final = frozenset("-–—−‑‐")
_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅙": 1 / 6}
_GAP: Final = CLASSES["gap"]


class Pieces:
    """Reads words that are more than letters, by one lexicon."""

    def __init__(self, words: dict[str, tuple[str, Any]], lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon

    def word(
        self, found: tuple[str, Any], word: str, low: str, at: int, tokens: list[Token]
    ) -> None:
        """Append a word that the lexicon has, by its capitals where they matter."""
        code, value = found
        if low in self._lexicon.upper and not word.isupper():
            code, value = _GAP, None
        elif code == "M" and low in self._lexicon.weak_months:
            code = "m"
        tokens.append(Token(code, value, at, at + len(word)))

    def read(self, core: str, low: str, at: int, tokens: list[Token], *, apostrophe: bool) -> None:
        """Append the runs of digits, letters and signs of one word: ``core``, in lower case
        ``low``, at ``at``. ``apostrophe`` says that one stands before it ("'99").
        """
        whole = numeric_date(low)
        if whole is not None:
            tokens.append(Token(CLASSES["iso"], whole, at, at + len(core)))
            return
        halves = _two_dates(low)
        if halves is not None:
            left, right, cut = halves
            tokens.append(Token(CLASSES["iso"], left, at, at + cut))
            tokens.append(Token(CLASSES["dash"], None, at + cut, at + cut + 1, True))
            tokens.append(Token(CLASSES["iso"], right, at + cut + 1, at + len(core), True))
            return
        runs = _runs(low)
        first = len(tokens)
        unknown = False  # the run before was a word that we do not know: an identifier follows
        for i, (kind, start, end) in enumerate(runs):
            piece = low[start:end]
            joined = i > 0
            if kind == "d":
                if unknown:
                    tokens.append(Token(_GAP, None, at + start, at + end, joined))
                    continue
                self._digits(piece, at + start, joined, tokens, apostrophe and i == 0)
            elif kind == "a":
                before = tokens[-1] if i > 0 else None
                if before is not None and _suffix(before, piece, at + end, self._lexicon):
                    continue
                found = self._words.get(low[start:]) if joined else None
                if found is not None and found[0] == "*" and low[start:] != piece:
                    # "km/h", "m2"
                    tokens.append(Token("*", found[1], at + start, at + len(core), True))
                    break
                found = self._words.get(piece)
                if found is not None and found[0] == "*" and _digit_at(low, end):
                    found = None
                if found is None and piece[-1:] == ".":
                    found = self._words.get(piece.rstrip("."))
                if found is None and piece[:3] == "mid" and len(piece) > 3:
                    found = self._words.get(piece[3:])
                if found is None:
                    unknown = True
                    if before is not None and before.code in "DyYN" and runs[i - 1][0] == "d":
                        # "5g", "747s": an identifier, not a quantity.
                        before.code, before.value = _GAP, None
                    tokens.append(Token(_GAP, None, at + start, at + end, joined))
                else:
                    unknown = False
                    self.word(found, core[start:end], piece, at + start, tokens)
                    tokens[-1].joined = joined
            else:
                self._sign(piece, at + start, at + end, joined, len(runs) == 1, tokens)
                unknown = unknown and piece in DASHES
        if len(runs) > 4 and _is_serial(runs, low):
            # Telephone numbers, addresses, serial numbers, dates that do not exist.
            del tokens[first:]
            tokens.append(Token(_GAP, None, at, at + len(core)))

    def _sign(
        self, piece: str, start: int, end: int, joined: bool, alone: bool, tokens: list[Token]
    ) -> None:
        code: str
        value: Any = None
        if piece in DASHES:
            code = CLASSES["dash" if joined or not alone else "spaced_dash"]
        elif piece == "/":
            code = CLASSES["slash"]
        elif piece in _FRACTIONS:
            code, value = "N", _FRACTIONS[piece]
        elif piece == "~":
            code, value = CLASSES["hedge"], Bound.ABOUT
        else:
            found = self._words.get(piece)
            code, value = found if found is not None else (_GAP, None)
        tokens.append(Token(code, value, start, end, joined))

    def _digits(
        self,
        piece: str,
        start: int,
        joined: bool,
        tokens: list[Token],
        apostrophe: bool,
    ) -> None:
        token = read_digits(piece, start, self._lexicon.decimal_comma)
        token.joined = joined
        if apostrophe and token.code in "Dy" and len(piece) == 2:
            token.code = "y"
        tokens.append(token)


def _two_dates(low: str) -> tuple[tuple[Any, ...], tuple[Any, ...], int] | None:
    """The dates of "5/1/2019-5/7/2020" and where the dash stands."""
    if low.count("/") != 4 or low.count("-") + low.count("–") != 1:
        return None
    cut = max(low.find("-"), low.find("–"))
    left, right = numeric_date(low[:cut]), numeric_date(low[cut + 1 :])
    return None if left is None or right is None else (left, right, cut)


def _is_serial(runs: list[tuple[str, int, int]], low: str) -> bool:
    """Whether a word of many parts is an address or a number of something: four figures and more,
    or three with dashes between them ("2010-2015-86", "4-4-2", "2015-13-32").
    """
    kinds = "".join([kind for kind, _, _ in runs])
    if kinds == "dsdsd":
        return low[runs[1][1]] in DASHES and low[runs[3][1]] in DASHES
    return "://" in low or (len(runs) > 5 and kinds.count("d") > 3)


def _digit_at(low: str, at: int) -> bool:
    return low[at : at + 1].isdigit()


def _suffix(before: Token, piece: str, end: int, lexicon: Lexicon) -> bool:
    """Whether letters right after a figure belong to it: "19th", "1990s"."""
    if before.code in "DyYN" and piece in lexicon.ordinal_suffixes:
        if not isinstance(before.value, float) or before.value != int(before.value):
            return False
        before.code = "o" if 1 <= before.value <= 31 else "O"
    elif before.code in "DyY" and piece in ("s", "'s", "’s") and before.value % 10 == 0:
        before.code = CLASSES["decade"]
    else:
        return False
    before.end = end
    return True


def _runs(low: str) -> list[tuple[str, int, int]]:
    """Maximal runs: "d" digits with the separators inside them, "a" letters with dots and
    apostrophes inside them, "s" single signs.
    """
    runs: list[tuple[str, int, int]] = []
    if low[-2:] in ("'s", "’s") and low[:-2].isdigit():
        return [("d", 0, len(low) - 2), ("a", len(low) - 2, len(low))]
    i, n = 0, len(low)
    while i < n:
        start = i
        char = low[i]
        pointed = char == "." and i == 0 and "0" <= low[1:2] <= "9"
        if "0" <= char <= "9" or pointed:
            i += 1
            while i < n and (
                "0" <= low[i] <= "9" or (low[i] in ".,:" and i + 1 < n and "0" <= low[i + 1] <= "9")
            ):
                i += 1
            runs.append(("d", start, i))
        elif (
            char in "qh" and i + 1 < n and low[i + 1] in "1234" and not low[i + 2 : i + 3].isalnum()
        ):
            i += 2
            runs.append(("a", start, i))
        elif char.isalpha():
            i += 1
            while i < n and (
                low[i].isalpha()
                or (low[i] in ".'’" and i + 1 < n and low[i + 1].isalpha())
                or (low[i] in "$²³")
            ):
                i += 1
            if i < n and low[i] == "." and "." in low[start:i]:
                i += 1
            runs.append(("a", start, i))
        else:
            i += 1
            if char in "°º˚" and i < n and low[i] in "cf":
                i += 1
            runs.append(("s", start, i))
    return runs
