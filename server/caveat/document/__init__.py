"""An article as received, and what it looks like once read.

``parse`` is the only way from one to the other: text in, sections, sentences, byline, credits,
bios and quotations out, as spans of the text as received.
"""

from caveat.document.article import Article
from caveat.document.model import (
    Attribution,
    Bio,
    Byline,
    BylineKind,
    Credit,
    CreditKind,
    DateSource,
    Document,
    Mention,
    MentionKind,
    Published,
    Quotation,
    Section,
    SectionKind,
    Sentence,
)
from caveat.document.parse import parse
from caveat.document.span import Span

__all__ = [
    "Article",
    "Attribution",
    "Bio",
    "Byline",
    "BylineKind",
    "Credit",
    "CreditKind",
    "DateSource",
    "Document",
    "Mention",
    "MentionKind",
    "Published",
    "Quotation",
    "Section",
    "SectionKind",
    "Sentence",
    "Span",
    "parse",
]
