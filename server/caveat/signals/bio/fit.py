"""Whether what a bio claims fits what a story is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caveat.document import Span
from caveat.signals.bio.claims import Part, Told
from caveat.signals.bio.distance import Strain
from caveat.signals.bio.fields import all_fields, similarity
from caveat.signals.bio.odds import by_both, by_topics, by_words

# A past post speaks less for a fit than a beat, and a pastime only for its own field.
_PAST = 0.8
_PASTIME = 0.5
# From these probabilities on a bio is a misfit: words alone must be surer.
_SURE_BY_WORDS = 0.8
_SURE_BY_BOTH = 0.75
# Of a story of which less is known nothing is said.
_LEAST_KNOWN = 0.1
# A field with this share of what is known is a part of a story that somebody may be asked to write.
_PART = 0.12
# Under soft stories, which anybody may write, a bio of another field says less: it counts so much,
# and has to be so much surer.
_SOFT = 0.6
_SURER = 0.05
_SURER_BY_WORDS = 0.12
# Pastimes alone are held against hard news only, and say less.
_PASTIMES_ALONE = 0.6
_HARD = 0.7


@dataclass(frozen=True, slots=True)
class Fit:
    """One bio against one story.

    ``claimed`` are the fields to hold against the story; none where the bio claims nothing, or
    everything. ``foreign`` is the share of what is known of the story that does not fit, ``known``
    how much of it is known, ``hard`` how much of that is hard news, ``weight`` how much a misfit
    counts, all from 0 to 1. ``fits`` says
    that the words settle it: the story is of a claimed field, or in part.
    """

    span: Span
    rule: str = ""
    why: str = ""
    claimed: frozenset[str] = frozenset()
    foreign: float = 0.0
    known: float = 0.0
    hard: float = 1.0
    weight: float = 1.0
    fits: bool = False

    @property
    def in_doubt(self) -> bool:
        """Whether something is claimed that the words do not show to fit."""
        return bool(self.claimed) and not self.fits


def judge(bio: Sequence[Told], story: Mapping[str, float], shared: bool) -> Fit:
    """One bio against the shares of a story; ``shared`` says that headline and bio share a word.

    ``bio`` has at least one sentence, ``story`` at least one field.
    """
    nothing = Fit(bio[0].span)
    if shared or any(t.generic for t in bio if t.part is Part.BEAT):
        return nothing
    claiming = [t for t in bio if t.part is Part.BEAT and t.fields]
    pastimes = [t for t in bio if t.part is Part.PASTIME and t.fields]
    known = sum(story.values())
    hard = sum(share for field, share in story.items() if all_fields()[field].hard) / known
    topic = max(sorted(story), key=lambda field: story[field])
    if claiming:
        claimed = frozenset[str]().union(*(t.fields for t in claiming))
        return Fit(
            _cover([t.span for t in claiming]),
            "claimed_field",
            f"the bio claims {_list(claimed)}, and the story is about {topic}",
            claimed,
            1.0 - _fitting(bio, story) / known,
            known,
            hard,
            _SOFT + (1.0 - _SOFT) * hard,
            any(_told_of(field, story, topic) for field in claimed),
        )
    if pastimes and not any(t.writes for t in bio) and not any(t.part is Part.PAST for t in bio):
        liked = frozenset[str]().union(*(t.fields for t in pastimes))
        if hard >= _HARD and topic not in liked:
            return Fit(
                _cover([t.span for t in pastimes]),
                "pastimes_alone",
                f"the bio tells only of {_list(liked)}, and the story is about {topic}",
                liked,
                1.0 - _fitting(bio, story) / known,
                known,
                hard,
                _PASTIMES_ALONE * hard,
            )
    return nothing


def misfit(fit: Fit, far: Strain | None) -> float:
    """How sure it is that a bio does not fit, 0 where it is not sure enough to be reported."""
    if not fit.in_doubt or fit.known < _LEAST_KNOWN:
        return 0.0
    sure = by_words(fit.foreign, fit.known)
    least = _SURE_BY_WORDS + _SURER_BY_WORDS * (1.0 - fit.hard)
    if far is not None:
        sure = by_both(fit.foreign, fit.known, far)
        least = _SURE_BY_BOTH + _SURER * (1.0 - fit.hard)
    return round(sure * fit.weight, 4) if sure >= least else 0.0


def odds(fit: Fit, far: Strain) -> float:
    """The probability that a bio does not fit, whatever is made of it: what orders bios."""
    return by_both(fit.foreign, fit.known, far) if fit.claimed else by_topics(far)


def _told_of(claimed: str, story: Mapping[str, float], topic: str) -> bool:
    """Whether a story has a part of some size in a claimed field, or leads in one near it."""
    return similarity(claimed, topic) > 0 or story.get(claimed, 0.0) >= _PART * sum(story.values())


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
