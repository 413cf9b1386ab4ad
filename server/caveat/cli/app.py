"""The commands of ``caveat``, each in the module of its kind and loaded when it is called."""

from __future__ import annotations

import importlib

import typer
from typer.core import TyperCommand, TyperGroup

# Name to the module and the function, or the group of commands, in it. A command loads only what it
# needs: asking for the version must not wait for a database, nor scoring for the pages.
COMMANDS = {
    "score": "score:score",
    "batch": "batch:app",
    "parse": "parse:parse_files",
    "serve": "serve:serve",
    "health": "serve:health",
    "migrate": "serve:migrate",
    "demo": "demo:demo",
    "evaluate": "evaluate:evaluate",
    "sources": "sources:app",
    "signals": "signals:app",
    "queue": "queue:app",
    "policy": "policies:app",
    "web": "web:app",
    "version": "version:version",
}


class OnDemand(TyperGroup):
    """A group that imports the module of a command when that command is asked for."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]  # noqa: ARG002
        """The command of a name, None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        found = getattr(importlib.import_module(f"caveat.cli.{module}"), attribute)
        if not isinstance(found, typer.Typer):
            single = typer.Typer(add_completion=False)
            single.command(cmd_name)(found)
            found = single
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command  # type: ignore[return-value]


app = typer.Typer(
    help="Tells a newsroom, before an article is published, why it might not be relied on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    cls=OnDemand,
)


@app.callback()
def caveat() -> None:
    """Tells a newsroom, before an article is published, why it might not be relied on."""
