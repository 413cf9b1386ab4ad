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
_WIDE_REACH = 24
_PLACE_REACH = 7
_DATELINE = 6
_FEW = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """One value in its sentence.

    ``near`` weighs the content stems around the value, nearer ones more. ``outcomes``,
    ``measures`` and ``events`` hold the nearest word of each list of the lexicon. ``part`` says
    how the figure relates to a group (see ``_part``), ``reported`` that a date is the day of a
    statement or the page's own stamp, ``several`` that the sentence tells of one of several
    events. ``places`` are where the figure holds, ``people`` whom the sentence names, ``owner``
    whose age it is, ``subjects`` the names near it.
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
    several: bool


def setting(passage: Passage, value: Value, index: Index) -> Setting:
    """The setting of one value of a passage."""
    at = passage.positions(value.span)
    reach = distances(passage, at)
    return Setting(
        passage=passage,
        value=value,
        near=bag(passage, reach, index),
        noun=_noun(passage, value),
        outcomes=_outcomes(passage, value, reach),
        measures=_nearest(passage, reach, lexicon.MEASURES),
        events=_nearest_event(at, reach, passage),
        qualifiers=_qualifiers(passage, value, at, reach),
        part=_part(passage, value, at),
        reported=_reported(passage, at) or _stamp(passage, value, at),
        dates=dates(passage, value),
        places=_places(passage, reach),
        people=_people(passage),
        offset=_offset(passage, value, at),
        owner=_owner(passage, at),
        subjects=_subjects(passage, reach),
        several=_several(passage),
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
    """What a duration is counted from ("ago", "after", "before") or which end of time a date is
    ("as of", "until"); "" when it stands for itself.
    """
    if not at or value.kind not in (ValueKind.DURATION, ValueKind.DATE, ValueKind.TIME):
        return ""
    words = passage.words
    if value.kind is ValueKind.DURATION:
        behind = words[at[-1] + 1].text.lower() if at[-1] + 1 < len(words) else ""
        return behind if behind in {"ago", "after", "before", "later", "earlier", "from"} else ""
    before = [w.text.lower() for w in words[max(0, at[0] - 2) : at[0]]]
    if before == ["as", "of"]:
        return "as of"
    return before[-1] if before and before[-1] in {"before", "after", "until", "till"} else ""


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
    inside = set(passage.positions(value.counted))
    return [r for r in reach if r[1] not in inside]


def _nearest_event(at: range, reach: list[tuple[int, int]], passage: Passage) -> frozenset[str]:
    """The nearest event of the date's own clause, or of the sentence; the one before a date where
    two stand as near: "acquitted in 1958 on charges".
    """
    clause = passage.clauses[at[0]] if at else 0
    own = [r for r in reach if passage.clauses[r[1]] == clause]
    nearest = _nearest(passage, own, lexicon.EVENTS) or _nearest(passage, reach, lexicon.EVENTS)
    if len(nearest) > 1:
        before = _nearest(passage, [r for r in reach if at and r[1] < at[0]], lexicon.EVENTS)
        nearest = nearest & before or nearest
    # A deal is completed when it closes.
    return frozenset("close" if e == "complete" else e for e in nearest)


def _qualifiers(
    passage: Passage, value: Value, at: range, reach: list[tuple[int, int]]
) -> frozenset[str]:
    first = at[0] if at else 0
    found = {
        lexicon.QUALIFIER_OF[w]
        for d, i in reach
        if (w := passage.words[i].text.lower()) in lexicon.QUALIFIER_OF
        and d <= (_WIDE_REACH if _wide(w, value, behind=i > first) else _QUALIFIER_REACH)
        and not _fraction(passage, i)
    }
    replaced = at and at[0] and passage.words[at[0] - 1].text.lower() in lexicon.REPLACED
    if replaced and not isinstance(value, When):
        found.add("earlier")
    return frozenset(found)


def _wide(word: str, value: Value, *, behind: bool) -> bool:
    """Whether a qualifier holds for all that follows (of dates, that they are expected), or, of
    places, for the whole sentence.
    """
    if behind:
        return word in lexicon.WIDE and lexicon.QUALIFIER_OF[word] == "local"
    planned = isinstance(value, When) and lexicon.QUALIFIER_OF[word] == "expected"
    return planned or word in lexicon.WIDE


def _fraction(passage: Passage, i: int) -> bool:
    """Whether "quarter" or "half" is a step of a rate: "by a quarter point"."""
    step, *after = (w.text.lower() for w in passage.words[i : i + 2])
    return step in ("quarter", "half") and bool(after) and after[0] in _STEPS


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
    if before[-1:] == ["the"] and isinstance(value, Quantity) and _anaphoric(value):
        return "whole"
    if "including" in before or "among" in before:
        return "part"
    if (
        after[:1] == ["of"]
        and after[1:2]
        and after[1] in _WHOSE
        and after[2:3]
        and after[2].isdigit()
    ):
        # "38 of its 410 shops" counts the 38.
        return ""
    if after[:1] == ["of"] and after[1:2] and (after[1] in _OF_WHOM or after[1][:1].isdigit()):
        return "part"
    behind_of = before[-2:-1] == ["of"] and before[-1] in _OF_WHOM
    if behind_of or (before[-1:] == ["of"] and before[-2:-1] and before[-2][:1].isdigit()):
        return "whole"
    if before[-1:] and before[-1] in {"which", "whom"} and "of" in before:
        return "part"
    return "age" if _behind_name(passage, at) else ""


def _anaphoric(value: Quantity) -> bool:
    """Whether "the two", "the three men" refer back to some that were told of before."""
    bare = value.kind is ValueKind.NUMBER and value.counted is None
    return bare or (value.kind is ValueKind.COUNT and value.number < _FEW)


_STEPS = frozenset({"point", "points", "percentage", "percent"})
_WHOSE = frozenset({"its", "their", "his", "her"})
_OF_WHOM = frozenset({"the", "them", "those", "whom", "its", "their", "his", "her", "these", "all"})


def _behind_name(passage: Passage, at: range) -> bool:
    """Whether a bare figure stands between commas behind a name: "Jonas Weil, 16, was"."""
    first = at[0]
    if len(at) != 1 or not first or not passage.words[first - 1].name:
        return False
    clauses = passage.clauses
    alone_after = at[-1] + 1 >= len(clauses) or clauses[at[-1] + 1] != clauses[first]
    return clauses[first - 1] != clauses[first] and alone_after


def _several(passage: Passage) -> bool:
    """Whether a sentence tells of one of several events: "the first quake"."""
    return any(
        w.text.lower() in lexicon.SEVERAL and after.stem in lexicon.EVENTS
        for w, after in zip(passage.words, passage.words[1:], strict=False)
    )


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


def dates(passage: Passage, value: Value | None = None) -> tuple[When, ...]:
    """The resolved dates of a sentence but for ``value``: the day, month or year it tells of."""
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
