"""One article with its score, as a report needs it."""

from __future__ import annotations

from dataclasses import dataclass

from caveat.document import Document, SectionKind
from caveat.evidence import Evidence, Finding, Score

_HEADLINE = 100


@dataclass(frozen=True, slots=True)
class Scored:
    """A document and what was found in it."""

    document: Document
    score: Score

    @property
    def title(self) -> str:
        """The headline, shortened; the id when the page has none."""
        for section in self.document.sections:
            if section.kind is SectionKind.HEADLINE:
                line = " ".join(self.document.text(section.span).split())
                return line if len(line) <= _HEADLINE else line[: _HEADLINE - 1] + "…"
        return self.document.article.id

    @property
    def evidence(self) -> list[tuple[str, Evidence]]:
        """Every piece of evidence with its signal: the heaviest finding and kind first."""
        findings = sorted(self.score.findings, key=lambda f: (-f.score, f.signal))
        return [(f.signal, e) for f in findings for e in _by_weight(f)]


def _by_weight(finding: Finding) -> list[Evidence]:
    heaviest: dict[str, float] = {}
    for e in finding.evidence:
        heaviest[e.kind] = max(heaviest.get(e.kind, 0.0), e.confidence * e.weight)
    return sorted(finding.evidence, key=lambda e: (-heaviest[e.kind], e.kind, e.why, e.span))
