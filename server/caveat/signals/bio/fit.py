"""Whether what a bio claims fits what a story is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caveat.document import Span
from caveat.signals.bio.claims import Part, Told
from caveat.signals.bio.fields import all_fields, similarity

# A past post speaks less for a fit than a beat, and a pastime only for its own field.
_PAST = 0.8
_PASTIME = 0.5
# From this much fit on, nothing is reported; the confidence falls to it, slowly at first.
FITS = 0.4
_SURE = 0.95
# Less than this is not worth an editor's look.
_LEAST = 0.2
# A field with this share of a story is a part of it that somebody may be asked to write.
_PART = 0.18
_SOFT = 0.5
_PASTIMES_ALONE = 0.6


@dataclass(frozen=True, slots=True)
class Fit:
    """How sure it is that a bio does not fit (0: it fits or claims nothing), and the evidence."""

    confidence: float
    span: Span
    rule: str = ""
    why: str = ""


def judge(bio: Sequence[Told], story: Mapping[str, float], shared: bool) -> Fit:
    """One bio against the shares of a story; ``shared`` says that headline and bio share a word.

    ``bio`` has at least one sentence, ``story`` at least one field.
    """
    nothing = Fit(0.0, bio[0].span)
    if shared or any(t.generic for t in bio if t.part is Part.BEAT):
        return nothing
    claiming = [t for t in bio if t.part is Part.BEAT and t.fields]
    pastimes = [t for t in bio if t.part is Part.PASTIME and t.fields]
    hard = sum(share for field, share in story.items() if all_fields()[field].hard)
    hard /= sum(story.values())
    topic = max(sorted(story), key=lambda field: story[field])
    if claiming:
        claimed = frozenset[str]().union(*(t.fields for t in claiming))
        fit = _fit(bio, story)
        if fit >= FITS or any(_told_of(field, story, topic) for field in claimed):
            return nothing
        confidence = _SURE * (1.0 - (fit / FITS) ** 2)
        confidence *= _SOFT + (1.0 - _SOFT) * hard
        if confidence < _LEAST:
            return nothing
        return Fit(
            round(confidence, 4),
            _cover([t.span for t in claiming]),
            "claimed_field",
            f"the bio claims {_list(claimed)}, and the story is about {topic}",
        )
    if pastimes and not any(t.writes for t in bio) and not any(t.part is Part.PAST for t in bio):
        liked = frozenset[str]().union(*(t.fields for t in pastimes))
        if hard < 0.6 or topic in liked:
            return nothing
        return Fit(
            round(_PASTIMES_ALONE * hard, 4),
            _cover([t.span for t in pastimes]),
            "pastimes_alone",
            f"the bio tells only of {_list(liked)}, and the story is about {topic}",
        )
    return nothing


def _told_of(claimed: str, story: Mapping[str, float], topic: str) -> bool:
    """Whether a story has a part of some size in a claimed field, or leads in one near it."""
    return similarity(claimed, topic) > 0 or any(
        share >= _PART and similarity(claimed, field) > 0 for field, share in story.items()
    )


def _fit(bio: Sequence[Told], story: Mapping[str, float]) -> float:
    """The share of the story that what the bio names fits, each field by its best claim.

    What is not known of a story fits everything.
    """
    best: dict[str, float] = {}
    for sentence in bio:
        for claimed in sentence.fields:
            for field in story:
                if sentence.part is Part.PASTIME:
                    value = _PASTIME * (claimed == field)
                else:
                    strength = _PAST if sentence.part is Part.PAST else 1.0
                    value = strength * similarity(claimed, field)
                best[field] = max(best.get(field, 0.0), value)
    unknown = 1.0 - sum(story.values())
    return unknown + sum(share * best.get(field, 0.0) for field, share in story.items())


def _cover(spans: Sequence[Span]) -> Span:
    """From the first to the last of several spans of one field."""
    return Span(spans[0].field, min(s.start for s in spans), max(s.end for s in spans))


def _list(names: frozenset[str]) -> str:
    ordered = sorted(names)
    return ordered[0] if len(ordered) == 1 else f"{', '.join(ordered[:-1])} and {ordered[-1]}"
