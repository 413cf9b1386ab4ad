"""The policy: what each signal weighs and from which score an article is held for review."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from caveat.errors import UnreadableInput
from caveat.evidence import Finding, Status, combine


@dataclass(frozen=True, slots=True)
class Policy:
    """One versioned policy. ``weights`` and ``thresholds`` are in [0, 1], by signal name.

    ``calibrations`` map a signal's score to a probability by straight lines between points, where
    there are any; weights and thresholds are of what they give. They never fall, so that more
    evidence never counts for less.
    """

    version: str
    weights: Mapping[str, float]
    thresholds: Mapping[str, float]
    hold: float
    calibrations: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)

    def calibrated(self, signal: str, score: float) -> float:
        """A finding's score as a probability; as it is where the signal has no calibration."""
        points = self.calibrations.get(signal, ())
        if not points:
            return score
        place = bisect_left(points, (score, 0.0))
        if place == 0:
            return points[0][1]
        if place == len(points):
            return points[-1][1]
        (x0, y0), (x1, y1) = points[place - 1], points[place]
        return y0 + (score - x0) / (x1 - x0) * (y1 - y0)

    def score(self, findings: tuple[Finding, ...]) -> float:
        """The article's score: noisy-or of the weighted findings.

        Monotone in every finding; a SKIPPED or FAILED signal neither raises nor lowers it.
        """
        return round(
            combine(
                [
                    self.weights.get(f.signal, 1.0) * self.calibrated(f.signal, f.score)
                    for f in findings
                    if f.status is Status.FOUND
                ]
            ),
            4,
        )

    def holds(self, score: float, findings: tuple[Finding, ...]) -> bool:
        """Whether an editor should look: the whole score or any one signal over its threshold."""
        return score >= self.hold or any(
            f.status is Status.FOUND
            and self.calibrated(f.signal, f.score) >= self.thresholds.get(f.signal, 1.0)
            for f in findings
        )


def load(path: Path | None = None) -> Policy:
    """The policy of a TOML file, or the one that ships. Raises UnreadableInput naming the fault."""
    source = files("caveat").joinpath("policy.toml") if path is None else path
    try:
        text = source.read_text(encoding="utf-8")
    except OSError as error:
        raise UnreadableInput(f"{source}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{source}: not a TOML file: {error}") from error
    return parse(text, str(source))


def parse(text: str, source: str) -> Policy:
    """The policy of a TOML text. Raises UnreadableInput naming ``source`` and the fault."""
    try:
        data = tomllib.loads(text)
        signals = data["signals"]
        policy = Policy(
            version=str(data["version"]),
            weights={name: float(s["weight"]) for name, s in signals.items()},
            thresholds={name: float(s["threshold"]) for name, s in signals.items()},
            hold=float(data["hold"]),
            calibrations={
                name: tuple((float(x), float(y)) for x, y in s["calibration"])
                for name, s in signals.items()
                if s.get("calibration")
            },
        )
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(f"{source}: not a TOML file: {error}") from error
    except KeyError as error:
        raise UnreadableInput(
            f"{source}: not a policy file: {error.args[0]!r} is missing; start from policy.toml"
        ) from error
    except (AttributeError, TypeError, ValueError) as error:
        raise UnreadableInput(
            f"{source}: not a policy file: a number or a table is expected: {error}"
        ) from error
    for name, value in (*policy.weights.items(), *policy.thresholds.items(), ("hold", policy.hold)):
        if not 0.0 <= value <= 1.0:
            raise UnreadableInput(f"{source}: {name} is {value}, not a number from 0 to 1")
    for name, points in policy.calibrations.items():
        if fault := _calibration_fault(points):
            raise UnreadableInput(f"{source}: the calibration of {name} {fault}")
    return policy


def _calibration_fault(points: tuple[tuple[float, float], ...]) -> str:
    if not all(0.0 <= value <= 1.0 for point in points for value in point):
        return "holds a number that is not from 0 to 1"
    if any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(points)):
        return "falls, or holds a score twice: points are [score, probability], both in order"
    return ""
