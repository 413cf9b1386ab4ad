"""``caveat queue verify``, ``export``, ``stats``, ``agreement`` and ``events``: looking back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from caveat.cli import inputs
from caveat.cli.queue_output import show_event, show_stats
from caveat.cli.stores import opened_queue as opened
from caveat.errors import InvalidArticle, UnreadableInput, Violation
from caveat.moderation import Filter
from caveat.moderation.export import Row, rows, write_jsonl, write_parquet
from caveat.report.terminal import plain

Store = Annotated[str | None, typer.Option(metavar="URL", help="The store; see docs/settings.md.")]
QueueName = Annotated[str, typer.Option("--queue", help="Only this queue.")]
Signal = Annotated[str, typer.Option(help="Only items that this signal fired for.")]
Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="From then on, UTC."),
]


def verify(
    expect: Annotated[
        str, typer.Option(metavar="N:HASH", help="An entry and its hash, noted earlier.")
    ] = "",
    store: Store = None,
) -> None:
    """Check the audit log's hash chain and the decisions against it: exit code 1 for a fault."""
    noted = None
    if expect:
        number, _, hash_ = expect.partition(":")
        if not inputs.is_number(number):
            raise InvalidArticle([Violation("expect", "is not N:HASH", "as this command prints")])
        noted = (int(number), hash_)
    with opened(store) as queue:
        found = queue.verify(expect=noted)
    for fault in found.faults:
        typer.echo(plain(fault))
    if found.faults:
        raise typer.Exit(1)
    typer.echo(f"{found.entries} entries, sound; note the last: {found.entries}:{found.head}")


def export(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="NAME.jsonl, NAME.parquet or -")],
    queue: QueueName = "",
    signal: Signal = "",
    since: Since = None,
    store: Store = None,
) -> None:
    """Write decisions and suggestions as training rows, each with where it comes from."""
    moment = since.replace(tzinfo=UTC) if since else None
    if str(path) != "-" and path.suffix not in (".jsonl", ".parquet"):
        raise UnreadableInput(
            f"{path}: name a file NAME.jsonl or NAME.parquet, or - for JSON lines"
        )
    with opened(store) as line:
        lines = rows(
            line.judged(Filter(queue, signal=signal), since=moment), line.suggested(since=moment)
        )
        if str(path) == "-":
            written = write_jsonl(lines, typer.get_text_stream("stdout"))
        else:
            written = _written(lines, path)
    typer.echo(f"{written} rows", err=True)


def _written(lines: Iterator[Row], path: Path) -> int:
    try:
        if path.suffix == ".parquet":
            return write_parquet(lines, path)
        with path.open("w", encoding="utf-8") as stream:
            return write_jsonl(lines, stream)
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be written: {error.strerror or error}") from error


def stats(queue: QueueName = "", since: Since = None, store: Store = None) -> None:
    """How the queues stand, and how the signals and the routing rules fare."""
    with opened(store) as line:
        show_stats(line.stats(queue, since=since.replace(tzinfo=UTC) if since else None))


def agreement(since: Since = None, store: Store = None) -> None:
    """Whether reviewers agree: Krippendorff's alpha, and Cohen's kappa of each two."""
    from caveat.moderation.agreement import agreement as measured  # noqa: PLC0415

    with opened(store) as line:
        found = measured(line.judged(since=since.replace(tzinfo=UTC) if since else None))
    if not found:
        typer.echo("no two people have judged the same item", err=True)
    for subject in found:
        alpha = "undefined" if subject.alpha is None else f"{subject.alpha:.3f}"
        typer.echo(
            plain(
                f"{subject.subject}: alpha {alpha}, {subject.units} judged by more than one of "
                f"{subject.reviewers} people, equal {subject.same:.1%}"
            )
        )
        for pair in subject.pairs:
            kappa = "undefined" if pair.kappa is None else f"{pair.kappa:.3f}"
            typer.echo(plain(f"  {pair.first} and {pair.second}: kappa {kappa} on {pair.units}"))


def events(
    after: Annotated[int, typer.Option(min=0, max=inputs.MOST, help="A sequence number.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    store: Store = None,
) -> None:
    """The audit log, oldest first."""
    with opened(store) as line:
        while found := line.events(after):
            for event in found:
                if as_json:
                    told = {"sequence": event.sequence, "at": event.at.isoformat()}
                    told |= {"kind": event.kind.value, "item": event.item_id, "actor": event.actor}
                    typer.echo(json.dumps(told | {"data": dict(event.data), "hash": event.hash}))
                else:
                    show_event(event)
            after = found[-1].sequence
