"""What a value is a value of: the words around it, what happened, what it is of, who says so."""

from __future__ import annotations

from dataclasses import dataclass

from caveat.document import MentionKind
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.near import bag, distances
from caveat.signals.conflict.passages import Passage
from caveat.signals.conflict.words import stem
from caveat.values import Grain, Quantity, Unresolved, Value, ValueKind, When

# How far, in words, a qualifier, an outcome or an event may stand from its value. A clause break
# between them counts as so many words.
REACH = 9
_QUALIFIER_REACH = 6
_PLACE_REACH = 7
_DATELINE = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """One value in its sentence.

    ``near`` weighs the content stems around the value, nearer ones more. ``outcomes``,
    ``measures`` and ``events`` hold the nearest word of each list of the lexicon. ``part`` says
    that the figure is told as a part of another; ``earlier`` as the one that another replaced.
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
    places: frozenset[str]
    people: frozenset[str]
    offset: str
    owner: frozenset[str]
    subjects: frozenset[str]


def setting(passage: Passage, value: Value, index: Index) -> Setting:
    """The setting of one value of a passage."""
    at = passage.positions(value.span)
    reach = distances(passage, at)
    return Setting(
        passage=passage,
        value=value,
        near=bag(passage, reach, index),
        noun=_noun(passage, value),
        outcomes=_nearest(passage, reach, lexicon.OUTCOMES),
        measures=_nearest(passage, reach, lexicon.MEASURES),
        events=_nearest(passage, reach, lexicon.EVENTS),
        qualifiers=_qualifiers(passage, value, at, reach),
        part=_part(passage, value, at),
        reported=_reported(passage, at) or _stamp(passage, value, at),
        dates=_dates(passage, value),
        places=_places(passage, reach),
        people=_people(passage),
        offset=_offset(passage, value, at),
        owner=_owner(passage, at),
        subjects=_subjects(passage, reach),
    )


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


def _offset(passage: Passage, value: Value, at: range) -> str:
    """What a duration is counted from: "ago", "after", "before", "" when it is a length."""
    if value.kind is not ValueKind.DURATION or not at:
        return ""
    words = passage.words
    behind = words[at[-1] + 1].text.lower() if at[-1] + 1 < len(words) else ""
    return behind if behind in {"ago", "after", "before", "later", "earlier", "from"} else ""


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


def _qualifiers(
    passage: Passage, value: Value, at: range, reach: list[tuple[int, int]]
) -> frozenset[str]:
    found = {
        lexicon.QUALIFIER_OF[w]
        for d, i in reach
        if d <= _QUALIFIER_REACH and (w := passage.words[i].text.lower()) in lexicon.QUALIFIER_OF
    }
    replaced = at and at[0] and passage.words[at[0] - 1].text.lower() in lexicon.REPLACED
    if replaced and not isinstance(value, When):
        found.add("earlier")
    return frozenset(found)


def _part(passage: Passage, value: Value, at: range) -> str:
    """Whether a figure is told as "part" of a group, as the "whole" of one, as a "window" of a
    series, as an "age" behind a name, or "" as a plain figure.
    """
    if not at:
        return ""
    texts = [w.text.lower() for w in passage.words]
    before = texts[max(0, at[0] - 3) : at[0]]
    after = texts[at[-1] + 1 : at[-1] + 4]
    if before[-1:] and before[-1] in lexicon.WINDOWS:
        return "window"
    if before[-1:] == ["the"] and isinstance(value, Quantity) and value.counted is None:
        return "whole"
    if "including" in before or "among" in before:
        return "part"
    if after[:1] == ["of"] and after[1:2] and (after[1] in _OF_WHOM or after[1][:1].isdigit()):
        return "part"
    behind_of = before[-2:-1] == ["of"] and before[-1] in _OF_WHOM
    if behind_of or (before[-1:] == ["of"] and before[-2:-1] and before[-2][:1].isdigit()):
        return "whole"
    if before[-1:] and before[-1] in {"which", "whom"} and "of" in before:
        return "part"
    return "age" if _behind_name(passage, at) else ""


_OF_WHOM = frozenset({"the", "them", "those", "whom", "its", "their", "his", "her", "these", "all"})


def _behind_name(passage: Passage, at: range) -> bool:
    """Whether a bare figure stands between commas behind a name: "Jonas Weil, 16, was"."""
    first = at[0]
    if len(at) != 1 or not first or not passage.words[first - 1].name:
        return False
    clauses = passage.clauses
    alone_after = at[-1] + 1 >= len(clauses) or clauses[at[-1] + 1] != clauses[first]
    return clauses[first - 1] != clauses[first] and alone_after


def _subjects(passage: Passage, reach: list[tuple[int, int]]) -> frozenset[str]:
    """The names near a value."""
    return frozenset(
        w.stem
        for distance, i in reach
        if distance <= REACH
        and i
        and i not in passage.masked
        and (w := passage.words[i]).name
        and w.content
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


def _reported(passage: Passage, at: range) -> bool:
    """Whether a date is the day on which something was said: "said on Tuesday"."""
    if not at:
        return False
    before = [w.text.lower() for w in passage.words[max(0, at[0] - _DATELINE) : at[0]]]
    return any(w in lexicon.REPORTING for w in before[-3:]) or any(
        w in lexicon.PUBLISHING for w in before
    )


def _stamp(passage: Passage, value: Value, at: range) -> bool:
    """Whether a date is the page's own stamp, with a year or an hour and no preposition before it,
    as it stands when a page has lost its lines.
    """
    if not at or not isinstance(value, When) or value.relative or value.period is None:
        return False
    if value.unresolved is not Unresolved.NO or value.range or value.grain > Grain.DAY:
        return False
    before = passage.words[at[0] - 1].text.lower() if at[0] else ""
    weekday = before in lexicon.WEEKDAYS
    return len(at) > 1 and before not in lexicon.DATE_PREPOSITIONS and not weekday


def _noun(passage: Passage, value: Value) -> str:
    if not isinstance(value, Quantity) or value.counted is None:
        return ""
    spans = [w for w in passage.words if value.counted.start <= w.start < value.counted.end]
    for w in spans:
        if value.noun and w.text.lower().startswith(value.noun[:3]):
            return w.stem
    return stem(value.noun) if value.noun else ""


def _dates(passage: Passage, value: Value) -> tuple[When, ...]:
    """The resolved dates told beside a value: the day, month or year it is of."""
    return tuple(
        v
        for v in passage.values
        if isinstance(v, When)
        and v is not value
        and v.kind is ValueKind.DATE
        and v.unresolved is Unresolved.NO
        and v.period is not None
        and not _reported(passage, passage.positions(v.span))
    )
