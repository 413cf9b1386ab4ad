"""ECB+ (CC BY 3.0): articles in 43 topics of two events each, read as running text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import re2

from caveat.document import Article, Document, parse
from caveat.evaluation.datasets import rows

_SET = "ecbplus/docs.jsonl.gz"
_TOKENS = (
    ("`` ", "“"), (" ''", "”"), (" 's", "'s"), (" n't", "n't"), (" ,", ","), (" .", "."),
    (" %", "%"), ("$ ", "$"),
    ("n ’ t", "n’t"), (" ’ s", "’s"), (" ;", ";"), ("( ", "("), (" )", ")"),
)  # fmt: skip
_FIGURES = (
    (re2.compile(r"(\w) ’ (s|t|m|d|re|ve|ll)\b"), r"\1’\2"),
    (re2.compile(r"(\d) : (\d\d)"), r"\1:\2"),
    (re2.compile(r"(\d), (\d\d\d)\b"), r"\1,\2"),
    (re2.compile(r"(\d)\. (\d)"), r"\1.\2"),
    (re2.compile(r"(\d) / (\d)"), r"\1/\2"),
    (re2.compile(r"(\w) - (\d)"), r"\1-\2"),
    (re2.compile(r"(\d) - (\w)"), r"\1-\2"),
    (re2.compile(r"(\d-year) - old"), r"\1-old"),
)


def texts() -> Iterator[tuple[dict[str, Any], str]]:
    """Every article's row and its text, with its tokens put back together; empty ones are left
    out. The first sentence of the newer half is an address, and is left out.
    """
    for row in rows(_SET):
        sentences = row["sentences"][1:] if "ecbplus" in row["doc"] else row["sentences"]
        text = untokenised(" ".join(sentences))
        if text.strip():
            yield row, text


def untokenised(text: str) -> str:
    """The text as it was written: marks at their words, figures whole ("4. 6", "$1, 199")."""
    for old, new in _TOKENS:
        text = text.replace(old, new)
    for pattern, new in _FIGURES:
        # Twice, because neighbouring figures share a digit.
        text = pattern.sub(new, pattern.sub(new, text))
    return text


def events() -> list[list[Document]]:
    """The articles of each event (a subtopic), read, in the order of their ids."""
    found: dict[str, list[Document]] = defaultdict(list)
    for row, text in texts():
        found[row["subtopic"]].append(parse(Article(row["doc"], text, language="en")))
    return [sorted(found[e], key=lambda d: d.article.id) for e in sorted(found)]
