"""From raw logits to probabilities: Platt scaling by label (Platt, 1999; Guo et al., 2017)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caveat.encoder.artefact import read_json
from caveat.errors import UnreadableInput
from caveat.questions import HEADS, Answer, Head

# The last digits of a float32 sum are no part of an answer.
DIGITS = 4
STATIC_TOPIC = "static.topic"


@dataclass(frozen=True, slots=True)
class Scaling:
    """``scale * logit + shift`` by label, then softmax (exclusive) or sigmoid."""

    labels: tuple[str, ...]
    exclusive: bool
    scale: NDArray[np.float64]
    shift: NDArray[np.float64]

    def answer(self, logits: NDArray[np.float32]) -> Answer:
        """The probabilities of one row of logits (labels)."""
        scaled = self.scale * logits.astype(np.float64) + self.shift
        if self.exclusive:
            weights = np.exp(scaled - scaled.max())
            found = weights / weights.sum()
        else:
            found = 1.0 / (1.0 + np.exp(-np.clip(scaled, -60.0, 60.0)))
        rounded = (round(p, DIGITS) for p in found.tolist())
        return Answer(dict(zip(self.labels, rounded, strict=True)))


def load(path: Path) -> Mapping[str, Scaling]:
    """By head, and for the topics of the static vectors. Raises UnreadableInput."""
    data = read_json(path)
    wanted: dict[str, Head] = {head.value: head for head in Head} | {STATIC_TOPIC: Head.TOPIC}
    return {name: _scaling(path, name, data.get(name), head) for name, head in wanted.items()}


def _scaling(path: Path, name: str, data: Any, head: Head) -> Scaling:
    form = HEADS[head]
    try:
        numbers = [np.asarray(data[key], dtype=np.float64) for key in ("scale", "shift")]
        scale, shift = (np.broadcast_to(n, len(form.labels)) for n in numbers)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableInput(
            f"{path}: {name} needs scale and shift, {len(form.labels)} numbers each"
        ) from error
    if not (np.isfinite(scale).all() and np.isfinite(shift).all()):
        raise UnreadableInput(f"{path}: {name} has a number that is none")
    return Scaling(form.labels, form.exclusive, scale, shift)
