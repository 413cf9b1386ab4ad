"""Values set against each other by what their words mean, not by lists of words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest
from numpy.typing import NDArray

from caveat.document import Article, Document, parse
from caveat.questions import Answer
from caveat.signals.base import Context, Related, RelatedArticle
from caveat.signals.conflict import SIGNAL
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.figures import Figures
from caveat.signals.conflict.learned import probability, weights
from caveat.signals.conflict.passages import read
from caveat.signals.conflict.vetoes import vetoed
from caveat.signals.conflict.wordspace import Vocabulary, WordVectors, matched, similarities

# Words of one line are one thing to the vectors below.
_ALIKE = (
    {"lorries", "trucks"},
    {"queued", "lined"},
    {"border", "frontier"},
    {"drivers", "truckers"},
)


class Synonyms:
    """Vectors in which the words of a line of ``_ALIKE`` are one, and all others are apart."""

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text."""
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            group = next((i for i, g in enumerate(_ALIKE) if text in g), None)
            if group is None:
                seed = sum(ord(c) * 31**i for i, c in enumerate(text)) % 2**32
                row[:] = np.random.default_rng(seed).standard_normal(64)
                row[: len(_ALIKE)] = 0.0
                row[:] = row / (np.linalg.norm(row) or 1.0)
            else:
                row[group] = 1.0
        return rows

    def topic(self, text: str) -> Answer | None:
        """Nobody asks."""
        raise NotImplementedError


def _document(name: str, text: str) -> Document:
    at = datetime(2025, 3, 4, 9, tzinfo=UTC)
    return parse(Article(name, text, outlet=name, language="en", published_at=at))


def _found(a: str, b: str, vectors: Synonyms | None) -> list[tuple[str, str]]:
    other = RelatedArticle(_document("b", b), 1.0, "same event")
    context = Context(_document("a", a), (), Related((other,)), vectors=vectors)
    return [
        (e.text, e.counterpart.text if e.counterpart else "") for e in SIGNAL.find(context).evidence
    ]


def test_words_of_one_meaning_match_and_others_do_not() -> None:
    vectors = WordVectors(Synonyms())
    a = Vocabulary(vectors, {"lorries", "queued"})
    b = Vocabulary(vectors, {"trucks", "lined", "elephant"})
    alike = matched(
        a.bags([{"lorries": 1.0, "queued": 1.0}]),
        b.bags([{"trucks": 1.0, "lined": 1.0}, {"elephant": 1.0}, {}]),
        similarities(a, b),
    )
    assert alike[0][0, 0] == pytest.approx(1.0, abs=0.02)
    assert alike[0][0, 1] < 0.5
    assert alike[0][0, 2] == alike[1][0, 2] == 0.0


def test_no_values_are_no_pairs() -> None:
    vectors = WordVectors(Synonyms())
    empty = Vocabulary(vectors, set())
    one, other = matched(empty.bags([]), empty.bags([{}]), similarities(empty, empty))
    assert one.shape == other.shape == (0, 1)


def test_a_word_is_looked_up_once() -> None:
    asked: list[str] = []

    class Counting(Synonyms):
        def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
            asked.extend(texts)
            return super().vectors(texts)

    vectors = WordVectors(Counting())
    vectors.rows(["lorries", "border"])
    vectors.rows(["border", "lorries"])
    assert sorted(asked) == ["border", "lorries"]


def test_figures_meet_that_stand_beside_words_of_one_meaning() -> None:
    a = "Some 4,300 lorries queued at the border on Monday. The drivers slept in their cabs."
    b = "Truckers waited all day. On Monday 3,400 trucks lined up before the frontier."
    assert any("4,300" in x and "3,400" in y for x, y in _found(a, b, Synonyms()))


def test_without_vectors_the_lists_speak_alone() -> None:
    a = "The blaze killed 14 people in a warehouse in Vik, the police said."
    b = "The blaze killed 19 people in a warehouse in Vik, the police said."
    assert _found(a, b, None)
    assert _found(a, b, Synonyms())


def test_what_agrees_elsewhere_is_no_conflict() -> None:
    a = "Some 4,300 lorries queued at the border on Monday, and 96 buses."
    b = "On Monday 96 coaches and 4,300 trucks lined up before the frontier."
    assert not _found(a, b, Synonyms())


def test_two_runs_give_the_same_evidence() -> None:
    a = "Some 4,300 lorries queued at the border on Monday."
    b = "On Monday 3,400 trucks lined up before the frontier."
    assert _found(a, b, Synonyms()) == _found(a, b, Synonyms())


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # Two people of one surname.
        ("Walter Brice, 69, was robbed at home.", "His sister, Edith Brice, 74, told the court."),
        # An interim score and the result.
        ("Touray put Lanner 2-1 up in Wrexby.", "Wrexby beat Lanner 3-2 in extra time."),
        # A night that two reports call by its evening and by its morning.
        ("The ferry ran aground late on Sunday evening.", "It ran aground on Monday."),
        # Two bodies that count for themselves.
        ("Police said 4,000 people marched.", "The union said 9,000 people marched."),
    ],
)
def test_what_is_surely_of_two_things_is_vetoed(a: str, b: str) -> None:
    one, other = (read(_document(n, t), i) for i, (n, t) in enumerate((("a", a), ("b", b))))
    figures = Figures(Index((one, other)))
    x, y = (next(iter(figures.settings(r))) for r in (one, other))
    assert vetoed(x, y, one, other)


def test_the_table_names_every_feature_and_only_those() -> None:
    _, known = weights()
    assert probability({name: w.mean for name, w in known.items()}) < 0.5
    with pytest.raises(KeyError):
        probability({})


def test_agreement_elsewhere_and_rivals_speak_against_a_conflict() -> None:
    _, known = weights()
    assert known["agree_most"].weight < 0
    assert known["ratio"].weight < 0
    assert known["near"].weight > 0
