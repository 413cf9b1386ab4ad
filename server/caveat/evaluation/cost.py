"""What reading and scoring one article costs, in milliseconds of processor time on one core.

    python -m caveat.evaluation.cost

Articles of bbc_news with 400 to 600 words; the median of several rounds, since machines are shared.
Where a model is published: what the classifier would read and cost were it asked about every
sentence, and what it does read and cost when rules and static vectors have gone first.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import TypeVar

from caveat import config, policy
from caveat.document import Article, Document, parse
from caveat.encoder import Classifier, open_classifier
from caveat.evaluation import datasets
from caveat.questions import Head, Question
from caveat.rules import RuleScan
from caveat.scorer import Scorer
from caveat.signals import Related, RelatedArticle, discover

T = TypeVar("T")
_SET = "bbc_news/articles.jsonl.gz"
_WORDS = range(400, 601)
_ARTICLES = 100
_ROUNDS = 5
_RELATED = 20
# A transformer over every sentence takes its time.
_ASKED = 40


def figures() -> str:
    """One row a step: reading, the rules of all signals, scoring alone and against twenty."""
    articles = _articles()
    documents = [parse(article) for article in articles]
    settings = config.load()
    classifier = open_classifier(settings.model, settings.model_runtime)
    scorer = Scorer(discover(), policy.load(), classifier)
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
    lines += [f"{name:46} {cost:7.2f} ms" for name, cost in rows]
    if classifier is not None:
        lines += ["", *_classifier(classifier, scorer, documents[:_ASKED], others)]
    scorer.close()
    return "\n".join(lines)


def _classifier(
    classifier: Classifier, scorer: Scorer, documents: Sequence[Document], others: Related
) -> list[str]:
    """Questions, tokens and milliseconds an article, without the cascade and with it."""
    every = [[Question(Head.SCOPE, d.text(s.span)) for s in d.sentences] for d in documents]
    alone = [scorer.questions(d, Related()) for d in documents]
    related = [scorer.questions(d, others) for d in documents[_RELATED:]]
    lines = [f"classifier {classifier.version}, {classifier.runtime}, an article on average"]
    for name, asked in (
        ("every sentence, without the cascade", every),
        ("what the signals ask, alone", alone),
        (f"what they ask against {_RELATED} articles", related),
    ):
        read = [set(classifier.inputs(questions)) for questions in asked]
        tokens = sum(len(i.ids) for inputs in read for i in inputs)
        cost = _each(asked, classifier.answer, rounds=1)
        lines.append(
            f"{name:46} {cost:7.2f} ms {sum(map(len, read)) / len(asked):6.1f} inputs "
            f"{tokens / len(asked):7.0f} tokens"
        )
    return lines


def _articles() -> list[Article]:
    found = [
        Article(row["id"], row["text"], title=row["title"], language="en")
        for row in datasets.rows(_SET)
        if len(row["text"].split()) in _WORDS
    ]
    return found[:_ARTICLES]


def _each(things: Sequence[T], step: Callable[[T], object], rounds: int = _ROUNDS) -> float:
    """Milliseconds of processor time a thing: the median of rounds, the first not counted."""
    spent = []
    for _ in range(rounds + 1):
        started = time.process_time()
        for thing in things:
            step(thing)
        spent.append((time.process_time() - started) / len(things) * 1e3)
    return median(spent[1:])


if __name__ == "__main__":
    sys.stdout.write(figures() + "\n")
