"""Documents: an article as the service reads it."""

from __future__ import annotations

from datetime import datetime

from caveat.document import (
    Article,
    Bio,
    Byline,
    BylineKind,
    Credit,
    CreditKind,
    DateSource,
    Document,
    Published,
    Quotation,
    Section,
    SectionKind,
    Sentence,
    Span,
)
from caveat.rpc.convert.article import read_span, write_span
from caveat.v1 import article_pb2, document_pb2


def write_document(document: Document) -> document_pb2.Document:
    """A read article, as a message. The article itself is not in it: the caller has it."""
    published = document.published
    return document_pb2.Document(
        article_id=document.article.id,
        language=document.language,
        sections=[
            document_pb2.Section(kind=s.kind.value, span=write_span(s.span))
            for s in document.sections
        ],
        sentences=[
            document_pb2.Sentence(span=write_span(s.span), section=s.section.value)
            for s in document.sentences
        ],
        byline=document_pb2.Byline(
            kind=document.byline.kind.value,
            names=document.byline.names,
            span=_write_optional(document.byline.span),
            source=document.byline.source,
            disagrees=document.byline.disagrees,
        ),
        credits=[
            document_pb2.Credit(kind=c.kind.value, name=c.name, key=c.key, span=write_span(c.span))
            for c in document.credits
        ],
        bios=[document_pb2.Bio(span=write_span(b.span), author=b.author) for b in document.bios],
        quotations=[
            document_pb2.Quotation(
                span=write_span(q.span),
                speaker=_write_optional(q.speaker),
                person=_write_optional(q.person),
                cue=_write_optional(q.cue),
            )
            for q in document.quotations
        ],
        published=None
        if published is None
        else document_pb2.Published(
            at=published.at.isoformat(),
            source=published.source.value,
            span=_write_optional(published.span),
        ),
    )


def read_document(message: document_pb2.Document, article: Article) -> Document:
    """The document that a server made of ``article``.

    Raises ValueError for a kind of section, byline or credit of a later version.
    """
    byline = message.byline
    published = message.published
    return Document(
        article=article,
        language=message.language,
        sections=tuple(Section(SectionKind(s.kind), read_span(s.span)) for s in message.sections),
        sentences=tuple(
            Sentence(read_span(s.span), SectionKind(s.section)) for s in message.sentences
        ),
        byline=Byline(
            kind=BylineKind(byline.kind),
            names=tuple(byline.names),
            span=_read_optional(byline, "span", byline.span),
            source=byline.source,
            disagrees=tuple(byline.disagrees),
        ),
        credits=tuple(
            Credit(CreditKind(c.kind), c.name, c.key, read_span(c.span)) for c in message.credits
        ),
        bios=tuple(Bio(read_span(b.span), b.author) for b in message.bios),
        quotations=tuple(
            Quotation(
                span=read_span(q.span),
                speaker=_read_optional(q, "speaker", q.speaker),
                person=_read_optional(q, "person", q.person),
                cue=_read_optional(q, "cue", q.cue),
            )
            for q in message.quotations
        ),
        published=Published(
            at=datetime.fromisoformat(published.at),
            source=DateSource(published.source),
            span=_read_optional(published, "span", published.span),
        )
        if message.HasField("published")
        else None,
    )


def _write_optional(span: Span | None) -> article_pb2.Span | None:
    return None if span is None else write_span(span)


def _read_optional(
    holder: document_pb2.Byline | document_pb2.Quotation | document_pb2.Published,
    name: str,
    span: article_pb2.Span,
) -> Span | None:
    return read_span(span) if holder.HasField(name) else None  # type: ignore[arg-type]
