"""The report as one self-contained page: no script, nothing fetched, article text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template

from caveat.evidence import Evidence
from caveat.report.marks import Mark, Paragraph, paragraphs
from caveat.report.scored import Scored


@dataclass(frozen=True, slots=True)
class _Entry:
    """One article as the template shows it: ``evidence`` is (number, signal, evidence)."""

    scored: Scored
    evidence: list[tuple[int, str, Evidence]]
    paragraphs: list[Paragraph]


@dataclass(frozen=True, slots=True)
class _Fact:
    """One statement that sources disagree on: ``rows`` is (article id, what it states, outlier)."""

    kind: str
    rows: list[tuple[str, str, bool]]


def page(articles: Sequence[Scored]) -> str:
    """The whole page as a string, UTF-8 when written."""
    entries = []
    for scored in articles:
        numbered = [(n, s, e) for n, (s, e) in enumerate(scored.evidence, start=1)]
        marks = [Mark(n, s, e.span) for n, s, e in numbered]
        entries.append(_Entry(scored, numbered, list(paragraphs(scored.document, marks))))
    return _template().render(entries=entries, facts=_facts(articles))


def _facts(articles: Sequence[Scored]) -> list[_Fact]:
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
    facts = []
    for kind, group in groups:
        most = max(len(met) for met in group.values())
        lone = sum(len(met) == most for met in group.values()) == 1
        rows = [(a, t, lone and len(met) == most) for (a, t), met in sorted(group.items())]
        facts.append(_Fact(kind, rows))
    return facts


@cache
def _template() -> Template:
    # Everything that an article can hold passes through autoescape.
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = files("caveat.report").joinpath("page.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source)
