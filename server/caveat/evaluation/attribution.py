"""How often the attribution signal speaks up on ordinary copy, kind by kind; and bylines.

No public set labels missing attribution as an editor sees it, so this counts what fires on copy
that was published by careful newsrooms: a kind that fires often there is wrong or weighs too much.
bbc_news has headlines and bodies only, so that no article can have a byline: rates are given with
``no_byline`` and without.

The pages of tests/benchmarks/attribution are invented and labelled: whether an editor would send
one back, and for which words. A labelled span is met when a piece of evidence overlaps it; a piece
that weighs is on a mark when it overlaps a labelled span (a missing byline has none and is not
judged).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caveat import policy
from caveat.document import Article, Span, parse
from caveat.evaluation import bylines, datasets
from caveat.evaluation.metrics import interval
from caveat.evidence import Evidence, Finding, combine
from caveat.rules import RuleScan
from caveat.signals import Context, Related
from caveat.signals.attribution import SIGNAL

PAGES = Path(__file__).parents[3] / "tests" / "benchmarks" / "attribution" / "pages.jsonl"
# Never read by those who tune.
UNSEEN_PAGES = PAGES.with_name("unseen_pages.jsonl")
_UNSIGNED = ("no_byline", "placeholder_byline")
_UNAVAILABLE = Related(unavailable="measured alone")


def bbc() -> Iterator[Article]:
    """Ordinary news copy without bylines: bbc_news."""
    for row in datasets.rows("bbc_news/articles.jsonl.gz"):
        yield Article(row["id"], row["text"], title=row["title"], language="en")


def polnear() -> Iterator[Article]:
    """Political news of seven outlets of differing care: polnear train and dev."""
    for part in ("train", "dev"):
        for row in datasets.rows(f"polnear/{part}.jsonl.gz"):
            author = row["meta"].get("author") or ""
            authors = (author,) if author and author != "None" else ()
            title = row["meta"].get("title") or ""
            yield Article(row["doc"], row["text"], title=title, authors=authors, language="en")


def golbeck() -> Iterator[Article]:
    """Fake and satirical articles, for contrast: golbeck_satire."""
    for row in datasets.rows("golbeck_satire/articles.jsonl.gz"):
        yield Article(row["id"], row["text"], title=row["title"], language="en")


def findings(articles: Iterable[Article]) -> list[Finding]:
    """The signal's finding for each article, without related articles."""
    scan = RuleScan(SIGNAL.rules)
    found = []
    for article in articles:
        document = parse(article)
        found.append(SIGNAL.find(Context(document, scan.hits(document), _UNAVAILABLE)))
    return found


def table() -> str:
    """Alarm rates by set and kind, then the byline table."""
    threshold = policy.load().thresholds[SIGNAL.name]
    lines = [_rates(name, findings(read()), threshold) for name, read in _SETS.items()]
    return "\n\n".join(
        [_pages(PAGES, threshold), _pages(UNSEEN_PAGES, threshold), *lines, bylines.table()]
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled page and what was found in it."""

    bad: bool
    score: float
    expected: int
    met: int
    weighing: int
    on_mark: int


def judge(rows: Iterable[dict[str, Any]]) -> list[Judged]:
    """The finding of each labelled page against its label."""
    rows = list(rows)
    articles = [
        Article(
            row["id"],
            row["text"],
            title=row["title"],
            authors=(row["byline"],) if row["byline"] else (),
            language=row["language"],
        )
        for row in rows
    ]
    judged = []
    for row, article, finding in zip(rows, articles, findings(articles), strict=True):
        marks = [mark for words in row["spans"] for mark in _places(article, words)[:1]]
        pieces = [e for e in finding.evidence if e.weight > 0 and e.kind not in _UNSIGNED]
        judged.append(
            Judged(
                row["found"],
                finding.score,
                len(marks),
                sum(any(e.span.overlaps(m) for e in finding.evidence) for m in marks),
                len(pieces),
                sum(any(e.span.overlaps(m) for m in marks) for e in pieces),
            )
        )
    return judged


def _places(article: Article, words: str) -> list[Span]:
    fields = ("text", "title")
    at = [(name, article.field(name).find(words)) for name in fields]
    return [Span(name, i, i + len(words)) for name, i in at if i >= 0]


def _pages(path: Path, threshold: float) -> str:
    judged = judge(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    bad = [j for j in judged if j.bad]
    good = [j for j in judged if not j.bad]
    rows = (
        ("bad pages FOUND", [j.score > 0 for j in bad]),
        (f"bad pages at {threshold} (policy) or more", [j.score >= threshold for j in bad]),
        ("clean pages FOUND", [j.score > 0 for j in good]),
        (f"clean pages at {threshold} or more", [j.score >= threshold for j in good]),
    )
    lines = [f"{path.stem.replace('_', ' ')}: {len(judged)} pages          share  95% interval"]
    for label, flags in rows:
        low, high = interval(flags, _share)
        lines.append(f"  {label:<36}{_share(flags):.3f}  {low:.3f} to {high:.3f}")
    met, expected = sum(j.met for j in bad), sum(j.expected for j in bad)
    on_mark, weighing = sum(j.on_mark for j in judged), sum(j.weighing for j in judged)
    lines.append(f"  labelled words of bad pages that meet evidence: {met} of {expected}")
    lines.append(f"  evidence that weighs on labelled words: {on_mark} of {weighing}")
    return "\n".join(lines)


_SETS = {"bbc_news": bbc, "polnear train and dev": polnear, "golbeck_satire": golbeck}


def _rates(name: str, found: list[Finding], threshold: float) -> str:
    recorded: Counter[str] = Counter()
    weighs: Counter[str] = Counter()
    for finding in found:
        recorded.update({e.kind for e in finding.evidence})
        weighs.update({e.kind for e in finding.evidence if e.weight > 0})
    lines = [f"{name}: {len(found)} articles          share  95% interval"]
    for label, scores in (
        ("FOUND", [f.score > 0 for f in found]),
        ("FOUND without no_byline", [_without(f.evidence) > 0 for f in found]),
        ("score 0.3 or more", [f.score >= 0.3 for f in found]),
        (f"score {threshold} (policy) or more", [f.score >= threshold for f in found]),
    ):
        low, high = interval(scores, _share)
        lines.append(f"  {label:<32}{_share(scores):.4f}  {low:.4f} to {high:.4f}")
    lines.append("  kind                   recorded in  weighs in (share of articles)")
    lines += [
        f"  {kind:<24}{recorded[kind] / len(found):>8.4f}  {weighs[kind] / len(found):>8.4f}"
        for kind in sorted(recorded)
    ]
    return "\n".join(lines)


def _without(evidence: Iterable[Evidence]) -> float:
    return combine([e.confidence * e.weight for e in evidence if e.kind != "no_byline"])


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0
