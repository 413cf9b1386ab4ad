"""What thresholds and calibration the decisions of people speak for.

Per signal: a score is calibrated by isotonic regression (Zadrozny and Elkan, KDD 2002) or by a
logistic curve (Platt, Advances in Large Margin Classifiers, 1999), whichever predicts held-out
decisions better (Brier score), or not at all where neither beats the score as it is. The threshold
is the lowest with the wanted precision. Precision and recall are those of decisions that neither
curve nor threshold has seen (cross-fitting), with Wilson's intervals (Wilson, JASA 22, 1927).

Only what entered the queue was judged: recall is of what people saw, not of all that was scored.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Any

from caveat.evidence import Status
from caveat.moderation.model import Verdict
from caveat.moderation.reports import Judged, Suggested

Points = tuple[tuple[float, float], ...]

# Fewer judged findings, or fewer of either kind, speak for nothing.
MIN_FINDINGS = 50
MIN_OF_EACH = 10
_FOLDS = 5
_SEED = 20261121
_Z = NormalDist().inv_cdf(0.975)
# A curve is kept as straight lines between so many points; isotonic regression has its own.
_STEPS = 20


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with Wilson's 95% interval; all zero when nothing was counted."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """Hits / total, 0 when nothing was counted."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95% interval."""
        if not self.total:
            return (0.0, 1.0)
        p, n, z2 = self.share, self.total, _Z * _Z
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = _Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return (max(0.0, round(middle - half, 12)), min(1.0, round(middle + half, 12)))


_NOTHING = Rate(0, 0)


@dataclass(frozen=True, slots=True)
class SignalFit:
    """What the decisions on one signal speak for.

    ``points`` map the signal's score to a probability, by straight lines; empty for no change.
    ``method`` is isotonic, platt or none. ``threshold`` is on the calibrated score; None, with
    ``why_not``, where the decisions speak for no change. ``precision`` and ``recall`` are expected
    at it; ``brier`` and ``brier_before`` are errors of the probability, lower is better.
    """

    signal: str
    findings: int
    upheld: int
    method: str = "none"
    points: Points = ()
    threshold: float | None = None
    precision: Rate = _NOTHING
    recall: Rate = _NOTHING
    brier: float | None = None
    brier_before: float | None = None
    why_not: str = ""


def lessons(
    judged: Iterable[Judged], suggested: Iterable[Suggested] = ()
) -> dict[str, list[tuple[float, bool]]]:
    """Each signal's scores with whether people upheld the finding.

    A finding is upheld when any of its evidence was confirmed or corrected, and not when all that
    was judged was rejected. What was only added is a miss: its score is the signal's, which may be
    0. A suggestion counts where its article's score is known and names no kind. Golden items do
    not count: they were chosen.
    """
    found: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one in judged:
        if one.golden:
            continue
        scores = {
            f.signal: f.score if f.status is Status.FOUND else 0.0 for f in one.score.findings
        }
        by_signal: dict[str, set[Verdict]] = defaultdict(set)
        for verdict in one.decision.draft.verdicts:
            by_signal[verdict.signal].add(verdict.verdict)
        for signal, verdicts in by_signal.items():
            found[signal].append((scores[signal], bool(verdicts - {Verdict.REJECT})))
    for more in suggested:
        if more.score is None or more.suggestion.kind:
            continue
        for f in more.score.findings:
            if f.signal == more.suggestion.signal and f.status in (Status.FOUND, Status.CLEAR):
                found[f.signal].append((f.score, more.suggestion.fits))
    return dict(sorted(found.items()))


def fit(signal: str, pairs: Sequence[tuple[float, bool]], precision: float) -> SignalFit:
    """What one signal's scores and verdicts speak for, at a wanted precision in (0, 1)."""
    upheld = sum(label for _, label in pairs)
    few = min(upheld, len(pairs) - upheld)
    if len(pairs) < MIN_FINDINGS or few < MIN_OF_EACH:
        why = (
            f"{len(pairs)} judged findings, {few} of the rarer kind: at least {MIN_FINDINGS} and "
            f"{MIN_OF_EACH} are needed"
        )
        return SignalFit(signal, len(pairs), upheld, why_not=why)
    held_out = {name: _held_out(pairs, curve) for name, curve in _CURVES.items()}
    errors = {name: _brier(zip(held_out[name], pairs, strict=True)) for name in held_out}
    method = min(errors, key=lambda name: (errors[name], name))
    points = _CURVES[method](pairs)
    threshold = _lowest([(interpolate(points, s), y) for s, y in pairs], precision)
    unfit = SignalFit(
        signal,
        len(pairs),
        upheld,
        method,
        points,
        brier=round(errors[method], 4),
        brier_before=round(errors["none"], 4),
    )
    if threshold is None:
        return replace(unfit, why_not=f"no threshold reaches a precision of {precision:g}")
    precise, recalled = _expected(pairs, _CURVES[method], precision)
    return replace(unfit, threshold=threshold, precision=precise, recall=recalled)


def interpolate(points: Points, score: float) -> float:
    """A score through a curve of straight lines; as it is where there are no points."""
    if not points:
        return score
    before = points[0]
    for at in points:
        if score <= at[0]:
            if at[0] == before[0]:
                return at[1]
            part = (score - before[0]) / (at[0] - before[0])
            return before[1] + part * (at[1] - before[1])
        before = at
    return points[-1][1]


def _none(_: Sequence[tuple[float, bool]]) -> Points:
    return ()


def _isotonic(pairs: Sequence[tuple[float, bool]]) -> Points:
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 (heavy, and asked for seldom)

    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    model.fit([s for s, _ in pairs], [float(y) for _, y in pairs])
    return _points(zip(model.X_thresholds_, model.y_thresholds_, strict=True))


def _platt(pairs: Sequence[tuple[float, bool]]) -> Points:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    # Platt's targets: one imagined example more of each kind keeps the curve off 0 and 1.
    n1 = sum(y for _, y in pairs)
    n0 = len(pairs) - n1
    high, low = (n1 + 1) / (n1 + 2), 1 / (n0 + 2)
    # A target between 0 and 1 is two examples with weights.
    scores = [[s] for s, _ in pairs] * 2
    labels = [1] * len(pairs) + [0] * len(pairs)
    targets = [high if y else low for _, y in pairs]
    weights = targets + [1 - t for t in targets]
    model = LogisticRegression(C=1e6).fit(scores, labels, sample_weight=weights)
    slope, shift = float(model.coef_[0][0]), float(model.intercept_[0])
    if slope <= 0:
        # A higher score must never count for less.
        slope, shift = 0.0, math.log((n1 + 1) / (n0 + 1))
    steps = [i / _STEPS for i in range(_STEPS + 1)]
    return _points((x, 1 / (1 + math.exp(-(slope * x + shift)))) for x in steps)


_CURVES: dict[str, Callable[[Sequence[tuple[float, bool]]], Points]] = {
    "none": _none,
    "isotonic": _isotonic,
    "platt": _platt,
}


def _points(pairs: Iterable[tuple[Any, Any]]) -> Points:
    """Rounded, with one value for each score, and never falling."""
    found: dict[float, float] = {}
    top = 0.0
    for x, y in pairs:
        top = max(top, round(min(max(float(y), 0.0), 1.0), 4))
        found[round(float(x), 4)] = top
    return tuple(sorted(found.items()))


def _folds(pairs: Sequence[tuple[float, bool]]) -> list[tuple[list[int], list[int]]]:
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415

    splitter = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    labels = [y for _, y in pairs]
    return [(list(a), list(b)) for a, b in splitter.split([[s] for s, _ in pairs], labels)]


def _held_out(
    pairs: Sequence[tuple[float, bool]], curve: Callable[[Sequence[tuple[float, bool]]], Points]
) -> list[float]:
    """Each finding's probability by a curve that has not seen it."""
    found = [0.0] * len(pairs)
    for seen, left_out in _folds(pairs):
        points = curve([pairs[i] for i in seen])
        for i in left_out:
            found[i] = interpolate(points, pairs[i][0])
    return found


def _brier(pairs: Iterable[tuple[float, tuple[float, bool]]]) -> float:
    errors = [(p - y) ** 2 for p, (_, y) in pairs]
    return sum(errors) / len(errors)


def _lowest(pairs: Sequence[tuple[float, bool]], precision: float) -> float | None:
    """The lowest threshold from which on the wanted precision holds."""
    best: float | None = None
    hits = 0
    ordered = sorted(pairs, reverse=True)
    for total, (score, label) in enumerate(ordered, start=1):
        hits += label
        last = total == len(ordered) or ordered[total][0] < score
        if last and score > 0 and hits / total >= precision:
            # Down, so that rounding leaves the finding that it was read off on its side.
            best = math.floor(score * 1e4) / 1e4
    return best


def _expected(
    pairs: Sequence[tuple[float, bool]],
    curve: Callable[[Sequence[tuple[float, bool]]], Points],
    precision: float,
) -> tuple[Rate, Rate]:
    """Precision and recall on findings that neither the curve nor the threshold has seen."""
    fired = upheld = caught = 0
    for seen, left_out in _folds(pairs):
        known = [pairs[i] for i in seen]
        points = curve(known)
        threshold = _lowest([(interpolate(points, s), y) for s, y in known], precision)
        for i in left_out:
            score, label = pairs[i]
            upheld += label
            if threshold is not None and interpolate(points, score) >= threshold:
                fired += 1
                caught += label
    return Rate(caught, fired), Rate(caught, upheld)
