"""One person under two names that differ in a few letters."""

from __future__ import annotations

from difflib import SequenceMatcher

from caveat.document import MentionKind, Span, gazetteer
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.claims import Agreement, Comparison, Disagreement, Side
from caveat.signals.conflict.passages import Reading
from caveat.signals.conflict.words import fold

LIKENESS = 0.68
# Two given names or surnames so alike are one, misspelled; shorter ones tell too little.
_ALIKE = 0.65
_SURNAMES_ALIKE = 0.75
# Where nothing tells that either is a person.
_SURE_ALIKE = 0.9
_LETTERS = 3


def compare(a: Reading, b: Reading) -> Comparison:
    """One person under two names that differ in a few letters: "Gary Stubbs", "Barry Stubbs".

    Wherever they stand: a name so alike, in a report of the same event, is a slip of one of them,
    unless a text knows both, or two persons of that surname.
    """
    theirs = _persons_of(b)
    found: dict[tuple[str, str], Disagreement] = {}
    agreed: list[Agreement] = []
    ours = _persons_of(a)
    for name, (side, sure) in ours.items():
        if name in theirs:
            agreed.append(Agreement(side.span, b.number))
        for other, there in theirs.items():
            known = name in theirs or other in ours
            alike = _SURE_ALIKE if not (sure or there[1]) else 0.0
            if not known and _slip(name, other, alike):
                found.setdefault(
                    name, Disagreement("person", "misnamed@1", side, there[0], LIKENESS)
                )
    return Comparison(tuple(found.values()), tuple(agreed))


def _persons_of(reading: Reading) -> dict[tuple[str, str], tuple[Side, bool]]:
    """The full names of a reading by folded given name and surname, where they first stand, and
    whether the text tells that they are persons'.
    """
    found: dict[tuple[str, str], tuple[Side, bool]] = {}
    for passage in reading.passages:
        for m in passage.mentions:
            words = reading.document.text(m.span).split()
            begins = m.span.start == passage.span.start
            while len(words) > 2 and (begins or words[0].lower() in gazetteer.ROLE):
                # "Detectorist Phil Garner" begins a sentence with what he is.
                words.pop(0)
            if any("-" in w for w in words):
                continue
            if m.kind in (MentionKind.PERSON, MentionKind.UNKNOWN) and len(words) == 2:
                given = lexicon.NICKNAMES.get(words[0].lower(), words[0])
                key = (fold(given), fold(words[1]))
                if min(map(len, key)) >= _LETTERS:
                    text = " ".join(words)
                    span = Span(m.span.field, m.span.end - len(text), m.span.end)
                    side = Side(reading.number, span, reading.document.text(span), text, text)
                    found.setdefault(key, (side, m.kind is MentionKind.PERSON))
    return found


def _slip(a: tuple[str, str], b: tuple[str, str], least: float) -> bool:
    """Whether two full names share one part, and the other but for a letter or two."""
    same = [x == y for x, y in zip(a, b, strict=True)]
    if sum(same) != 1:
        return False
    one, other = (a[1], b[1]) if same[0] else (a[0], b[0])
    longer, shorter = max(one, other, key=len), min(one, other, key=len)
    apart = len(longer) - len(shorter)
    if apart > _LETTERS - 1 or (apart > 1 and longer.startswith(shorter)):
        return False
    if _sexes_differ(one, other) and same[1]:
        return True
    if one.rstrip("s") == other.rstrip("s") or (same[1] and one[:2] == other[:2]):
        # A plural, or a given name and its short form.
        return False
    least = max(least, _SURNAMES_ALIKE if same[0] else _ALIKE)
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= least


def _sexes_differ(one: str, other: str) -> bool:
    """Whether two alike given names, folded, are a man's and a woman's: "Mark", "Mara"."""
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    sexes = {(n in _MALE, n in _FEMALE) for n in (one, other)}
    return sexes == {(True, False), (False, True)}


_MALE = frozenset(map(fold, gazetteer.MALE_NAME))
_FEMALE = frozenset(map(fold, gazetteer.FEMALE_NAME))
