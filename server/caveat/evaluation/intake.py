"""What the reader of web pages makes of 421 real news pages (article_extraction_andy)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from caveat.document import Article
from caveat.errors import CaveatError
from caveat.evaluation import datasets
from caveat.evaluation.metrics import interval
from caveat.intake import html
from caveat.intake.source import Source


@dataclass(frozen=True, slots=True)
class Page:
    """How one page came out, against its gold. None where the gold says nothing."""

    id: str
    read: bool
    title: bool | None
    authors: bool | None
    nobody: bool | None
    date: bool | None
    precision: float
    recall: float


def table() -> str:
    """Shares of pages with 95% intervals (bootstrap over pages)."""
    pages = list(_pages())
    lines = ["| pages read by caveat.intake.html | n | value | 95% interval |", "|---|---|---|---|"]

    def row(name: str, value: Callable[[Page], float | None]) -> None:
        values = [v for page in pages if (v := value(page)) is not None]
        low, high = interval(values, _mean)
        lines.append(f"| {name} | {len(values)} | {_mean(values):.3f} | {low:.3f}-{high:.3f} |")

    row("an article comes out", lambda p: p.read)
    row("title agrees", lambda p: p.title)
    row("authors agree exactly, where the gold names some", lambda p: p.authors)
    row("no person named, where the gold names none", lambda p: p.nobody)
    row("date agrees (day)", lambda p: p.date)
    row("body words, precision", lambda p: p.precision)
    row("body words, recall", lambda p: p.recall)
    row("body words, F1", lambda p: _f1(p.precision, p.recall))
    return "\n".join(lines)


def _pages() -> Iterator[Page]:
    gold = {row["id"]: row for row in datasets.rows("article_extraction_andy/gold.jsonl.gz")}
    for row in datasets.rows("article_extraction_andy/html.jsonl.gz"):
        truth = gold[row["id"]]
        try:
            article = html.extract(row["html"], Source(Path(f"{row['id']}.html")))
        except CaveatError:
            article = Article(row["id"], "")
        yield compare(article, truth)


def compare(article: Article, truth: dict[str, str]) -> Page:
    """One page against a gold row (title, authors joined by commas, date, text)."""
    names = {_folded(a) for a in truth["authors"].split(",") if a.strip()}
    found = {_folded(a) for a in article.authors}
    precision, recall = _overlap(article.text, truth["text"])
    published = article.published_at.date().isoformat() if article.published_at else ""
    return Page(
        id=truth["id"],
        read=bool(article.text),
        title=_folded(article.title) == _folded(truth["title"]) if truth["title"] else None,
        authors=found == names if names else None,
        nobody=not _persons(article) if not names else None,
        date=published == truth["date"][:10] if truth["date"][:1].isdigit() else None,
        precision=precision,
        recall=recall,
    )


def _persons(article: Article) -> list[str]:
    """Stated authors that are neither the outlet nor a desk or agency by their words."""
    bodies = ("news", "staff", "press", "reuters", "team", "editor", "desk", "agenc", "media", "ap")
    outlet = _folded(article.outlet)
    return [
        a
        for a in article.authors
        if _folded(a) not in outlet
        and not any(b in _folded(a).split() or (b in _folded(a) and len(b) > 2) for b in bodies)
    ]


def _folded(text: str) -> str:
    letters = "".join(c if c.isalnum() else " " for c in text.casefold().replace("’", "'"))
    return " ".join(letters.split())


def _overlap(found: str, truth: str) -> tuple[float, float]:
    """Word precision and recall, as multisets."""
    one, two = Counter(_folded(found).split()), Counter(_folded(truth).split())
    common = sum((one & two).values())
    return common / max(sum(one.values()), 1), common / max(sum(two.values()), 1)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
