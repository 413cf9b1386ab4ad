"""The probability that a bio does not fit its story, from what words and topics say of both.

Three logistic regressions, learned by `python -m models.bio_fit` from invented bios beside invented
stories: by words alone, by words and topics, and for a bio that claims nothing in words, by topics.
"""

from __future__ import annotations

import math

from caveat.signals.bio.distance import Strain

# Weights in the order of the arguments, the constant last.
_WORDS = (5.70, 2.30, -4.25)
_BOTH = (4.85, 2.33, 0.0, 0.36, 2.17, -5.20)
_TOPICS = (0.68, 1.14, 4.25, -2.50)


def by_words(foreign: float, known: float) -> float:
    """``foreign`` is the share of what is known of the story that does not fit the claims, and
    ``known`` how much of the story is known, both from 0 to 1.
    """
    return _logistic(_WORDS, foreign, known)


def by_both(foreign: float, known: float, far: Strain) -> float:
    """As ``by_words``, with what the topics say."""
    return _logistic(_BOTH, foreign, known, far.unclaimed, far.topics, far.foreign)


def by_topics(far: Strain) -> float:
    """For a bio that names no field: it orders bios, and decides nothing."""
    return _logistic(_TOPICS, far.topics, far.vectors, far.foreign)


def _logistic(weights: tuple[float, ...], *values: float) -> float:
    total = weights[-1] + sum(w * v for w, v in zip(weights, values, strict=False))
    return 1.0 / (1.0 + math.exp(-total))
