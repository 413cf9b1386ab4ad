"""``caveat signals``: what is looked for, and whether every rule keeps its promises."""

from __future__ import annotations

import typer

from caveat.cli.output import console
from caveat.cli.serve import Patterns, scorer
from caveat.rules import check_examples
from caveat.signals import discover

app = typer.Typer(
    help="List the signals and test their rules.",
    invoke_without_command=True,
    add_completion=False,
)


@app.callback()
def overview(context: typer.Context) -> None:
    """List the signals: name, version, languages and the question each asks."""
    if context.invoked_subcommand is not None:
        return
    out = console()
    for signal in discover():
        languages = ", ".join(signal.languages) or "any language"
        out.print(f"{signal.name} {signal.version} ({languages})", style="bold")
        out.print(f"    {signal.description}")


@app.command("test")
def run_examples(patterns: Patterns = None) -> None:
    """Run the examples of every rule: those that must match, and those that must not."""
    rules = [rule for signal in scorer(patterns=patterns).signals for rule in signal.rules]
    failures = check_examples(rules)
    for failure in failures:
        typer.echo(str(failure), err=True)
    examples = sum(len(rule.match) + len(rule.no_match) for rule in rules)
    typer.echo(f"{len(rules)} rules, {examples} examples, {len(failures)} failures")
    if failures:
        raise typer.Exit(1)
