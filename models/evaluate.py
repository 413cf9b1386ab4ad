"""Measure what is published: ``python -m models.evaluate VERSION``.

Runs ``caveat.evaluation.heads`` (the tables of ``caveat evaluate heads``, through the serving path)
on models/published/VERSION, adds what only training's code can measure (held-out families of its
own notices, the static vectors, what half precision and int8 cost), and writes REPORT.md and the
figures of card.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from caveat.encoder import open_classifier
from caveat.encoder.template import HEADS, Head
from caveat.evaluation import datasets, heads
from caveat.evaluation.heads import Result
from caveat.evaluation.probabilities import mean, measured
from caveat.questions import Question
from models import card
from models.calibrate import held_out_rows
from models.examples import Example
from models.export import PUBLISHED
from models.plan import read, split
from models.session import Session

_NOTICES = ("notices", "mentions", "more_mentions", "plain_news", "plain_titles")
_EACH = 300


def generated(classifier: heads.Classifier) -> Iterator[Result]:
    """Sentences of families and outlets that training never saw: own notices or not."""
    _, keep = split(_NOTICES)
    rows = [e for name in _NOTICES for e in keep.get(name, [])[:_EACH]]
    given = heads.answers(classifier, [Question(Head.SCOPE, e.first) for e in rows])
    p = np.array([a["own"] for a in given])
    so = np.array([e.targets[Head.SCOPE][1] for e in rows])
    yield Result("scope", "held-out families (generated)", len(rows), heads.notice_figures(p, so))
    own = [e for e in rows if e.targets[Head.SCOPE][1]]
    kinds = heads.answers(classifier, [Question(Head.DISCLAIMER, e.first) for e in own])
    labels = HEADS[Head.DISCLAIMER].labels
    right = [
        float(e.targets[Head.DISCLAIMER][labels.index(a.best)])
        for e, a in zip(own, kinds, strict=True)
    ]
    yield Result("disclaimer", "held-out families (generated), kind", len(own),
                 {"best kind is right": measured(mean, right)})  # fmt: skip


def arithmetic(folder: Path) -> Iterator[Result]:
    """What int8 loses against half-stored weights, on held-out rows, in points of accuracy."""
    sessions = [Session(folder), Session(folder, "encoder.int8.onnx")]
    for head in HEADS:
        rows = held_out_rows(head)
        inputs = [r.inputs for r in read(sessions[0].tokenizer, rows)]
        found = [_right(s.logits(inputs)[head], rows, head) for s in sessions]
        lost = 100 * (found[0] - found[1])
        figures = {"accuracy": measured(mean, found[0]), "lost": measured(mean, lost)}
        yield Result(f"{head}", "held-out rows: points lost by int8", len(rows), figures)


def _right(logits: np.ndarray, rows: Sequence[Example], head: Head) -> np.ndarray:
    target = np.array([e.targets[head] for e in rows])
    if HEADS[head].exclusive:
        return target[np.arange(len(rows)), logits.argmax(1)].astype(float)
    known = ~np.isnan(target)
    return (((logits > 0) == (target > 0)) & known).sum(1) / np.maximum(known.sum(1), 1)


def vectors(classifier: heads.Classifier) -> Iterator[Result]:
    """Cosines of static vectors against graded similarity of news sentences."""
    rows = list(datasets.rows("sts_news/all.jsonl.gz"))[:2_000]
    one, two = (classifier.vectors.vectors([r[k] for r in rows]) for k in ("text_a", "text_b"))
    cosine = (one * two).sum(1).astype(float)
    graded = np.array([float(r["score"]) for r in rows])
    yield Result("static vectors", "sts_news", len(rows),
                 {"Spearman": measured(spearman, cosine, graded)})  # fmt: skip


def spearman(x: np.ndarray, y: np.ndarray) -> float:
    """The correlation of ranks (ties in order of rows)."""
    ranks = [np.argsort(np.argsort(v, kind="stable"), kind="stable") for v in (x, y)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def report(folder: Path, found: Sequence[Result], version: str) -> str:
    """REPORT.md."""
    made = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    parts = [
        f"# What classifier {version} is worth\n",
        "Written by `python -m models.evaluate`, which measures the published files through the",
        "path that serves them. None of these sets was learned from. Intervals are 95% bootstrap",
        "intervals over rows, which were drawn with a fixed seed where a set has more.\n",
        *heads.lines(found),
        "\n## Reliability\n",
        "What was said (mean probability) against what was so (share), by tenths, with rows.\n",
    ]
    for r in found:
        if r.diagram:
            cells = " · ".join(f"{p:.2f}→{so:.2f} ({n})" for p, so, n in r.diagram)
            parts.append(f"- {r.head}, {r.set}: {cells}")
    parts += ["\n## What it cannot do\n", *(f"- {text}" for text in made["cannot"])]
    return "\n".join(parts) + "\n"


def main() -> None:
    """Measure one version."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m models.evaluate")
    parser.add_argument("version")
    parser.add_argument("--rows", type=int, default=1_500, help="most rows of a set; 0: all")
    given = parser.parse_args()
    folder = PUBLISHED / given.version
    classifier = open_classifier(str(folder))
    if classifier is None:
        raise SystemExit(f"{folder}: nothing is published there")
    found: list[Result] = []
    for results in (
        heads.results(classifier, given.rows),
        generated(classifier),
        vectors(classifier),
        arithmetic(folder),
    ):
        for result in results:
            found.append(result)
            print(*heads.lines([result]), sep="\n", flush=True)
    (folder / "REPORT.md").write_text(report(folder, found, classifier.version), encoding="utf-8")
    card.figures(folder, found)
    classifier.close()


if __name__ == "__main__":
    main()
