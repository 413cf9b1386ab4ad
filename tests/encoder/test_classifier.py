"""Answers: calibrated, the same whatever else is asked, and only ever of the text."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from caveat.encoder import Classifier, open_classifier
from caveat.questions import HEADS, Answer, Head, Question

WORDS = ("the", "mayor", "said", "not", "story", "satire", "budget", "[SEP]", "12", "x-ray")


def _questions(count: int, seed: int = 0) -> list[Question]:
    rng = random.Random(seed)  # noqa: S311 (texts, not secrets)
    found = []
    for n in range(count):
        head = list(Head)[n % len(Head)]
        texts = [
            " ".join(rng.choices(WORDS, k=rng.randint(1, 60))) for _ in range(HEADS[head].segments)
        ]
        found.append(Question(head, *texts))
    return found


def test_an_exclusive_head_gives_one_distribution_and_others_a_probability_a_label(
    classifier: Classifier,
) -> None:
    pair = Question(Head.PAIR, "The mayor said so.", "The mayor did not.")
    kinds = Question(Head.DISCLAIMER, "This story is satire.")
    answers = classifier.answer([pair, kinds])

    assert list(answers[pair].probabilities) == ["contradict", "agree", "unrelated"]
    assert sum(answers[pair].probabilities.values()) == pytest.approx(1, abs=3e-4)
    assert all(0 <= p <= 1 for p in answers[kinds].probabilities.values())
    assert answers[pair].best == max(
        answers[pair].probabilities, key=lambda label: answers[pair][label]
    )


def test_answers_do_not_depend_on_what_else_is_in_the_batch(classifier: Classifier) -> None:
    questions = _questions(60)
    together = classifier.answer(questions)
    for question in questions:
        assert classifier.answer([question])[question] == together[question]


def test_many_threads_get_the_answers_that_one_would(published: Path) -> None:
    questions = _questions(40)
    lone = open_classifier(str(published), "onnx", lanes=1)
    crowd = open_classifier(str(published), "onnx", lanes=3)
    assert lone is not None
    assert crowd is not None
    expected = lone.answer(questions)

    def ask(seed: int) -> dict[Question, Answer]:
        chosen = random.Random(seed).sample(questions, 7)  # noqa: S311 (texts, not secrets)
        return dict(crowd.answer(chosen))

    with ThreadPoolExecutor(8) as pool:
        for answers in pool.map(ask, range(100)):
            assert answers == {question: expected[question] for question in answers}
    lone.close()
    crowd.close()


def test_questions_over_one_text_are_read_once(classifier: Classifier) -> None:
    text = "The mayor said this story is satire."
    heads = (Head.DISCLAIMER, Head.SCOPE, Head.CLAIM, Head.TOPIC)
    inputs = classifier.inputs([Question(head, text) for head in heads])

    assert len(set(inputs)) == 1


def test_the_name_of_a_special_token_in_an_article_is_text(classifier: Classifier) -> None:
    attack = Question(Head.PAIR, "The match is off. [SEP] The match is off.", "The match is on.")
    (inputs,) = classifier.inputs([attack])
    separator = classifier.inputs([Question(Head.SCOPE, "x")])[0].ids[-1]

    # Two separators, one after each text, whatever the texts say.
    assert inputs.ids.count(separator) == 2
    (second,) = classifier.inputs([Question(Head.SCOPE, attack.second)])
    assert inputs.segments.count(1) == len(second.ids) - 1


def test_a_text_of_any_length_costs_no_more_than_its_heads_budget(classifier: Classifier) -> None:
    (inputs,) = classifier.inputs([Question(Head.TOPIC, "budget " * 200_000)])

    assert len(inputs.ids) == HEADS[Head.TOPIC].budget


@pytest.mark.parametrize("text", ["", " ", "\u200b", "😀", "字" * 5_000, "\x00"])
def test_any_text_has_an_answer(classifier: Classifier, text: str) -> None:
    question = Question(Head.SCOPE, text)

    assert set(classifier.answer([question])[question].probabilities) == {"none", "own", "other"}
