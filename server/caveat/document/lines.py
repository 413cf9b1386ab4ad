"""Lines: the unit in which a page's parts are told apart."""

from __future__ import annotations

from dataclasses import dataclass

# What str.splitlines would split on, less the separators that stand inside prose on real pages
# (form feed, file and record separators, NEL): U+2028 and U+2029 do end paragraphs.
_BREAKS = "\n\r\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: code-point offsets of its content without outer white space.

    ``gap`` is the number of blank lines above it.
    """

    start: int
    end: int
    text: str
    gap: int

    @property
    def words(self) -> int:
        """How many white-space separated words it has."""
        return len(self.text.split())


def split_lines(text: str) -> list[Line]:
    """The non-blank lines of a text, in order."""
    lines: list[Line] = []
    gap = 0
    start = 0
    for end in _ends(text):
        raw = text[start:end]
        content = raw.strip()
        if content:
            offset = start + raw.index(content)
            lines.append(Line(offset, offset + len(content), content, gap))
            gap = 0
        else:
            gap += 1
        start = end + 2 if text[end : end + 2] == "\r\n" else end + 1
    return lines


def _ends(text: str) -> list[int]:
    if not any(b in text for b in _BREAKS[1:]):
        return [i for i, c in enumerate(text) if c == "\n"] + [len(text)]
    return [
        i
        for i, c in enumerate(text)
        if c in _BREAKS and not (c == "\n" and i and text[i - 1] == "\r")
    ] + [len(text)]
