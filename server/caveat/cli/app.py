"""The commands of ``caveat``, each in the module of its kind."""

from __future__ import annotations

import typer

import caveat
from caveat import policy
from caveat.cli import demo, evaluate, parse, score, serve, signals, sources
from caveat.scorer import versions
from caveat.signals import discover

app = typer.Typer(
    help="Tells a newsroom, before an article is published, why it might not be relied on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("score")(score.score)
app.command("parse")(parse.parse_files)
app.command("serve")(serve.serve)
app.command("health")(serve.health)
app.command("migrate")(serve.migrate)
app.command("demo")(demo.demo)
app.command("evaluate")(evaluate.evaluate)
app.add_typer(sources.app, name="sources")
app.add_typer(signals.app, name="signals")


@app.command()
def version() -> None:
    """Print the versions that every answer carries."""
    carried = versions(discover(), policy.load())
    typer.echo(f"caveat {caveat.__version__}")
    typer.echo(f"policy {carried.policy}")
    for name, ruleset in carried.rulesets:
        typer.echo(f"ruleset {name} {ruleset}")
    typer.echo(f"model {carried.model}")
