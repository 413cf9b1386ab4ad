"""``caveat sources``: the articles of other outlets that an article is held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from caveat.cli import inputs
from caveat.cli.output import REFUSED, complain
from caveat.cli.stores import open_store
from caveat.client import Client
from caveat.document import Document, parse
from caveat.errors import NotFound
from caveat.store import Outcome

app = typer.Typer(
    help="Add, look up, delete and expire source articles.",
    no_args_is_help=True,
    add_completion=False,
)

_DAYS = {"d": 1, "w": 7, "y": 365}
_OLDEST = 200 * 365

Server = Annotated[
    str | None, typer.Option(metavar="HOST:PORT", help="The store of a running server.")
]
Store = Annotated[
    str | None, typer.Option(metavar="URL", help="A store opened here; see docs/settings.md.")
]


@app.command()
def add(paths: inputs.Paths, server: Server = None, store: Store = None) -> None:
    """Store articles; one with a known id replaces the stored one."""
    read = inputs.read(paths)
    refused = read.refused
    if server:
        with Client(server) as client:
            answer = client.sources.add(read.articles)
        for _, article_id, error in answer.refused:
            complain(article_id, error)
        refused += len(answer.refused)
        counts = (answer.added, answer.updated, answer.unchanged)
    else:
        outcomes = _add_here([parse(article) for article in read.articles], store)
        counts = (
            outcomes.count(Outcome.ADDED),
            outcomes.count(Outcome.UPDATED),
            outcomes.count(Outcome.UNCHANGED),
        )
    typer.echo(f"added {counts[0]}, updated {counts[1]}, unchanged {counts[2]}, refused {refused}")
    if refused:
        raise typer.Exit(REFUSED)


@app.command()
def related(paths: inputs.Paths, server: Server = None, store: Store = None) -> None:
    """Which stored articles tell of the same event as these files, and why."""
    read = inputs.read(paths)
    for article in read.articles:
        if server:
            with Client(server) as client:
                answer = client.sources.related(article)
            _show(
                article.id,
                [_hit(a.same_event, a.article_id, a.copy, a.why) for a in answer.articles],
                answer.unavailable,
            )
        else:
            opened = open_store(store)
            try:
                found = opened.find(parse(article))
            finally:
                opened.close()
            _show(
                article.id,
                [_hit(a.same_event, a.article_id, a.copy, a.why) for a in found.hits],
                "",
            )
    if read.refused:
        raise typer.Exit(REFUSED)


@app.command()
def delete(
    ids: Annotated[list[str], typer.Argument(metavar="ID...")],
    server: Server = None,
    store: Store = None,
) -> None:
    """Remove articles and everything derived from them."""
    missing = 0
    if server:
        with Client(server) as client:
            missing = sum(not _deleted(client.sources.delete, i) for i in ids)
    else:
        opened = open_store(store)
        try:
            missing = sum(not _deleted(opened.delete, i) for i in ids)
        finally:
            opened.close()
    typer.echo(f"deleted {len(ids) - missing}, not found {missing}")
    if missing:
        raise typer.Exit(REFUSED)


@app.command()
def expire(
    older_than: Annotated[
        str, typer.Option(metavar="AGE", help="Days, weeks or years, as in 90d, 12w or 2y.")
    ],
    store: Store = None,
) -> None:
    """Remove articles published longer ago than an age; run it daily for retention by age.

    An article without a date is as old as its time in the store.
    """
    age = _age(older_than)
    opened = open_store(store)
    try:
        removed = opened.expire(datetime.now(UTC) - age)
        left = opened.count()
    finally:
        opened.close()
    typer.echo(f"expired {removed}, left {left}")


@app.command()
def reindex(
    store: Store = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Those of today's rules too: after a change of parsing.")
    ] = False,
) -> None:
    """Read again the articles that were read by the rules of an older version.

    Needed once after an upgrade that says so. The service may run meanwhile; an interrupted run
    goes on where it stopped (with --all from the start).
    """
    opened = open_store(store)
    try:
        again = opened.reindex(everything=everything)
    finally:
        opened.close()
    typer.echo(f"read again {again}")


def _age(text: str) -> timedelta:
    number, unit = text[:-1], text[-1:]
    # isdecimal, because isdigit takes superscripts, which int does not.
    days = int(number) * _DAYS[unit] if number.isdecimal() and unit in _DAYS else 0
    if not 0 < days <= _OLDEST:
        raise typer.BadParameter(
            f"{text!r} is not an age; write a number and d, w or y, as in 90d",
            param_hint="--older-than",
        )
    return timedelta(days=days)


def _hit(same_event: float, article_id: str, copy: bool, why: str) -> str:
    return f"{same_event:.2f} {article_id}{' (copy)' if copy else ''}: {why}"


def _show(article_id: str, hits: list[str], unavailable: str) -> None:
    typer.echo(article_id if hits else f"{article_id}: {unavailable or 'nothing related'}")
    for hit in hits:
        typer.echo(f"  {hit}")


def _deleted(delete: Callable[[str], None], article_id: str) -> bool:
    try:
        delete(article_id)
    except NotFound as error:
        complain(article_id, error)
        return False
    return True


def _add_here(documents: Sequence[Document], url: str | None) -> list[Outcome]:
    store = open_store(url)
    try:
        return store.add(documents)
    finally:
        store.close()
