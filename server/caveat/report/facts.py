"""Which sources state what: conflicts between articles, as a table of facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.report.scored import Scored


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement that sources disagree on: ``rows`` is (article id, what it states, outlier)."""

    kind: str
    rows: list[tuple[str, str, bool]]


def facts(articles: Sequence[Scored]) -> list[Fact]:
    """Who states what: conflicts between articles, grouped by the passages that meet.

    Two conflicts belong to one fact when they share a passage. A row is marked as the outlier when
    its passage is met by more other articles than any other passage of the fact.
    """
    groups: list[tuple[str, dict[tuple[str, str], set[str]]]] = []
    for scored in articles:
        for signal, evidence in scored.evidence:
            other = evidence.counterpart
            if signal != "conflict" or other is None:
                continue
            here, there = (scored.score.article_id, evidence.text), (other.article_id, other.text)
            group = next(
                (g for kind, g in groups if kind == evidence.kind and (here in g or there in g)),
                None,
            )
            if group is None:
                group = {}
                groups.append((evidence.kind, group))
            group.setdefault(here, set()).add(there[0])
            group.setdefault(there, set()).add(here[0])
    found = []
    for kind, group in groups:
        most = max(len(met) for met in group.values())
        lone = sum(len(met) == most for met in group.values()) == 1
        rows = [(a, t, lone and len(met) == most) for (a, t), met in sorted(group.items())]
        found.append(Fact(kind, rows))
    return found
