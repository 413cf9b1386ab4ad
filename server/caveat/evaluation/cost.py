"""What reading and scoring one article costs, in milliseconds of processor time on one core.

    python -m caveat.evaluation.cost

Articles of bbc_news with 400 to 600 words; the median of several rounds, since machines are shared.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import TypeVar

from caveat import policy
from caveat.document import Article, parse
from caveat.evaluation import datasets
from caveat.rules import RuleScan
from caveat.scorer import Scorer
from caveat.signals import Related, RelatedArticle, discover

T = TypeVar("T")
_SET = "bbc_news/articles.jsonl.gz"
_WORDS = range(400, 601)
_ARTICLES = 100
_ROUNDS = 5
_RELATED = 20


def figures() -> str:
    """One row a step: reading, the rules of all signals, scoring alone and against twenty."""
    articles = _articles()
    documents = [parse(article) for article in articles]
    scorer = Scorer(discover(), policy.load())
    scan = RuleScan([rule for signal in scorer.signals for rule in signal.rules])
    others = Related(
        tuple(RelatedArticle(document, 0.9, "a benchmark") for document in documents[:_RELATED])
    )
    few = documents[_RELATED : 2 * _RELATED]
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    rows = [
        ("reading (sections, sentences, quotations ...)", _each(articles, parse)),
        ("rules of all signals", _each(documents, scan.hits)),
        ("scoring, rules included, alone", _each(documents, lambda d: scorer.score(d, Related()))),
        (f"scoring against {_RELATED} articles", _each(few, lambda d: scorer.score(d, others))),
    ]
    lines = [f"{len(articles)} articles, {words:.0f} words each on average (bbc_news)", ""]
    return "\n".join(lines + [f"{name:46} {cost:7.2f} ms" for name, cost in rows])


def _articles() -> list[Article]:
    found = [
        Article(row["id"], row["text"], title=row["title"], language="en")
        for row in datasets.rows(_SET)
        if len(row["text"].split()) in _WORDS
    ]
    return found[:_ARTICLES]


def _each(things: Sequence[T], step: Callable[[T], object]) -> float:
    """Milliseconds of processor time a thing: the median of rounds, the first not counted."""
    rounds = []
    for _ in range(_ROUNDS + 1):
        started = time.process_time()
        for thing in things:
            step(thing)
        rounds.append((time.process_time() - started) / len(things) * 1e3)
    return median(rounds[1:])


if __name__ == "__main__":
    sys.stdout.write(figures() + "\n")
