"""Finding the same event, measured on ecbplus: 43 topics of two like but different events each.

    python -m caveat.evaluation.related [--fit]

The weights are fitted on topics 1 to 25 and reported on the others: no event is on both sides.
"""

from __future__ import annotations

import bisect
import itertools
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import re2

from caveat.document import Article, Document, parse
from caveat.evaluation.datasets import rows
from caveat.store import event
from caveat.store.background import Floats
from caveat.store.candidates import Neighbourhood, neighbourhood
from caveat.store.corpus import Stored
from caveat.store.database import Database
from caveat.store.fingerprint import overlaps
from caveat.store.index import Cache
from caveat.store.reading import read
from caveat.store.sources import SqlSourceStore

LAST_FIT_TOPIC = 25
# A store holds all, a half or a tenth of the reports on an event: the weights must fit all three.
_SHARES = (1.0, 0.5, 0.2, 0.1)
_SPACE_BEFORE = re2.compile(r" ([.,;:!?%)\]]|'s\b|n't\b)")
_SPACE_IN_NUMBER = re2.compile(r"(\pN)([.,]) (\pN)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document of ecbplus with its topic and its event (called subtopic there)."""

    document: Document
    topic: int
    event: str

    @property
    def held_out(self) -> bool:
        """Whether the weights have not seen its topic."""
        return self.topic > LAST_FIT_TOPIC


def load(first: int = 1, last: int = 45) -> list[Labelled]:
    """The documents of a range of topics, their tokens put together again, one sentence a
    paragraph.
    """
    return [
        Labelled(parse(Article(row["doc"], _text(row["sentences"]))), row["topic"], row["subtopic"])
        for row in rows("ecbplus/docs.jsonl.gz")
        if first <= row["topic"] <= last
    ]


def _text(sentences: Sequence[str]) -> str:
    # The first "sentence" of half the documents is the address of the page.
    return "\n\n".join(_untokenised(s) for s in sentences if not s.startswith("http"))


def _untokenised(sentence: str) -> str:
    text = sentence.replace("`` ", '"').replace(" ''", '"').replace("``", '"').replace("''", '"')
    text = _SPACE_BEFORE.sub(r"\1", text)
    return str(_SPACE_IN_NUMBER.sub(r"\1\2\3", text)).strip()


def neighbourhoods(documents: Sequence[Labelled]) -> list[tuple[Neighbourhood, list[int]]]:
    """For each document its candidates, when a store holds them all, and their places."""
    places = {d.document.article.id: at for at, d in enumerate(documents)}
    database = Database("sqlite://")
    try:
        database.migrate()
        SqlSourceStore(database).add([d.document for d in documents])
        with database.reading() as connection:
            corpus = Stored(connection, Cache())
            found = [
                neighbourhood(corpus, d.document.article.id, read(d.document), days=30)
                for d in documents
            ]
    finally:
        database.close()
    return [(n, [places[i] for i in n.ids]) for n in found]


def table() -> str:
    """Recall of the first ten answers and precision of pairs, with the store holding all topics."""
    documents = load()
    scores = scored(documents)
    lines = [
        f"ecbplus, {len(documents)} articles. recall@10: hits among the first ten answers, of ten",
        "or of all the reports there are when there are fewer.",
        "",
        "| topics | articles | recall@10 | precision at recall 0.85 | probability there |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, keep in (
        (f"{LAST_FIT_TOPIC + 1} to 45, held out", [d.held_out for d in documents]),
        (f"1 to {LAST_FIT_TOPIC}, fitted on", [not d.held_out for d in documents]),
    ):
        chosen = np.flatnonzero(keep).tolist()
        recall = recall_at_ten(scores, documents, chosen)
        precision, level = pair_precision(scores, documents, chosen)
        lines.append(f"| {name} | {len(chosen)} | {recall:.3f} | {precision:.3f} | {level:.2f} |")
    return "\n".join([*lines, "", _calibration(scores, documents), "", _wording(documents)])


def scored(documents: Sequence[Labelled]) -> Floats:
    """For each document (row) how likely each other one (column) tells of the same event, when a
    store holds them all; 0 where it is no candidate.
    """
    scores = np.zeros((len(documents), len(documents)))
    for at, (around, places) in enumerate(neighbourhoods(documents)):
        if places:
            scores[at, places] = event.same_event(
                around.profiles, around.keys, around.rarities, around.days
            )
    return scores


def recall_at_ten(scores: Floats, documents: Sequence[Labelled], chosen: Sequence[int]) -> float:
    """The mean over articles of the hits among the first ten answers, against ten or all there
    are.
    """
    return float(np.mean([r for at in chosen if (r := _recall(scores, documents, at)) >= 0]))


def _recall(scores: Floats, documents: Sequence[Labelled], at: int) -> float:
    """Recall of the first ten answers for one article, -1 when it has no like."""
    wanted = sum(d.event == documents[at].event for d in documents) - 1
    if not wanted:
        return -1.0
    best = np.argsort(-scores[at], kind="stable")[:10]
    hits = sum(bool(scores[at, b] > 0) and documents[b].event == documents[at].event for b in best)
    return float(hits / min(10, wanted))


def pair_precision(
    scores: Floats, documents: Sequence[Labelled], chosen: Sequence[int], recall: float = 0.85
) -> tuple[float, float]:
    """Precision of pairs at a recall, and the probability at which it is reached."""
    events = np.array([documents[at].event for at in chosen])
    upper = np.triu_indices(len(chosen), 1)
    both = (scores + scores.T)[np.ix_(chosen, chosen)][upper] / 2
    same = (events[:, None] == events[None, :])[upper]
    order = np.argsort(-both, kind="stable")
    found = np.cumsum(same[order])
    at = int(np.searchsorted(found, recall * same.sum()))
    return float(found[at] / (at + 1)), float(both[order][at])


def _calibration(scores: Floats, documents: Sequence[Labelled]) -> str:
    """How often held-out candidates of a stated probability are in truth the same event."""
    lines = ["| probability stated | candidates | same event |", "| --- | --- | --- |"]
    events = np.array([d.event for d in documents])
    held = np.array([d.held_out for d in documents])
    same = events[:, None] == events[None, :]
    for low, high in ((0.05, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01)):
        chosen = (scores >= low) & (scores < high) & held[:, None]
        share = same[chosen].mean() if chosen.any() else float("nan")
        lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {chosen.sum()} | {share:.2f} |")
    return "\n".join(lines)


def _wording(documents: Sequence[Labelled]) -> str:
    """How much wording two reports share: of one event, and of two like events."""
    counts_shared = overlaps([read(d.document).wording for d in documents])
    sizes = counts_shared.diagonal()
    bounds = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.01)
    counts = np.zeros((2, len(bounds) - 1), dtype=int)
    for a, b in itertools.combinations(range(len(documents)), 2):
        if documents[a].topic == documents[b].topic:
            shared = counts_shared[a, b] / max(1, min(sizes[a], sizes[b]))
            same = documents[a].event == documents[b].event
            counts[int(same), bisect.bisect_right(bounds, shared) - 1] += 1
    lines = ["| wording shared | like events | one event |", "| --- | --- | --- |"]
    for at, (low, high) in enumerate(itertools.pairwise(bounds)):
        lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {counts[0, at]} | {counts[1, at]} |")
    return "\n".join(lines)


def fit() -> event.Model:
    """The weights of both steps, from stores that hold all, half, a fifth, a tenth of the fit side.

    Logistic regression by Newton's method with a weak ridge; every store weighs the same.
    """
    documents = [d for d in load() if not d.held_out]
    chance = random.Random(0)  # noqa: S311 (sampling, not secrets)
    seen: list[tuple[Neighbourhood, Floats, Floats, float]] = []
    for share in _SHARES:
        for _ in range(round(1 / share)):
            kept = [d for d in documents if chance.random() < share]
            for at, (around, places) in enumerate(neighbourhoods(kept)):
                if places:
                    same = np.array([kept[p].event == kept[at].event for p in places])
                    pairs = event.pair_features(around.profiles, around.keys, around.rarities)
                    seen.append((around, pairs, same, 1.0))
    labels = np.concatenate([same for _, _, same, _ in seen]).astype(np.float64)
    empty = event.Model(np.zeros(len(event.PAIR_FEATURES) + 1), np.zeros(0))
    offset = np.concatenate([event.pair_logits(p, n.days, empty)[0, 1:] for n, p, _, _ in seen])
    first = np.concatenate([p[0, 1:] for _, p, _, _ in seen])
    pair = _logistic(first, labels, offset)
    half = event.Model(pair, np.zeros(0))
    second = np.concatenate(
        [event.company_features(p, event.pair_logits(p, n.days, half)) for n, p, _, _ in seen]
    )
    return event.Model(pair, _logistic(second, labels, np.zeros(len(labels))))


def _logistic(features: Floats, labels: Floats, offset: Floats, ridge: float = 1.0) -> Floats:
    """Weights and, last, the bias of a logistic regression."""
    design = np.hstack([features, np.ones((len(features), 1))])
    penalty = ridge * np.eye(design.shape[1])
    penalty[-1, -1] = 0.0
    weights = np.zeros(design.shape[1])
    for _ in range(40):
        chances = 1.0 / (1.0 + np.exp(-np.clip(design @ weights + offset, -30, 30)))
        gradient = design.T @ (chances - labels) + penalty @ weights
        curvature = (design * (chances * (1 - chances))[:, None]).T @ design + penalty
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def save(fitted: event.Model) -> None:
    """Write the weights where the store reads them."""
    names = {
        "pair": event.PAIR_FEATURES,
        "company": (*event.COMPANY_FEATURES, *event.PAIR_FEATURES),
    }
    stored = {
        step: dict(zip((*features, "bias"), (round(float(w), 3) for w in weights), strict=True))
        for (step, features), weights in zip(
            names.items(), (fitted.pair, fitted.company), strict=True
        )
    }
    file = Path(event.__file__).parent / "event_model.json"
    file.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--fit" in sys.argv:
        save(fit())
    sys.stdout.write(table() + "\n")
