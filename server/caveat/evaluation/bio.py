"""How right the bio signal is: the project's own set, real bios, and texts that have none.

- *Own set* (tests/benchmarks/bio): each item is a story with bios and a label. ``off_topic`` is to
  be FOUND, ``on_topic`` and ``generic`` are to be CLEAR, ``none`` is not to be taken for a bio.
- *Fresh pages* (fresh.jsonl): whole articles with their bios, by somebody who did not know the
  rules; since read.
- *Real pairs* (author_bios): a bio under its own article is to be CLEAR; the same bio under an
  article that the set files under another writer is off-topic in most cases, not in all, so that
  its figure compares versions and is no recall.
- *Detection*: whether the bio of a page is found where it stands in its HTML, and as plain text
  under the story.
- *By topic* (`caveat evaluate bio_topics`): real bios beside stories of other fields.
- *Silence*: how many bios are found in texts; each of them is to be read.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caveat.document import Article, Document, parse
from caveat.errors import CaveatError
from caveat.evaluation import datasets, shipped
from caveat.evaluation.metrics import Counts, interval, total
from caveat.evidence import Finding, Status
from caveat.intake import html
from caveat.intake.source import Source
from caveat.signals.bio import SIGNAL

BENCHMARK = Path(__file__).parents[3] / "tests" / "benchmarks" / "bio"
_SHUFFLES = 4
# Code points: a brief, a short report, half of a long one. A vague story must stay CLEAR.
_CUTS = (400, 800, 1_500)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the own set: what was asked, and what was answered."""

    id: str
    split: str
    family: str
    language: str
    label: str
    found: bool
    read: bool

    @property
    def counts(self) -> Counts:
        """Off-topic bios found, alarms elsewhere, off-topic bios missed."""
        off = self.label == "off_topic"
        return Counts(
            tp=int(off and self.found), fp=int(not off and self.found), fn=int(off - self.found > 0)
        )


def items() -> Iterator[Item]:
    """The own set, answered."""
    stories = {s["id"]: s for s in _lines("stories.jsonl")}
    for row in _lines("items.jsonl"):
        document = parse(_article(row, stories[row["story"]]))
        finding = shipped.find(SIGNAL, document)
        yield Item(
            row["id"],
            row["split"],
            row["family"],
            row["language"],
            row["label"],
            finding.status is Status.FOUND,
            bool(document.bios),
        )


def table() -> str:
    """Every table, with 95% intervals (bootstrap over items, bios or articles)."""
    return f"{own_set()}\n\n{fresh()}\n\n{pairs()}\n\n{detection()}\n\n{silence()}"


def own_set() -> str:
    """Precision and recall of off-topic bios by split and language; alarms by label."""
    found = list(items())
    lines = ["| own set | items | precision | recall | alarms | read as a bio |"]
    lines.append("|---|---|---|---|---|---|")
    groups: list[tuple[str, Callable[[Item], bool]]] = [
        ("train", lambda i: i.split == "train"),
        ("test (unseen wording)", lambda i: i.split == "test"),
        ("test, en", lambda i: i.split == "test" and i.language == "en"),
        ("test, de", lambda i: i.split == "test" and i.language == "de"),
    ]
    for name, member in groups:
        group = [i for i in found if member(i)]
        quiet = [i for i in group if i.label != "off_topic"]
        bios = [i for i in group if i.label != "none"]
        counts = [i.counts for i in group]
        precision = _with_interval(counts, lambda c: total(c).precision)
        recall = _with_interval(counts, lambda c: total(c).recall)
        lines.append(
            f"| {name} | {len(group)} | {precision} | {recall} | "
            f"{sum(i.found for i in quiet)} of {len(quiet)} | "
            f"{sum(i.read for i in bios)} of {len(bios)} |"
        )
    people = [i for i in found if i.label == "none"]
    lines.append(
        f"| people who are no authors | {len(people)} | | | "
        f"{sum(i.found for i in people)} of {len(people)} | "
        f"{sum(i.read for i in people)} of {len(people)} |"
    )
    return "\n".join(lines)


def fresh() -> str:
    """Fresh pages: how many off-topic bios are found, with their span, and alarms at others.

    The unseen ones (unseen_pages.jsonl) are never read by those who tune.
    """
    lines = ["| fresh pages | pages | found | with the bio's span | alarms | read as a bio |"]
    lines.append("|---|---|---|---|---|---|")
    rows = list(_lines("fresh.jsonl"))
    for name, group in (
        ("all", rows),
        *((n, [r for r in rows if r["language"] == n]) for n in ("en", "de")),
        ("unseen", list(_lines("unseen_pages.jsonl"))),
    ):
        off = [(r, *_fresh(r)) for r in group if r["expect"]["found"]]
        other = [(r, *_fresh(r)) for r in group if not r["expect"]["found"]]
        spans = sum(
            any(
                e.text in span or span in e.text
                for e in f.evidence
                for span in r["expect"]["spans"]
            )
            for r, _, f in off
        )
        lines.append(
            f"| {name} | {len(group)} | {sum(f.status is Status.FOUND for _, _, f in off)} of "
            f"{len(off)} | {spans} | {sum(f.status is Status.FOUND for _, _, f in other)} of "
            f"{len(other)} | {sum(bool(d.bios) for _, d, _ in (*off, *other))} |"
        )
    return "\n".join(lines)


def _fresh(row: Mapping[str, Any]) -> tuple[Document, Finding]:
    authors = (row["byline"],) if row["byline"] else ()
    document = parse(
        Article("x", row["text"], title=row["title"], authors=authors, language=row["language"])
    )
    return document, shipped.find(SIGNAL, document)


def pairs() -> str:
    """Real bios under their own articles and under others."""
    gold = {r["id"]: r for r in datasets.rows("article_extraction_andy/gold.jsonl.gz")}
    bios = [b for b in _real() if b["page_id"] in gold]
    own = [_pair(b, b, gold).score for b in bios]
    cut = [_pair(b, b, gold, cut=length).score for length in _CUTS for b in bios]
    cut_alarms = [float(s > 0) for s in cut]
    other: list[float] = []
    rng = random.Random(0)  # noqa: S311 (pairing, not secrets)
    for _ in range(_SHUFFLES):
        shuffled = rng.sample(bios, len(bios))
        other += [
            _pair(b, t, gold).score
            for b, t in zip(bios, shuffled, strict=True)
            if b["page_id"] != t["page_id"] and b["author"] != t["author"]
        ]
    alarms = _with_interval([float(s > 0) for s in own], _mean)
    hits = _with_interval([float(s > 0) for s in other], _mean)
    return "\n".join(
        [
            "| real bios (author_bios with a gold article) | pairs | value |",
            "|---|---|---|",
            f"| false alarms under the own article | {len(own)} | {alarms} |",
            f"| of these over 0.5 | {len(own)} | {_mean([float(s > 0.5) for s in own]):.3f} |",
            f"| own article cut to {_CUTS}: alarms | {len(cut)} | {_mean(cut_alarms):.3f} |",
            f"| found under another writer's article | {len(other)} | {hits} |",
            f"| area under the curve, other against own | | {auc(other, own):.3f} |",
        ]
    )


def detection() -> str:
    """Whether real bios are found in their pages and as plain text."""
    gold = {r["id"]: r for r in datasets.rows("article_extraction_andy/gold.jsonl.gz")}
    bios = [b for b in _real() if b["page_id"] in gold]
    wanted = {b["page_id"] for b in bios}
    pages: dict[str, Document] = {}
    for row in datasets.rows("article_extraction_andy/html.jsonl.gz"):
        if row["id"] in wanted:
            try:
                pages[row["id"]] = parse(html.extract(row["html"], Source(Path(row["id"]))))
            except CaveatError:
                continue
    rows = [
        ("in its HTML page", [_has(pages.get(b["page_id"]), b["bio"]) for b in bios]),
        ("as plain text, name line above", [_plain(b, gold, named=True) for b in bios]),
        ("as plain text, last paragraph", [_plain(b, gold, named=False) for b in bios]),
    ]
    lines = ["| real bios found (half of their words in a bio) | bios | share |", "|---|---|---|"]
    lines += [
        f"| {name} | {len(v)} | {_with_interval([float(x) for x in v], _mean)} |"
        for name, v in rows
    ]
    return "\n".join(lines)


def silence() -> str:
    """Bios found, and off-topic findings, in articles that were collected without bios in mind."""
    lines = ["| texts | articles | with a bio (read them) | off-topic |", "|---|---|---|---|"]
    for name, path in (
        ("bbc_news", "bbc_news/articles.jsonl.gz"),
        ("article_extraction_andy, gold bodies", "article_extraction_andy/gold.jsonl.gz"),
        ("polnear, train", "polnear/train.jsonl.gz"),
    ):
        documents = [
            parse(Article("x", r["text"], title=r.get("title") or "", language="en"))
            for r in datasets.rows(path)
            if r["text"].strip()
        ]
        with_bio = [d for d in documents if d.bios]
        off = sum(shipped.find(SIGNAL, d).status is Status.FOUND for d in with_bio)
        lines.append(f"| {name} | {len(documents)} | {len(with_bio)} | {off} |")
    return "\n".join(lines)


def auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """The probability that a score of the first list is above one of the second; ties are half."""
    wins = sum((a > b) + 0.5 * (a == b) for a in higher for b in lower)
    return wins / (len(higher) * len(lower))


def _article(row: Mapping[str, Any], story: Mapping[str, str]) -> Article:
    bios = "\n\n".join(row["bios"])
    text, bio = story["text"], bios
    if row["place"] == "text":
        text, bio = f"{text}\n\n{bios}\n", ""
    return Article(row["id"], text, title=story["title"], bio=bio, language=row["language"])


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with (BENCHMARK / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _real() -> list[dict[str, Any]]:
    rows = datasets.rows("author_bios/bios_with_articles.jsonl.gz")
    return [row for row in rows if row["lang"] in ("en", "de")]


def _pair(
    bio: Mapping[str, Any],
    target: Mapping[str, Any],
    gold: Mapping[str, Mapping[str, Any]],
    *,
    cut: int | None = None,
) -> Finding:
    article = Article(
        "x",
        gold[target["page_id"]]["text"][:cut],
        title=target["article_title"],
        bio=bio["bio"],
        authors=(bio["author"],) if bio["author"] else (),
        language=bio["lang"],
    )
    return shipped.find(SIGNAL, parse(article))


def _plain(bio: Mapping[str, Any], gold: Mapping[str, Mapping[str, Any]], *, named: bool) -> bool:
    story = gold[bio["page_id"]]
    name = (bio["author"] or "").split(",")[0]
    told = bio["bio"].removeprefix("Author: ").removeprefix("By ")
    while name and told.startswith(f"{name} {name}"):
        told = told.removeprefix(f"{name} ")
    box = f"{name}\n\n{told}" if named and name else told
    text = f"{story['title']}\n\n{story['text']}\n\n{box}\n"
    return _has(parse(Article("x", text, language=bio["lang"])), told)


def _has(document: Document | None, told: str) -> bool:
    if document is None:
        return False
    words = _words(told)
    return any(
        2 * len(words & _words(document.text(bio.span))) >= len(words) for bio in document.bios
    )


def _words(text: str) -> set[str]:
    letters = "".join(c if c.isalnum() else " " for c in text.casefold())
    return {word for word in letters.split() if len(word) > 3}


def _with_interval(units: Sequence[Any], statistic: Callable[[Sequence[Any]], float]) -> str:
    low, high = interval(units, statistic)
    return f"{statistic(units):.3f} ({low:.3f}-{high:.3f})"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(len(values), 1)
