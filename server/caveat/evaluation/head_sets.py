"""The labelled sets that the classifier's heads are measured on, none of them learned from.

Each row is a question and what is right: a label, or for heads whose labels stand for themselves
and for two-way sets, whether one label holds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from caveat.document import Article, parse
from caveat.evaluation import datasets, disclaimer
from caveat.questions import Head, Question

T = TypeVar("T")

NLI = {"entailment": "agree", "neutral": "unrelated", "contradiction": "contradict"}
SECTIONS = {
    "business": ("economy, business and finance", "labor"),
    "entertainment": ("arts, culture, entertainment and media",),
    "politics": ("politics",),
    "sport": ("sport",),
    "tech": ("science and technology",),
}
AG_NEWS = {
    "World": ("politics", "conflict, war and peace", "disaster, accident and emergency incident",
              "crime, law and justice"),
    "Sports": ("sport",),
    "Business": ("economy, business and finance", "labor"),
    "Science or Technology": ("science and technology",),
}  # fmt: skip
# What a page says of itself in the labels of disclaimer_candidates, and what it does not.
_OWN = {"self_satire", "self_ai", "self_edited", "republished", "editor_note_other"}
_NOT_OWN = {"mention", "quoted_from_other_site"}
_MOST_SENTENCES = 60


@dataclass(frozen=True, slots=True)
class Row:
    """Questions (several for a text of several sentences) and what is right of them."""

    questions: tuple[Question, ...]
    right: str


def sample(rows: Iterable[T], most: int) -> list[T]:
    """At most so many rows, drawn with a fixed seed, in their order."""
    found = list(rows)
    if len(found) <= most:
        return found
    picked = sorted(random.Random(0).sample(range(len(found)), most))  # noqa: S311
    return [found[i] for i in picked]


def pairs(*paths: str, labels: dict[str, str] = NLI) -> Iterator[Row]:
    """Premise and hypothesis."""
    for path in paths:
        for row in datasets.rows(path):
            if row["label"] in labels and row["premise"].strip() and row["hypothesis"].strip():
                question = Question(Head.PAIR, row["premise"], row["hypothesis"])
                yield Row((question,), labels[row["label"]])


_TWO_WAY = {"entailment": "agree", "not_entailment": "other", "neutral": "other",
            "contradiction": "other"}  # fmt: skip

# Name, reader, whether "not agree" is all that the set tells.
PAIR_SETS: tuple[tuple[str, Callable[[], Iterator[Row]], bool], ...] = (
    ("MNLI-m", partial(pairs, "mnli/dev_matched.jsonl.gz"), False),
    ("SNLI test", partial(pairs, "snli/test.jsonl.gz"), False),
    ("breaking_nli", partial(pairs, "breaking_nli/test.jsonl.gz"), False),
    ("healthver", partial(pairs, "healthver/dev.jsonl.gz"), False),
    ("fever_symmetric v0.2", partial(pairs, "fever_symmetric/test_v0.2.jsonl.gz"), False),
    ("hans", partial(pairs, "hans/eval.jsonl.gz", labels=_TWO_WAY), True),
    ("med", partial(pairs, "med/test.jsonl.gz", labels=_TWO_WAY), True),
    ("temporal_nli", partial(pairs, *(f"temporal_nli/{part}_test.jsonl.gz"
     for part in ("red", "tbdense", "te3")), labels=_TWO_WAY), True),
)  # fmt: skip


def claimdiff() -> Iterator[Row]:
    """Two claims on one topic, and whether the second weakens the first."""
    for row in datasets.rows("claimdiff/weaken_train.jsonl.gz"):
        question = Question(Head.PAIR, row["claim_a"], row["claim_b"])
        yield Row((question,), "contradict" if int(row["label"]) == 1 else "other")


def fnc1() -> Iterator[Row]:
    """An article's opening against another's headline."""
    bodies = {r["body_id"]: r["body"] for r in datasets.rows("fnc1/train_bodies.jsonl.gz")}
    for row in datasets.rows("fnc1/train_stances.jsonl.gz"):
        question = Question(Head.PAIR, bodies[row["body_id"]], row["headline"])
        yield Row((question,), row["label"])


def frank() -> Iterator[Row]:
    """Each sentence of a summary against the opening of its article; "error" when any is wrong."""
    documents = {r["doc_id"]: r["doc"] for r in datasets.rows("frank/docs.jsonl.gz")}
    for row in datasets.rows("frank/all.jsonl.gz"):
        document = documents.get(row["doc_id"], "")
        told = [s.strip() for s in row["summary"].split(" . ") if s.strip()][:6]
        if document.strip() and told:
            questions = tuple(Question(Head.PAIR, document, s) for s in told)
            yield Row(questions, "consistent" if row["label"] == "consistent" else "error")


def sentences(text: str, head: Head, language: str = "en") -> tuple[Question, ...]:
    """A question for each sentence of a text."""
    document = parse(Article("text", text, language=language))
    found = [text[s.span.start : s.span.end].strip() for s in document.sentences]
    asked = [Question(head, s) for s in found if s][:_MOST_SENTENCES]
    return tuple(asked) or ((Question(head, text),) if text.strip() else ())


def own_notices() -> Iterator[tuple[Row, frozenset[str]]]:
    """The English items of the project's own set, whose wordings no source of training has."""
    for item in disclaimer.items():
        if item.language == "en":
            asked = sentences(item.text, Head.SCOPE)
            if asked:
                yield Row(asked, "own" if item.kinds else "other"), item.kinds


def candidates() -> Iterator[Row]:
    """Sentences of real pages with the words of notices (disclaimer_candidates, English)."""
    for row in datasets.rows("disclaimer_candidates/mined_labelled.jsonl.gz"):
        known = row["label"] in _OWN | _NOT_OWN
        if known and row["lang"] in ("en", None) and (asked := sentences(row["text"], Head.SCOPE)):
            yield Row(asked, "own" if row["label"] in _OWN else "other")


def articles(path: str, most: int) -> list[str]:
    """Texts of whole articles, drawn with a fixed seed."""
    return sample((r["text"] for r in datasets.rows(path) if r.get("text", "").strip()), most)


def claimbuster() -> Iterator[Row]:
    """Sentences of debates: worth checking or not."""
    for row in datasets.rows("claimbuster/test_two_class.jsonl.gz"):
        asked = (Question(Head.CLAIM, row["text"]),)
        yield Row(asked, "checkable" if int(row["label"]) == 1 else "other")


def polnear() -> Iterator[Row]:
    """Sentences of political news: with the cue of an attribution that has a source, or without."""
    for row in datasets.rows("polnear/dev.jsonl.gz"):
        text = row["text"]
        cues = [a["cue"][0][0] for a in row["attributions"] if a["cue"] and a["source"]]
        document = parse(Article(row["doc"], text, language="en"))
        for s in document.sentences:
            if len(text[s.span.start : s.span.end].split()) > 3:
                held = any(s.span.start <= cue < s.span.end for cue in cues)
                asked = (Question(Head.CLAIM, text[s.span.start : s.span.end]),)
                yield Row(asked, "attributed" if held else "other")


def openings(path: str) -> Iterator[tuple[str, str]]:
    """Headline with text, and the set's label."""
    for row in datasets.rows(path):
        yield f"{row['title']}. {row['text']}"[:1_500], row["label"]


def bios() -> Sequence[tuple[str, str, str]]:
    """Author, bio, and the headline (with the opening, where the page is at hand) above it."""
    texts = {r["id"]: r["text"] for r in datasets.rows("article_extraction_andy/gold.jsonl.gz")}
    return [
        (r["author"], r["bio"], f"{r['article_title']}. {texts.get(r['page_id'], '')}"[:1_500])
        for r in datasets.rows("author_bios/bios_with_articles.jsonl.gz")
        if r["lang"] == "en"
    ]
