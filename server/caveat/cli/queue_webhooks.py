"""``caveat queue webhook``: who is told of events."""

from __future__ import annotations

from typing import Annotated

import typer

from caveat import config
from caveat.cli.stores import open_queue
from caveat.moderation import EventKind
from caveat.report.terminal import plain

app = typer.Typer(help="Who is told of events (docs/moderation.md).", no_args_is_help=True)

Store = Annotated[str | None, typer.Option(metavar="URL", help="The store; see docs/settings.md.")]
Id = Annotated[str, typer.Argument(metavar="WEBHOOK")]


@app.command()
def add(
    url: str,
    kind: Annotated[list[EventKind] | None, typer.Option(help="Only this kind of event.")] = None,
    queue: Annotated[str, typer.Option(help="Only items of this queue.")] = "",
    store: Store = None,
) -> None:
    """Tell a URL of events from now on; prints the secret that signs them, this once."""
    line = open_queue(store)
    try:
        hook = line.webhooks.add(
            url, kinds=kind or (), queue=queue, private=config.load().webhooks_private
        )
    finally:
        line.close()
    typer.echo(f"webhook {hook.id}\nsecret {hook.secret}")


@app.command("list")
def list_webhooks(store: Store = None) -> None:
    """Every webhook, without its secret."""
    line = open_queue(store)
    try:
        for hook in line.webhooks.all():
            kinds = ",".join(hook.kinds) or "every event"
            typer.echo(plain(f"{hook.id} {hook.url} {kinds} {hook.queue or 'every queue'}"))
    finally:
        line.close()


@app.command()
def remove(webhook: Id, store: Store = None) -> None:
    """Tell it nothing more."""
    line = open_queue(store)
    try:
        line.webhooks.remove(webhook)
    finally:
        line.close()
    typer.echo("removed")


@app.command()
def dead(store: Store = None) -> None:
    """The dead-letter list: events that a webhook did not take for a day."""
    line = open_queue(store)
    try:
        for letter in line.webhooks.dead():
            event = letter.event
            typer.echo(
                plain(
                    f"{letter.webhook.id} event {event.sequence} {event.kind}: "
                    f"{letter.attempts} attempts, {letter.problem}"
                )
            )
    finally:
        line.close()


@app.command()
def revive(webhook: Id, store: Store = None) -> None:
    """Try everything that was given up for a webhook once more."""
    line = open_queue(store)
    try:
        typer.echo(f"{line.webhooks.revive(webhook)} will be tried again")
    finally:
        line.close()
