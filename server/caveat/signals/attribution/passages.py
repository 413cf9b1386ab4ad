"""Sentences as words, and how near two of them are.

What people said in quotation marks is left out, since two reporters in one room write down the
same words.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

import re2

from caveat.document import Document, Span

# Words in a run: the unit in which sentences are compared.
RUN = 4
_QUOTED = re2.compile('["“„«][^"“”„«»]+["”»]')
# What carries no content in a comparison of two reports of one event.
_STOP = frozenset(
    """a an the and or but of in on at to for from by with as is are was were be been being has have
    had it its he she they we you i his her their our this that these those which who whom what when
    where will would can could should may might not no also than then so such into over after before
    about up out s t said says say more most""".split()  # noqa: SIM905 (reads better than strings)
)


class Likeness(StrEnum):
    """How near two sentences are, in the words that an editor reads."""

    WHOLE = "word for word"
    MOSTLY = "mostly word for word"
    PARTLY = "in a long part word for word"
    REWORDED = "closely reworded"


# The probability that a careful editor upholds such a sentence as taken over.
CERTAINTY = {
    Likeness.WHOLE: 0.9,
    Likeness.MOSTLY: 0.9,
    Likeness.PARTLY: 0.9,
    Likeness.REWORDED: 0.75,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as words; ``names`` are those that stand capitalised inside it."""

    span: Span
    words: tuple[str, ...]
    names: frozenset[str]


class _Words(dict[int, str]):
    """Letters and digits stay, apostrophes vanish, everything else parts words."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = kept = char if char.isalnum() else "" if char in "'’‘`" else " "
        return kept


_WORDS = _Words()


def passages(document: Document) -> list[Passage]:
    """The sentences of a body as words, those inside quotations left out."""
    found = []
    quoted = sorted(q.span for q in document.quotations)
    for sentence in document.body:
        at = bisect_right(quoted, sentence.span) - 1
        if any(q.contains(sentence.span) for q in quoted[max(0, at) : at + 2]):
            continue
        text = document.text(sentence.span)
        if '"' in text or "“" in text or "«" in text or "„" in text:
            text = _without_quotations(text)
        kept = text.translate(_WORDS).split()
        words = tuple(w.casefold() for w in kept)
        names = frozenset(_stem(w.casefold()) for w in kept[1:] if w[:1].isupper())
        found.append(Passage(sentence.span, words, names))
    return found


def _without_quotations(text: str) -> str:
    """A sentence without its quotations of five words and more; shorter marks are scare quotes."""
    return str(_QUOTED.sub(lambda m: m.group() if len(m.group().split()) < 5 else " ", text))


def likeness(a: Passage, b: Passage, runs: int) -> Likeness | None:
    """How near two sentences are that share so many runs; None for two that are not.

    Names are no sign of copying on their own: two reports of one event share them all.
    """
    own = len(a.words) - RUN + 1
    shorter = min(len(a.words), len(b.words)) - RUN + 1
    if runs >= own:
        return Likeness.WHOLE
    if runs >= 0.6 * own:
        return Likeness.MOSTLY
    if runs >= 9 and runs >= 0.6 * shorter:
        return Likeness.PARTLY
    mine, theirs = _stems(a.words), _stems(b.words)
    common = mine & theirs
    plain = common - a.names - b.names
    if (
        len(common) >= 6
        and len(plain) >= 3
        and len(common) >= 0.55 * len(mine)
        and len(common) >= 0.4 * len(theirs)
    ):
        return Likeness.REWORDED
    return None


def _stems(words: tuple[str, ...]) -> set[str]:
    return {_stem(w) for w in words if w not in _STOP}


def _stem(word: str) -> str:
    """Six letters: enough to fold inflections in the languages we read."""
    return word[:6]
