"""Whether the byline is right on real pages: their HTML through intake, against gold authors.

A page with gold authors is right when the byline names exactly them; one without is right when the
byline names no person. Compared folded: case, marks and punctuation do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from caveat.document import Article, Byline, BylineKind, parse
from caveat.document.credit import fold
from caveat.errors import CaveatError
from caveat.evaluation import datasets
from caveat.evaluation.metrics import interval
from caveat.intake import html
from caveat.intake.source import Source

_GOLD = "article_extraction_andy/gold.jsonl.gz"
_PAGES = "article_extraction_andy/html.jsonl.gz"
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


def outcomes(articles: Iterable[tuple[str, Article]]) -> list[Outcome]:
    """Each page's byline against its gold names."""
    gold = {row["id"]: _names(row["authors"]) for row in datasets.rows(_GOLD)}
    return [Outcome(page, gold[page], parse(article).byline) for page, article in articles]


def table() -> str:
    """Exact match where there are authors, and pages without any told as such."""
    found = outcomes(pages())
    lines = ["bylines on article_extraction_andy    right    share  95% interval"]
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
