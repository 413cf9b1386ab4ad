"""``caveat policy``: what decisions speak for, and which policy is in force."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from caveat import config, policy
from caveat.cli.stores import open_queue
from caveat.errors import UnreadableInput
from caveat.report.terminal import plain

app = typer.Typer(
    help="What decisions speak for, and which policy is in force.", no_args_is_help=True
)

Store = Annotated[str | None, typer.Option(metavar="URL", help="The store; see docs/settings.md.")]
Who = Annotated[str, typer.Option("--by", metavar="NAME", help="Who you are, in the audit log.")]


@app.command()
def fit(
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it.")] = None,
    precision: Annotated[
        float, typer.Option(min=0.01, max=0.999, help="Of the findings over a threshold.")
    ] = 0.8,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="UTC.")] = None,
    store: Store = None,
) -> None:
    """Propose thresholds and calibration from decisions. Changes nothing."""
    from caveat.moderation import fit as fitting  # noqa: PLC0415 (heavy)
    from caveat.moderation.proposal import propose  # noqa: PLC0415

    moment = since.replace(tzinfo=UTC) if since else None
    queue = open_queue(store)
    try:
        applied = queue.policies.in_force()
        learned = fitting.lessons(queue.judged(since=moment), queue.suggested(since=moment))
    finally:
        queue.close()
    base = applied.policy if applied else policy.load(config.load().policy)
    fits = [fitting.fit(signal, pairs, precision) for signal, pairs in learned.items()]
    if not fits:
        typer.echo("no finding was judged: there is nothing to learn from", err=True)
        raise typer.Exit(1)
    for one in fits:
        head = f"{one.signal}: {one.findings} judged findings, {one.upheld} upheld"
        if one.threshold is None:
            typer.echo(plain(f"{head}; unchanged: {one.why_not}"))
            continue
        (a, b), (c, d) = one.precision.interval, one.recall.interval
        now = base.thresholds.get(one.signal, 1.0)
        typer.echo(
            plain(
                f"{head}; {one.method}, threshold {now:g} -> {one.threshold:g}; expected precision "
                f"{one.precision.share:.3f} ({a:.3f} to {b:.3f}), recall {one.recall.share:.3f} "
                f"({c:.3f} to {d:.3f}); Brier score {one.brier_before} -> {one.brier}"
            )
        )
    typer.echo(
        "Recall is of what people saw: what was scored too low to enter was never judged.", err=True
    )
    text = propose(base, fits)
    if out is None:
        typer.echo(text, nl=False)
    else:
        try:
            out.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UnreadableInput(f"{out}: cannot be written: {error.strerror}") from error
        typer.echo(f"apply it with: caveat policy apply {out} --by NAME", err=True)


@app.command()
def apply(file: Path, who: Who, store: Store = None) -> None:
    """Put a policy file in force for servers that start from now on."""
    try:
        body = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"{file}: cannot be read: {error}") from error
    queue = open_queue(store)
    try:
        applied = queue.policies.apply(body, who)
    finally:
        queue.close()
    typer.echo(plain(f"policy {applied.version} is in force; restart the server to use it"))


@app.command()
def revert(who: Who, store: Store = None) -> None:
    """Put the policy before back in force."""
    queue = open_queue(store)
    try:
        applied = queue.policies.revert(who)
    finally:
        queue.close()
    version = applied.version if applied else "of the settings"
    typer.echo(plain(f"the policy {version} is in force; restart the server to use it"))


@app.command()
def show(
    body: Annotated[bool, typer.Option(help="And what the one in force says.")] = False,
    store: Store = None,
) -> None:
    """Every policy that was applied, and which is in force."""
    queue = open_queue(store)
    try:
        known = queue.policies.all()
    finally:
        queue.close()
    if not any(one.in_force for one in known):
        typer.echo(f"in force: {policy.load(config.load().policy).version}, of the settings")
    for one in known:
        mark = "in force: " if one.in_force else ""
        typer.echo(
            plain(
                f"{mark}{one.version}, applied {one.applied_at:%Y-%m-%d %H:%M} by {one.applied_by}"
            )
        )
        if body and one.in_force:
            typer.echo(plain(one.body))
