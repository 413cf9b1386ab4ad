"""What the classifier can be asked, and what it answers: values that signals and encoder share.

A signal states questions and reads answers; only the encoder knows how they come about. What the
heads read and how an input is put together is in ``caveat.encoder.template``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Head(StrEnum):
    """What may be asked; the value is also the name of the output in the exported graph."""

    DISCLAIMER = "disclaimer"
    SCOPE = "scope"
    CLAIM = "claim"
    PAIR = "pair"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class HeadFormat:
    """A head's answers and input.

    ``exclusive`` heads give probabilities over ``labels`` that sum to one (softmax); the others
    give each label a probability of its own (sigmoid). ``segments`` is how many texts it reads,
    ``budget`` the most tokens of an input, the special ones included.
    """

    labels: tuple[str, ...]
    exclusive: bool
    segments: int
    budget: int


# Heaviest first, as in signals/disclaimer; a notice may be of several kinds.
DISCLAIMER_KINDS = (
    "fiction",
    "satire",
    "ai_generated",
    "machine_edited",
    "machine_translated",
    "hypothetical",
    "dramatised",
    "unverified",
    "sponsored",
    "press_release",
    "anonymised",
    "opinion",
    "outdated",
    "other_notice",
)
# The top level of IPTC Media Topics, by its identifiers 01000000 to 17000000.
TOPICS = (
    "arts, culture, entertainment and media",
    "crime, law and justice",
    "disaster, accident and emergency incident",
    "economy, business and finance",
    "education",
    "environment",
    "health",
    "human interest",
    "labor",
    "lifestyle and leisure",
    "politics",
    "religion and belief",
    "science and technology",
    "society",
    "sport",
    "conflict, war and peace",
    "weather",
)

HEADS: Mapping[Head, HeadFormat] = {
    # Kinds that a sentence speaks of; whether the page says it of itself is SCOPE's answer.
    Head.DISCLAIMER: HeadFormat(DISCLAIMER_KINDS, exclusive=False, segments=1, budget=96),
    # none: no notice of any kind; own: the page or outlet says it of itself; other: a mention,
    # a quotation, a denial, or somebody else's page.
    Head.SCOPE: HeadFormat(("none", "own", "other"), exclusive=True, segments=1, budget=96),
    # checkable: states something that can be checked and is worth it; attributed: says where it
    # comes from; anonymous: from somebody unnamed; vague: from nobody in particular.
    Head.CLAIM: HeadFormat(
        ("checkable", "attributed", "anonymous", "vague"), exclusive=False, segments=1, budget=96
    ),
    # What the second text does to the first: it cannot be true with it, follows from it, neither.
    Head.PAIR: HeadFormat(
        ("contradict", "agree", "unrelated"), exclusive=True, segments=2, budget=160
    ),
    # A headline with the opening of its story, or a bio.
    Head.TOPIC: HeadFormat(TOPICS, exclusive=True, segments=1, budget=128),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``second`` is "" for heads that read one segment.

    Raises ValueError when the texts do not fit the head.
    """

    head: Head
    first: str
    second: str = ""

    def __post_init__(self) -> None:
        if bool(self.second.strip()) != (HEADS[self.head].segments == 2):
            raise ValueError(f"{self.head} reads {HEADS[self.head].segments} texts")


@dataclass(frozen=True, slots=True)
class Answer:
    """Calibrated probabilities by label; they sum to one for an exclusive head.

    Rounded to four decimals, so that what the last bits of a sum do is no part of an answer.
    """

    probabilities: Mapping[str, float]

    def __getitem__(self, label: str) -> float:
        """The probability of a label. Raises KeyError for a label that its head does not have."""
        return self.probabilities[label]

    @property
    def best(self) -> str:
        """The likeliest label; the first of several."""
        return max(self.probabilities, key=lambda label: self.probabilities[label])


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that one signal got. ``unavailable`` says why nobody answered, "" otherwise."""

    given: Mapping[Question, Answer] = field(default_factory=lambda: MappingProxyType({}))
    unavailable: str = ""

    def get(self, question: Question) -> Answer | None:
        """The answer to a question, None when nobody answered it."""
        return self.given.get(question)


class Vectors(Protocol):
    """Static sentence vectors: a look-up table, tens of microseconds a sentence, no transformer."""

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length one a text (texts x dimensions); zeros for a text without a word."""
        ...

    def topic(self, text: str) -> Answer | None:
        """The distribution over the topics' labels; None for a text without a word."""
        ...
