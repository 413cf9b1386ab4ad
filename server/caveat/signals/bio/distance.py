"""How far what a bio tells is from a story, by the topics of both.

Topics are the top level of IPTC Media Topics, told by the static vectors and the classifier.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from caveat.document import Bio, Document
from caveat.questions import TOPICS, Answer, Answers, Head, Question, Vectors
from caveat.signals.bio.claims import Part, Told
from caveat.signals.bio.fields import similarity

# In code points: more than the classifier reads of a story.
_OPENING = 2_000
# The fields of this signal that a topic stands for, in the order of TOPICS.
_FIELDS: Mapping[str, tuple[str, ...]] = dict(
    zip(
        TOPICS,
        (
            ("arts", "games"),
            ("crime",),
            ("disaster",),
            ("economy",),
            ("education",),
            ("environment",),
            ("health",),
            ("society", "lifestyle"),
            ("economy",),
            ("lifestyle", "food", "travel", "games", "motoring"),
            ("politics",),
            ("religion",),
            ("science", "technology"),
            ("society",),
            ("sport",),
            ("conflict",),
            ("environment", "disaster"),
        ),
        strict=True,
    )
)


def distance(one: Answer, other: Answer) -> float:
    """Two distributions, from 0 (the same) to 1 (nothing in common): 1 less the coefficient of
    Bhattacharyya (1943).
    """
    common = sum(math.sqrt(p * other[label]) for label, p in one.probabilities.items())
    return min(max(1.0 - common, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Strain:
    """How far a bio is from a story, each from 0 to 1.

    ``topics`` and ``vectors`` are distances of topics by classifier and static vectors; ``foreign``
    is the chance that a topic of the bio does not fit one of the story, neighbours fitting in part;
    ``unclaimed`` the share of the story's topics that what the bio claims in words does not fit.
    """

    topics: float
    vectors: float
    foreign: float
    unclaimed: float


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


def strain(
    vectors: Vectors, answers: Answers, held: Texts, claimed: frozenset[str]
) -> Strain | None:
    """How far a bio is from a story; None where one has no word or nobody answered."""
    of_bio, of_story = vectors.topic(held.bio), vectors.topic(held.story)
    said_of_bio, said_of_story = map(answers.get, held.questions)
    if of_bio is None or of_story is None or said_of_bio is None or said_of_story is None:
        return None
    story = [(label, p) for label, p in said_of_story.probabilities.items() if p > 0]
    fits = sum(
        p * q * _likeness(frozenset(_FIELDS[label]), other)
        for label, p in said_of_bio.probabilities.items()
        for other, q in story
        if p > 0
    )
    covered = sum(q * _likeness(claimed, other) for other, q in story) if claimed else 0.0
    return Strain(
        topics=distance(said_of_bio, said_of_story),
        vectors=distance(of_bio, of_story),
        foreign=1.0 - fits,
        unclaimed=1.0 - covered,
    )


@cache
def _likeness(fields: frozenset[str], topic: str) -> float:
    """How well the best of some fields fits the best of a topic's."""
    return max(similarity(one, other) for one in sorted(fields) for other in _FIELDS[topic])
