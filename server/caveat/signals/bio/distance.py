"""How far what a bio tells is from a story, by the topics of both.

Asked where words alone leave a fit in doubt. Topics are the top level of IPTC Media Topics, told
by the static vectors and, of a bio that they put at some distance, by the classifier.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from caveat.document import Bio, Document
from caveat.questions import Answer, Answers, Head, Question, Vectors
from caveat.signals.bio.claims import Part, Told
from caveat.signals.bio.fit import Fit

# From this distance on the two have no topic in common: chosen on real bios, of which none in doubt
# that stands under its own article is as far away (``caveat evaluate bio_topics``).
_FAR = 0.65
# Nearer by the static vectors, no answer of the classifier could take the mean that far.
NEAR = 2 * _FAR - 1
# In code points: more than the classifier reads of a story.
_OPENING = 2_000
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


@dataclass(frozen=True, slots=True)
class Texts:
    """What is held against one another: what a bio says of its author's work, and the story."""

    bio: str
    story: str

    @property
    def questions(self) -> tuple[Question, Question]:
        """What the classifier is asked of them: a bio's topic and a story's."""
        return Question(Head.TOPIC, self.bio), Question(Head.TOPIC, self.story[:_OPENING])


def texts(document: Document, bio: Bio, told: Sequence[Told], story: str) -> Texts:
    """The texts of one bio; its author's names tell no topic."""
    names = {name for author in (*document.article.authors, bio.author) for name in author.split()}
    work = [t.span for t in told if t.part is Part.BEAT] or [t.span for t in told]
    words = " ".join(document.text(span) for span in work).split()
    return Texts(" ".join(word for word in words if word.strip(".,:") not in names), story)


def strain(vectors: Vectors, answers: Answers, held: Texts) -> Strain:
    """How far a bio is from a story: nothing where either has no word, the mean of what static
    vectors and classifier say of topics where both are there.
    """
    of_bio, of_story = vectors.topic(held.bio), vectors.topic(held.story)
    if of_bio is None or of_story is None:
        return Strain(0.0, 0.0)
    far = distance(of_bio, of_story)
    said_of_bio, said_of_story = map(answers.get, held.questions)
    if said_of_bio is not None and said_of_story is not None:
        far = (far + distance(said_of_bio, said_of_story)) / 2
    one, other = vectors.vectors([held.bio, held.story])
    cosine = float((one * other).sum())
    return Strain(far, min(max(1.0 - cosine, 0.0), 1.0))


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
