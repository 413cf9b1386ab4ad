"""Pairs of texts from public sets: does the second contradict the first, follow from it, neither.

Any pair whose first text stands in what is measured on (MNLI matched, SNLI test) is dropped, and
claims of fever_symmetric never enter from fever_pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from caveat.encoder.template import Head
from caveat.evaluation import datasets
from models.examples import Example, one_of
from models.licence import training_rows

CONTRADICT, AGREE, UNRELATED = "contradict", "agree", "unrelated"
NOT_AGREE = (CONTRADICT, UNRELATED)
_ALLOWED = {
    "entailment": (AGREE,),
    "neutral": (UNRELATED,),
    "contradiction": (CONTRADICT,),
    "not_entailment": NOT_AGREE,
}
# A pair longer than this costs more than it teaches. In code points.
_LONGEST = 480


def folded(text: str) -> str:
    """A text as it is compared for overlap: letters and digits in lower case."""
    return "".join(c for c in text.lower() if c.isalnum())


@cache
def _measured() -> frozenset[str]:
    """First texts that must stay unseen, and claims of fever_symmetric."""
    files = ("mnli/dev_matched.jsonl.gz", "snli/test.jsonl.gz")
    found = {folded(row["premise"]) for file in files for row in datasets.rows(file)}
    symmetric = ("dev_v0.2", "full_v0.1", "test_v0.2")
    for name in symmetric:
        rows = datasets.rows(f"fever_symmetric/{name}.jsonl.gz")
        found |= {folded(row["hypothesis"]) for row in rows}
    return frozenset(found)


def pair(source: str, first: str, second: str, allowed: tuple[str, ...], group: str) -> Example:
    """One example of the pair head."""
    return Example(source, group, first, second, {Head.PAIR: one_of(Head.PAIR, allowed)})


def _labelled(source: str, *files: str, longest: int = _LONGEST) -> Iterator[Example]:
    seen: set[tuple[str, str]] = set()
    for file in files:
        for row in training_rows(file):
            first, second, label = row["premise"].strip(), row["hypothesis"].strip(), row["label"]
            key = folded(first), folded(second)
            if label not in _ALLOWED or not all(key) or key in seen or _measured() & set(key):
                continue
            if len(first) + len(second) > longest:
                continue
            seen.add(key)
            yield pair(source, first, second, _ALLOWED[label], f"{source}:{key[0]}")


def _conjnli() -> Iterator[Example]:
    # Hand-labelled first: the automatic rows are noisy and a configuration draws few of them.
    yield from _labelled("conjnli", "conjnli/dev.jsonl.gz", "conjnli/train_auto_15k.jsonl.gz")


def _paws() -> Iterator[Example]:
    for row in training_rows("paws_x/dev_en_de_es_fr.jsonl.gz"):
        if row["lang"] == "en":
            first, second = row["text_a"].strip(), row["text_b"].strip()
            allowed = (AGREE,) if int(row["label"]) == 1 else NOT_AGREE
            yield pair("paws", first, second, allowed, f"paws:{folded(first)}")


def _public(name: str, *files: str, longest: int = _LONGEST) -> Callable[[], Iterator[Example]]:
    return partial(_labelled, name, *files, longest=longest)


SOURCES: dict[str, Callable[[], Iterator[Example]]] = {
    "mnli": _public("mnli", "mnli/dev_mismatched.jsonl.gz", "mnli/train_sample_3k.jsonl.gz"),
    "snli": _public("snli", "snli/dev.jsonl.gz"),
    "cad": _public("cad", "cad_nli/train.jsonl.gz"),
    "fever": _public(
        "fever",
        "fever_pairs/val_sentence_pairs.jsonl.gz",
        "fever_pairs/dev_claims_with_evidence.jsonl.gz",
        longest=320,
    ),
    "fool_me_twice": _public("fool_me_twice", "fool_me_twice/dev.jsonl.gz"),
    "scifact": _public("scifact", "scifact_rte/train.jsonl.gz", "scifact_rte/dev.jsonl.gz"),
    "commitmentbank": _public(
        "commitmentbank", "commitmentbank/train.jsonl.gz", "commitmentbank/dev.jsonl.gz"
    ),
    "conjnli": _conjnli,
    "paws": _paws,
}
