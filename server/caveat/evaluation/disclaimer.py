"""What the disclaimer signal is worth: on the project's own test set and on ordinary articles.

The unit is an item: right when the weighted kinds that it declares are found, with nothing else.
Of whole pages, whether anything is found, and where.
Intervals are 95% bootstrap intervals over items.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from caveat import config
from caveat.document import Article, parse
from caveat.encoder import Classifier, open_classifier
from caveat.errors import UnreadableInput
from caveat.evaluation import datasets
from caveat.evaluation.metrics import Counts, interval, total
from caveat.evidence import Finding, Scope
from caveat.questions import Answers
from caveat.rules import RuleScan
from caveat.signals.base import Context
from caveat.signals.disclaimer import SIGNAL

# Tuned on; half unread; by another author, read once; by another author, never read.
SPLITS = ("dev", "test", "read", "unseen")
ITEMS = Path("tests/benchmarks/disclaimer/items.jsonl")
PAGES = Path("tests/benchmarks/disclaimer/pages.jsonl")
# Never read by those who tune; labelled without kinds.
UNSEEN_PAGES = PAGES.with_name("unseen_pages.jsonl")


@dataclass(frozen=True, slots=True)
class Item:
    """One text of the test set and the kinds that it declares of itself, if any."""

    id: str
    family: str
    split: str
    language: str
    text: str
    kinds: frozenset[str]
    scope: str


@dataclass(frozen=True, slots=True)
class Judged:
    """An item, what was found in it and the counts of its kinds."""

    item: Item
    found: frozenset[str]

    @property
    def counts(self) -> Counts:
        """One declared kind is one unit; so is a kind that is found and not declared."""
        kinds = self.item.kinds
        return Counts(len(kinds & self.found), len(self.found - kinds), len(kinds - self.found))


def items(path: Path = ITEMS) -> Iterator[Item]:
    """The items of the test set. Raises UnreadableInput when it is not there."""
    for row in _read(path):
        yield Item(
            row["id"], row["family"], row["split"], row["language"], row["text"],
            frozenset(row["kinds"]), row["scope"],
        )  # fmt: skip


def _read(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror}; run from the project's root") from error
    yield from map(json.loads, lines)


def pages(path: Path = PAGES) -> tuple[Counts, Counts, Counts]:
    """Whole pages that declare something, the kinds on them, and the sentences that say so.

    Raises UnreadableInput when the set is not there.
    """
    found_at_all, kinds, spans = Counts(0, 0, 0), Counts(0, 0, 0), Counts(0, 0, 0)
    for row in _read(path):
        article = Article(row["id"], row["text"], title=row["title"], language=row["language"])
        own = [
            e
            for e in found(article).evidence
            if e.weight > 0 and e.scope in (Scope.ARTICLE, Scope.SITE)
        ]
        said, is_, got = {e.kind for e in own}, set(row["kinds"]), bool(own)
        found_at_all += Counts(
            int(got and row["found"]), int(got and not row["found"]), int(row["found"] and not got)
        )
        kinds += Counts(len(is_ & said), len(said - is_), len(is_ - said))
        for text in row["spans"]:
            start = article.text.index(text)
            hit = any(e.span.start < start + len(text) and e.span.end > start for e in own)
            spans += Counts(int(hit), 0, int(not hit))
    return found_at_all, kinds, spans


@cache
def _scan() -> RuleScan:
    return RuleScan(SIGNAL.rules)


@cache
def _classifier() -> Classifier | None:
    """The classifier that CAVEAT_MODEL names, as the service has it; None for "none"."""
    settings = config.load()
    return open_classifier(settings.model, settings.model_runtime)


def found(article: Article) -> Finding:
    """The signal's finding for an article, as the service gives it."""
    document = parse(article)
    context = Context(document, _scan().hits(document))
    asked = SIGNAL.questions(context)
    classifier = _classifier()
    if asked and classifier is not None and document.language in classifier.languages:
        context = replace(context, answers=Answers(classifier.answer(asked)))
    return SIGNAL.find(context)


def declared(article: Article) -> frozenset[str]:
    """The weighted kinds that an article declares of itself or of its site."""
    finding = found(article)
    return frozenset(
        e.kind for e in finding.evidence if e.weight > 0 and e.scope in (Scope.ARTICLE, Scope.SITE)
    )


def judge(item: Item) -> Judged:
    """An item with what the signal finds in it."""
    return Judged(item, declared(Article(item.id, item.text, language=item.language)))


def false_alarms(path: str, *, name: str) -> str:
    """How many of a set's articles declare anything, a thousand articles."""
    articles = [
        Article(str(row["id"]), row["text"], title=row.get("title") or "")
        for row in datasets.rows(path)
        if row.get("text", "").strip()
    ]
    kinds = [said for article in articles if (said := declared(article))]
    rate = 1_000 * len(kinds) / len(articles)
    detail = ", ".join(sorted({kind for said in kinds for kind in said})) or "none"
    return f"{name}: {len(kinds)} of {len(articles)} articles ({rate:.1f} in 1,000): {detail}"


def table() -> str:
    """Precision, recall and F1 by split, language and kind, then false alarms on real articles."""
    judged = [judge(item) for item in items()]
    lines = [f"{'':24}{'items':>6}  precision            recall               F1"]
    for split in SPLITS:
        part = [j for j in judged if j.item.split == split]
        lines += [_row(split, part)]
        lines += _rows(part, lambda j: [j.item.language])
        lines += _rows(part, lambda j: sorted(j.item.kinds | j.found))
    declared, kinds, passages = pages()
    unseen, _, marked = pages(UNSEEN_PAGES)
    for name, counts in (
        ("pages: declared", declared),
        ("  kinds", kinds),
        ("  passages", passages),
        ("unseen pages: declared", unseen),
        ("  passages", marked),
    ):
        lines.append(
            f"{name:24}{counts.tp:>4} right, {counts.fp} too many, "
            f"{counts.fn} missed: precision {counts.precision:.3f}, "
            f"recall {counts.recall:.3f}"
        )
    for path, name in (
        ("bbc_news/articles.jsonl.gz", "bbc_news"),
        ("article_extraction_andy/gold.jsonl.gz", "article_extraction_andy"),
    ):
        try:
            lines.append(false_alarms(path, name=name))
        except UnreadableInput as error:
            lines.append(f"{name}: not measured: {error}")
    return "\n".join(lines)


def _rows(judged: Sequence[Judged], keys: Callable[[Judged], list[str]]) -> Iterable[str]:
    groups: dict[str, list[Judged]] = {}
    for j in judged:
        for key in keys(j):
            groups.setdefault(key, []).append(j)
    for key in sorted(groups):
        yield _row(f"  {key}", groups[key], only=key if len(key) > 2 else "")


def _row(name: str, judged: Sequence[Judged], *, only: str = "") -> str:
    counts = [_only(j, only) if only else j.counts for j in judged]
    cells = [
        _cell(counts, lambda c: total(c).precision),
        _cell(counts, lambda c: total(c).recall),
        _cell(counts, lambda c: total(c).f1),
    ]
    return f"{name:24}{len(judged):>6}  {'  '.join(cells)}"


def _only(judged: Judged, kind: str) -> Counts:
    is_, found = kind in judged.item.kinds, kind in judged.found
    return Counts(int(is_ and found), int(found and not is_), int(is_ and not found))


def _cell(counts: Sequence[Counts], statistic: Callable[[Sequence[Counts]], float]) -> str:
    low, high = interval(counts, statistic)
    return f"{statistic(counts):.3f} [{low:.3f}, {high:.3f}]"
