"""How right the conflict signal is: the project's own set, public pairs and controlled edits.

A claim is one piece of evidence, as an unordered pair of passages. It is right when its two spans
overlap the two passages of an annotated conflict; a claim about a headline is right when its other
side is part of a conflict of that kind between the two articles (a headline repeats its story).
Everything else that is claimed is wrong, whether a trap was annotated there or not, unless it is
recorded as evolving, which weighs nothing. A conflict is found when a right claim meets it, from
whichever article.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from caveat.document import Article, Document, Span, parse
from caveat.evaluation import conflict_edits, conflict_public, shipped
from caveat.evaluation.metrics import Counts, interval, total
from caveat.signals.base import Related, RelatedArticle
from caveat.signals.conflict import SIGNAL

BENCHMARK = Path(__file__).parents[3] / "tests" / "benchmarks" / "conflict"
# By another author and never read; unread by those who tune; by another author and read since;
# tuned on.
PARTS = ("unseen", "test", "read", "dev")
KINDS = (
    "date",
    "time",
    "number",
    "money",
    "percentage",
    "measure",
    "place",
    "person",
    "role",
    "organisation",
    "status",
    "quote",
    "calendar",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one article of a cluster, by the article's id."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One conflict that the signal claims: two passages, equal for one against the calendar."""

    kind: str
    a: Passage
    b: Passage
    why: str
    confidence: float
    weight: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """One cluster judged: counts by kind, false claims, missed conflicts, sprung traps."""

    cluster: str
    counts: dict[str, Counts]
    wrong: tuple[Claim, ...]
    missed: tuple[dict[str, str], ...]
    sprung: tuple[dict[str, str], ...]
    traps: int


def clusters(half: str) -> Iterator[dict[str, Any]]:
    """The clusters of one part of the own set: see ``PARTS``."""
    with (BENCHMARK / f"{half}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def documents(cluster: dict[str, Any]) -> dict[str, Document]:
    """The articles of a cluster, read, by id."""
    return {
        a["id"]: parse(
            Article(
                a["id"],
                a["text"],
                outlet=a["outlet"],
                title=a["title"],
                language="en",
                published_at=datetime.fromisoformat(a["published_at"].replace("Z", "+00:00")),
            )
        )
        for a in cluster["articles"]
    }


def claims(read: dict[str, Document]) -> list[Claim]:
    """What the signal claims of each article given the others, each pair of passages once."""
    found: dict[tuple[str, frozenset[Passage]], Claim] = {}
    for name, document in read.items():
        others = tuple(
            RelatedArticle(other, 1.0, "same cluster") for n, other in read.items() if n != name
        )
        for e in shipped.find(SIGNAL, document, Related(others)).evidence:
            a = Passage(name, e.span)
            b = Passage(e.counterpart.article_id, e.counterpart.span) if e.counterpart else a
            claim = Claim(e.kind, a, b, e.why, e.confidence, e.weight)
            found.setdefault((e.kind, frozenset((a, b))), claim)
    return list(found.values())


def judge(cluster: dict[str, Any]) -> Outcome:
    """Run the signal on one cluster and hold its claims against the annotation."""
    read = documents(cluster)
    gold = cluster["conflicts"]
    hit: set[int] = set()
    counts: dict[str, Counts] = defaultdict(Counts)
    wrong: list[Claim] = []
    claimed = claims(read)
    for claim in claimed:
        met = [i for i, g in enumerate(gold) if _meets(claim, g, read) or _restates(claim, g, read)]
        hit.update(met)
        if met or not claim.weight:
            continue
        wrong.append(claim)
        counts[claim.kind] += Counts(fp=1)
    for i, g in enumerate(gold):
        counts[g["kind"]] += Counts(tp=1) if i in hit else Counts(fn=1)
    sprung = [t for t in cluster["traps"] if any(_meets(c, t, read) for c in wrong)]
    return Outcome(
        cluster["id"],
        dict(counts),
        tuple(wrong),
        tuple(g for i, g in enumerate(gold) if i not in hit),
        tuple(sprung),
        len(cluster["traps"]),
    )


def _meets(claim: Claim, pair: dict[str, str], read: dict[str, Document]) -> bool:
    return meets((claim.a.article, claim.a.span), (claim.b.article, claim.b.span), pair, read)


def meets(
    a: tuple[str, Span], b: tuple[str, Span], pair: dict[str, str], read: dict[str, Document]
) -> bool:
    """Whether two spans, each with its article's id, overlap the two passages of an annotation."""
    return any(
        _covers(Passage(*one), pair["a"], pair["a_text"], read)
        and _covers(Passage(*other), pair["b"], pair["b_text"], read)
        for one, other in ((a, b), (b, a))
    )


def _restates(claim: Claim, pair: dict[str, str], read: dict[str, Document]) -> bool:
    """Whether a claim repeats a conflict through a headline."""
    if claim.kind != pair["kind"]:
        return False
    return any(
        one.article == pair["a"]
        and other.article == pair["b"]
        and (one.span.field == "title" or _covers(one, pair["a"], pair["a_text"], read))
        and (other.span.field == "title" or _covers(other, pair["b"], pair["b_text"], read))
        for one, other in ((claim.a, claim.b), (claim.b, claim.a))
    )


def _covers(passage: Passage, article: str, text: str, read: dict[str, Document]) -> bool:
    if passage.article != article:
        return False
    whole = read[article].article.field(passage.span.field)
    at = whole.find(text)
    while at >= 0:
        if passage.span.overlaps(Span(passage.span.field, at, at + len(text))):
            return True
        at = whole.find(text, at + 1)
    return False


def table() -> str:
    """The own set's parts, the public pairs and the controlled edits."""
    parts = [own(part) for part in PARTS] + [conflict_public.table(), conflict_edits.table()]
    return "\n\n".join(parts)


def own(half: str) -> str:
    """Precision, recall and F1 by kind on one part of the own set, with 95% intervals."""
    outcomes = [judge(c) for c in clusters(half)]
    traps = sum(o.traps for o in outcomes)
    sprung = sum(len(o.sprung) for o in outcomes)
    lines = [
        f"own set, {half} part: {len(outcomes)} clusters, intervals by bootstrap over clusters",
        f"{'kind':<14}{'right':>6}{'wrong':>6}{'missed':>7}  {'precision':<20}{'recall':<20}f1",
        *(_row(k, [o.counts.get(k, Counts()) for o in outcomes]) for k in KINDS),
        _row("all", [total(list(o.counts.values())) for o in outcomes]),
        f"traps sprung: {sprung} of {traps}",
    ]
    return "\n".join(lines)


def _row(name: str, units: Sequence[Counts]) -> str:
    everything = total(units)
    if everything == Counts():
        return f"{name:<14}{'-':>6}"
    spans = [
        interval(units, lambda us, s=s: getattr(total(us), s))  # type: ignore[misc]
        for s in ("precision", "recall")
    ]
    cells = "".join(
        f"{value:.2f} [{low:.2f}, {high:.2f}]".ljust(20)
        for value, (low, high) in zip((everything.precision, everything.recall), spans, strict=True)
    )
    return (
        f"{name:<14}{everything.tp:>6}{everything.fp:>6}{everything.fn:>7}  {cells}"
        f"{everything.f1:.2f}"
    )


def errors(half: str) -> Iterable[str]:
    """Every false claim and every miss of one half, a line each, for reading."""
    for cluster in clusters(half):
        outcome = judge(cluster)
        name = outcome.cluster
        for claim in outcome.wrong:
            articles = f"{claim.a.article}, {claim.b.article}"
            yield f"{name} wrong {claim.kind} ({articles}) {claim.why}"
        for g in outcome.missed:
            yield f"{name} missed {g['kind']} {g['a']}: {g['a_text']} // {g['b']}: {g['b_text']}"
