"""What the encoder learns from: a question with the answers that are right."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from caveat.encoder.template import HEADS, Head

UNKNOWN = math.nan
# The share of groups kept away from training, for watching it and for calibration.
HELD_OUT = 0.06


@dataclass(frozen=True, slots=True)
class Example:
    """Texts and targets.

    ``targets`` has, for an exclusive head, a 1 for each label that may be right (several where a
    set says only "not entailed"); for the others 1, 0 or UNKNOWN a label. ``group`` is what splits
    go by: a premise, a document, an outlet, a template. ``source`` is the name in a configuration.
    """

    source: str
    group: str
    first: str
    second: str
    targets: Mapping[Head, tuple[float, ...]]


def one_of(head: Head, allowed: Collection[str]) -> tuple[float, ...]:
    """The target of an exclusive head when any of ``allowed`` may be right."""
    if unknown := set(allowed) - set(HEADS[head].labels):
        raise ValueError(f"{head} has no {', '.join(sorted(unknown))}")
    return tuple(float(label in allowed) for label in HEADS[head].labels)


def each_of(head: Head, known: Mapping[str, bool]) -> tuple[float, ...]:
    """The target of a head whose labels stand for themselves; those not named are UNKNOWN."""
    if unknown := set(known) - set(HEADS[head].labels):
        raise ValueError(f"{head} has no {', '.join(sorted(unknown))}")
    return tuple(float(known[x]) if x in known else UNKNOWN for x in HEADS[head].labels)


def held_out(group: str, share: float = HELD_OUT) -> bool:
    """Whether a group is kept away from training: by its hash, the same on every machine."""
    digest = hashlib.sha256(group.encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64
