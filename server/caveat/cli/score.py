"""``caveat score``: why these articles might not be relied on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

import caveat.store
from caveat import config
from caveat.cli import inputs
from caveat.cli.output import REFUSED, complain, console
from caveat.cli.serve import Patterns, classifier
from caveat.cli.serve import scorer as build_scorer
from caveat.client import Client
from caveat.document import Article, parse
from caveat.errors import CaveatError, NotFound, UnreadableInput
from caveat.evidence import Score
from caveat.report import Scored, page, show
from caveat.rpc.convert.json import score_json
from caveat.scorer import Scorer
from caveat.signals import Related

_ALONE = "the article was scored alone, as asked"


def score(
    paths: inputs.Paths,
    json: Annotated[
        bool,
        typer.Option("--json", help="One JSON object a line: the protobuf JSON of the answer."),
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a self-contained page.")
    ] = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="Do not hold the articles against one another.")
    ] = False,
    server: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", help="Ask a running server instead of scoring here."),
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A policy file of your own (TOML).")
    ] = None,
    patterns: Patterns = None,
) -> None:
    """Score articles and show the evidence.

    The articles of one call also serve as one another's sources, unless --alone is given. With
    --server the server's stored articles serve as sources too; the articles of the call are lent
    to its store while they are scored.
    """
    settings = config.load()
    scorer = build_scorer(policy, patterns, None if server else classifier(settings))
    read = inputs.read(paths)
    results = (
        _remote(server, read.articles, alone) if server else _local(scorer, read.articles, alone)
    )
    scored: list[Scored] = []
    refused = read.refused
    for article, result in results:
        if isinstance(result, CaveatError):
            refused += 1
            complain(article.id, result)
            continue
        if json:
            typer.echo(score_json(result))
        scored.append(Scored(parse(article), result))
    if html is not None:
        _write(html, page(scored))
    elif not json:
        show(console(), scored)
    if refused:
        raise typer.Exit(REFUSED)


def _local(
    scorer: Scorer, articles: Sequence[Article], alone: bool
) -> Iterator[tuple[Article, Score | CaveatError]]:
    """Score here, the articles in a store of this call's own."""
    documents = [parse(article) for article in articles]
    if alone:
        for document in documents:
            yield document.article, scorer.score(document, Related(unavailable=_ALONE))
        return
    store = caveat.store.open("sqlite://")
    try:
        store.add(documents)
        for document in documents:
            yield document.article, scorer.score(document, store.related(document))
    finally:
        store.close()


def _remote(
    address: str, articles: Sequence[Article], alone: bool
) -> Iterator[tuple[Article, Score | CaveatError]]:
    """Ask a server, in the order of the call; what was lent to its store is taken back."""
    with Client(address) as client:
        known = set() if alone else {a.id for a in articles if _is_stored(client, a)}
        lent = [] if alone else [a for a in articles if a.id not in known]
        try:
            if lent:
                client.sources.add(lent)
            answers: dict[int, Score | CaveatError] = {}
            for answer in client.score_many(articles, alone=alone):
                answers[answer.index] = answer.result
            for index, article in enumerate(articles):
                yield article, answers[index]
        finally:
            for article in lent:
                with suppress(NotFound):
                    client.sources.delete(article.id)


def _is_stored(client: Client, article: Article) -> bool:
    try:
        client.sources.get(article.id)
    except NotFound:
        return False
    return True


def _write(path: Path, content: str) -> None:
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise UnreadableInput(
            f"{path}: cannot be written: {error.strerror}; name a file in a folder of yours"
        ) from error
