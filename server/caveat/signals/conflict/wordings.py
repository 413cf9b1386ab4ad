"""The same utterance with other words inside the quotation marks."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from caveat.document import Quotation
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.claims import Agreement, Comparison, Disagreement, Side
from caveat.signals.conflict.passages import Reading
from caveat.signals.conflict.words import Word, words

MAX_QUOTATIONS = 40
# Shorter ones are phrases that two people may well share.
MIN_WORDS = 5
MIN_SHARED = 0.7
# More words than this in one change, or more changes, and it is another utterance.
_MAX_CHANGE = 4
_MAX_CHANGES = 2
_TYPO = 0.75
# Content words that both must have; with no more than these, nearly all words.
_MIN_TOLD = 3
_SHORT_SHARED = 0.7


@dataclass(frozen=True, slots=True)
class _Quoted:
    quotation: Quotation
    words: tuple[Word, ...]
    stems: tuple[str, ...]
    unique: frozenset[str]
    speaker: frozenset[str]


def compare(a: Reading, b: Reading) -> Comparison:
    """The quotations of two readings that are one utterance worded otherwise."""
    rights = _quoted(b)
    found: list[Disagreement] = []
    agreed: list[Agreement] = []
    for x in _quoted(a):
        same = [y for y in rights if y.stems == x.stems]
        if same:
            agreed.append(Agreement(x.quotation.span, b.number))
            continue
        scored = [
            (s, -i)
            for i, y in enumerate(rights)
            if not (x.speaker and y.speaker and not x.speaker & y.speaker)
            and (s := _likeness(x, y)) >= MIN_SHARED
        ]
        if scored:
            likeness, i = max(scored)
            y = rights[-i]
            if not (a.number == b.number and y.quotation.span <= x.quotation.span):
                found.append(
                    Disagreement("quote", "wordings@1", _side(a, x), _side(b, y), likeness)
                )
    return Comparison(tuple(found), tuple(agreed))


def _quoted(reading: Reading) -> list[_Quoted]:
    found: list[_Quoted] = []
    for q in reading.document.quotations[:MAX_QUOTATIONS]:
        text = reading.document.text(q.span).replace("’", "'")
        # Tokenised copy parts the apostrophe from its word.
        inside = words(text.replace(" ' ", "'").replace(" '", "'"), q.span.start)
        if len(inside) >= MIN_WORDS:
            stems = tuple(w.stem for w in inside)
            found.append(_Quoted(q, inside, stems, frozenset(stems), _speaker(reading, q)))
    return found


def _speaker(reading: Reading, q: Quotation) -> frozenset[str]:
    """The stems of the speaker's name; empty when only a pronoun or nobody is named."""
    if q.person is None:
        return frozenset()
    named = words(reading.document.text(q.person), q.person.start)
    return frozenset(w.stem for w in named if w.name and w.content)


def _likeness(x: _Quoted, y: _Quoted) -> float:
    """The share of words that two quotations have in common, 0 unless they are one utterance with
    other words in it: a shortened or nested quotation is no other wording.
    """
    shared = len(x.unique & y.unique)
    if shared < 0.5 * min(len(x.unique), len(y.unique)) or shared < MIN_WORDS - 1:
        return 0.0
    matcher = SequenceMatcher(None, x.stems, y.stems, autojunk=False)
    kept: list[int] = []
    changes: list[bool] = []
    codes = matcher.get_opcodes()
    for at, (tag, a1, a2, b1, b2) in enumerate(codes):
        ours, theirs = x.words[a1:a2], y.words[b1:b2]
        outer = at == 0 or at == len(codes) - 1
        if tag == "equal":
            kept += range(a1, a2)
        elif outer and (tag != "replace" or abs(len(ours) - len(theirs)) > 1):
            # One quotation goes on where the other has begun or stopped.
            continue
        elif max(a2 - a1, b2 - b1) > _MAX_CHANGE:
            return 0.0
        elif _negated(ours) != _negated(theirs):
            changes.append(True)
        elif tag == "replace":
            changes.append(_other_words(ours, theirs))
    likeness = len(kept) / min(len(x.stems), len(y.stems))
    told = sum(x.words[i].content and not x.words[i].name for i in kept)
    sure = told >= _MIN_TOLD and (likeness >= _SHORT_SHARED or told > _MIN_TOLD)
    sound = sure and any(changes) and len(changes) <= _MAX_CHANGES
    return likeness if sound else 0.0


def _negated(span: tuple[Word, ...]) -> bool:
    return any(w.text.lower().replace("’", "'") in lexicon.NEGATORS for w in span)


def _other_words(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    """Whether both sides of a change say something, and not the same but for a slip."""
    ours = {w.stem for w in a if w.content}
    theirs = {w.stem for w in b if w.content}
    if not ours or not theirs or ours & theirs:
        return False
    one, other = (" ".join(w.text.lower() for w in span) for span in (a, b))
    short, long = sorted((one, other), key=len)
    if short == "".join(word[0] for word in long.split()) or {short, long} == {"ok", "okay"}:
        return False
    if any(c.isdigit() for c in one) != any(c.isdigit() for c in other):
        # One spells out the figure that the other prints: not for this comparison to say.
        return False
    if any(
        word[0].isdigit() and word.endswith(("am", "pm")) for word in (one + " " + other).split()
    ):
        return False
    if (figures := _digits(one)) and figures.lstrip("0") in _digits(other):
        return False
    digits = any(c.isdigit() for c in one + other)
    return digits or SequenceMatcher(None, one, other, autojunk=False).ratio() < _TYPO


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _side(reading: Reading, q: _Quoted) -> Side:
    text = reading.document.text(q.quotation.span)
    return Side(reading.number, q.quotation.span, text, f"{len(q.words)} words", " ".join(q.stems))
