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
# From this much fit on, by share of what is known of a story, nothing is reported.
FITS = 0.4
# A story is clear enough to judge by when this share of it is known and fits nothing of the bio,
# and its leading field alone has that share. What is unknown speaks for neither side.
_KNOWN = 0.5
_LEADS = 0.35
# How sure a misfit is at the least clarity, and from which clarity on it is surest.
_FAIRLY = 0.7
_SURE = 0.95
_CLEAR = 0.8
# Less than this is not worth an editor's look.
_LEAST = 0.4
# A field with this share of what is known is a part of a story that somebody may be asked to write.
_PART = 0.12
_SOFT = 0.6
_PASTIMES_ALONE = 0.6
_HARD = 0.7


@dataclass(frozen=True, slots=True)
class Fit:
    """How sure it is that a bio does not fit (0: it fits or claims nothing), and the evidence.

    ``claimed`` is set where the words of a bio and of the story do not tell: the bio claims a field
    that the story is not told of, and too little of the story is known to hold that against it.
    """

    confidence: float
    span: Span
    rule: str = ""
    why: str = ""
    claimed: str = ""

    @property
    def in_doubt(self) -> bool:
        """Whether the words leave open if the bio fits."""
        return self.confidence == 0 and self.claimed != ""


def judge(bio: Sequence[Told], story: Mapping[str, float], shared: bool) -> Fit:
    """One bio against the shares of a story; ``shared`` says that headline and bio share a word.

    ``bio`` has at least one sentence, ``story`` at least one field.
    """
    nothing = Fit(0.0, bio[0].span)
    if shared or any(t.generic for t in bio if t.part is Part.BEAT):
        return nothing
    claiming = [t for t in bio if t.part is Part.BEAT and t.fields]
    pastimes = [t for t in bio if t.part is Part.PASTIME and t.fields]
    known = sum(story.values())
    hard = sum(share for field, share in story.items() if all_fields()[field].hard) / known
    topic = max(sorted(story), key=lambda field: story[field])
    clear = known >= _KNOWN and story[topic] >= _LEADS
    if claiming:
        claimed = frozenset[str]().union(*(t.fields for t in claiming))
        if any(_told_of(field, story, topic) for field in claimed):
            return nothing
        span = _cover([t.span for t in claiming])
        confidence = _confidence(_fitting(bio, story), known, hard) if clear else 0.0
        if confidence < _LEAST:
            return Fit(0.0, span, claimed=_list(claimed))
        return Fit(
            round(confidence, 4),
            span,
            "claimed_field",
            f"the bio claims {_list(claimed)}, and the story is about {topic}",
            _list(claimed),
        )
    if not clear:
        return nothing
    if pastimes and not any(t.writes for t in bio) and not any(t.part is Part.PAST for t in bio):
        liked = frozenset[str]().union(*(t.fields for t in pastimes))
        if hard < _HARD or topic in liked:
            return nothing
        return Fit(
            round(_PASTIMES_ALONE * hard, 4),
            _cover([t.span for t in pastimes]),
            "pastimes_alone",
            f"the bio tells only of {_list(liked)}, and the story is about {topic}",
        )
    return nothing


def _confidence(fitting: float, known: float, hard: float) -> float:
    """How sure a misfit is: the more of the story is known and foreign, the surer.

    ``fitting`` is the share of the story that fits. What fits takes off, slowly at first; under
    soft stories, which anybody may write, a bio of another field says less.
    """
    fit = fitting / known
    if fit >= FITS or known - fitting < _KNOWN:
        return 0.0
    clarity = min((known - fitting - _KNOWN) / (_CLEAR - _KNOWN), 1.0)
    sure = (_FAIRLY + (_SURE - _FAIRLY) * clarity) * (1.0 - (fit / FITS) ** 2)
    return sure * (_SOFT + (1.0 - _SOFT) * hard)


def _told_of(claimed: str, story: Mapping[str, float], topic: str) -> bool:
    """Whether a story has a part of some size in a claimed field, or leads in one near it."""
    part = _PART * sum(story.values())
    return similarity(claimed, topic) > 0 or any(
        share >= part and similarity(claimed, field) > 0 for field, share in story.items()
    )


def _fitting(bio: Sequence[Told], story: Mapping[str, float]) -> float:
    """The share of the story that what the bio names fits, each field by its best claim."""
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
    return sum(share * best.get(field, 0.0) for field, share in story.items())


def _cover(spans: Sequence[Span]) -> Span:
    """From the first to the last of several spans of one field."""
    return Span(spans[0].field, min(s.start for s in spans), max(s.end for s in spans))


def _list(names: frozenset[str]) -> str:
    ordered = sorted(names)
    return ordered[0] if len(ordered) == 1 else f"{', '.join(ordered[:-1])} and {ordered[-1]}"
