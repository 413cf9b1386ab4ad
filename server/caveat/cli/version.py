"""``caveat version``: the versions that every answer carries."""

from __future__ import annotations

import typer

import caveat
from caveat import policy
from caveat.scorer import versions
from caveat.signals import discover


def version() -> None:
    """Print the versions that every answer carries."""
    carried = versions(discover(), policy.load())
    typer.echo(f"caveat {caveat.__version__}")
    typer.echo(f"policy {carried.policy}")
    for name, ruleset in carried.rulesets:
        typer.echo(f"ruleset {name} {ruleset}")
    typer.echo(f"model {carried.model}")
