"""The report as one self-contained page: no script, nothing fetched, article text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template

from caveat.evidence import Evidence
from caveat.report.facts import facts
from caveat.report.marks import Mark, Paragraph, paragraphs, visible
from caveat.report.scored import Scored


@dataclass(frozen=True, slots=True)
class _Entry:
    """One article as the template shows it: ``evidence`` is (number, signal, evidence)."""

    scored: Scored
    evidence: list[tuple[int, str, Evidence]]
    paragraphs: list[Paragraph]


def page(articles: Sequence[Scored]) -> str:
    """The whole page as a string, UTF-8 when written."""
    entries = []
    for scored in articles:
        numbered = [(n, s, e) for n, (s, e) in enumerate(scored.evidence, start=1)]
        article = scored.document.article
        marks = [Mark(n, s, visible(article.field(e.span.field), e.span)) for n, s, e in numbered]
        entries.append(_Entry(scored, numbered, list(paragraphs(scored.document, marks))))
    return _template().render(entries=entries, facts=facts(articles))


@cache
def _template() -> Template:
    # Everything that an article can hold passes through autoescape.
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = files("caveat.report").joinpath("page.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source)
