"""What a date or a duration is counted from, and whether it is only the day of a statement."""

from __future__ import annotations

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.passages import Passage
from caveat.values import Grain, Unresolved, Value, ValueKind, When

_DATELINE = 6


def offset(passage: Passage, value: Value, at: range) -> str:
    """What a duration is counted from ("ago", "after", "before") or which end of time a date is
    ("as of", "until"); "" when it stands for itself.
    """
    if not at or value.kind not in (ValueKind.DURATION, ValueKind.DATE, ValueKind.TIME):
        return ""
    words = passage.words
    if value.kind is ValueKind.DURATION:
        behind = words[at[-1] + 1].text.lower() if at[-1] + 1 < len(words) else ""
        if at[0] and words[at[0] - 1].text.lower() == "for" and behind == "from":
            # "closed for six weeks from Monday": a length, not a way to a date.
            return ""
        return behind if behind in {"ago", "after", "before", "later", "earlier", "from"} else ""
    before = [w.text.lower() for w in words[max(0, at[0] - 2) : at[0]]]
    if before == ["as", "of"]:
        return "as of"
    return before[-1] if before and before[-1] in {"before", "after", "until", "till"} else ""


def several(passage: Passage) -> bool:
    """Whether a sentence tells of one of several events: "the first quake"."""
    return any(
        w.text.lower() in lexicon.SEVERAL and after.stem in lexicon.EVENTS
        for w, after in zip(passage.words, passage.words[1:], strict=False)
    )


def reported(passage: Passage, at: range) -> bool:
    """Whether a date is the day on which something was said: "said on Tuesday"."""
    if not at:
        return False
    before = [w.text.lower() for w in passage.words[max(0, at[0] - _DATELINE) : at[0]]]
    behind = passage.words[at[-1] + 1 : at[-1] + 2]
    if behind and behind[0].text in lexicon.REPORTING and before[-1:] == ["on"]:
        # "on Thursday reported a profit"
        return True
    return any(w in lexicon.REPORTING for w in before[-3:]) or any(
        w in lexicon.PUBLISHING for w in before
    )


def stamp(passage: Passage, value: Value, at: range) -> bool:
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


def dates(passage: Passage, value: Value | None = None) -> tuple[When, ...]:
    """The resolved dates of a sentence but for ``value``: the day, month or year it tells of."""
    return tuple(
        v
        for v in passage.values
        if isinstance(v, When)
        and v is not value
        and v.kind in (ValueKind.DATE, ValueKind.TIME)
        and v.unresolved is Unresolved.NO
        and v.period is not None
        and not reported(passage, passage.positions(v.span))
    )
