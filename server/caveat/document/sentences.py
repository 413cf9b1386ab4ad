"""Sentences, by a well-kept splitter, as spans."""

from __future__ import annotations

import sentencex

from caveat.document.article import Article
from caveat.document.model import Section, SectionKind, Sentence

_READ = frozenset(
    {
        SectionKind.HEADLINE,
        SectionKind.BODY,
        SectionKind.BIO,
        SectionKind.NOTICE,
        SectionKind.DATELINE,
        SectionKind.PHOTO_CREDIT,
    }
)


def split(article: Article, sections: tuple[Section, ...], language: str) -> tuple[Sentence, ...]:
    """The sentences of every section that holds prose, in order, without outer white space."""
    found: list[Sentence] = []
    for section in sections:
        if section.kind not in _READ:
            continue
        text = article.slice(section.span)
        for piece in sentencex.get_sentence_boundaries(language or "en", text):
            start, end = piece["start_index"], piece["end_index"]
            content = text[start:end].strip()
            if content:
                start += text[start:end].index(content)
                found.append(
                    Sentence(section.span.within(start, start + len(content)), section.kind)
                )
    return tuple(found)
