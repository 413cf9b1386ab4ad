"""Static vectors: of length one, the same for the same text, and zeros for none."""

from __future__ import annotations

import numpy as np
import pytest

from caveat.encoder import Classifier


def test_a_vector_has_length_one(classifier: Classifier) -> None:
    rows = classifier.vectors.vectors(["The mayor said so.", "budget"])

    assert np.square(rows).sum(axis=1).tolist() == pytest.approx([1, 1], abs=1e-5)


def test_a_text_without_a_word_has_zeros_and_no_topic(classifier: Classifier) -> None:
    assert not classifier.vectors.vectors([""]).any()
    assert classifier.vectors.topic(" ") is None


def test_a_text_alone_has_the_vector_it_has_among_others(classifier: Classifier) -> None:
    texts = ["The mayor said so.", "satire", "the story of the match"]
    rows = classifier.vectors.vectors(texts)

    for text, row in zip(texts, rows, strict=True):
        assert np.array_equal(classifier.vectors.vectors([text])[0], row)


def test_topics_are_a_distribution(classifier: Classifier) -> None:
    answer = classifier.vectors.topic("The mayor said so.")

    assert answer is not None
    assert sum(answer.probabilities.values()) == pytest.approx(1, abs=1e-3)
    assert "sport" in answer.probabilities
