"""``caveat serve``, ``health`` and ``migrate``: running the service."""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import structlog
import typer

from caveat import config, policy
from caveat.cli.stores import migrate_store, open_queue, open_store, policy_of
from caveat.client import Client
from caveat.encoder import Classifier, open_classifier
from caveat.errors import CaveatError
from caveat.moderation.webhooks import Dispatcher
from caveat.policy import Policy
from caveat.rpc import server
from caveat.rpc.settings import ServiceSettings
from caveat.scorer import Scorer
from caveat.signals import Signal, discover
from caveat.signals.disclaimer import Disclaimer, load_patterns

Patterns = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Notice patterns of your own (docs/disclaimer-patterns.md)."),
]


def scorer(
    policy_file: Path | None = None,
    patterns: Sequence[Path] | None = None,
    classifier: Classifier | None = None,
    *,
    in_force: Policy | None = None,
) -> Scorer:
    """The pipeline with every signal that is installed, and the operator's own notice patterns.

    The policy is the file's; without one, the one ``in_force`` in the store, or the one that ships.

    Raises UnreadableInput naming the file and what is wrong with it.
    """
    own = [load_patterns(path) for path in patterns or ()]
    signals: list[Signal] = [
        Disclaimer(own) if own and signal.name == Disclaimer.name else signal
        for signal in discover()
    ]
    chosen = in_force if in_force and policy_file is None else policy.load(policy_file)
    return Scorer(signals, chosen, classifier)


def classifier(settings: config.Settings) -> Classifier | None:
    """The classifier that the settings name. Raises UnreadableInput when it cannot be used."""
    return open_classifier(settings.model, settings.model_runtime, settings.model_threads)


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; loopback by default.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="Port to listen on; 0 takes a free one.")
    ] = None,
    store: Annotated[
        str | None, typer.Option(metavar="URL", help="Store of source articles.")
    ] = None,
    policy_file: Annotated[
        Path | None, typer.Option("--policy", metavar="FILE", help="A policy file of your own.")
    ] = None,
    patterns: Patterns = None,
    web_port: Annotated[
        int | None,
        typer.Option(
            "--web", metavar="PORT", min=0, max=65_535, help="Serve the moderators' pages as well."
        ),
    ] = None,
    address_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write HOST:PORT here once the server listens."),
    ] = None,
) -> None:
    """Run the server until it is told to stop (Ctrl-C or SIGTERM).

    Every option is also a setting: see docs/settings.md.
    """
    settings = config.load()
    configure_logging(settings.log_format, settings.log_level)
    opened = open_store(store)
    queue = open_queue(store)
    pipeline = scorer(
        policy_file or settings.policy,
        patterns or settings.patterns,
        classifier(settings),
        in_force=policy_of(queue),
    )
    dispatcher = Dispatcher(queue.webhooks, private=settings.webhooks_private)

    def announce(address: str) -> None:
        typer.echo(f"caveat listens on {address} (Ctrl-C stops it)", err=True)
        if address_file is not None:
            # In one step, so that whoever waits for the file never reads half of it.
            draft = address_file.with_suffix(".part")
            draft.write_text(address, encoding="utf-8")
            draft.replace(address_file)

    with ExitStack() as stack:
        stack.callback(pipeline.close)
        stack.callback(opened.close)
        stack.callback(queue.close)
        stack.callback(dispatcher.close)
        dispatcher.start()
        if web_port is not None:
            # On demand: scoring must not wait for the pages' imports.
            pages = importlib.import_module("caveat.cli.web")
            stack.enter_context(pages.beside(settings, store, pipeline, opened, web_port))
        server.serve(
            pipeline,
            opened,
            ServiceSettings(
                host=host or settings.host,
                port=settings.port if port is None else port,
                threads=settings.threads,
            ),
            queue,
            ready=announce,
        )


def health(
    address: Annotated[str, typer.Option("--server", metavar="HOST:PORT")] = "127.0.0.1:50051",
    timeout: Annotated[float, typer.Option(help="Seconds to wait for an answer.")] = 3.0,
) -> None:
    """Ask a server whether it serves: exit code 0 when it does, 1 when not."""
    with Client(address, timeout=timeout) as client:
        try:
            serving = client.is_serving()
        except CaveatError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
    typer.echo(f"{address}: {'SERVING' if serving else 'NOT_SERVING'}")
    raise typer.Exit(0 if serving else 1)


def migrate(
    store: Annotated[
        str | None, typer.Option(metavar="URL", help="Store of source articles.")
    ] = None,
) -> None:
    """Create or update the schema of the store."""
    migrate_store(store)
    typer.echo("the store's schema is up to date")


def configure_logging(log_format: str, level: str) -> None:
    """Log to standard error: lines for people, or one JSON object a line. Never article text.

    A traceback is logged without local variables: they hold texts, passwords and tokens.
    """
    renderers: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if log_format == "json"
        else [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *renderers,
            ],
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    logging.getLogger("alembic").setLevel(logging.WARNING)
