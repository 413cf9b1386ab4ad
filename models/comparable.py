"""Learn when two values answer one question: `python -m models.comparable`.

Writes server/caveat/signals/conflict/comparable.tsv, the table of ``caveat.signals.conflict.
learned``. Examples are pairs of values that differ, of two reports of one event:

- the project's own clusters (tests/benchmarks/conflict/dev.jsonl and read.jsonl, CC0): a pair is
  positive when it is an annotated conflict;
- ECB+ (CC BY 3.0), topics below 36: values that differ in two unedited reports of one event. Nearly
  all of them answer two questions, and all are taken to; each weighs ``ECB`` of an example of the
  own clusters. (Values that agree, taken for edits that differ, were tried as positive examples and
  left out: they made more false claims of unedited reports and found no more conflicts.)

`python -m models.comparable --check` prints what cross-validation by cluster says instead: each
cluster is judged by weights that have not seen it. The same inputs give the same bytes.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from caveat.document import Document
from caveat.evaluation import ecbplus
from caveat.evaluation.conflict import BENCHMARK, documents, meets
from caveat.evaluation.conflict_reading import judgements
from caveat.evaluation.shipped import classifier
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.features import Beside, Candidate
from caveat.signals.conflict.figures import Figures
from caveat.signals.conflict.passages import read
from caveat.signals.conflict.places import Places
from caveat.signals.conflict.wordspace import WordVectors

OUT = Path(__file__).parents[1] / "server/caveat/signals/conflict/comparable.tsv"
ECB = 0.03
_TRAINING_TOPICS = range(1, 36)
_ARTICLES, _PAIRS = 7, 12
_SEED = 7
_FOLDS = 9

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """Features of a pair, whether it answers one question, its group and its weight."""

    features: dict[str, float]
    positive: bool
    group: str
    weight: float = 1.0


def clusters() -> Iterator[Example]:
    """The pairs of the project's own clusters that are read and learned from."""
    for part in ("dev", "read"):
        with (BENCHMARK / f"{part}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                cluster = json.loads(line)
                texts = documents(cluster)
                for one, other, c in _pairs(list(texts.values())):
                    a, b = (
                        (one.article.id, c.a.setting.value.span),
                        (
                            other.article.id,
                            c.b.setting.value.span,
                        ),
                    )
                    told = any(meets(a, b, g, texts) for g in cluster["conflicts"])
                    yield Example(c.features, told, cluster["id"])


def unedited() -> Iterator[Example]:
    """Values of unedited ECB+ reports of one event that differ, those that a reader judged left
    out.
    """
    rng = random.Random(_SEED)  # noqa: S311 (a fixed seed, no secret)
    judged = {frozenset((k[1:4], k[4:])) for k in judgements()}
    for articles in ecbplus.events():
        topic = int(articles[0].article.id.split("_")[0])
        if topic not in _TRAINING_TOPICS or len(articles) < 2:
            continue
        chosen = rng.sample(articles, min(_ARTICLES, len(articles)))
        for one, other, c in _pairs(chosen, most=_PAIRS, rng=rng):
            places = frozenset(
                (d.article.id, p.setting.value.span.start, p.setting.value.span.end)
                for d, p in ((one, c.a), (other, c.b))
            )
            if places not in judged:
                yield Example(c.features, positive=False, group=articles[0].article.id, weight=ECB)


def _pairs(
    texts: Sequence[Document],
    most: int | None = None,
    rng: random.Random | None = None,
) -> Iterator[tuple[Document, Document, Candidate]]:
    readings = [read(d, i) for i, d in enumerate(texts)]
    index = Index(readings)
    figures = Figures(index)
    loaded = classifier()
    if loaded is None:
        raise SystemExit("the static vectors of a published model are needed: set CAVEAT_MODEL")
    vectors = _vectors.setdefault(id(loaded), WordVectors(loaded.vectors))
    places = [Places(r, figures.settings(r), index, vectors) for r in readings]
    both = list(combinations(range(len(texts)), 2))
    if rng is not None:
        rng.shuffle(both)
    for i, j in both[:most]:
        for candidate in Beside(places[i], places[j], index).candidates():
            yield texts[i], texts[j], candidate


_vectors: dict[int, WordVectors] = {}


def fitted(examples: Sequence[Example]) -> tuple[float, list[tuple[str, float, float, float]]]:
    """Bias, and of each feature its name, mean, scale and weight."""
    names = list(examples[0].features)
    rows = _matrix(examples, names)
    means, scales = rows.mean(axis=0), rows.std(axis=0)
    scales[scales == 0] = 1.0
    model = LogisticRegression(C=0.1, max_iter=3_000)
    model.fit(
        (rows - means) / scales,
        [e.positive for e in examples],
        sample_weight=[e.weight for e in examples],
    )
    return float(model.intercept_[0]), [
        (name, float(m), float(s), float(w))
        for name, m, s, w in zip(names, means, scales, model.coef_[0], strict=True)
    ]


def _matrix(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    return np.array([[e.features[name] for name in names] for e in examples])


def check(own: Sequence[Example], real: Sequence[Example]) -> Iterator[str]:
    """Precision and recall of pairs by threshold, each cluster unseen by what judges it."""
    truth = np.array([e.positive for e in own])
    said = np.zeros(len(own))
    groups = [e.group for e in own]
    for learned, left in GroupKFold(_FOLDS).split(truth, truth, groups):
        bias, table = fitted([own[i] for i in learned] + list(real))
        rows = _matrix([own[i] for i in left], [t[0] for t in table])
        means, scales, weights = (np.array([t[n] for t in table]) for n in (1, 2, 3))
        said[left] = 1.0 / (1.0 + np.exp(-bias - (rows - means) / scales @ weights))
    yield f"{len(own)} pairs of values that differ, {truth.sum()} of them conflicts"
    for least in (0.9, 0.8, 0.7, 0.6, 0.5):
        claimed = said >= least
        right = int((claimed & truth).sum())
        yield (
            f"from {least:.1f}: precision {right / max(1, claimed.sum()):.2f} "
            f"recall {right / truth.sum():.2f} ({right} of {claimed.sum()} claimed)"
        )


def main() -> None:
    """Write the table, or print the check."""
    own, real = list(clusters()), list(unedited())
    if "--check" in sys.argv:
        sys.stdout.writelines(line + "\n" for line in check(own, real))
        return
    bias, table = fitted(own + real)
    lines = ["# Written by python -m models.comparable: feature, mean, scale, weight."]
    lines += [f"bias\t0\t1\t{bias:.5f}"]
    lines += [f"{name}\t{m:.5f}\t{s:.5f}\t{w:.5f}" for name, m, s, w in table]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
