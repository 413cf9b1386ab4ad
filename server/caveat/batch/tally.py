"""What a summary counts, so that shards add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

# How many of the slowest articles are named, and into how many columns scores fall.
SLOWEST = 10
BINS = 20


@dataclass(slots=True)
class Tally:
    """Counts over rows; tallies of disjoint rows can be added in any order.

    ``signals`` counts ``signal status``, ``kinds`` counts ``signal kind`` once an article;
    ``slowest`` is (seconds of processor time, article id, place).
    """

    articles: int = 0
    held: int = 0
    seconds: float = 0.0
    signals: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    scores: list[int] = field(default_factory=lambda: [0] * BINS)
    with_related: int = 0
    copies: int = 0
    slowest: list[tuple[float, str, str]] = field(default_factory=list)

    def count(self, row: dict[str, Any], seconds: float) -> None:
        """Take one row in."""
        self.articles += 1
        self.held += row["hold"]
        self.seconds += seconds
        for finding in row["findings"]:
            self.signals[f"{finding['signal']} {finding['status']}"] += 1
            self.kinds.update({f"{finding['signal']} {e['kind']}" for e in finding["evidence"]})
        self.languages[row["language"]] += 1
        self.scores[min(BINS - 1, int(row["score"] * BINS))] += 1
        self.with_related += bool(row["related"])
        self.copies += any(r["copy"] for r in row["related"])
        self._slow([(round(seconds, 3), row["article_id"], row["source"])])

    def add(self, other: Tally) -> None:
        """Take another tally in."""
        self.articles += other.articles
        self.held += other.held
        self.seconds += other.seconds
        self.signals.update(other.signals)
        self.kinds.update(other.kinds)
        self.languages.update(other.languages)
        self.scores = [a + b for a, b in zip(self.scores, other.scores, strict=True)]
        self.with_related += other.with_related
        self.copies += other.copies
        self._slow(other.slowest)

    def to_json(self) -> dict[str, Any]:
        """As JSON values, counts most frequent first."""
        return {
            "articles": self.articles,
            "held": self.held,
            "seconds": round(self.seconds, 3),
            "signals": dict(sorted(self.signals.items())),
            "kinds": _ranked(self.kinds),
            "languages": _ranked(self.languages),
            "scores": self.scores,
            "with_related": self.with_related,
            "copies": self.copies,
            "slowest": self.slowest,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Tally:
        """What ``to_json`` gave."""
        counts = {name: Counter(data[name]) for name in ("signals", "kinds", "languages")}
        slowest = [(s, i, p) for s, i, p in data["slowest"]]
        return cls(**{**data, **counts, "slowest": slowest})

    def _slow(self, more: list[tuple[float, str, str]]) -> None:
        ranked = sorted([*self.slowest, *more], key=lambda s: (-s[0], s[1], s[2]))
        self.slowest = ranked[:SLOWEST]


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
