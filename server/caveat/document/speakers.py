"""Who says each quotation: beside it, around it, or in the sentence before or after.

In a sentence with a cue the nearest one that the grammar allows speaks; a quotation with none
of its own carries on from the quotation or statement before it, as news copy does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from caveat.document import inversion, openings, words
from caveat.document.cues import ATTITUDE, JUDGEMENT, SPEECH, VERB
from caveat.document.marks import Quoted
from caveat.document.statements import Reading, Statement, Unit

_NEAR = 4
# Code points from which a quotation that ends in punctuation is plainly said.
_PLAIN = 12
# How many cues on either side of a quotation are weighed.
_CUES = 6
_TAIL = 12
# After a question or a cry the sentence goes on, however long.
_LONG_TAIL = 60
_PRONOUNS = frozenset(("he", "she", "they", "it"))
_GAP = " ,;:.—–-\n\t\u00a0"


@dataclass(slots=True)
class Spoken:
    """What is known of one quotation: its speaker and cue, and how they were found.

    ``how`` is "cue" (in its own sentence), "near" (carried over from a sentence beside it),
    "subject" (the sentence's subject, without a cue) or "".
    """

    speaker: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    how: str = ""


def assign(reading: Reading) -> list[Spoken]:
    """The speaker of each quoted stretch, by index. Nested ones stay unknown."""
    text, units, quotes = reading.masked, reading.units, reading.quoted
    spoken = [Spoken() for _ in quotes]
    by_unit: dict[int, list[Statement]] = {}
    for told in reading.statements:
        by_unit.setdefault(told.unit, []).append(told)
    for index, unit in enumerate(units):
        here = by_unit.get(index, [])
        starts = [statement.start for statement in here]
        for quote in unit.quotes:
            nearest = _nearest(text, here, starts, quotes[quote])
            statement = _outer(text, here, starts, nearest, quotes[quote])
            if statement is not None:
                spoken[quote] = Spoken(statement.source, (statement.start, statement.end), "cue")
        _share(unit, spoken)
        for quote in unit.quotes:
            if not spoken[quote].how:
                spoken[quote] = _carried(
                    text, reading.text, units, index, by_unit, spoken, quotes, quote
                )
    return spoken


def _nearest(
    text: str, here: Sequence[Statement], starts: Sequence[int], quote: Quoted
) -> Statement | None:
    """The cue of a quotation within its sentence: adjacent after it, else the last before it."""
    at = bisect_left(starts, quote.outer_start)
    before: Statement | None = None
    for statement in here[max(0, at - _CUES) : at]:
        if statement.end <= quote.outer_start and not (
            statement.relative and before is not None and _distant(text, statement, quote)
        ):
            before = statement
    after = next(
        (s for s in here[at : at + _CUES] if s.bounds[0] >= quote.outer_end),
        None,
    )
    if after is not None:
        between = text[quote.outer_end : after.bounds[0]]
        if not between.strip(_GAP) and (after.source is not None or before is None):
            ended = not before or text[quote.outer_end - 1] == words.MASK_END
            direct = before is not None and not text[before.end : quote.outer_start].strip(_GAP)
            if not direct and ended:
                return after
    if before is not None and (before.source is not None or after is None):
        return before
    return after


def _outer(
    text: str,
    here: Sequence[Statement],
    starts: Sequence[int],
    statement: Statement | None,
    quote: Quoted,
) -> Statement | None:
    """Of "Lee said that he considers it “dead”" the outer statement: what somebody says that he
    himself thinks, or calls a thing, is what he says.
    """
    if statement is None or statement.source is None or statement.start >= quote.outer_start:
        return statement
    start, end = statement.source
    traced = text[start:end].lower() in _PRONOUNS and statement.word in JUDGEMENT
    if not traced and statement.word not in ATTITUDE:
        return statement
    at = bisect_left(starts, start)
    for outer in here[max(0, at - _CUES) : at]:
        if outer.source is None or outer.inverted or outer.word not in VERB - ATTITUDE:
            continue
        if text[slice(*outer.source)].lower() in _PRONOUNS or outer.relative:
            continue
        if not any(mark in text[outer.end : start] for mark in (words.MASK_END, ";")):
            return outer
    return statement


def _distant(text: str, statement: Statement, quote: Quoted) -> bool:
    return len(text[statement.end : quote.outer_start].split()) > _NEAR


def _share(unit: Unit, spoken: list[Spoken]) -> None:
    """A split quotation has one speaker: a part without one takes the other part's."""
    known = next((spoken[q] for q in unit.quotes if spoken[q].speaker is not None), None)
    if known is None:
        return
    for quote in unit.quotes:
        if spoken[quote].speaker is None:
            spoken[quote] = Spoken(known.speaker, spoken[quote].cue or known.cue, "cue")


def _carried(
    text: str,
    raw: str,
    units: Sequence[Unit],
    index: int,
    by_unit: dict[int, list[Statement]],
    spoken: list[Spoken],
    quotes: Sequence[Quoted],
    quote: int,
) -> Spoken:
    unit = units[index]
    outside = text[unit.start : unit.end].replace(words.MASK, "").replace(words.MASK_END, "")
    last = raw[max(0, quotes[quote].end - 3) : quotes[quote].end].rstrip("’'”\" ")[-1:]
    following = _told_after(
        text, units, index, by_unit, quotes[quote], asked=bool(last) and last in "?!"
    )
    if following is not None:
        return Spoken(following.source, (following.start, following.end), "cue")
    spoke = _open_cue(text, unit, quotes[quote])
    if spoke is not None:
        return spoke
    signed = openings.signature(text, quotes[quote].outer_end)
    if signed is None:
        signed = openings.beside(text, quotes[quote].outer_start, quotes[quote].outer_end)
    if signed is not None:
        return Spoken(signed, None, "cue")
    if text[unit.start : quotes[quote].outer_start].rstrip().endswith(":"):
        named = openings.before_colon(text, unit.start, quotes[quote].outer_start)
        if named is not None:
            return Spoken(named, None, "cue")
    if outside.strip(_GAP + "()[]"):
        # Words of the sentence stand around it, none of them a cue.
        if quotes[quote].outer_start <= unit.start + 1:
            before = _same_paragraph(units, index, by_unit, spoken)
            if before is not None:
                return before
        subject = openings.leading(text, unit.start, unit.end)
        return Spoken(subject, None, "subject") if subject else Spoken()
    if quotes[quote].continued and quote:
        earlier = spoken[_previous(quotes, quote)]
        if earlier.speaker is not None:
            return Spoken(earlier.speaker, earlier.cue, "near")
    for back in range(index - 1, max(-1, index - 4), -1):
        other = units[back]
        near = [spoken[q] for q in other.quotes if spoken[q].speaker is not None]
        if near:
            return Spoken(near[-1].speaker, near[-1].cue, "near")
        told = [s for s in by_unit.get(back, []) if s.source is not None and _speaks(s)]
        if told:
            return Spoken(told[-1].source, (told[-1].start, told[-1].end), "near")
        if other.paragraph < unit.paragraph:
            subject = openings.leading(text, other.start, other.end)
            if subject:
                return Spoken(subject, None, "near")
    return Spoken()


def _open_cue(text: str, unit: Unit, quote: Quoted) -> Spoken | None:
    """A verb of no list beside what is plainly said: “Here it is!” beamed Kim Lee."""
    if text[quote.outer_end - 1] != words.MASK_END or quote.end - quote.start < _PLAIN:
        return None
    told = inversion.any_verb_after(text, quote.outer_end, unit.end)
    return Spoken(told[0], told[1], "cue") if told else None


def _same_paragraph(
    units: Sequence[Unit],
    index: int,
    by_unit: dict[int, list[Statement]],
    spoken: list[Spoken],
) -> Spoken | None:
    """Who spoke in the sentence before, when it stands in the same paragraph."""
    if not index or units[index - 1].paragraph != units[index].paragraph:
        return None
    near = [spoken[q] for q in units[index - 1].quotes if spoken[q].speaker is not None]
    if near:
        return Spoken(near[-1].speaker, near[-1].cue, "near")
    told = [s for s in by_unit.get(index - 1, []) if s.source is not None and _speaks(s)]
    return Spoken(told[-1].source, (told[-1].start, told[-1].end), "near") if told else None


def _speaks(statement: Statement) -> bool:
    return statement.word not in ATTITUDE


def _told_after(
    text: str,
    units: Sequence[Unit],
    index: int,
    by_unit: dict[int, list[Statement]],
    quote: Quoted,
    *,
    asked: bool,
) -> Statement | None:
    """The cue that opens the next sentence: “Why now?” Mr. Lee asked."""
    unit = units[index]
    if quote.outer_end < unit.end - 1 or index + 1 >= len(units):
        return None
    following = units[index + 1]
    told = by_unit.get(index + 1, [])
    if following.paragraph != unit.paragraph or not told or told[0].source is None:
        return None
    first = told[0]
    if first.bounds[0] > following.start + 1:
        return None
    if first.word not in SPEECH and not (asked and first.word in VERB - ATTITUDE):
        return None
    if following.quotes:
        return None
    tail = text[first.bounds[1] : following.end]
    longest = _LONG_TAIL if asked else _TAIL
    return first if len(tail.split()) <= longest and " that " not in tail[:6] else None


def _previous(quotes: Sequence[Quoted], index: int) -> int:
    index -= 1
    while index > 0 and quotes[index].depth:
        index -= 1
    return index
