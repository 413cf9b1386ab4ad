"""How far what a bio tells is from a story, by the topics of both.

Asked where words alone leave a fit in doubt. The topics are those that the static vectors tell, the
top level of IPTC Media Topics.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from caveat.document import Bio, Document
from caveat.questions import Answer, Vectors
from caveat.signals.bio.claims import Part, Told
from caveat.signals.bio.fit import Fit

# From this distance on the two have no topic in common. Of bios in doubt that a careful reader
# found to fit none was as far away, of those that did not fit seven in ten (docs/encoder.md).
_FAR = 0.6
# How sure a misfit is there, and at the greatest distance.
_FAIRLY, _SURE = 0.65, 0.9


def distance(one: Answer, other: Answer) -> float:
    """Two distributions, from 0 (the same) to 1 (nothing in common): 1 less the coefficient of
    Bhattacharyya (1943).
    """
    common = sum(math.sqrt(p * other[label]) for label, p in one.probabilities.items())
    return min(max(1.0 - common, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Strain:
    """How far a bio is from a story, by topics and by words, each from 0 to 1."""

    topics: float
    words: float

    @property
    def total(self) -> float:
        """Both in one number, from 0 to 1: what orders bios by how little they fit."""
        return (self.topics + self.words) / 2


def strain(
    vectors: Vectors, document: Document, bio: Bio, told: Sequence[Told], story: str
) -> Strain:
    """How far what a bio says of its author's work is from a story; 0 where either has no word."""
    names = {name for author in (*document.article.authors, bio.author) for name in author.split()}
    work = [t.span for t in told if t.part is Part.BEAT] or [t.span for t in told]
    words = " ".join(document.text(span) for span in work).split()
    claims = " ".join(word for word in words if word.strip(".,:") not in names)
    of_bio, of_story = vectors.topic(claims), vectors.topic(story)
    if of_bio is None or of_story is None:
        return Strain(0.0, 0.0)
    one, other = vectors.vectors([claims, story])
    cosine = float((one * other).sum())
    return Strain(distance(of_bio, of_story), min(max(1.0 - cosine, 0.0), 1.0))


def settled(fit: Fit, far: Strain) -> Fit:
    """A fit in doubt, with what the topics say: a misfit, or as it was."""
    if not fit.in_doubt or far.topics < _FAR:
        return fit
    confidence = _FAIRLY + (_SURE - _FAIRLY) * (far.topics - _FAR) / (1.0 - _FAR)
    return replace(
        fit,
        confidence=round(confidence, 4),
        rule="topics",
        why=f"the bio claims {fit.claimed}, and the story's topics are others",
    )
