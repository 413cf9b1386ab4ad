"""The report in a terminal: a coloured table, and the text with its evidence marked."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from caveat.document import SectionKind
from caveat.evidence import Finding, Status
from caveat.report.marks import Mark, paragraphs
from caveat.report.scored import Scored

_STATUS_STYLE = {
    Status.FOUND: "bold red",
    Status.CLEAR: "green",
    Status.SKIPPED: "dim",
    Status.FAILED: "bold magenta",
}
_SIGNAL_STYLE = {
    "disclaimer": "black on bright_yellow",
    "conflict": "black on bright_cyan",
    "attribution": "black on bright_green",
    "bio": "black on bright_magenta",
}
_SNIPPET = 160


def show(console: Console, articles: Sequence[Scored], *, text: bool = True) -> None:
    """Print every article's report; ``text`` adds the article with its evidence marked."""
    for scored in articles:
        _header(console, scored)
        console.print(_table(scored))
        _evidence(console, scored)
        if text:
            _text(console, scored)
        console.print()


def _header(console: Console, scored: Scored) -> None:
    verdict = (
        Text(" HOLD ", "bold white on red")
        if scored.score.hold
        else Text(" PASS ", "black on green")
    )
    console.print(
        Text.assemble(verdict, f" {scored.score.score:.2f}  ", (plain(scored.title), "bold"))
    )
    console.print(Text(f"             {plain(scored.document.article.id)}", "dim"))


def _table(scored: Scored) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, min_width=13)
    table.add_column(no_wrap=True, min_width=8)
    table.add_column(no_wrap=True, min_width=5, justify="right")
    table.add_column(overflow="fold")
    for finding in scored.score.findings:
        table.add_row(
            finding.signal,
            Text(finding.status.value, _STATUS_STYLE[finding.status]),
            f"{finding.score:.2f}" if finding.status is Status.FOUND else "",
            _summary(finding),
        )
    return table


def _summary(finding: Finding) -> Text:
    kinds = Counter(e.kind for e in finding.evidence)
    shown = Text(", ".join(f"{k} ×{n}" if n > 1 else k for k, n in kinds.items()))
    if finding.reason:
        shown.append(("; " if kinds else "") + plain(finding.reason), "dim")
    return shown


def _evidence(console: Console, scored: Scored) -> None:
    """The evidence, pieces with one reason under that reason."""
    numbered = list(enumerate(scored.evidence, start=1))
    for (signal, kind, why), group in groupby(
        numbered, key=lambda item: (item[1][0], item[1][1].kind, item[1][1].why)
    ):
        console.print()
        console.print(
            Text.assemble(
                (f" {signal}: {kind} ", _SIGNAL_STYLE.get(signal, "reverse")), f" {plain(why)}"
            )
        )
        for number, (_, evidence) in group:
            line = Text.assemble(
                (f"  [{number}]", "bold"), f" {evidence.confidence:.2f} “{_snippet(evidence.text)}”"
            )
            if evidence.counterpart is not None:
                other = evidence.counterpart
                line.append(f"\n        against {plain(other.article_id)} ", "dim")
                line.append(f"“{_snippet(other.text)}”", "dim")
            console.print(line)


def _text(console: Console, scored: Scored) -> None:
    marks = [Mark(n, s, e.span) for n, (s, e) in enumerate(scored.evidence, start=1)]
    console.print()
    for paragraph in paragraphs(scored.document, marks):
        if paragraph.skipped:
            console.print(Text(f"  {paragraph.skipped_words}", "dim"))
        out = Text("  ")
        for segment in paragraph.segments:
            style = _SIGNAL_STYLE.get(segment.marks[0].signal, "reverse") if segment.marks else ""
            out.append(plain(segment.text), style or _section_style(paragraph.kind))
            for mark in segment.ends:
                out.append(f"[{mark.number}]", "bold")
        if paragraph.segments:
            console.print(out, soft_wrap=False)


def _section_style(kind: SectionKind) -> str:
    return {SectionKind.HEADLINE: "bold", SectionKind.BODY: ""}.get(kind, "dim")


def _snippet(text: str) -> str:
    line = plain(" ".join(text.split()))
    return line if len(line) <= _SNIPPET else line[: _SNIPPET - 1] + "…"


def plain(text: str) -> str:
    """Text that cannot steer a terminal: control and direction characters become visible marks."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c
        if c in "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
        else (" " if c == "\t" else "" if c in "\r\u200b\u200c\u200d\ufeff\u00ad" else "\ufffd")
        for c in text
    )
