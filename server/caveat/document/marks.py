"""Quotation marks, paired: which stretches of a text stand between them.

The pairing knows nothing of who speaks. It reads each mark by its shape and by its neighbours
(white space before it, a letter after it), keeps a stack for nesting, and forgives what real pages
do: a mark of the wrong direction, a closing mark that was forgotten, inches, feet and apostrophes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caveat.document import octets

# A real article has some hundreds; the bound keeps a page made of marks cheap.
MAX_MARKS = 20_000
_MAX_DEPTH = 8
_LOOK_AHEAD = 8

_MARK = octets.pattern("[\"“”„‟«»「」『』‘’‚‹›＂]|'''|''|``|'|`")
_DOUBLE = frozenset('"“”„‟＂') | {"''", "``"}
_GUILLEMETS = frozenset("«»")
_ANGLES = frozenset("‹›")
_CORNERS = frozenset("「」『』")
_SINGLE = frozenset("'‘’‚`")
_FAMILY = {
    **dict.fromkeys(_DOUBLE, "double"),
    **dict.fromkeys(_GUILLEMETS, "guillemets"),
    **dict.fromkeys(_ANGLES, "angles"),
    **dict.fromkeys(_CORNERS, "corners"),
    **dict.fromkeys(_SINGLE, "single"),
}
_OPENING_ONLY = frozenset("„‚「『") | {"``", "`"}
_CLOSING_ONLY = frozenset("」』")
_LEANS_OPEN = frozenset("“‘‟")
_LEANS_CLOSED = frozenset("”’")
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u2009\u202f([{—–-/:…\u3000")
_AFTER_CLOSING = frozenset(" \t\n\u00a0\u2009\u202f)]}—–-/,.;:!?…。、")
_SENTENCE_END = frozenset(",.;:!?…")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between quotation marks: ``start`` and ``end`` bound its content, ``outer_start``
    and ``outer_end`` take in the marks (code points of the text it was found in).

    ``depth`` is 0 for one that stands in no other. ``continues`` says that it goes on in the next
    paragraph (no closing mark of its own), ``continued`` that it carries on from the one before.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    depth: int
    mark: str
    closed: bool = True
    continues: bool = False
    continued: bool = False


@dataclass(slots=True)
class _Open:
    mark: str
    family: str
    at: int
    content: int
    sure: bool
    resumed: bool = False


def pairs(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quoted]:
    """Every quoted stretch of a text, in order of its start; nested ones follow what holds them.

    ``paragraphs`` are half-open ranges of ``text`` in order. A quotation over several paragraphs
    gives one stretch a paragraph. Time is linear in the text; after 20,000 marks the rest is left
    unread.
    """
    found: list[Quoted] = []
    seen = octets.view(text)
    budget = MAX_MARKS
    running = ""
    for index, (start, end) in enumerate(paragraphs):
        paragraph = text[start:end]
        marks = _marks(paragraph, seen[start:end], budget)
        if not marks and not running:
            continue
        budget -= len(marks)
        closed, left = _pair(paragraph, marks, running)
        following = text[slice(*paragraphs[index + 1])] if index + 1 < len(paragraphs) else ""
        pieces, running = _settle(paragraph, closed, left, following)
        found += [_moved(piece, start) for piece in pieces]
        if budget <= 0:
            break
    return found


def _moved(piece: Quoted, by: int) -> Quoted:
    return replace(
        piece,
        start=piece.start + by,
        end=piece.end + by,
        outer_start=piece.outer_start + by,
        outer_end=piece.outer_end + by,
    )


def _marks(paragraph: str, seen: bytes, budget: int) -> list[tuple[str, int, int]]:
    """The marks of a paragraph that may delimit a quotation: (mark, start, end)."""
    found: list[tuple[str, int, int]] = []
    for match in _MARK.finditer(seen):
        if len(found) >= budget:
            break
        start, end = match.span()
        mark = paragraph[start:end]
        if mark == "'''":
            # A closing double after a closing single, or an opening double before an opening one.
            middle = start + 2 if paragraph[end : end + 1].isalnum() else start + 1
            found += [
                (paragraph[start:middle], start, middle),
                (paragraph[middle:end], middle, end),
            ]
            continue
        if mark not in _FAMILY:
            continue
        if mark not in _SINGLE or not _inside_word(paragraph, start, end):
            found.append((mark, start, end))
    return found


def _inside_word(paragraph: str, start: int, end: int) -> bool:
    before = paragraph[start - 1 : start]
    return before.isalnum() and paragraph[end : end + 1].isalnum()


def _looks(paragraph: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a mark stands where an opening one would, and where a closing one would."""
    before = paragraph[start - 1] if start else "\n"
    after = paragraph[end] if end < len(paragraph) else "\n"
    opens = (before in _BEFORE_OPENING or before in _FAMILY) and not after.isspace()
    closes = not before.isspace() and (after in _AFTER_CLOSING or after in _FAMILY)
    return opens, closes


def _pair(
    paragraph: str, marks: list[tuple[str, int, int]], running: str
) -> tuple[list[Quoted], list[_Open]]:
    """Pairs of one paragraph, and what was left open; ``running``: the family that runs into it."""
    stack: list[_Open] = []
    closed: list[Quoted] = []
    if running:
        # Each paragraph of a running quotation repeats the opening mark; some pages do not.
        repeated = bool(marks) and marks[0][1] == 0 and _FAMILY[marks[0][0]] == running
        mark, content = (marks[0][0], marks[0][2]) if repeated else ("", 0)
        stack.append(_Open(mark, running, 0, content, sure=True, resumed=True))
        marks = marks[1:] if repeated else marks
    for position, (mark, start, end) in enumerate(marks):
        level = _level(stack, _FAMILY[mark])
        top = None if level is None else stack[level]
        opens, closes = _looks(paragraph, start, end)
        if _is_opening(paragraph, mark, start, end, top, opens, closes):
            if len(stack) < _MAX_DEPTH:
                stack.append(_Open(mark, _FAMILY[mark], start, end, sure=opens))
        elif (
            level is not None
            and top is not None
            and _is_closing(paragraph, marks, position, top, closes)
        ):
            closed.append(
                Quoted(top.content, start, top.at, end, level, top.mark, continued=top.resumed)
            )
            del stack[level:]
    return closed, stack


def _level(stack: list[_Open], family: str) -> int | None:
    """The innermost open mark that one of ``family`` could close."""
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].family == family:
            return index
    return None


def _is_opening(
    paragraph: str, mark: str, start: int, end: int, top: _Open | None, opens: bool, closes: bool
) -> bool:
    if mark in _OPENING_ONLY or mark in _CLOSING_ONLY:
        return mark in _OPENING_ONLY
    family = _FAMILY[mark]
    if family in ("guillemets", "angles"):
        return top is None or mark == top.mark
    if mark in _LEANS_OPEN:
        # German and Polish close with the mark that English opens with; some keyboards do too.
        closing = top is not None and (
            (top.mark in _OPENING_ONLY and not (opens and not closes))
            or (closes and not opens)
            or not paragraph[end:].strip()
        )
        return not closing
    if mark in _LEANS_CLOSED:
        return top is None and family == "double" and ((opens and not closes) or start == 0)
    if family == "single":
        return top is None and opens and not closes
    if top is None:
        measure = paragraph[start - 1 : start].isdigit() and not opens
        return (opens or not closes or start == 0) and not measure
    return opens and not closes


def _is_closing(
    paragraph: str, marks: list[tuple[str, int, int]], position: int, top: _Open, closes: bool
) -> bool:
    mark, start, end = marks[position]
    if start <= top.content:
        return False
    before = paragraph[start - 1]
    ahead = marks[position + 1 : position + 1 + _LOOK_AHEAD]
    if top.family == "single":
        plural = before in "sS" and paragraph[end : end + 2].strip().islower()
        return closes and not (plural and any(_ends_speech(paragraph, m) for m in ahead))
    if mark in ('"', "''") and before.isdigit():
        # Inches inside a quotation: the mark after them closes as well.
        following = next((m for m in ahead if _FAMILY[m[0]] == top.family), None)
        if following is not None:
            later_opens, later_closes = _looks(paragraph, following[1], following[2])
            return not (later_closes and not later_opens)
    return True


def _ends_speech(paragraph: str, mark: tuple[str, int, int]) -> bool:
    name, start, end = mark
    return (
        _FAMILY[name] == "single"
        and paragraph[start - 1] in _SENTENCE_END
        and _looks(paragraph, start, end)[1]
    )


def _settle(
    paragraph: str, closed: list[Quoted], left: list[_Open], following: str
) -> tuple[list[Quoted], str]:
    """What a paragraph yields, and the family that runs on into ``following`` ("" for none)."""
    runs_on = ""
    kept: list[Quoted] = []
    if left and left[0].family in ("double", "guillemets", "corners"):
        first = left[0]
        if _runs_on(first.family, following):
            runs_on = first.family
        inside = any(piece.start > first.content for piece in closed)
        ahead = paragraph[: first.at].rstrip()
        introduced = first.sure and (not ahead or ahead[-1] in _SENTENCE_END)
        if first.content < len(paragraph) and (runs_on or (introduced and not inside)):
            kept.append(
                Quoted(
                    first.content,
                    len(paragraph),
                    first.at,
                    len(paragraph),
                    0,
                    first.mark,
                    closed=False,
                    continues=bool(runs_on),
                    continued=first.resumed,
                )
            )
            left = left[1:]
    dropped = [o.at for o in left]
    for piece in closed:
        lift = sum(at < piece.start for at in dropped[:_LOOK_AHEAD])
        kept.append(replace(piece, depth=max(0, piece.depth - lift)) if lift else piece)
    return sorted(kept, key=lambda p: (p.outer_start, -p.outer_end)), runs_on


def _runs_on(family: str, following: str) -> bool:
    """Whether a quotation left open goes on in the next paragraph."""
    for match in _MARK.finditer(octets.view(following)):
        mark = following[slice(*match.span())]
        if _FAMILY.get(mark) != family:
            continue
        if match.start() == 0:
            return True
        opens, closes = _looks(following, *match.span())
        return closes and not opens
    return False
