"""How common words are in news: makes the list that a young store weighs words by.

    python -m caveat.evaluation.background [--write]

Counted in two sets that may be trained on, and no text of theirs is kept: 20,131 titles and teasers
of 13 outlets (news_reporters_topics, MIT) and the ecbplus articles of the topics that the weights
are fitted on (CC BY 3.0). Each outlet and each topic has its own favourite words, and outlets their
own furniture: of a word's shares the highest few are left out of the mean (a trimmed mean). The
list is the mean of the two estimates.

An article is longer than its teaser: if a teaser holds a word with probability p, an article holds
it with 1 - (1 - p)^k, where k says how many teasers' worth of different chances an article is
(words come in bursts, so fewer than its length says). k is chosen so that an article is expected to
hold as many of the teasers' usual words as the ecbplus articles do. --write replaces
store/background.tsv.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from caveat.evaluation.datasets import rows
from caveat.evaluation.related import LAST_FIT_TOPIC, load
from caveat.store import background
from caveat.store.background import Floats
from caveat.store.terms import body_spans, fold, is_number, tokens

# Rarer words than this are taken for unseen.
_RAREST = 0.002
# A word that is in so many of the teasers counts as usual.
_USUAL = 0.002
# Articles shorter than this (tokens) say little about articles.
_SHORTEST = 150
# How many of the outlets, and of the topics, are left out where a word's share is highest.
_OUTLETS_OUT, _TOPICS_OUT = 3, 4
_HEADER = (
    "# The share of news articles that hold each folded word, estimated from "
    "news_reporters_topics\n"
    "# (MIT) and ecbplus (CC BY 3.0). Made by: python -m caveat.evaluation.background --write\n"
)

_Bags = Mapping[object, Sequence[frozenset[str]]]


def made() -> tuple[dict[str, float], str]:
    """The share of articles that hold each word, most common first, and how it was estimated."""
    teasers: dict[object, list[frozenset[str]]] = defaultdict(list)
    for row in rows("news_reporters_topics/articles.jsonl.gz"):
        teasers[row["url"].split("/")[2]].append(_words(f"{row['title']}\n{row['teaser']}"))
    topics: dict[object, list[frozenset[str]]] = defaultdict(list)
    for labelled in load(1, LAST_FIT_TOPIC):
        document = labelled.document
        body = " ".join(document.text(span) for span in body_spans(document))
        if len(tokens(body)) >= _SHORTEST:
            topics[labelled.topic].append(_words(body))
    short, long = _trimmed(teasers, _OUTLETS_OUT), _trimmed(topics, _TOPICS_OUT)
    usual = {word for word, share in short.items() if share >= _USUAL}
    held = float(np.mean([len(a & usual) for articles in topics.values() for a in articles]))
    k = _chances(np.array([short[word] for word in usual]), held)
    shares = {
        word: (1 - (1 - short.get(word, 0.0)) ** k + long.get(word, 0.0)) / 2
        for word in short.keys() | long.keys()
    }
    kept = sorted(((w, s) for w, s in shares.items() if s >= _RAREST), key=lambda p: (-p[1], p[0]))
    return dict(kept), (
        f"{len(kept):,} words; an article holds {held:.0f} of the {len(usual):,} usual words, "
        f"as {k:.1f} teasers do"
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(w for t in tokens(text) if not is_number(t) and len(w := fold(t)) > 1)


def _trimmed(bags: _Bags, out: int) -> dict[str, float]:
    """Each word's mean share over the kinds of text, less those where it is highest."""
    by_word: dict[str, list[float]] = defaultdict(list)
    for texts in bags.values():
        counts = Counter(word for text in texts for word in text)
        for word, count in counts.items():
            by_word[word].append(count / len(texts))
    return {
        word: sum(sorted(shares, reverse=True)[out:]) / (len(bags) - out)
        for word, shares in by_word.items()
        if len(shares) > out
    }


def _chances(shares: Floats, held: float) -> float:
    """The k with which so many words are expected; the expectation grows with it."""
    low, high = 0.0, 100.0
    for _ in range(50):
        k = (low + high) / 2
        if float(np.sum(1 - (1 - shares) ** k)) < held:
            low = k
        else:
            high = k
    return low


def table() -> str:
    """What the list is made of."""
    return made()[1]


def text(shares: Mapping[str, float]) -> str:
    """The list as it ships."""
    return _HEADER + "".join(f"{word}\t{share:.4f}\n" for word, share in shares.items())


if __name__ == "__main__":
    shares, said = made()
    if "--write" in sys.argv:
        background.FILE.write_text(text(shares), encoding="utf-8")
    sys.stdout.write(said + "\n")
