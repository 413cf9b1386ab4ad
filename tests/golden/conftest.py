from pathlib import Path

import pytest

import caveat.store
from caveat import policy
from caveat.document import Article, parse
from caveat.encoder import open_classifier
from caveat.evidence import Score
from caveat.scorer import Scorer
from caveat.signals import discover


@pytest.fixture(scope="session")
def scores(seeds: list[Path]) -> dict[str, Score]:
    """The five seeds scored against one another, by the number that their names begin with."""
    documents = [parse(Article(path.stem, path.read_text(encoding="utf-8"))) for path in seeds]
    # The runtime whose arithmetic is the same everywhere, whatever this machine would choose.
    scorer = Scorer(discover(), policy.load(), open_classifier(runtime="onnx"))
    store = caveat.store.open("sqlite://")
    store.add(documents)
    scored = {d.article.id[:3]: scorer.score(d, store.related(d)) for d in documents}
    store.close()
    scorer.close()
    return scored
