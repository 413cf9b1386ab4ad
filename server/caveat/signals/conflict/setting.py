"""What a value is a value of: the words around it, what happened, what it is of, who says so."""

from __future__ import annotations

from dataclasses import dataclass

from caveat.document import MentionKind
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.ages import age_of, owner_of
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.moments import dates, offset, reported, several, stamp
from caveat.signals.conflict.near import bag, distances
from caveat.signals.conflict.parts import part_of
from caveat.signals.conflict.passages import Passage
from caveat.signals.conflict.qualifiers import qualifiers
from caveat.signals.conflict.words import stem
from caveat.values import Quantity, Value, ValueKind, When

# How far, in words, a qualifier, an outcome or an event may stand from its value. A clause break
# between them counts as so many words.
REACH = 9
_PLACE_REACH = 7
_LIGHT = frozenset({"meet"})
# No earthquake has had a magnitude of ten.
_STRONGEST = 10
_DATED_BEFORE = frozenset({ValueKind.COUNT, ValueKind.PERCENTAGE})
# Nouns that are counted as well as told of: workers, licences.
_COUNTED_AS = frozenset({"job", "seat", "vote", "licence", "study"})


@dataclass(frozen=True, slots=True)
class Setting:
    """One value in its sentence.

    ``near`` weighs the content stems around the value, nearer ones more. ``outcomes``,
    ``measures`` and ``events`` hold the nearest word of each list of the lexicon. ``part`` says
    how the figure relates to a group (see ``parts``), ``reported`` that a date is the day of a
    statement or the page's own stamp, ``several`` that the sentence tells of one of several
    events. ``dates`` are those of the sentence, ``past`` those near enough to date the value,
    ``places`` where the figure holds, ``people`` whom the sentence names, ``owner`` whose age it
    is, ``subjects`` the names near it, ``age`` the years that an age states.
    """

    passage: Passage
    value: Value
    near: dict[str, float]
    noun: str
    outcomes: frozenset[str]
    measures: frozenset[str]
    events: frozenset[str]
    qualifiers: frozenset[str]
    part: str
    reported: bool
    dates: tuple[When, ...]
    past: tuple[When, ...]
    places: frozenset[str]
    people: frozenset[str]
    offset: str
    owner: frozenset[str]
    subjects: frozenset[str]
    several: bool
    age: float | None


def setting(passage: Passage, value: Value, index: Index, before: tuple[When, ...] = ()) -> Setting:
    """The setting of one value of a passage; ``before`` are the dates of the passage before it,
    which date a count without one of its own.
    """
    at = passage.positions(value.span)
    reach = distances(passage, at)
    told = dates(passage, value)
    part = part_of(passage, value, at)
    age = age_of(passage, value, at, part)
    measures = _nearest(passage, reach, lexicon.MEASURES) or _shaken(passage, value)
    if value.kind is ValueKind.MONEY and "pay" in measures:
        # What is paid is the price.
        measures = measures - {"pay"} | {"cost"}
    return Setting(
        passage=passage,
        value=value,
        near=bag(passage, reach, index),
        noun=_noun(passage, value, measures),
        outcomes=_outcomes(passage, value, reach),
        measures=measures,
        events=_nearest_event(at, reach, passage),
        qualifiers=qualifiers(passage, value, at, reach),
        part=part,
        reported=reported(passage, at) or stamp(passage, value, at),
        dates=told or (before if value.kind in _DATED_BEFORE else ()),
        past=_past(passage, value, reach),
        places=_places(passage, reach),
        people=_people(passage),
        offset=offset(passage, value, at),
        owner=_owner(passage, at) if age is None else owner_of(passage, at),
        age=age,
        subjects=_subjects(passage, reach),
        several=several(passage),
    )


def _past(passage: Passage, value: Value, reach: list[tuple[int, int]]) -> tuple[When, ...]:
    """The dates so near a value that they date it."""
    near = {i for distance, i in reach if distance <= REACH}
    return tuple(d for d in dates(passage, value) if not near.isdisjoint(passage.positions(d.span)))


def _places(passage: Passage, reach: list[tuple[int, int]]) -> frozenset[str]:
    """Names behind "in" near the value: where the figure holds."""
    words = passage.words
    return frozenset(
        lexicon.DEMONYMS.get(words[i].stem, words[i].stem)
        for distance, i in reach
        if distance <= _PLACE_REACH and i and words[i].name and words[i - 1].text == "in"
    ) - {words[i].stem for i in passage.masked}


def _people(passage: Passage) -> frozenset[str]:
    """The last stems of the persons a passage names; a leading pronoun stands for one unnamed."""
    named = {
        passage.words[at[-1]].stem
        for m in passage.mentions
        if m.kind is MentionKind.PERSON and (at := passage.positions(m.span))
    }
    first = passage.words[0].text.lower() if passage.words else ""
    return frozenset(named or ({"?"} if first in {"he", "she"} else set()))


def _nearest(
    passage: Passage, reach: list[tuple[int, int]], wanted: frozenset[str]
) -> frozenset[str]:
    """The stem of a list nearest to the value; both when one stands as near on each side."""
    hits = [(d, passage.words[i].stem) for d, i in reach if d <= REACH]
    hits = [(d, s) for d, s in hits if s in wanted]
    if not hits:
        return frozenset()
    least = min(d for d, _ in hits)
    return frozenset(s for d, s in hits if d <= least + 1)


def _outcomes(passage: Passage, value: Value, reach: list[tuple[int, int]]) -> frozenset[str]:
    """What happened to the things counted. A toll counts the dead however far before its figure
    it stands: "the toll from the capsizing of a ferry off the coast rose to 19".
    """
    nearest = _nearest(passage, _uncounted(passage, value, reach), lexicon.OUTCOMES)
    if not nearest and isinstance(value, Quantity) and value.noun == "passenger":
        return frozenset({"aboard"})
    bare = isinstance(value, Quantity) and value.kind is ValueKind.NUMBER
    if nearest or not bare or not any(i < reach[-1][1] for _, i in reach):
        return nearest
    tolled = any(
        passage.words[i].text.lower() == "toll" and passage.words[i].end <= value.span.start
        for _, i in reach
    )
    return frozenset({"die"}) if tolled else nearest


def _uncounted(
    passage: Passage, value: Value, reach: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The reach without the words counted: what happened to "two workers" is not their work."""
    if not isinstance(value, Quantity) or value.counted is None:
        return reach
    inside = passage.positions(value.counted)
    things = {i for i in inside if passage.words[i].stem in _COUNTED_AS}
    return [r for r in reach if r[1] not in things]


def _nearest_event(at: range, reach: list[tuple[int, int]], passage: Passage) -> frozenset[str]:
    """The nearest event of the date's own clause, or of the sentence; the one before a date where
    two stand as near: "acquitted in 1958 on charges".
    """
    clause = passage.clauses[at[0]] if at else 0
    own = [r for r in reach if passage.clauses[r[1]] == clause]
    nearest = _nearest(passage, own, lexicon.EVENTS) or _nearest(passage, reach, lexicon.EVENTS)
    if nearest == _LIGHT:
        # "An election will be held": the noun says what is held.
        nearest = _nearest(passage, own, lexicon.EVENTS - _LIGHT) or nearest
    if len(nearest) > 1:
        before = _nearest(passage, [r for r in reach if at and r[1] < at[0]], lexicon.EVENTS)
        nearest = nearest & before or nearest
    # A deal is completed when it closes.
    return frozenset("close" if e == "complete" else e for e in nearest)


def _subjects(passage: Passage, reach: list[tuple[int, int]]) -> frozenset[str]:
    """The names near a value, and those that begin its sentence."""
    near = {i for distance, i in reach if distance <= REACH} | {0, 1}
    return frozenset(
        w.stem
        for i, w in enumerate(passage.words)
        if i in near and i not in passage.masked and w.name and w.content
    )


def _owner(passage: Passage, at: range) -> frozenset[str]:
    """The name that an age stands beside."""
    if not at:
        return frozenset()
    near = [
        *range(max(0, at[0] - 2), at[0]),
        *range(at[-1] + 1, min(len(passage.words), at[-1] + 4)),
    ]
    return frozenset(
        passage.words[i].stem for i in near if passage.words[i].name and i not in passage.masked
    )


def _noun(passage: Passage, value: Value, measures: frozenset[str]) -> str:
    """The stem of what a quantity counts; "" when it counts nothing."""
    if not isinstance(value, Quantity) or value.counted is None:
        return ""
    if "magnitude" in measures and value.number < _STRONGEST:
        return ""
    at = passage.positions(value.span)
    if at and at[0] and passage.words[at[0] - 1].stem in lexicon.SCALES:
        # "a category 3 storm": a reading, not a count.
        return passage.words[at[0] - 1].stem
    spans = [w for w in passage.words if value.counted.start <= w.start < value.counted.end]
    if spans and _hyphened(passage, value, spans[0].start):
        # "a 42-storey tower" counts storeys.
        return spans[0].stem
    if spans and spans[0].stem in lexicon.OUTCOMES - _COUNTED_AS and not value.modifiers:
        # "Some 14,800 watched": what they did, not what they are.
        return ""
    if value.number != 1:
        # "six paintings taken from", "28,000 heaters follows": the first plural is the head.
        plurals = [_plural(w.text.lower()) for w in spans]
        for w, plural, next_too in zip(spans, plurals, [*plurals[1:], False], strict=False):
            if plural and not next_too:
                return w.stem
    for w in spans:
        # "130 people sank" counts people.
        if w.stem in lexicon.PEOPLE:
            return w.stem
    for w in spans:
        if value.noun and w.text.lower().startswith(value.noun[:3]):
            return w.stem
    return stem(value.noun) if value.noun else ""


def _hyphened(passage: Passage, value: Value, noun: int) -> bool:
    """Whether a hyphen ties a figure to the noun that starts at a code point of its field."""
    return noun == value.span.end + 1 and noun in passage.hyphens


def _shaken(passage: Passage, value: Value) -> frozenset[str]:
    """That a figure with decimals is a magnitude: the quake "measured 6.4"."""
    if not isinstance(value, Quantity) or value.kind is not ValueKind.NUMBER:
        return frozenset()
    decimal = "." in value.text and value.number < _STRONGEST
    return frozenset({"magnitude"} if decimal and "quake" in passage.stems else ())


_HUMANS = frozenset(stem(w) for w in lexicon.KINDS_OF_PEOPLE | lexicon.HUMANS)


def human(noun: str) -> bool:
    """Whether a counted noun's stem is people: no list holds all trades, most of which end so."""
    listed = noun in lexicon.PEOPLE or noun in _HUMANS
    return not noun or listed or noun.endswith(("er", "or", "ian", "ist"))


def _plural(word: str) -> bool:
    return word in _PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
    )


_PLURALS = frozenset(
    {"people", "men", "women", "children", "police", "staff", "troops", "crew", "feet", "teeth"}
)
