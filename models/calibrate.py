"""From logits to probabilities, fitted on groups that training never saw.

Exclusive heads get one temperature (Guo et al., ICML 2017), the others a scale and a shift for
each label (Platt, 1999), by least log loss. What is fitted is what ships: the exported graph's
logits. Writes calibration.json; the errors that are left are measured by models.evaluate on other
sets.
"""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from caveat.encoder.template import HEADS, Head, load_tokenizer
from models import distil
from models.examples import Example
from models.plan import read, split
from models.session import Session

# What each head is fitted on: held-out groups of these sources, so many rows of each at most.
SOURCES: dict[Head, dict[str, int]] = {
    Head.PAIR: {"mnli": 700, "snli": 250, "fever": 200, "edits": 250, "paws": 100},
    Head.DISCLAIMER: {"written": 400, "notices": 300, "doubled_notices": 90, "plain_news": 500},
    Head.SCOPE: {
        "written": 400,
        "notices": 300,
        "mentions": 60,
        "plain_news": 500,
        "plain_titles": 300,
    },
    Head.CLAIM: {"claimbuster": 700, "reported": 700},
    Head.TOPIC: {"news_topics": 700, "event_topics": 150, "bios": 150, "written_topics": 100},
}
STATIC_TOPIC = "static.topic"
_GOLDEN = (math.sqrt(5) - 1) / 2
# A scale outside this range is a sign of too few rows, not of a better one.
_SCALES = (0.1, 4.0)
_NEWTON = 200
_RIDGE = 2e-3

Logits = NDArray[np.float64]


def held_out_rows(head: Head) -> list[Example]:
    """The rows that a head is fitted on, drawn with a fixed seed."""
    _, keep = split(SOURCES[head])
    rows: list[Example] = []
    for name, most in SOURCES[head].items():
        found = keep.get(name, [])
        rows += random.Random(0).sample(found, min(most, len(found)))  # noqa: S311
    return rows


def temperature(logits: Logits, targets: Logits) -> float:
    """The scale of least log loss, by golden-section search; targets are 1 where a label may be
    right.
    """

    def loss(scale: float) -> float:
        scaled = logits * scale
        whole = np.logaddexp.reduce(scaled, axis=1)
        right = np.logaddexp.reduce(np.where(targets > 0, scaled, -np.inf), axis=1)
        return float(np.mean(whole - right))

    low, high = _SCALES
    while high - low > 1e-4:
        one, two = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        low, high = (low, two) if loss(one) < loss(two) else (one, high)
    return (low + high) / 2


def platt(logits: Logits, targets: Logits) -> tuple[float, float]:
    """Scale and shift of one label by Newton's method, with a little pull towards 1 and 0."""
    known = ~np.isnan(targets)
    x, y = logits[known], targets[known]
    if not (0 < y.sum() < len(y)):
        return 1.0, 0.0
    design = np.stack([x, np.ones_like(x)], axis=1)
    weights, centre = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    for _ in range(_NEWTON):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (p - y) + _RIDGE * len(y) * (weights - centre)
        curve = (design.T * (p * (1 - p))) @ design + _RIDGE * len(y) * np.eye(2)
        # Whole steps run away where a label's rows are cleanly apart.
        step = np.clip(np.linalg.solve(curve, slope), -0.5, 0.5)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return float(np.clip(weights[0], *_SCALES)), float(weights[1])


def fit(head: Head, logits: Logits, rows: Sequence[Example]) -> dict[str, list[float]]:
    """The entry of calibration.json for one head."""
    targets = np.array([e.targets[head] for e in rows], dtype=np.float64)
    labels = HEADS[head].labels
    if HEADS[head].exclusive:
        scale = temperature(logits, targets)
        return {"scale": [round(scale, 4)] * len(labels), "shift": [0.0] * len(labels)}
    fitted = [platt(logits[:, i], targets[:, i]) for i in range(len(labels))]
    return {"scale": [round(a, 4) for a, _ in fitted], "shift": [round(b, 4) for _, b in fitted]}


def write(folder: Path) -> None:
    """Fit every head and the static topic head, and write calibration.json."""
    session = Session(folder)
    fitted: dict[str, dict[str, list[float]]] = {}
    by_head: defaultdict[Head, list[Example]] = defaultdict(list)
    for head in HEADS:
        rows = [e for e in held_out_rows(head) if head in e.targets]
        by_head[head] = rows
        logits = session.logits([r.inputs for r in read(session.tokenizer, rows)])[head]
        fitted[head.value] = fit(head, logits.astype(np.float64), rows)
    rows = by_head[Head.TOPIC]
    with np.load(folder / "vectors.npz") as arrays:
        table = arrays["codes"].astype(np.float32) * arrays["scale"][:, None]
        tokenizer = load_tokenizer(folder / "tokenizer.json")
        vectors = distil.embed(tokenizer, table, [e.first for e in rows])
        static = vectors @ arrays["topic.weight"].T + arrays["topic.bias"]
    fitted[STATIC_TOPIC] = fit(Head.TOPIC, static.astype(np.float64), rows)
    text = json.dumps(fitted, indent=1) + "\n"
    (folder / "calibration.json").write_text(text, encoding="utf-8")
