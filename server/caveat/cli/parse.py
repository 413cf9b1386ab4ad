"""``caveat parse``: the document as the service sees it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from caveat.cli import inputs
from caveat.cli.output import REFUSED, console
from caveat.document import Document, Span, parse
from caveat.report.terminal import plain
from caveat.rpc.convert.json import document_json


def parse_files(
    paths: inputs.Paths,
    json: Annotated[
        bool,
        typer.Option("--json", help="One JSON object a line: the protobuf JSON of the document."),
    ] = False,
) -> None:
    """Show what each part of an article is taken for: sections, byline, credits, quotations."""
    read = inputs.read(paths)
    for article in read.articles:
        document = parse(article)
        if json:
            typer.echo(document_json(document))
        else:
            _show(document)
    if read.refused:
        raise typer.Exit(REFUSED)


def _show(document: Document) -> None:
    out = console()
    out.print(Text(plain(document.article.id), "bold"))
    table = Table(box=None, pad_edge=False, expand=True)
    table.add_column("part", no_wrap=True)
    table.add_column("text", ratio=1, overflow="fold")
    for section in document.sections:
        table.add_row(Text(section.kind.value, "cyan"), _text(document, section.span))
    byline = document.byline
    table.add_row(
        Text(f"byline: {byline.kind.value}", "green"), Text(plain(", ".join(byline.names)))
    )
    for credit in document.credits:
        table.add_row(Text(f"credit: {credit.kind.value}", "green"), Text(plain(credit.name)))
    for quotation in document.quotations:
        speaker = _text(document, quotation.speaker) if quotation.speaker else Text("nobody", "red")
        table.add_row(
            Text("quotation", "green"),
            Text.assemble("“", _text(document, quotation.span), "” — ", speaker),
        )
    if document.published is not None:
        table.add_row(Text("published", "green"), document.published.at.isoformat())
    out.print(table)
    out.print()


def _text(document: Document, span: Span) -> Text:
    return Text(plain(" ".join(document.text(span).split())))
