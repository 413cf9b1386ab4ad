"""The parts that names play in a sentence: who did it, who holds it, where it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.document import Mention, MentionKind, Span, gazetteer
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.claims import Side
from caveat.signals.conflict.passages import Passage, Reading
from caveat.signals.conflict.words import Word, stem

_MAX_MENTIONS = 14
_EVENT_REACH = 10
_SUBJECT_REACH = 5
_INSIDE = frozenset({"in", "at", "inside"})
_SEXES = {
    "man": "male", "boy": "male", "schoolboy": "male", "father": "male", "husband": "male",
    "woman": "female", "girl": "female", "schoolgirl": "female", "mother": "female",
    "wife": "female",
}  # fmt: skip
_SUFFERED = frozenset({"die", "rescue", "arrest", "injure"})
_DOINGS, _FEATS, _BODILY, _SETTINGS = (
    frozenset(stem(w) for w in words)
    for words in (lexicon.DOINGS, lexicon.FEATS, lexicon.DONE_BY_BODIES, lexicon.SETTINGS)
)

COUNTRIES = frozenset(lexicon.DEMONYMS.values())

_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})

Part = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Filler:
    """A name, or a word for a man or a woman, that plays a part."""

    part: Part
    kind: str
    passage: Passage
    at: range
    key: frozenset[str]
    side: Side


def parts(reading: Reading, passage: Passage) -> Iterator[Filler]:
    """The parts that names, and words for men and women, play in a passage."""
    yield from _sexes(reading, passage)
    yield from _origins(reading, passage)
    capital = [w for w in passage.words if w.content]
    if sum(w.name for w in capital) > 0.7 * len(capital):
        # A headline in title case: every word looks like a name.
        return
    for mention in passage.mentions[:_MAX_MENTIONS]:
        at = passage.positions(mention.span)
        if not at or not passage.masked.isdisjoint(at):
            continue
        at = _bare(passage, at)
        if not at or (at[0] == 0 and len(at) == 1 and mention.kind is MentionKind.UNKNOWN
                      and passage.words[0].stem not in reading.names):  # fmt: skip
            continue
        for part in _played(passage, at):
            kind = _kind(part, mention, passage, at)
            if kind:
                yield _filler(reading, passage, at, part, kind)


def _bare(passage: Passage, at: range) -> range:
    """A name without the title or the noun that it may begin with: "Journal Deep Past"."""
    first = at[0]
    while first < at[-1] and passage.words[first].text.lower() in gazetteer.ROLE | lexicon.HOLDERS:
        first += 1
    return range(first, at[-1] + 1)


def _played(passage: Passage, at: range) -> Iterator[Part]:
    """The parts of one name."""
    words, clauses = passage.words, passage.clauses
    low, high = at[0], at[-1]
    before = words[low - 1].text.lower() if low else ""
    beyond = words[low - 2].stem if low > 1 else ""
    if before == "by" and low > 1 and beyond in _DOINGS:
        yield ("by", _deed(passage, beyond))
    if before in ("by", "from") and low > 1 and beyond in _FEATS:
        yield ("by", _feat(beyond))
    if before in lexicon.HOLDERS:
        yield ("role", words[low - 1].stem)
    if high + 1 < len(words) and clauses[high + 1] != clauses[high]:
        for i in range(high + 1, min(len(words), high + 4)):
            if words[i].text.lower() in lexicon.HOLDERS and clauses[i] == clauses[high + 1]:
                yield ("role", words[i].stem)
                break
    for i in range(high + 1, min(len(words), high + 1 + _SUBJECT_REACH)):
        if clauses[i] != clauses[high]:
            break
        if words[i].stem in _DOINGS:
            deed = _deed(passage, words[i].stem)
            passive = any(w.text in _BEING for w in words[high + 1 : i])
            if not passive or deed == "elect":
                yield ("by", deed)
            break
        if words[i].content and not words[i].text.endswith("ly"):
            break
    if before in _INSIDE or before in ("from", "to"):
        place = "in" if before in _INSIDE else before
        for i in range(low - 2, max(-1, low - 2 - _EVENT_REACH), -1):
            if words[i].stem in _SETTINGS and clauses[i] == clauses[low]:
                yield ("in", f"{place} {words[i].stem}")
                break

    if before in ("left", "leaving"):
        yield ("in", "from leave")
    if before == "from" and any(w.stem in _MOVING for w in words[max(0, low - 6) : low - 1]):
        yield ("in", "from leave")
    sort = lexicon.TYPED.get(words[high].text, "")
    if sort and len(at) > 1:
        yield ("typed", sort)


_MOVING = frozenset({"come", "arrive", "fly", "flew", "flight", "travel", "leave", "flying"})


def _deed(passage: Passage, stem: str) -> str:
    """An act; who wins a vote is elected."""
    return "elect" if stem == "win" and passage.stems & _POLLS else stem


_POLLS = frozenset({"elect", "vote", "president", "presidential", "presidency"})


def _feat(stem: str) -> str:
    """A goal, however it was scored; a penalty is told apart."""
    return stem if stem == "penalty" else "score"


def _kind(part: Part, mention: Mention, passage: Passage, at: range) -> str:
    if part[0] == "typed":
        return "place" if part[1] in _SITES else "organisation"
    if part[0] == "in":
        return "" if mention.kind in (MentionKind.PERSON, MentionKind.ORGANISATION) else "place"
    if mention.kind is MentionKind.PLACE:
        return ""
    words = {passage.words[i].text.lower() for i in at}
    if mention.kind is MentionKind.ORGANISATION or words & gazetteer.ORGANISATION_WORD:
        return "organisation"
    if part[0] == "role" and part[1] in _HELD_BY_BODIES:
        return "organisation"
    if part[1] in _BODILY:
        return "organisation"
    # A single name is as often a team's or a town's.
    return "person" if len(at) > 1 or mention.kind is MentionKind.PERSON else ""


_SITES = frozenset({"street", "bridge", "airport", "station", "hotel", "stadium"})
_HELD_BY_BODIES = frozenset(
    {"journal", "magazine", "newspaper", "insurer", "bank", "maker", "builder", "operator"}
)


def _filler(reading: Reading, passage: Passage, at: range, part: Part, kind: str) -> Filler:
    words = passage.words
    span = Span(passage.span.field, words[at[0]].start, words[at[-1]].end)
    key = frozenset(lexicon.DEMONYMS.get(words[i].stem, words[i].stem) for i in at)
    text = reading.document.text(span)
    return Filler(
        part, kind, passage, at, key, Side(reading.number, span, text, text, " ".join(sorted(key)))
    )


def _sexes(reading: Reading, passage: Passage) -> Iterator[Filler]:
    """The one man or woman to whom something happened."""
    for i, w in enumerate(passage.words):
        sex = _SEXES.get(w.text.lower(), "")
        if not sex or (i and passage.words[i - 1].text.lower() in ("his", "her", "their")):
            continue
        for j in range(i + 1, min(len(passage.words), i + 7)):
            stem = passage.words[j].stem
            if stem in _SUFFERED and passage.clauses[j] == passage.clauses[i]:
                filler = _filler(reading, passage, range(i, i + 1), ("sex", stem), "person")
                side = filler.side
                yield Filler(
                    filler.part, "person", passage, filler.at, frozenset({sex}),
                    Side(side.reading, side.span, side.text, sex, sex),
                )  # fmt: skip
                break


def _origins(reading: Reading, passage: Passage) -> Iterator[Filler]:
    """Where a thing is of, as an adjective before it or a country behind it: "a Swiss dairy
    group", "a castle in Ireland".
    """
    words = passage.words
    for i, w in enumerate(words):
        country = lexicon.DEMONYMS.get(w.stem, "")
        if country and _listed(words, i):
            continue
        if country and w.name and i + 1 < len(words) and not words[i + 1].name:
            head = i + 1
            while head + 1 < len(words) and _noun_like(passage, head + 1, head):
                head += 1
            yield _filler(reading, passage, range(i, i + 1), ("of", words[head].stem), "place")
        elif _behind_noun(passage, i):
            part = ("of", words[i - 2].stem)
            yield _filler(reading, passage, range(i, i + 1), part, "place")


def _listed(words: tuple[Word, ...], i: int) -> bool:
    """Whether an origin is one of several: "English and Australian climbers"."""
    near = words[max(0, i - 2) : i] + words[i + 1 : i + 3]
    return any(w.stem in lexicon.DEMONYMS or w.text == "and" for w in near)


def _behind_noun(passage: Passage, i: int) -> bool:
    """Whether a country stands behind a thing: "a castle in Ireland"."""
    words = passage.words
    country = words[i].name and words[i].stem in COUNTRIES
    if not country or i < _LEAST or words[i - 1].text != "in":
        return False
    return words[i - 2].content and not words[i - 2].name


_LEAST = 2


def _noun_like(passage: Passage, i: int, after: int) -> bool:
    w = passage.words[i]
    plain = w.content and not w.name and i not in passage.masked
    return plain and passage.clauses[i] == passage.clauses[after] and i - after < 2
