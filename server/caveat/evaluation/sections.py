"""Whether the story is told from the furniture: whole pages pasted as text, against gold bodies.

A page is turned into text as "select all, copy" would, navigation and all, which is harder than
what any article extractor hands over. Scored by words, as multisets: Weninger et al., CETR
(WWW 2010).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import lxml.html

from caveat.document import Article, SectionKind, parse
from caveat.document.article import MAX_TEXT
from caveat.evaluation import datasets
from caveat.evaluation.metrics import Counts, interval

_GOLD = "article_extraction_andy/gold.jsonl.gz"
_PAGES = "article_extraction_andy/html.jsonl.gz"
_CLEAN = (("bbc_news", "bbc_news/articles.jsonl.gz"), ("polnear dev", "polnear/dev.jsonl.gz"))
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "select"})
_INLINE = frozenset(
    "a abbr b bdi cite code em i mark q s small span strong sub sup time u".split()  # noqa: SIM905
)
_STORY = frozenset({SectionKind.BODY, SectionKind.DATELINE, SectionKind.NOTICE})


def table() -> str:
    """Word precision, recall and F1 of the story on whole pages; share kept of clean copy."""
    counts = list(pages())
    rows = [f"the story on {len(counts)} whole pages (article_extraction_andy), mean over pages"]
    for name in ("precision", "recall", "f1"):
        values = [float(getattr(c, name)) for c in counts]
        low, high = interval(values, _mean)
        rows.append(f"  {name:10} {_mean(values):.3f}  [{low:.3f}, {high:.3f}]")
    rows += [
        f"share of clean copy kept as story: {name:12} {share:.4f}"
        for name, share in ((name, _kept(path)) for name, path in _CLEAN)
    ]
    return "\n".join(rows)


def pages(most: int | None = None) -> Iterator[Counts]:
    """Words found right, wrong and missed on each page; ``most`` reads only that many pages."""
    gold = {row["id"]: row["text"] for row in datasets.rows(_GOLD)}
    for row in islice(datasets.rows(_PAGES), most):
        text = _pasted(row["html"])[:MAX_TEXT]
        wanted = _words(gold.get(row["id"], ""))
        if not wanted or not text.strip():
            continue
        document = parse(Article("page", text, language="en"))
        found = _words(
            "\n".join(document.text(s.span) for s in document.sections if s.kind in _STORY)
        )
        right = (found & wanted).total()
        yield Counts(right, found.total() - right, wanted.total() - right)


def _kept(path: str) -> float:
    kept = total = 0
    for row in datasets.rows(path):
        document = parse(Article("clean", row["text"], language="en"))
        kept += sum(len(s.span) for s in document.sections if s.kind is SectionKind.BODY)
        total += len(row["text"].strip())
    return kept / total


def _pasted(source: str) -> str:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    pieces: list[str] = []
    for event, element in lxml.etree.iterwalk(
        lxml.html.document_fromstring(source.encode(), parser=parser), events=("start", "end")
    ):
        if not isinstance(element.tag, str) or any(
            a.tag in _SILENT for a in (element, *element.iterancestors())
        ):
            continue
        pieces.append("" if element.tag in _INLINE else "\n")
        text = element.text if event == "start" else element.tail
        pieces.append((text or "").replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _words(text: str) -> Counter[str]:
    return Counter(text.lower().split())


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
