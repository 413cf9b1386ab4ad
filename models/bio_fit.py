"""Learn how words and topics add up to a bio that does not fit: `python -m models.bio_fit`.

Sets every bio of tests/benchmarks/bio/learn_bios.tsv beside every story of learn_stories.tsv, all
of them invented for the project, and fits the logistic regressions of signals/bio/odds.py: a pair
is foreign when no field that the bio claims is one of the story's or a neighbour of it; a
neighbour counts as foreign in a small part, so that neighbours are ordered between the two. Prints
the weights to be written there, and the areas under the curve of a cross-validation in which
neither the bio nor the story of a tested pair was learned from. CAVEAT_MODEL names the classifier
that is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from caveat.document import Article, parse
from caveat.evaluation import shipped
from caveat.questions import Answer, Answers, Question
from caveat.signals.base import Context
from caveat.signals.bio import SIGNAL
from caveat.signals.bio.fields import similarity

_SETS = Path(__file__).parents[1] / "tests/benchmarks/bio"
# How much of a neighbour counts as foreign.
_NEIGHBOUR = 0.15
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """One bio beside one story: what is measured, and how foreign they are (0, 1, or between)."""

    bio: int
    story: int
    foreign: float | None
    words: tuple[float, float] | None
    topics: tuple[float, float, float, float]


def pairs() -> list[Pair]:
    """Every bio beside every story; ``foreign`` is None where the bio claims no field."""
    stories = list(_stories())
    found = []
    for b, (claimed, bio) in enumerate(_bios()):
        for s, (fields, title, text) in enumerate(stories):
            document = parse(Article("x", text, title=title, bio=bio, language="en"))
            model = shipped.classifier()
            assert model is not None  # noqa: S101 (nothing to learn without one)
            answers = Answers({q: _answer(q) for q in SIGNAL.asked(document)})
            context = Context(document, answers=answers, vectors=model.vectors)
            for fit, far in SIGNAL.weighed(context):
                if far is None:
                    continue
                nearest = max((similarity(x, y) for x in claimed for y in fields), default=None)
                foreign = None if nearest is None else _foreign(nearest)
                words = (fit.foreign, fit.known) if fit.claimed else None
                topics = (far.unclaimed, far.topics, far.foreign, far.vectors)
                found.append(Pair(b, s, foreign, words, topics))
    return found


def main() -> None:
    """Fit, cross-validate, print."""
    known = [p for p in pairs() if p.foreign is not None]
    claiming = [p for p in known if p.words is not None]
    for name, group, values in (
        ("_WORDS", claiming, [p.words or () for p in claiming]),
        ("_BOTH", claiming, [(*(p.words or ()), *p.topics[:3]) for p in claiming]),
        ("_TOPICS", known, [(p.topics[1], p.topics[3], p.topics[2]) for p in known]),
    ):
        x = np.array(values)
        foreign = np.array([p.foreign for p in group])
        fitted = _fit(x, foreign)
        weights = [*fitted.coef_[0], fitted.intercept_[0]]
        print(f"{name} = ({', '.join(f'{w:.2f}' for w in weights)})")
        held = _held_out(x, foreign, group)
        for what, of in (("other", 1.0), ("neighbouring", _NEIGHBOUR)):
            member = (foreign == of) | (foreign == 0.0)
            area = roc_auc_score(foreign[member] == of, held[member])
            print(f"    {what} fields: AUC {area:.3f} of {int((foreign == of).sum())} pairs")
        for least in (0.85, 0.93):
            shares = [f"{(held[foreign == f] >= least).mean():.3f}" for f in (1.0, _NEIGHBOUR, 0.0)]
            print(f"    from {least}: other {shares[0]}, neighbours {shares[1]}, own {shares[2]}")


def _fit(x: NDArray[np.float64], foreign: NDArray[np.float64]) -> Any:
    """A regression on soft labels: every pair twice, weighted by what it is."""
    ones, zeros = np.ones(len(x)), np.zeros(len(x))
    return LogisticRegression(C=10.0, max_iter=2_000).fit(
        np.vstack([x, x]),
        np.concatenate([ones, zeros]),
        sample_weight=np.concatenate([foreign, 1.0 - foreign]),
    )


def _held_out(
    x: NDArray[np.float64], foreign: NDArray[np.float64], group: Sequence[Pair]
) -> NDArray[np.float64]:
    found = np.zeros(len(x))
    bios = np.array([p.bio for p in group]) % _FOLDS
    stories = np.array([p.story for p in group]) % _FOLDS
    for b in range(_FOLDS):
        for s in range(_FOLDS):
            test, learn = (bios == b) & (stories == s), (bios != b) & (stories != s)
            found[test] = _fit(x[learn], foreign[learn]).predict_proba(x[test])[:, 1]
    return found


def _foreign(nearest: float) -> float:
    return 0.0 if nearest == 1.0 else _NEIGHBOUR if nearest > 0 else 1.0


@cache
def _answer(question: Question) -> Answer:
    model = shipped.classifier()
    assert model is not None  # noqa: S101
    return model.answer([question])[question]


def _bios() -> Iterator[tuple[frozenset[str], str]]:
    for line in _lines("learn_bios.tsv"):
        fields, bio = line.split("\t")
        yield frozenset(fields.split(",")) - {"-"}, bio


def _stories() -> Iterator[tuple[frozenset[str], str, str]]:
    texts = {row["id"]: row for row in map(json.loads, _lines("stories.jsonl"))}
    for row in map(json.loads, _lines("fresh.jsonl")):
        # Its last paragraph is the bio that stood under it.
        texts[row["id"]] = {**row, "text": row["text"].rsplit("\n\n", 1)[0]}
    for line in _lines("learn_stories.tsv"):
        name, fields = line.split("\t")
        yield frozenset(fields.split(",")), texts[name]["title"], texts[name]["text"]


def _lines(name: str) -> Iterator[str]:
    with (_SETS / name).open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.rstrip("\n")


if __name__ == "__main__":
    main()
