"""Documents: an article as the service reads it."""

from __future__ import annotations

from caveat.document import Document, Span
from caveat.rpc.convert.article import write_span
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


def _write_optional(span: Span | None) -> article_pb2.Span | None:
    return None if span is None else write_span(span)
