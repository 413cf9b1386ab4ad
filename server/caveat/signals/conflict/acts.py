"""Acts: what a sentence says became of something, whether it is denied, and whether it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.passages import Passage, Reading

_BEFORE = 4
# "without a treaty being signed"
_WITHOUT = 9
_FAR = frozenset({"without", "no", "none", "neither", "nobody"})
_BESIDE = 6
_AGAIN = 2

_REFUSING = ("fail", "refus", "declin", "yet", "without")
_SUPPOSING = frozenset({"if", "unless", "whether"})

DONE, PLANNED, ASKED, OPEN = "done", "planned", "asked", "undated"


@dataclass(frozen=True, slots=True)
class Act:
    """One verb of the list, or one that the other text denies: the word's index, its stem or
    state, whether negated, and its modality.

    ``modality`` is "undated" for forms that do not tell done from planned ("opens", "opening").
    ``first`` is the index of the first word that decides polarity or modality.
    """

    at: int
    first: int
    stem: str
    negated: bool
    modality: str


def acts(passage: Passage, denied: frozenset[str] = frozenset()) -> Iterator[Act]:
    """The acts of a passage, in text order; also those of the stems in ``denied``."""
    for i, w in enumerate(passage.words):
        if w.name and i and not passage.headline:
            continue
        stem = _state(passage, i)
        if stem in lexicon.ACTS or stem in denied:
            act = _act(passage, i, stem)
            listed = stem in lexicon.ACTS
            if act is not None and (listed or act.negated or act.modality == DONE):
                yield act


def denials(reading: Reading) -> frozenset[str]:
    """The stems of what a text says was not done or is not there: "has not conceded"."""
    return frozenset(
        passage.words[i].stem
        for passage in reading.passages
        for i in range(len(passage.words))
        if _deniable(passage, i) and _denied(passage, i)
    )


def _deniable(passage: Passage, i: int) -> bool:
    w = passage.words[i]
    return w.content and not w.name and i not in passage.masked and len(w.text) > _AGAIN + 1


def _denied(passage: Passage, i: int) -> bool:
    """Whether "has not", "did not", "failed to" or "yet to" stands right before a verb."""
    before = [w.text.lower().replace("’", "'") for w in passage.words[max(0, i - 3) : i]]
    if before[-1:] and before[-1] in {"yet", "been", "be", "to", "actually", "even"}:
        before.pop()
    if not before or before[-1] in lexicon.NOBODY:
        return False
    if before[-1] not in lexicon.NEGATORS:
        return False
    return (
        before[-1].endswith("n't")
        or bool(before[-2:-1] and before[-2] in lexicon.AUXILIARIES)
        or before[-1].startswith(("fail", "refus"))
    )


def _state(passage: Passage, i: int) -> str:
    """The stem of a word, or the state that it tells of beside a word of its matter: "left" of a
    rate, "gold" of a race.
    """
    w = passage.words[i]
    for state, matters in lexicon.STATES.get(w.text.lower(), ()):
        near = passage.words[max(0, i - _BESIDE) : i + _BESIDE + 1]
        if any(n.stem in matters for n in near):
            return state
    return w.stem


def _act(passage: Passage, i: int, stem: str) -> Act | None:
    text = passage.words[i].text.lower()
    clause = passage.clauses[i]
    near = [
        (j, passage.words[j].text.replace("’", "'"))
        for j in range(max(0, i - _BEFORE), i)
        if passage.clauses[j] == clause
    ]
    near[:0] = [
        (j, passage.words[j].text.lower())
        for j in range(max(0, i - _WITHOUT), max(0, i - _BEFORE))
        if passage.words[j].text.lower() in _FAR and passage.clauses[j] == clause
    ]
    near = [
        (j, t.lower())
        for j, t in near
        if t.islower() or passage.headline or j == 0 or (t.isupper() and len(t) > 1)
    ]
    negators = [j for j, t in near if t in lexicon.NEGATORS]
    asking = [j for j, t in near if t in lexicon.ASKING]
    planning = [
        j
        for j, t in near
        if t in lexicon.PLANNING
        and (t != "to" or j == i - 1 or (j == i - 2 and passage.words[i - 1].text == "be"))
    ]
    if passage.words[i].stem == "open" and _behind(passage, i) == "fire":
        return None
    if any(passage.clauses[j] == clause and _supposes(passage, j) for j in range(i)):
        return None
    if any(w.text.lower() in lexicon.RUMOURS for w in passage.words):
        # What is told is the rumour.
        return None
    if any(t in lexicon.POSSIBILITY or t.startswith("plead") for _, t in near):
        return None
    if any(t.startswith(_REFUSING) for j, t in near if j in negators):
        planning = []
    if i and text.endswith("ing") and passage.words[i - 1].text in ("before", "without"):
        # "turned back before reaching": it was not reached.
        return None
    past = text.endswith("ed") or text in lexicon.PAST
    verb = past or (text in lexicon.VERBAL and (planning or negators))
    if not verb and text in lexicon.NOMINAL:
        return None
    if planning and stem == "close" and _until(passage, i):
        # Closed until a day is open from it.
        return None
    first = min([i, *negators, *asking, *planning])
    if stem in lexicon.TENSELESS:
        return Act(i, first, stem, bool(negators), ASKED if asking else OPEN)
    modality = ASKED if asking else PLANNED if planning else DONE if past or negators else OPEN
    return Act(i, first, stem, bool(negators), modality)


def _supposes(passage: Passage, i: int) -> bool:
    """Whether a word makes its clause a supposition."""
    return passage.words[i].text.lower() in _SUPPOSING


def _until(passage: Passage, i: int) -> bool:
    return any(w.text in ("until", "till") for w in passage.words[i + 1 : i + 4])


def _behind(passage: Passage, i: int) -> str:
    return passage.words[i + 1].text.lower() if i + 1 < len(passage.words) else ""
