"""``caveat web``: the moderators' pages, and who may use them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from caveat import config, moderation, web
from caveat.cli.serve import Patterns, classifier, configure_logging, scorer
from caveat.cli.stores import open_accounts, open_queue, open_store, policy_of
from caveat.config import Settings
from caveat.errors import UnreadableInput
from caveat.policy import Policy
from caveat.scorer import Scorer
from caveat.store import SourceStore
from caveat.store.accounts import Role
from caveat.web import Desk, WebSettings, passwords

app = typer.Typer(help="The moderators' pages.", invoke_without_command=True)
user = typer.Typer(help="Who may use the pages.", no_args_is_help=True)
app.add_typer(user, name="user")

Store = Annotated[str | None, typer.Option(metavar="URL", help="The store; see docs/settings.md.")]
Name = Annotated[str, typer.Argument(metavar="NAME")]


@app.callback()
def serve(
    context: typer.Context,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; loopback by default.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="Port to listen on; 0 takes a free one.")
    ] = None,
    store: Store = None,
    policy_file: Annotated[
        Path | None, typer.Option("--policy", metavar="FILE", help="A policy file of your own.")
    ] = None,
    patterns: Patterns = None,
) -> None:
    """Serve the moderators' pages until told to stop (Ctrl-C or SIGTERM).

    They share a store with ``caveat serve``, which may run beside them. Make the first account
    with: caveat web user add NAME --role admin
    """
    if context.invoked_subcommand is not None:
        return
    settings = config.load()
    configure_logging(settings.log_format, settings.log_level)
    with ExitStack() as stack:
        pipeline = scorer(
            policy_file or settings.policy,
            patterns or settings.patterns,
            classifier(settings),
            in_force=_in_force(store),
        )
        stack.callback(pipeline.close)
        sources = open_store(store)
        stack.callback(sources.close)
        made = stack.enter_context(desk(settings, store, pipeline, sources))
        listening = replace(
            made.settings,
            host=host or made.settings.host,
            port=made.settings.port if port is None else port,
        )
        if not made.accounts.all():
            typer.echo("nobody has an account yet: caveat web user add NAME --role admin", err=True)
        web.serve(replace(made, settings=listening), ready=announce)


def _in_force(store: str | None) -> Policy | None:
    queue = open_queue(store)
    try:
        return policy_of(queue)
    finally:
        queue.close()


def announce(address: str) -> None:
    """Say where the pages are."""
    typer.echo(f"the pages are at {address} (Ctrl-C stops them)", err=True)


@contextmanager
def beside(
    settings: Settings, store: str | None, pipeline: Scorer, sources: SourceStore, port: int
) -> Iterator[None]:
    """The pages on a thread of their own, beside the service and on its scorer and store."""
    with desk(settings, store, pipeline, sources) as made:
        own = replace(made.settings, port=port)
        with web.running(replace(made, settings=own)) as address:
            announce(address)
            yield


@contextmanager
def desk(
    settings: Settings, store: str | None, pipeline: Scorer, sources: SourceStore
) -> Iterator[Desk]:
    """What the pages work with; its queue and accounts are closed when the block ends."""
    rules = moderation.load(settings.queue)
    queue, accounts = open_queue(store, rules), open_accounts(store)
    try:
        yield Desk(pipeline, sources, queue, accounts, rules, web_settings(settings))
    finally:
        accounts.close()
        queue.close()


def web_settings(settings: Settings) -> WebSettings:
    """The part of the settings that is about the pages."""
    return WebSettings(
        host=settings.web_host,
        port=settings.web_port,
        origin=settings.web_origin,
        idle=timedelta(minutes=settings.web_idle_minutes),
        absolute=timedelta(hours=settings.web_session_hours),
    )


@user.command("add")
def add(
    name: Name,
    role: Annotated[
        Role, typer.Option(help="Readers look, moderators decide, admins manage.")
    ] = Role.MODERATOR,
    store: Store = None,
) -> None:
    """Make an account; the password is asked for, or read from standard input."""
    hashed = passwords.hashed(_password())
    accounts = open_accounts(store)
    try:
        made = accounts.add(name, role, hashed, datetime.now(UTC))
    finally:
        accounts.close()
    typer.echo(f"{made.name} may log in as {made.role.value}")


@user.command("password")
def password(name: Name, store: Store = None) -> None:
    """Set another password; ends the account's sessions."""
    hashed = passwords.hashed(_password())
    accounts = open_accounts(store)
    try:
        accounts.set_password(name, hashed)
    finally:
        accounts.close()
    typer.echo(f"{name} has a new password; their sessions are over")


@user.command("role")
def set_role(name: Name, role: Annotated[Role, typer.Argument()], store: Store = None) -> None:
    """Give another role; ends the account's sessions."""
    accounts = open_accounts(store)
    try:
        accounts.set_role(name, role)
    finally:
        accounts.close()
    typer.echo(f"{name} is {role.value} now")


@user.command("disable")
def disable(name: Name, store: Store = None) -> None:
    """Let nobody in by this account; what it decided stays."""
    _set_disabled(name, store, disabled=True)
    typer.echo(f"{name} can no longer log in")


@user.command("enable")
def enable(name: Name, store: Store = None) -> None:
    """Let a disabled account in again."""
    _set_disabled(name, store, disabled=False)
    typer.echo(f"{name} can log in again")


@user.command("list")
def show(store: Store = None) -> None:
    """Print who has an account."""
    accounts = open_accounts(store)
    try:
        people = accounts.all()
    finally:
        accounts.close()
    for person in people:
        off = "  disabled" if person.disabled else ""
        typer.echo(f"{person.name}  {person.role.value}{off}")


def _set_disabled(name: str, store: str | None, *, disabled: bool) -> None:
    accounts = open_accounts(store)
    try:
        accounts.set_disabled(name, disabled=disabled)
    finally:
        accounts.close()


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    given = sys.stdin.readline(passwords.LONGEST + 2).rstrip("\r\n")
    if not given:
        raise UnreadableInput("no password on standard input; type one, or pipe one line in")
    return given
