"""``caveat queue golden``: items whose right decision is known."""

from __future__ import annotations

from typing import Annotated

import typer

from caveat import config
from caveat.cli import inputs
from caveat.cli.output import REFUSED
from caveat.cli.stores import open_queue, policy_of
from caveat.document import parse
from caveat.evidence import Score
from caveat.moderation import Disposition, Draft, Entry, EvidenceVerdict, Verdict
from caveat.report.terminal import plain
from caveat.signals.base import Related

app = typer.Typer(help="Items whose right decision is known.", no_args_is_help=True)

Store = Annotated[str | None, typer.Option(metavar="URL", help="The store; see docs/settings.md.")]


@app.command()
def add(
    paths: inputs.Paths,
    who: Annotated[str, typer.Option("--as", metavar="NAME", help="Who says so.")],
    disposition: Annotated[Disposition, typer.Option(help="The right decision.")],
    evidence: Annotated[
        Verdict | None, typer.Option(help="The right verdict on all of its evidence.")
    ] = None,
    reason: str = "Known.",
    note: str = "Known.",
    store: Store = None,
) -> None:
    """Score articles and put them in line as golden items."""
    from caveat.cli.serve import classifier, scorer  # noqa: PLC0415 (scoring alone needs it)

    settings = config.load()
    read = inputs.read(paths)
    queue = open_queue(store)
    pipeline = scorer(
        settings.policy, settings.patterns, classifier(settings), in_force=policy_of(queue)
    )
    try:
        for article in read.articles:
            document = parse(article)
            score = pipeline.score(document, Related())
            truth = Draft(disposition, _verdicts(score, evidence), reason, note)
            entry = Entry(article, score, language=document.language)
            typer.echo(plain(f"{article.id}: golden item {queue.seed_golden(entry, truth, who)}"))
    finally:
        queue.close()
        pipeline.close()
    if read.refused:
        raise typer.Exit(REFUSED)


@app.command()
def report(store: Store = None) -> None:
    """How each reviewer did on golden items."""
    from caveat.moderation.agreement import measure  # noqa: PLC0415

    queue = open_queue(store)
    try:
        found = measure(queue.golden_answers())
    finally:
        queue.close()
    if not found:
        typer.echo("no golden item was decided", err=True)
    for score in found:
        typer.echo(
            plain(
                f"{score.reviewer}: {score.right} of {score.answered} decisions right, "
                f"{score.verdicts_right} of {score.verdicts} verdicts"
            )
        )


def _verdicts(score: Score, verdict: Verdict | None) -> tuple[EvidenceVerdict, ...]:
    if verdict is None:
        return ()
    return tuple(
        EvidenceVerdict(finding.signal, verdict, number)
        for finding in score.findings
        for number in range(len(finding.evidence))
    )
