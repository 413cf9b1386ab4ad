"""``caveat batch``: an archive overnight, a crawl on a cluster."""

from __future__ import annotations

import hashlib
import os
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import re2
import typer
from rich.console import Console
from typer.core import TyperCommand

from caveat import config
from caveat.batch import Job
from caveat.batch import run as run_batch
from caveat.batch.cluster import Cluster
from caveat.batch.job import SHARD_ROWS, Format
from caveat.batch.progress import Lines, Progress, Silent, Terminal
from caveat.batch.run import local
from caveat.cli.output import REFUSED
from caveat.cli.serve import Patterns, scorer
from caveat.encoder import open_classifier
from caveat.errors import UnreadableInput
from caveat.intake.archive import Options
from caveat.intake.fields import NAMES
from caveat.scorer import Scorer

# What may follow --ray; anything else is an input.
_ADDRESS = re2.compile(r"^(?:ray://.*|auto|local|[\w.-]+:\d+)$")


class Telling(StrEnum):
    """How progress is told."""

    AUTO = "auto"
    LINES = "lines"
    JSON = "json"
    NONE = "none"


class _Batch(TyperCommand):
    """--ray may stand with an address after it, or without."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Give --ray an empty address when none follows."""
        given = []
        for at, argument in enumerate(args):
            following = args[at + 1] if at + 1 < len(args) else ""
            given.append(argument)
            if argument == "--ray" and not _ADDRESS.match(following):
                given.append("")
        return super().parse_args(ctx, given)


app = typer.Typer(add_completion=False)


@app.command("batch", cls=_Batch)
def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files, folders, globs, addresses (s3://...), or - for JSON lines on standard "
            "input.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where rows and summary go.")],
    format: Annotated[  # noqa: A002 (the option's name)
        Format, typer.Option(help="How rows are written.")
    ] = Format.JSONL,
    sources: Annotated[
        bool,
        typer.Option("--sources/--no-sources", help="Hold the articles against one another."),
    ] = True,
    store: Annotated[
        str,
        typer.Option(
            metavar="URL", help="An empty store for the batch; a file in FOLDER by default."
        ),
    ] = "",
    workers: Annotated[
        int | None, typer.Option(min=1, max=1024, help="Processes; one a core by default.")
    ] = None,
    shard_rows: Annotated[
        int, typer.Option(min=1, max=100_000, help="Articles in a part of the output.")
    ] = SHARD_ROWS,
    ray: Annotated[
        str | None,
        typer.Option(
            metavar="[ADDRESS]",
            help="Work on a Ray cluster: HOST:PORT, ray://HOST:PORT, or the one of this machine.",
        ),
    ] = None,
    threads: Annotated[
        int,
        typer.Option(
            min=1, max=256, help="Articles that a worker scores side by side: for a GPU's batches."
        ),
    ] = 1,
    gpus: Annotated[
        float, typer.Option(min=0.0, help="With --ray, the share of a GPU that a worker takes.")
    ] = 0.0,
    enqueue: Annotated[
        bool,
        typer.Option("--enqueue", help="Send what the policy holds to the moderation queue."),
    ] = False,
    queue: Annotated[
        str,
        typer.Option(metavar="URL", help="The queue's database; by default that of the settings."),
    ] = "",
    max_errors: Annotated[
        int | None, typer.Option(min=0, help="Stop when more records are refused.")
    ] = None,
    columns: Annotated[
        str,
        typer.Option(
            metavar="FIELD=COLUMN,...",
            help="Which column of a table holds which field, as in text=body,title=headline.",
        ),
    ] = "",
    progress: Annotated[
        Telling,
        typer.Option(help="How progress is told, on standard error: auto is a bar on a terminal."),
    ] = Telling.AUTO,
    restart: Annotated[
        bool, typer.Option("--restart", help="Throw away what an earlier run left in FOLDER.")
    ] = False,
    policy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A policy file of your own (TOML).")
    ] = None,
    patterns: Patterns = None,
) -> None:
    """Score archives of any size: the same command again goes on where a run was stopped.

    The articles of a batch are one another's sources. Exit code 0: every record was scored; 2: some
    were refused (errors.jsonl says which and why), or the run could not be made.
    """
    job = Job(
        tuple(inputs),
        out,
        partial(_build, policy, patterns),
        options=Options(_columns(columns)),
        format=format,
        sources=sources,
        store=store,
        queue=(queue or config.load().store) if enqueue or queue else "",
        threads=threads,
        shard_rows=shard_rows,
        max_errors=max_errors,
        restart=restart,
        depends={f"patterns {path.name}": _digest(path) for path in patterns or ()},
    )
    start = local(workers or _cores())
    if ray is not None:
        start = partial(Cluster, address=ray, workers=workers, gpus=gpus)
    outcome = run_batch(job, start, _progress(progress))
    typer.echo(
        f"scored {outcome.tally.articles:,}, held {outcome.tally.held:,}, "
        f"refused {outcome.refused:,}"
        + (f", waiting for review {outcome.queued:,}" if outcome.queued is not None else "")
        + f"; see {outcome.out}"
    )
    if outcome.refused:
        raise typer.Exit(REFUSED)


def _build(policy: Path | None, patterns: list[Path] | None) -> Scorer:
    """A worker's scorer, with a classifier that runs on one core: there is a worker a core."""
    settings = config.load()
    model = open_classifier(settings.model, settings.model_runtime)
    return scorer(policy, patterns, model)


def _progress(telling: Telling) -> Progress:
    if telling is Telling.NONE:
        return Silent()
    console = Console(stderr=True)
    if telling is Telling.AUTO and console.is_terminal:
        return Terminal(console)
    return Lines(partial(typer.echo, err=True), as_json=telling is Telling.JSON)


def _columns(given: str) -> dict[str, str]:
    """Field to column. Raises UnreadableInput for what is no pair, or no field of an article."""
    found = {}
    for pair in filter(None, given.split(",")):
        name, equals, column = pair.partition("=")
        if not equals or not column or name not in NAMES:
            raise UnreadableInput(
                f"--columns: {pair!r} is no FIELD=COLUMN; the fields are {', '.join(NAMES)}"
            )
        found[name] = column
    return found


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read: {error.strerror}") from None
