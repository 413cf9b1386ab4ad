"""Sentences and openings of real news: plain copy, claims and their sources, topics.

ecbplus is split by its topics (a topic holds two like events), news_reporters_topics by outlet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import urlsplit

from caveat.document import Article, parse
from caveat.encoder.template import Head
from caveat.evaluation import datasets
from caveat.rules import RuleScan
from caveat.signals.attribution import SIGNAL
from caveat.signals.base import Context
from models.examples import Example, each_of, held_out, one_of
from models.licence import training_rows
from models.sources.notices import plain
from models.sources.public_pairs import folded

_JOINED = (
    ("`` ", "“"), (" ''", "”"), (" n't", "n't"), (" 's", "'s"), (" 're", "'re"), (" 've", "'ve"),
    (" 'll", "'ll"), (" 'd", "'d"), (" 'm", "'m"), ("( ", "("), (" )", ")"), (" ,", ","),
    (" .", "."), (" ;", ";"), (" :", ":"), (" ?", "?"), (" !", "!"), (" %", "%"), ("$ ", "$"),
    (" ’ ", "’"), ("“ ", "“"), (" ”", "”"), (" - ", "-"), ("' s ", "'s "),
)  # fmt: skip
_TOPIC = {
    "politics and government": "politics",
    "health": "health",
    "education": "education",
    "arts, culture, entertainment and media": "arts, culture, entertainment and media",
    "sport": "sport",
    "crime, law and justice": "crime, law and justice",
    "society": "society",
    "human interest": "human interest",
    "environment": "environment",
    "economy, business and finance": "economy, business and finance",
    "labor": "labor",
    "religion": "religion and belief",
    "science and technology": "science and technology",
    "lifestyle and leisure": "lifestyle and leisure",
    "disaster, accident and emergency incident": "disaster, accident and emergency incident",
    "conflict, war and peace": "conflict, war and peace",
    "weather": "weather",
}
# Politics has 60 times the rows of weather.
_MOST_A_TOPIC = 900
_ARTS, _CRIME = "arts, culture, entertainment and media", "crime, law and justice"
_DISASTER, _TECH = "disaster, accident and emergency incident", "science and technology"
_ECONOMY, _WAR = "economy, business and finance", "conflict, war and peace"
# The topics of ecbplus, read and named by hand; those of two minds are left out.
ECB_TOPICS: dict[int, str] = {
    2: _ARTS, 3: _CRIME, 4: _ARTS, 5: "sport", 6: _ARTS, 7: "sport", 9: "environment",
    10: "sport", 11: "politics", 14: _DISASTER, 16: _CRIME, 18: _CRIME, 20: _DISASTER,
    21: _CRIME, 22: _CRIME, 23: _DISASTER, 24: _CRIME, 25: "sport", 26: _CRIME, 27: _TECH,
    28: "politics", 29: "sport", 30: _TECH, 31: "sport", 32: _CRIME, 33: _CRIME, 34: "politics",
    37: _DISASTER, 38: _DISASTER, 39: _ARTS, 40: _TECH, 41: _WAR, 42: _TECH, 43: _ECONOMY,
    44: _ECONOMY, 45: _CRIME,
}  # fmt: skip


def joined(sentence: str) -> str:
    """A sentence of ecbplus without the blanks of its tokens."""
    for apart, together in _JOINED:
        sentence = sentence.replace(apart, together)
    return " ".join(sentence.split())


@cache
def ecbplus() -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """Topic, document and sentences of every article."""
    return tuple(
        (
            row["topic"],
            row["doc"],
            tuple(joined(s) for s in row["sentences"] if "http" not in s and len(s) > 12),
        )
        for row in training_rows("ecbplus/docs.jsonl.gz")
    )


def _plain_news() -> Iterator[Example]:
    for topic, _, sentences in ecbplus():
        for text in sentences:
            if 20 < len(text) < 400:
                yield plain("plain_news", f"ecbplus:{topic}", text)


def _plain_titles() -> Iterator[Example]:
    for row in training_rows("news_reporters_topics/articles.jsonl.gz"):
        if row["topic"] not in ("opinion", "Other", "lifestyle and leisure"):
            yield plain("plain_titles", f"news:{_outlet(row['url'])}", row["title"])


def _outlet(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def _news_topics() -> Iterator[Example]:
    """Titles with teasers, no topic over ``_MOST_A_TOPIC`` times on either side of the split."""
    seen: Counter[tuple[str, bool]] = Counter()
    for row in training_rows("news_reporters_topics/articles.jsonl.gz"):
        topic = _TOPIC.get(row["topic"])
        key = (topic or "", held_out(f"news:{_outlet(row['url'])}"))
        seen[key] += 1
        if topic and seen[key] <= _MOST_A_TOPIC:
            text = f"{row['title']}. {row['teaser']}"
            target = {Head.TOPIC: one_of(Head.TOPIC, (topic,))}
            yield Example("news_topics", f"news:{_outlet(row['url'])}", text, "", target)


def _event_topics() -> Iterator[Example]:
    for topic, _, sentences in ecbplus():
        if topic in ECB_TOPICS:
            target = {Head.TOPIC: one_of(Head.TOPIC, (ECB_TOPICS[topic],))}
            for at in (0, 3, 7):
                text = " ".join(sentences[at : at + 4])
                if len(text) > 80:
                    yield Example("event_topics", f"ecbplus:{topic}", text, "", target)


def _claimbuster() -> Iterator[Example]:
    """Check-worthiness, without the sentences that are measured on."""
    measured = {folded(r["text"]) for r in datasets.rows("claimbuster/test_two_class.jsonl.gz")}
    for file in ("claimbuster/train_two_class.jsonl.gz", "claimbuster/kfold_25ncs.jsonl.gz"):
        for row in training_rows(file):
            key = folded(row["text"])
            if key in measured:
                continue
            measured.add(key)
            target = {Head.CLAIM: each_of(Head.CLAIM, {"checkable": int(row["label"]) == 1})}
            yield Example("claimbuster", f"claimbuster:{key[:40]}", row["text"], "", target)


@cache
def _scan() -> RuleScan:
    return RuleScan(SIGNAL.rules)


def _reported() -> Iterator[Example]:
    """Sentences of ecbplus with what the document reader and the attribution rules say of their
    sources: the head learns to say the same without the rest of the page, and where they are blind.
    """
    for topic, name, sentences in ecbplus():
        text = " ".join(sentences)[:6_000]
        document = parse(Article(name, text, language="en"))
        finding = SIGNAL.find(Context(document, _scan().hits(document)))
        spoken = [a.cue for a in document.attributions]
        spoken += [q.span for q in document.quotations if q.speaker is not None]
        nameless = {
            label: [e.span for e in finding.evidence if e.kind == kind]
            for label, kind in (("anonymous", "anonymous_source"), ("vague", "vague_source"))
        }
        for sentence in document.sentences:
            start, end = sentence.span.start, sentence.span.end
            if not 20 < end - start < 400:
                continue
            known = {"attributed": any(start <= s.start < end for s in spoken)}
            for label, spans in nameless.items():
                known[label] = any(start <= s.start < end for s in spans)
            target = {Head.CLAIM: each_of(Head.CLAIM, known)}
            yield Example("reported", f"ecbplus:{topic}", text[start:end], "", target)


SOURCES: dict[str, Callable[[], Iterator[Example]]] = {
    "plain_news": _plain_news,
    "plain_titles": _plain_titles,
    "news_topics": _news_topics,
    "event_topics": _event_topics,
    "claimbuster": _claimbuster,
    "reported": _reported,
}
