"""Which queue an item goes to: ordered rules, the first that matches wins."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from caveat.document import Article
from caveat.evidence import Score, Status
from caveat.moderation.chain import canonical


@dataclass(frozen=True, slots=True)
class Rule:
    """One routing rule. What is empty matches everything.

    ``min_score`` and ``max_score`` (inclusive) are of ``signal`` where one is named, otherwise of
    the article. A rule that sends more than ``flood_items`` within ``flood_window`` is quarantined.
    """

    name: str
    queue: str
    signal: str = ""
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    min_score: float = 0.0
    max_score: float = 1.0
    shadow: bool = False
    flood_items: int = 500
    flood_window: timedelta = timedelta(hours=1)

    @property
    def fingerprint(self) -> str:
        """Equal for equal rules: a quarantine ends when its rule is changed."""
        fields = [
            self.name,
            self.queue,
            self.signal,
            list(self.kinds),
            list(self.languages),
            list(self.outlets),
            self.min_score,
            self.max_score,
            self.shadow,
            self.flood_items,
            self.flood_window.total_seconds(),
        ]
        return hashlib.sha256(canonical(fields).encode()).hexdigest()[:16]

    def matches(self, article: Article, language: str, score: Score) -> bool:
        """Whether an article with this score is one of the rule's."""
        if self.languages and language.casefold() not in {x.casefold() for x in self.languages}:
            return False
        if self.outlets and article.outlet.casefold() not in {x.casefold() for x in self.outlets}:
            return False
        value = score.score
        found = [f for f in score.findings if f.status is Status.FOUND]
        if self.signal:
            found = [f for f in found if f.signal == self.signal]
            if not found:
                return False
            value = max(f.score for f in found)
        if self.kinds and not any(e.kind in self.kinds for f in found for e in f.evidence):
            return False
        return self.min_score <= value <= self.max_score


@dataclass(frozen=True, slots=True)
class Route:
    """Where an item goes: by which rule ("" for the default queue), and which rules in shadow
    mode would have sent it elsewhere.
    """

    queue: str
    rule: str = ""
    shadows: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Routing:
    """Ordered rules and the queue of what none of them takes."""

    default: str = "general"
    rules: tuple[Rule, ...] = ()

    def route(
        self,
        article: Article,
        language: str,
        score: Score,
        quarantined: Collection[str] = (),
    ) -> Route:
        """The queue of an article. A shadow rule counts only where it stands before the winner."""
        shadows: list[Rule] = []
        for rule in self.rules:
            if rule.name in quarantined or not rule.matches(article, language, score):
                continue
            if rule.shadow:
                shadows.append(rule)
                continue
            return Route(rule.queue, rule.name, tuple(shadows))
        return Route(self.default, "", tuple(shadows))

    def rule(self, name: str) -> Rule | None:
        """The rule of a name."""
        return next((rule for rule in self.rules if rule.name == name), None)


def twice(rules: Sequence[Rule]) -> str:
    """The first name that two rules carry, or ""."""
    seen: set[str] = set()
    for rule in rules:
        if rule.name in seen:
            return rule.name
        seen.add(rule.name)
    return ""
