"""How well a bio's strain tells its own story from stories of other fields, on real bios.

The 71 English bios of author_bios whose articles article_extraction_andy has, each beside its own
article, the others' articles and articles of bbc_news. tests/benchmarks/bio/real.tsv gives by hand
the fields of stories and those that bios claim; a pair is *other* when no field of the story is one
that the bio claims or a neighbour of it (signals/bio/fields.toml), *neighbouring* when one is a
neighbour, and left out when one is the same. Bios that claim nothing go by their own story's field.

The area under the curve is that of the strain: the finding's score, plus the probability of a
misfit (signals/bio/odds.py) where a classifier is there (CAVEAT_MODEL). It orders bios that are
CLEAR too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from caveat.document import Article, parse
from caveat.evaluation import datasets, shipped
from caveat.evaluation.metrics import interval
from caveat.questions import Answer, Answers, Question
from caveat.signals.base import Context
from caveat.signals.bio import SIGNAL
from caveat.signals.bio.fields import similarity

FIELDS = Path(__file__).parents[3] / "tests" / "benchmarks" / "bio" / "real.tsv"
_SECTIONS = {
    "business": "economy",
    "entertainment": "arts",
    "politics": "politics",
    "sport": "sport",
    "tech": "technology",
}
_A_SECTION = 3
_OTHERS = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """One bio beside one story: ``kind`` is own, other or neighbouring."""

    bio: str
    kind: str
    claims: bool
    score: float
    strain: float


def pairs() -> list[Pair]:
    """Every bio beside its own story and a seeded sample of others."""
    rng = random.Random(0)  # noqa: S311 (sampling, not secrets)
    bios = {row["id"]: row for row in datasets.rows("author_bios/bios_with_articles.jsonl.gz")}
    gold = {r["id"]: r for r in datasets.rows("article_extraction_andy/gold.jsonl.gz")}
    fields = dict(_fields())
    sections: dict[str, list[Any]] = {}
    for row in datasets.rows("bbc_news/articles.jsonl.gz"):
        sections.setdefault(_SECTIONS[row["label"]], []).append(row)
    # Few stories, each for many bios: the classifier reads a text once.
    pool = {field: rng.sample(rows, 2 * _A_SECTION) for field, rows in sections.items()}
    found = []
    for name, (story, claimed) in fields.items():
        bio = bios[name]
        own = gold[bio["page_id"]]
        found.append(_pair(bio, bio["article_title"], own["text"], "own", claimed))
        targets = [
            (bios[other]["article_title"], gold[bios[other]["page_id"]]["text"], there)
            for other, (there, _) in fields.items()
            if bios[other]["page_id"] != bio["page_id"] and bios[other]["author"] != bio["author"]
        ]
        chosen = rng.sample(targets, _OTHERS)
        for field, rows in pool.items():
            chosen += [(r["title"], r["text"], {field}) for r in rng.sample(rows, _A_SECTION)]
        for title, text, there in chosen:
            kind = _kind(claimed or story, there)
            if kind:
                found.append(_pair(bio, title, text, kind, claimed))
    return found


def table() -> str:
    """The areas under the curve with 95% intervals (bootstrap over bios), and the findings."""
    found = pairs()
    model = shipped.classifier()
    version = model.version if model is not None else "none"
    lines = [
        f"| model {version} | pairs | AUC of the strain | found | own articles with an alarm |",
        "|---|---|---|---|---|",
    ]
    for who, group in (
        ("bios that claim a field", [p for p in found if p.claims]),
        ("all bios", found),
    ):
        own = [p for p in group if p.kind == "own"]
        alarms = f"{sum(p.score > 0 for p in own)} of {len(own)}"
        for kind in ("other", "neighbouring"):
            pairs_of = [p for p in group if p.kind == kind]
            hits = sum(p.score > 0 for p in pairs_of) / len(pairs_of)
            lines.append(
                f"| {who}, {kind} fields | {len(pairs_of)} | {_area(group, kind)} "
                f"| {hits:.3f} | {alarms} |"
            )
    return "\n".join(lines)


def _area(pairs: Sequence[Pair], kind: str) -> str:
    by_bio: dict[str, tuple[list[float], list[float]]] = {}
    for pair in pairs:
        own, others = by_bio.setdefault(pair.bio, ([], []))
        if pair.kind == "own":
            own.append(pair.strain)
        elif pair.kind == kind:
            others.append(pair.strain)
    units = list(by_bio.values())
    low, high = interval(units, _auc)
    return f"{_auc(units):.3f} ({low:.3f}-{high:.3f})"


def _auc(units: Sequence[tuple[list[float], list[float]]]) -> float:
    """The probability that a bio strains more beside a story of the kind than beside its own."""
    own = np.sort([s for unit in units for s in unit[0]])
    others = np.array([s for unit in units for s in unit[1]])
    below = np.searchsorted(own, others, "left") + np.searchsorted(own, others, "right")
    return float(below.sum() / (2 * len(own) * len(others)))


def _pair(bio: Any, title: str, text: str, kind: str, claimed: set[str]) -> Pair:
    authors = (bio["author"],) if bio["author"] else ()
    article = Article("x", text, title=title, bio=bio["bio"], authors=authors, language="en")
    document = parse(article)
    score = shipped.find(SIGNAL, document).score
    model = shipped.classifier()
    far = 0.0
    if model is not None and (asked := SIGNAL.asked(document)):
        answers = Answers({q: _answer(q) for q in asked})
        context = Context(document, answers=answers, vectors=model.vectors)
        far = min(SIGNAL.strains(context), default=0.0)
    return Pair(bio["id"], kind, bool(claimed), score, score + far)


@cache
def _answer(question: Question) -> Answer:
    model = shipped.classifier()
    assert model is not None  # noqa: S101 (asked only where there is one)
    return model.answer([question])[question]


def _kind(claimed: set[str], story: set[str]) -> str:
    nearest = max(similarity(one, other) for one in claimed for other in story)
    return "" if nearest == 1.0 else "neighbouring" if nearest > 0 else "other"


def _fields() -> Iterator[tuple[str, tuple[set[str], set[str]]]]:
    for line in FIELDS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, story, claimed = line.split("\t")
            yield name, (set(story.split(",")), set(claimed.replace("-", "").split(",")) - {""})
