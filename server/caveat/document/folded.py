"""A copy of a text that patterns can be matched on, with the way back to the text as received.

Notices reach us in capitals, with no-break and zero-width characters, in full-width or
"mathematical" letters, with a Cyrillic letter where a Latin one belongs. The folded view undoes all
that, so that a pattern is written once, in plain lower-case letters:

* lower case, compatibility forms replaced (Unicode Standard Annex 15, NFKC), accents of Latin and
  Greek letters dropped, Arabic letter forms and Cyrillic yo unified;
* zero-width characters, soft hyphens, direction marks, Arabic vowel signs removed;
* every kind of space a plain space, runs collapsed; dashes, quotation marks and the punctuation of
  other scripts unified, so that what is not ASCII is a letter, a digit or a currency sign;
* look-alike letters of another script mapped inside mixed words (Unicode Technical Standard 39);
* digits that stand for letters inside words ("TH1S ST0RY") read as those letters, in a text that
  does so more than once;
* one line feed between lines; a line that was merely wrapped is joined to the next.

Offsets are code points on both sides. Time is linear in the length of the text.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice

import re2

_DASHES = "‐‑‒–—―−﹘﹣－"
_SINGLE = "‘’‚‛ʼ′`´＇"
_DOUBLE = "“”„‟«»″〝〞〟＂"
_CONTROLS = {ord(c): "\n" for c in "\r\v\f\x1c\x1d\x1e"} | {ord("\t"): " ", 0x1F: " "}
_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# Removed: soft hyphen, grapheme joiner, Arabic vowel signs and tatweel, Mongolian separator,
# zero-width characters, direction marks, variation selectors, byte order mark.
_VANISHING = (
    "\u00ad\u034f\u061c\u0640\u064b-\u065f\u0670\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
_OTHER = {
    "ё": "е",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "…": ".",
    "ى": "ي",
    "ة": "ه",
} | dict.fromkeys("أإآٱ", "ا")

# Letters that look alike in lower case or in capitals, after folding.
_TO_LATIN = str.maketrans(
    "асеіјорѕхуѵһԁԛԝкмтнвьαονικρτυχεηβμ",
    "aceijopsxyvhdqwkmthbbaovikptuxehbm",
)
_TO_CYRILLIC = str.maketrans("aceikmopxyhtb", "асеікморхунтв")

_MIXED = re2.compile(
    r"[\pL\pM]*(?:\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin})[\pL\pM]*"
)
# Digits between letters: "th1s st0ry". One such word may be a name, as of a virus or a road.
_DIGITS = re2.compile(r"\pL+(?:[013457]+\pL+)+")
_TO_LETTERS = str.maketrans("013457", "oieast")
_LATIN = re2.compile(r"\p{Latin}")
_FOREIGN = re2.compile(r"[\p{Cyrillic}\p{Greek}]")
_FOREIGN_WORD = re2.compile(r"[\p{Cyrillic}\p{Greek}]+")

# What changes the length inside a line: runs of spaces, and what vanishes.
_CHANGES = re2.compile(
    rf"[{_VANISHING}]*\x20[{_VANISHING}\x20]+|[{_VANISHING}]+(?:\x20[{_VANISHING}\x20]*)?"
)
_VANISHES = re2.compile(rf"[{_VANISHING}]")


class _Table(dict[int, str]):
    """One code point to one code point, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_one(chr(code))
        return folded


def _fold_one(char: str) -> str:
    if char in _DASHES:
        return "-"
    if char in _SINGLE:
        return "'"
    if char in _DOUBLE:
        return '"'
    if char in _BREAKS:
        return "\n"
    if char.isspace():
        return char if char == "\n" else " "
    if 0xD800 <= ord(char) <= 0xDFFF:
        return "\ufffd"
    if (plain := char.lower()) in _OTHER:
        return _OTHER[plain]
    plain = unicodedata.normalize("NFKC", char).lower()
    if len(plain) != 1:
        base = unicodedata.normalize("NFD", plain)[0]
        return base if char == "İ" else char
    if plain in _OTHER:
        return _OTHER[plain]
    if plain > "\x7f" and (mark := _mark(plain)):
        return mark
    name = unicodedata.name(plain, "")
    if name.startswith(("LATIN", "GREEK")):
        return unicodedata.normalize("NFD", plain)[0]
    return plain


# General categories of marks (Unicode Standard, table 4-4) and the plain mark for each.
_MARKS = {"Ps": "(", "Pe": ")", "Pi": '"', "Pf": '"', "Pd": "-", "Pc": "_", "Po": ".", "So": "*"}
_NAMED_MARKS = dict(zip("、،؛؟।「」『』【】〔〕", ',,;?.""""[][]', strict=True))


def _mark(char: str) -> str:
    return _NAMED_MARKS.get(char) or _MARKS.get(unicodedata.category(char), "")


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back.

    ``text`` is the folded text. ``anchors`` and ``sources`` pair the start of each stretch of it
    with its start in the text as received; inside a stretch that ``exact`` marks, both run side by
    side, and any other stretch stands for its whole source.
    """

    text: str
    anchors: tuple[int, ...]
    sources: tuple[int, ...]
    exact: tuple[bool, ...]
    length: int

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Half-open code-point offsets in the text as received of a range of the folded text.

        The smallest range that covers every character the folded range stands for, without what
        vanished at its edges. Raises ValueError for a range that is not in the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}..{end} is not inside a text of {len(self.text)}")
        first = self._stretch(start)
        begin = self.sources[first] + (start - self.anchors[first] if self.exact[first] else 0)
        if start == end:
            return begin, begin
        last = self._stretch(end - 1)
        if self.exact[last]:
            return begin, self.sources[last] + (end - self.anchors[last])
        after = last + 1
        return begin, self.sources[after] if after < len(self.sources) else self.length

    def _stretch(self, position: int) -> int:
        return max(bisect_right(self.anchors, position) - 1, 0)


def fold(text: str) -> Folded:
    """The folded view of a text. Never raises."""
    if text.isascii():
        plain = text.lower().translate(_CONTROLS)
        changes = _CHANGES if "  " in plain else None
    else:
        plain = _unmask(text.translate(_TABLE))
        changes = _CHANGES if "  " in plain or _VANISHES.search(plain) else None
        if not unicodedata.is_normalized("NFKC", plain):
            changes = _with_clusters(plain)
    return _Builder(_spelled(plain), changes).build()


def fold_text(text: str) -> str:
    """The folded text alone, as patterns and word lists are folded before they are compared."""
    return fold(text).text


def _spelled(plain: str) -> str:
    """Digits inside words as the letters that they look like, where several words hold some."""
    if sum(1 for _ in islice(_DIGITS.finditer(plain), 2)) < 2:
        return plain
    return str(_DIGITS.sub(lambda m: m.group().translate(_TO_LETTERS), plain))


def _unmask(plain: str) -> str:
    """Look-alikes of another script inside a word, and whole words of them in a Latin text.

    One code point stands for one, so offsets stay.
    """
    if _FOREIGN.search(plain) is None or _LATIN.search(plain) is None:
        return plain
    plain = str(_MIXED.sub(lambda m: _one_script(m.group()), plain))
    # A stray "Cyrillic" word in a Latin text, all of look-alikes, was meant to be Latin. Latin
    # letters take about one byte each in UTF-8, all others two or three.
    if len(plain.encode()) < 1.2 * len(plain):
        return str(_FOREIGN_WORD.sub(lambda m: _if_all_latin(m.group()), plain))
    return plain


def _one_script(word: str) -> str:
    """The word in the one script that all its letters can be read in; Latin when in both."""
    latin = word.translate(_TO_LATIN)
    if _FOREIGN.search(latin) is None:
        return latin
    foreign = word.translate(_TO_CYRILLIC)
    return foreign if _LATIN.search(foreign) is None else word


def _if_all_latin(word: str) -> str:
    latin = word.translate(_TO_LATIN)
    return latin if latin.isascii() else word


def _with_clusters(plain: str) -> re2._Regexp:
    """The changes, and every cluster that normalisation alters (ligatures, combining marks)."""
    odd = {c for c in set(plain) if c > "\x7f" and not unicodedata.is_normalized("NFKC", c)}
    odd_class = "".join(f"\\x{{{ord(c):x}}}" for c in sorted(odd))
    cluster = r"[^\pM\x20\n]\pM+" + (f"|[{odd_class}]\\pM*" if odd else "")
    return re2.compile(f"{_CHANGES.pattern}|{cluster}")


_EDGES = " \u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# A wrapped line is nearly full (RFC 5322 wraps at 78); a navigation label is short.
_FULL_LINE = 60


class _Builder:
    """Joins the lines of a text whose characters are folded already, keeping the way back."""

    def __init__(self, plain: str, changes: re2._Regexp | None) -> None:
        self._plain = plain
        self._changes = changes
        self._pieces: list[str] = []
        self._anchors: list[int] = []
        self._sources: list[int] = []
        self._exact: list[bool] = []
        self._length = 0

    def build(self) -> Folded:
        end = -1  # where the last line ended in the source
        gap = 0
        start = 0
        above = ""
        for raw in self._plain.split("\n"):
            line = raw.strip(_EDGES)
            if line:
                at = start + raw.index(line[0])
                if end >= 0:
                    wrapped = gap == 1 and _wrapped(above, line)
                    self._add(" " if wrapped else "\n", end, exact=False)
                self._line(line, at)
                end, gap, above = at + len(line), 0, line
            gap += 1
            start += len(raw) + 1
        self._add("", len(self._plain), exact=True)
        return Folded(
            "".join(self._pieces),
            tuple(self._anchors),
            tuple(self._sources),
            tuple(self._exact),
            len(self._plain),
        )

    def _line(self, line: str, offset: int) -> None:
        at = 0
        if self._changes is not None:
            for match in self._changes.finditer(line):
                start, end = match.span()
                piece = _replacement(match.group())
                if piece != match.group():
                    self._add(line[at:start], offset + at, exact=True)
                    self._add(piece, offset + start, exact=False)
                    at = end
        self._add(line[at:], offset + at, exact=True)

    def _add(self, piece: str, source: int, *, exact: bool) -> None:
        # An empty piece still counts: it says where the stretch before it ends.
        self._pieces.append(piece)
        self._anchors.append(self._length)
        self._sources.append(source)
        self._exact.append(exact)
        self._length += len(piece)


def _replacement(run: str) -> str:
    if " " in run:
        return " "
    if _CHANGES.fullmatch(run) is not None:
        return ""
    composed = unicodedata.normalize("NFKC", run).lower().translate(_TABLE)
    return "".join(c for c in composed if _VANISHES.fullmatch(c) is None)


def _wrapped(above: str, below: str) -> bool:
    """Whether a single line break between two lines stands inside a sentence."""
    return len(above) >= _FULL_LINE and above[-1].isalpha() and below[0].islower()
