"""The policy: what each signal weighs and from which score an article is held for review."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from caveat.errors import UnreadableInput
from caveat.evidence import Finding, Status, combine


@dataclass(frozen=True, slots=True)
class Policy:
    """One versioned policy. ``weights`` and ``thresholds`` are in [0, 1], by signal name."""

    version: str
    weights: Mapping[str, float]
    thresholds: Mapping[str, float]
    hold: float

    def score(self, findings: tuple[Finding, ...]) -> float:
        """The article's score: noisy-or of the weighted findings.

        Monotone in every finding; a SKIPPED or FAILED signal neither raises nor lowers it.
        """
        return round(
            combine(
                [
                    self.weights.get(f.signal, 1.0) * f.score
                    for f in findings
                    if f.status is Status.FOUND
                ]
            ),
            4,
        )

    def holds(self, score: float, findings: tuple[Finding, ...]) -> bool:
        """Whether an editor should look: the whole score or any one signal over its threshold."""
        return score >= self.hold or any(
            f.status is Status.FOUND and f.score >= self.thresholds.get(f.signal, 1.0)
            for f in findings
        )


def load(path: Path | None = None) -> Policy:
    """The policy of a TOML file, or the one that ships. Raises UnreadableInput naming the fault."""
    source = files("caveat").joinpath("policy.toml") if path is None else path
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
        signals = data["signals"]
        policy = Policy(
            version=str(data["version"]),
            weights={name: float(s["weight"]) for name, s in signals.items()},
            thresholds={name: float(s["threshold"]) for name, s in signals.items()},
            hold=float(data["hold"]),
        )
    except OSError as error:
        raise UnreadableInput(f"{source}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
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
    return policy
