"""``caveat version``: the versions that every answer carries."""

from __future__ import annotations

import typer

import caveat
from caveat import config, policy
from caveat.encoder import model_version
from caveat.scorer import versions
from caveat.signals import discover


def version() -> None:
    """Print the versions that every answer carries."""
    settings = config.load()
    carried = versions(
        discover(), policy.load(), model_version(settings.model, settings.model_runtime)
    )
    typer.echo(f"caveat {caveat.__version__}")
    typer.echo(f"policy {carried.policy}")
    for name, ruleset in carried.rulesets:
        typer.echo(f"ruleset {name} {ruleset}")
    typer.echo(f"model {carried.model}")
