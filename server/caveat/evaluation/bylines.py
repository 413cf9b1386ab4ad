"""Whether the byline is right on real pages, against gold authors.

Twice: the pages' HTML through intake, which reads metadata; and the pages' plain text with menus
and lists, as somebody copies it, without any metadata. A page with gold authors is right when the
byline names exactly them; one without is right when it names no person. Compared folded: case,
marks and punctuation do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.etree
import lxml.html
import re2

from caveat.document import Article, Byline, BylineKind, parse
from caveat.document.article import MAX_TEXT
from caveat.document.credit import fold
from caveat.errors import CaveatError
from caveat.evaluation import datasets
from caveat.evaluation.metrics import interval
from caveat.intake import html
from caveat.intake.source import Source

_GOLD = "article_extraction_andy/gold.jsonl.gz"
_PAGES = "article_extraction_andy/html.jsonl.gz"
_UNSEEN = frozenset("script style noscript svg template iframe select option".split())  # noqa: SIM905
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6".split())  # noqa: SIM905
_BLOCKS = _SPACED | frozenset(
    [
        "div",
        "li",
        "section",
        "article",
        "header",
        "footer",
        "ul",
        "ol",
        "table",
        "tr",
        "td",
        "figcaption",
        "figure",
        "aside",
        "nav",
        "main",
        "br",
        "blockquote",
        "time",
        "button",
        "dd",
        "dt",
        "label",
        "address",
    ]
)
_SUFFIXES = frozenset({"phd", "md", "jr", "sr", "ii", "iii"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page: the gold names, the byline found, and whether it is right."""

    page: str
    gold: tuple[str, ...]
    byline: Byline

    @property
    def right(self) -> bool:
        """Exactly the gold names; for a page without, no person's name."""
        if not self.gold:
            return self.byline.kind not in (BylineKind.PERSON, BylineKind.HANDLE)
        return {_key(n) for n in self.byline.names} == {_key(n) for n in self.gold}


def pages() -> Iterator[tuple[str, Article]]:
    """Every page that intake can read, as an article."""
    for row in datasets.rows(_PAGES):
        try:
            yield row["id"], html.extract(row["html"], Source(Path(f"{row['id']}.html")))
        except CaveatError:
            continue


def plain() -> Iterator[tuple[str, Article]]:
    """Every page as the text a reader would copy from it, one block a line."""
    for row in datasets.rows(_PAGES):
        parser = lxml.html.HTMLParser(encoding="utf-8")
        tree = lxml.html.document_fromstring(row["html"].encode(), parser=parser)
        lines = "".join(_text(tree.find("body"))).split("\n")
        text = re2.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in lines))
        yield row["id"], Article(row["id"], text.strip()[:MAX_TEXT])


def _text(element: lxml.html.HtmlElement | None) -> Iterator[str]:
    if element is None:
        return
    for event, node in lxml.etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        shown = isinstance(node.tag, str) and node.tag not in _UNSEEN
        if event == "start" and shown:
            yield ("\n\n" if node.tag in _SPACED else "\n" if node.tag in _BLOCKS else "")
            yield (node.text or "").replace("\n", " ")
        elif event != "start":
            yield "\n" if shown and node.tag in _BLOCKS else ""
            yield (node.tail or "").replace("\n", " ") if node is not element else ""


def outcomes(articles: Iterable[tuple[str, Article]]) -> list[Outcome]:
    """Each page's byline against its gold names."""
    gold = {row["id"]: _names(row["authors"]) for row in datasets.rows(_GOLD)}
    return [Outcome(page, gold[page], parse(article).byline) for page, article in articles]


def table() -> str:
    """Exact match where there are authors, and pages without any told as such."""
    parts = [("web pages", outcomes(pages())), ("their plain text", outcomes(plain()))]
    return "\n\n".join(_part(name, found) for name, found in parts)


def _part(name: str, found: list[Outcome]) -> str:
    lines = [f"{f'bylines, {name}':<38}right    share  95% interval"]
    for label, subset in (
        ("pages with gold authors", [o for o in found if o.gold]),
        ("pages with none", [o for o in found if not o.gold]),
    ):
        share = _share(subset)
        low, high = interval(subset, _share)
        lines.append(
            f"{label:<36} {sum(o.right for o in subset):>3}/{len(subset):<3}  {share:.3f}  "
            f"{low:.3f} to {high:.3f}"
        )
    wrong = [o for o in found if o.gold and not o.right]
    nobody = sum(o.byline.kind is not BylineKind.PERSON for o in wrong)
    lines.append(
        f"of {len(wrong)} wrong bylines {nobody} name nobody, {len(wrong) - nobody} others"
    )
    return "\n".join(lines)


def _share(outcomes_: Iterable[Outcome]) -> float:
    found = list(outcomes_)
    return sum(o.right for o in found) / len(found) if found else 1.0


def _names(authors: str) -> tuple[str, ...]:
    names: list[str] = []
    for piece in (p.strip(" |\t") for p in authors.split(",")):
        if names and fold(piece) in _SUFFIXES:
            continue
        if piece:
            names.append(piece)
    return tuple(names)


def _key(name: str) -> str:
    words = [w for w in name.replace(",", " ").split() if fold(w) not in _SUFFIXES]
    return fold(" ".join(words))
