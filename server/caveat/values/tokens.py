"""From text to tokens: only the words that values are made of, in one pass over the words."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, Final

from caveat.values.classes import CLASSES
from caveat.values.digits import Token, numeric_date, read_digits
from caveat.values.lexicons import Lexicon
from caveat.values.model import Bound

_SPACES: Final = "\n\t\u00a0\r\u200b\u202f\u2009\u2007\u200a\u2002\u2003\u3000\ufeff\f\v"
_OPENING: Final = "\"'“”‘’«»([{*_`‚„<>…~"
_CLOSING: Final = "\"'“”‘’«»)]}*_`,;:.!?…<>"
_DASHES: Final = frozenset("-–—−‑‐")
_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅙": 1 / 6}
# Words longer than this hold no value: hashes, addresses, text without spaces.
_MAX_WORD: Final = 80
_GAP: Final = CLASSES["gap"]
_BREAK: Final = CLASSES["break"]
_PAST: Final = CLASSES["past_verb"]


class Scanner:
    """Turns text into tokens, appending to ``tokens``; a run of other words is one gap."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = {
            word: (CLASSES[name], value) for word, (name, value) in lexicon.words.items()
        }
        self._phrases = lexicon.phrases
        # Words whose class depends on their capitals.
        self._special = lexicon.upper | lexicon.weak_months
        # The first letters of each phrase's second word, to tell at once that there is none.
        self._seconds = {
            first: {rest[0][:2] for rest, _ in found} for first, found in lexicon.phrases.items()
        }

    def scan(self, text: str, offset: int, tokens: list[Token]) -> None:
        """Append the tokens of one sentence, which starts at ``offset``, and a break after it."""
        get = self._words.get
        seconds = self._seconds.get
        special = self._special
        for space in _SPACES:
            if space in text:
                text = text.replace(space, " ")
        raw = text.split(" ")
        lowered = text.lower().split(" ")
        if len(lowered) != len(raw):  # a letter whose lower case holds white space
            lowered = [w.lower() for w in raw]
        starts = list(accumulate(map(len, raw), initial=offset))
        # One space stands after each word.
        starts = [at + index for index, at in enumerate(starts)]
        last_code = ""
        skip = 0
        for index, word in enumerate(raw):
            if skip:
                skip -= 1
                continue
            if not word:
                continue
            low = lowered[index]
            follows = seconds(low)
            if follows and index + 1 < len(raw) and lowered[index + 1][:2] in follows:
                skip = self._take_phrase(raw, lowered, index, starts, tokens)
                if skip:
                    skip -= 1
                    last_code = ""
                    continue
            found = get(low)
            if found is not None:
                if low in special:
                    self._word(found, word, low, starts[index], tokens)
                else:
                    at = starts[index]
                    tokens.append(Token(found[0], found[1], at, at + len(word)))
                last_code = ""
            elif word.isalpha():
                code = _PAST if low.endswith("ed") else _GAP
                if last_code != code:
                    at = starts[index]
                    tokens.append(Token(code, None, at, at + len(word)))
                    last_code = code
            else:
                core = low.rstrip(_CLOSING)
                if core.isalpha() and get(core) is None and low[-1] not in "'’\"”":
                    end = starts[index] + len(core)
                    if last_code != _GAP:
                        tokens.append(Token(_GAP, None, starts[index], end))
                    self._closing(word[len(core) :], end, tokens)
                else:
                    skip = self._mixed(raw, lowered, index, starts, tokens)
                last_code = ""
        tokens.append(Token(_BREAK, None, offset + len(text), offset + len(text)))

    def _take_phrase(
        self,
        raw: list[str],
        lowered: list[str],
        index: int,
        starts: list[int],
        tokens: list[Token],
    ) -> int:
        """Append the phrase that starts here; returns its length in words, 0 when there is none."""
        taken = self._phrase(lowered, index)
        if taken is None:
            return 0
        length, code, value, cut = taken
        last = index + length - 1
        end = starts[last] + len(raw[last]) - len(cut)
        tokens.append(Token(code, value, starts[index], end))
        self._closing(cut, end, tokens)
        return length

    def _word(
        self, found: tuple[str, Any], word: str, low: str, at: int, tokens: list[Token]
    ) -> None:
        code, value = found
        if low in self._lexicon.upper and not word.isupper():
            code, value = _GAP, None
        elif code == "M" and low in self._lexicon.weak_months:
            code = "m"
        tokens.append(Token(code, value, at, at + len(word)))

    def _phrase(self, lowered: list[str], index: int) -> tuple[int, str, Any, str] | None:
        """The longest phrase that starts here: words, class, value and what trails the last."""
        for rest, (name, value) in self._phrases[lowered[index]]:
            stop = index + 1 + len(rest)
            if stop > len(lowered):
                continue
            *middle, last = lowered[index + 1 : stop]
            if tuple(middle) != rest[:-1] or not last.startswith(rest[-1]):
                continue
            cut = last[len(rest[-1]) :]
            if not cut or cut[0] in _CLOSING:
                if cut[:2] in ("'s", "’s"):
                    cut = cut[2:]
                return 1 + len(rest), CLASSES[name], value, cut
        return None

    def _mixed(
        self,
        raw: list[str],
        lowered: list[str],
        index: int,
        starts: list[int],
        tokens: list[Token],
    ) -> int:
        """A word with anything but letters in it. Returns how many further words it took."""
        word, at = raw[index], starts[index]
        if len(word) > _MAX_WORD:
            tokens.append(Token(_GAP, None, at, at + len(word)))
            return 0
        core = word.lstrip(_OPENING)
        lead = len(word) - len(core)
        if "(" in word[:lead] or "[" in word[:lead]:
            tokens.append(Token(CLASSES["open"], None, at, at + lead))
        elif lead and tokens and tokens[-1].code != _GAP and word[0] != "~" and word[:lead] != "'":
            tokens.append(Token(_GAP, None, at, at + lead))
        apostrophe = word[:lead] in ("'", "’", "‘")
        at += lead
        core = core.rstrip(_CLOSING)
        closing = word[lead + len(core) :]
        low = core.lower()
        if len(low) != len(core):  # a few letters change length in lower case
            low = core
        taken = 0
        if low:
            if low[-2:] in ("'s", "’s") and not low[0].isdigit():
                core, low = core[:-2], low[:-2]
            if lead and not closing and low in self._phrases:
                lowered_copy = [low, *lowered[index + 1 : index + 7]]
                phrase = self._phrase(lowered_copy, 0)
                if phrase:
                    length, code, value, cut = phrase
                    last = index + length - 1
                    end = starts[last] + len(raw[last])
                    tokens.append(Token(code, value, at, end - len(cut)))
                    self._closing(cut, end - len(cut), tokens)
                    return length - 1
            found = self._words.get(low + ".") if closing[:1] == "." else None
            if found is not None:
                core += "."
                low += "."
                closing = closing[1:]
            else:
                found = self._words.get(low)
                if closing == "." and low.isdigit() and self._lexicon.dotted_days:
                    closing = "" if len(low) < 3 else closing
                if found is None and low and low[-1] in ".":
                    found = self._words.get(low.rstrip("."))
            if found is not None:
                self._word(found, core, low, at, tokens)
                if closing[:1] == "." and (found[0] in "ma*pz~" or low in ("no", "vs")):
                    closing = closing[1:]
            elif low:
                self._pieces(core, low, at, tokens, apostrophe=apostrophe)
        self._closing(closing, at + len(core), tokens)
        return taken

    def _closing(self, closing: str, at: int, tokens: list[Token]) -> None:
        for i, char in enumerate(closing):
            if char == ",":
                code = CLASSES["comma"]
            elif char in ")]":
                code = CLASSES["close"]
            elif char in ".!?":
                code = _BREAK
            elif char in ";:…":
                code = _GAP
            else:
                continue
            tokens.append(Token(code, None, at + i, at + i + 1, True))

    def _pieces(
        self, core: str, low: str, at: int, tokens: list[Token], *, apostrophe: bool
    ) -> None:
        """The runs of digits, letters and signs of one word."""
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
                    self._word(found, core[start:end], piece, at + start, tokens)
                    tokens[-1].joined = joined
            else:
                self._sign(piece, at + start, at + end, joined, len(runs) == 1, tokens)
                unknown = unknown and piece in _DASHES
        figures = sum(r[0] == "d" for r in runs)
        if (len(runs) > 5 and figures > 3) or "://" in low or _is_serial(runs, low):
            # Telephone numbers, addresses, serial numbers, dates that do not exist.
            del tokens[first:]
            tokens.append(Token(_GAP, None, at, at + len(core)))

    def _sign(
        self, piece: str, start: int, end: int, joined: bool, alone: bool, tokens: list[Token]
    ) -> None:
        code: str
        value: Any = None
        if piece in _DASHES:
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
    """Whether three figures with dashes between them: "2010-2015-86", "4-4-2", "2015-13-32"."""
    kinds = "".join(kind for kind, _, _ in runs)
    return kinds == "dsdsd" and low[runs[1][1]] in _DASHES and low[runs[3][1]] in _DASHES


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
