"""Whether people agree: with one another, and with what is known to be right.

Cohen's kappa of each two reviewers (Cohen, Educational and Psychological Measurement 20, 1960), and
Krippendorff's alpha of all of them, nominal (Krippendorff, Content Analysis, 2004, chapter 11),
which takes any number of reviewers and any that are missing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from caveat.moderation.model import Verdict
from caveat.moderation.reports import GoldenAnswer, Judged

# What the article as a whole is called, beside the names of signals.
DISPOSITION = "disposition"


@dataclass(frozen=True, slots=True)
class Kappa:
    """Two reviewers on what both judged. ``kappa`` is 1 for perfect agreement and 0 for chance;
    None where it is not defined: both always said the same one thing.
    """

    first: str
    second: str
    units: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on the disposition, or on the evidence of one signal.

    ``units`` are articles, or pieces of evidence, that at least two people judged; ``same`` is the
    share of pairs of judgements that are equal. ``alpha`` is None where it is not defined: nobody
    ever said anything else.
    """

    subject: str
    units: int
    reviewers: int
    same: float
    alpha: float | None
    pairs: tuple[Kappa, ...]


@dataclass(frozen=True, slots=True)
class GoldenScore:
    """How one reviewer did on golden items; evidence counts where the right verdict is known."""

    reviewer: str
    answered: int
    right: int
    verdicts: int
    verdicts_right: int


def agreement(judged: Iterable[Judged]) -> tuple[Agreement, ...]:
    """Agreement by subject: the disposition first, then signals by name.

    Opinions on different revisions of an item are not compared. Subjects that no two people judged
    are left out.
    """
    subjects: dict[str, dict[object, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for one in judged:
        reviewer, draft = one.decision.reviewer, one.decision.draft
        place = (one.item.id, one.decision.revision)
        subjects[DISPOSITION][place][reviewer] = draft.disposition.value
        for verdict in draft.verdicts:
            if verdict.verdict is not Verdict.ADD:
                unit = (*place, verdict.index)
                subjects[verdict.signal][unit][reviewer] = verdict.verdict.value
    ordered = sorted(subjects, key=lambda name: (name != DISPOSITION, name))
    found = (_subject(name, subjects[name]) for name in ordered)
    return tuple(a for a in found if a is not None)


def _subject(name: str, units: Mapping[object, Mapping[str, str]]) -> Agreement | None:
    shared = [unit for unit in units.values() if len(unit) > 1]
    if not shared:
        return None
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for unit in shared:
        for first, second in combinations(sorted(unit), 2):
            pairs[first, second].append((unit[first], unit[second]))
    every = [pair for both in pairs.values() for pair in both]
    return Agreement(
        name,
        units=len(shared),
        reviewers=len({reviewer for unit in shared for reviewer in unit}),
        same=round(sum(a == b for a, b in every) / len(every), 4),
        alpha=_alpha(shared),
        pairs=tuple(
            Kappa(first, second, len(both), _kappa(both))
            for (first, second), both in sorted(pairs.items())
        ),
    )


def _alpha(units: list[Mapping[str, str]]) -> float | None:
    # Heavy, and asked for seldom.
    import krippendorff  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    values = sorted({value for unit in units for value in unit.values()})
    if len(values) < 2:
        return None
    counts = [[Counter(unit.values())[value] for value in values] for unit in units]
    alpha = krippendorff.alpha(value_counts=np.array(counts), level_of_measurement="nominal")
    return round(float(alpha), 4)


def _kappa(both: list[tuple[str, str]]) -> float | None:
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415

    first, second = zip(*both, strict=True)
    if len({*first, *second}) < 2:
        return None
    return round(float(cohen_kappa_score(first, second)), 4)


def measure(answers: Iterable[GoldenAnswer]) -> tuple[GoldenScore, ...]:
    """How each reviewer did on golden items, by name."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        score = counts[answer.reviewer]
        score["answered"] += 1
        score["right"] += answer.given.disposition is answer.truth.disposition
        truth = {(v.signal, v.index): v.verdict for v in answer.truth.verdicts if v.index >= 0}
        for verdict in answer.given.verdicts:
            right = truth.get((verdict.signal, verdict.index))
            if right is not None:
                score["verdicts"] += 1
                score["verdicts_right"] += verdict.verdict is right
    return tuple(
        GoldenScore(
            reviewer,
            score["answered"],
            score["right"],
            score["verdicts"],
            score["verdicts_right"],
        )
        for reviewer, score in sorted(counts.items())
    )
