"""Lines: the unit in which a page's parts are told apart."""

from __future__ import annotations

from dataclasses import dataclass

# What str.splitlines would split on, less the separators that stand inside prose on real pages
# (form feed, file and record separators, NEL): U+2028 and U+2029 do end paragraphs.
_OTHER_BREAKS = ("\r\n", "\r", "\u2028", "\u2029")

# A line shorter than this is no wrapped prose, whatever the next line begins with.
_WRAPPED = 40
# No page has more lines; what comes after them is left unread, so that a text made of line breaks
# costs no more than a page.
MAX_LINES = 20_000
# Nor does a paragraph grow without end: joining it line by line would cost its square.
_LONGEST = 4_000
_ENDINGS = tuple('.!?:;…"”»。！？')


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: code-point offsets of its content without outer white space.

    ``gap`` is the number of blank lines above it. Prose that was wrapped in the middle of a
    sentence is one line, line breaks and all.
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
    """The non-blank lines in order: at most ``MAX_LINES``, the last holding the rest."""
    lines: list[Line] = []
    gap = 0
    start = 0
    for raw in _broken(text).split("\n"):
        content = raw.strip()
        if content:
            offset = start + raw.index(content)
            line = Line(offset, offset + len(content), content, gap)
            if lines and _goes_on(lines[-1], line):
                first = lines.pop()
                line = Line(first.start, line.end, text[first.start : line.end], first.gap)
            lines.append(line)
            gap = 0
            if len(lines) == MAX_LINES:
                return [*lines[:-1], _rest(text, line)]
        else:
            gap += 1
        start += len(raw) + 1
    return lines


def _rest(text: str, line: Line) -> Line:
    end = len(text.rstrip())
    return Line(line.start, end, text[line.start : end], line.gap)


def _broken(text: str) -> str:
    """The text with every kind of break as one new line in place: offsets stay as received."""
    if any(b in text for b in _OTHER_BREAKS):
        for b in _OTHER_BREAKS:
            text = text.replace(b, " \n"[-len(b) :])
    return text


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a line was wrapped: it breaks off, and the next goes on with a small letter."""
    last = line.text[line.text.rfind("\n") + 1 :]
    return (
        following.gap == 0
        and following.text[0].islower()
        and len(last) >= _WRAPPED
        and len(line.text) <= _LONGEST
        and not last.endswith(_ENDINGS)
    )
