"""News that nobody wrote: articles with the term statistics of news, as many as a store can take.

Words follow Zipf's law (as Mandelbrot corrected it), names too; an event has its own names,
subject words and numbers, and from one to twelve reports within two days; every third report takes
over most of the first one's sentences, as outlets do with a wire report. The same number always
gives the same article.

Reading a million documents takes most of an hour, so the newsroom can also say what reading its
article would give; a test holds the two together.
"""

from __future__ import annotations

import bisect
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from caveat.document import (
    Article,
    Byline,
    BylineKind,
    DateSource,
    Document,
    Published,
    Section,
    SectionKind,
    Sentence,
    Span,
)
from caveat.store import fingerprint, reading
from caveat.store.reading import Reading
from caveat.store.terms import LEAD, MAX_TERMS, NAME, NUMBER, Profile, fold, key

FIRST_DAY = datetime(2026, 1, 5, tzinfo=UTC)

_NUMBERS = 2_000
_SENTENCES, _LENGTH, _LEADS = 18, 20, 2
# How many reports the events have, over and over.
_REPORTS = (1, 1, 2, 3, 5, 12)
_STARTS = tuple(itertools.accumulate(_REPORTS, initial=0))
_COPIED = 12
_HOURS = 48.0

_Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Event:
    at: datetime
    own: _Ids
    names: _Ids


class Newsroom:
    """Writes articles over ``days`` days from FIRST_DAY on, with so many words and names."""

    def __init__(self, days: int, words: int = 80_000, names: int = 300_000) -> None:
        self.days = days
        self.most_reports = max(_REPORTS)
        chance = random.Random(0)  # noqa: S311 (generating, not secrets)
        common = ["the", *(_coined(chance, 2, 4) for _ in range(words))]
        named = [_coined(chance, 2, 4).title() for _ in range(names)]
        self._surface = np.array([*common, *named, *map(str, range(2, _NUMBERS + 2))], dtype=object)
        self._lower = np.array([w.lower() for w in self._surface], dtype=object)
        folded = [*(fold(w) for w in self._surface[:-_NUMBERS]), *self._surface[-_NUMBERS:]]
        kinds = np.zeros(len(folded), dtype=np.uint8)
        kinds[len(common) :] = NAME
        kinds[-_NUMBERS:] = NUMBER
        self._kinds = kinds
        # Words are told apart by what they are folded to; the numbers are in the order of the
        # alphabet, which breaks ties between terms.
        alphabet, self._term = np.unique(np.array(folded), return_inverse=True)
        self._key = np.array([key(str(w)) for w in alphabet], dtype=np.int64)
        self._common = _zipf(words, 1.0)
        self._famous = _zipf(names, 0.8)
        self._first_name = len(common)
        self._first_number = len(common) + names

    def number(self, article: int) -> tuple[int, int]:
        """The event and the report of an article, by its running number."""
        block, at = divmod(article, _STARTS[-1])
        event = bisect.bisect_right(_STARTS, at) - 1
        return block * len(_REPORTS) + event, at - _STARTS[event]

    def reports(self, event: int) -> int:
        """How many reports an event has."""
        return _REPORTS[event % len(_REPORTS)]

    def documents(self, first: int, last: int) -> Iterator[Document]:
        """The articles numbered first to last - 1."""
        return (self.document(*self.number(n)) for n in range(first, last))

    def read(self, first: int, last: int) -> Iterator[tuple[Article, Reading]]:
        """The same articles with their readings, made in a fifth of the time."""
        return (self.reading(*self.number(n)) for n in range(first, last))

    def document(self, event: int, report: int) -> Document:
        """One outlet's report as a parsed document."""
        at, ids = self._report(event, report)
        spans, text = [], ""
        for sentence in self._sentences(ids):
            spans.append(Span("text", len(text), len(text) + len(sentence)))
            text += sentence + " "
        return Document(
            self._article(event, report, at, text),
            "en",
            (Section(SectionKind.BODY, Span("text", 0, len(text))),),
            tuple(Sentence(span, SectionKind.BODY) for span in spans),
            Byline(BylineKind.NONE),
            published=Published(at, DateSource.METADATA),
        )

    def reading(self, event: int, report: int) -> tuple[Article, Reading]:
        """One outlet's report and what reading it gives."""
        at, ids = self._report(event, report)
        text = " ".join(self._sentences(ids)) + " "
        lower = self._lower[ids].tolist()
        shingles = frozenset(
            " ".join(sentence[n : n + fingerprint.SHINGLE])
            for sentence in lower
            for n in range(len(sentence) - fingerprint.SHINGLE + 1)
        )
        return self._article(event, report, at, text), Reading(
            self._profile(ids),
            fingerprint.hashes(shingles),
            tuple(fingerprint.bands(fingerprint.signature(shingles))),
            reading.day(at),
            "",
            at,
            frozenset(),
        )

    def _profile(self, ids: _Ids) -> Profile:
        kinds = self._kinds[ids]
        kinds[:_LEADS] |= LEAD
        found, place, counts = np.unique(
            self._term[ids.ravel()], return_inverse=True, return_counts=True
        )
        kind = np.zeros(len(found), dtype=np.uint8)
        np.bitwise_or.at(kind, place.ravel(), kinds.ravel())
        weight = (
            np.minimum(counts, 5)
            + 2 * ((kind & NAME) > 0)
            + 1 * ((kind & NUMBER) > 0)
            + 2 * ((kind & LEAD) > 0)
        )
        best = np.lexsort((found, -weight))[:MAX_TERMS]
        keys = self._key[found[best]]
        order = np.argsort(keys, kind="stable")
        most = np.minimum(counts[best], 15).astype(np.uint8)
        return Profile(keys[order], kind[best][order], most[order])

    def _report(self, event: int, report: int) -> tuple[datetime, _Ids]:
        """When a report came out and its words: an array (sentences, words) of numbers."""
        chance = np.random.default_rng((1, event))
        at = FIRST_DAY + timedelta(days=float(chance.uniform(0, self.days)))
        names = self._first_name + np.searchsorted(self._famous, chance.random(6))
        subject = 1 + np.searchsorted(self._common, chance.random(40))
        numbers = self._first_number + chance.integers(0, _NUMBERS, 3)
        lead = np.concatenate([names, subject, numbers])
        ids = self._words(np.random.default_rng((2, event, report)), lead, names)
        if report and report % 3 == 0:
            first = self._words(np.random.default_rng((2, event, 0)), lead, names)
            ids[:_COPIED] = first[:_COPIED]
        late = float(np.random.default_rng((3, event, report)).uniform(0, _HOURS))
        return at + timedelta(hours=late), ids

    def _words(self, chance: np.random.Generator, lead: _Ids, names: _Ids) -> _Ids:
        ids = 1 + np.searchsorted(self._common, chance.random((_SENTENCES, _LENGTH)))
        # Where in the sentence the event's own words stand; the first word is always "the".
        ids[:, 5:17:4] = chance.choice(lead, (_SENTENCES, 3))
        ids[:, 18] = chance.choice(names, _SENTENCES)
        ids[:, 0] = 0
        return ids

    def _sentences(self, ids: _Ids) -> Iterator[str]:
        for words in self._surface[ids].tolist():
            yield "The " + " ".join(words[1:]) + "."

    def _article(self, event: int, report: int, at: datetime, text: str) -> Article:
        return Article(
            f"{event}/{report}", text, outlet="generated", published_at=at, language="en"
        )


def _zipf(count: int, power: float) -> npt.NDArray[np.float64]:
    """The distribution function of ranks."""
    weights = 1.0 / (np.arange(count) + 2.7) ** power
    sums = np.cumsum(weights) / weights.sum()
    sums[-1] = 1.0
    return np.asarray(sums)


def _coined(chance: random.Random, low: int, high: int) -> str:
    return "".join(
        chance.choice("bdfgklmnprstv") + chance.choice("aeiou")
        for _ in range(chance.randint(low, high))
    ) + chance.choice(["", "n", "r", "l", "s"])
