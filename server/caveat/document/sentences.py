"""Sentences, by a well-kept splitter, as spans."""

from __future__ import annotations

from collections.abc import Iterator

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


# The splitter's time grows with the square of a run of unclosed quotation marks: a longer
# paragraph than any newspaper prints is cut at a space before it is handed over.
_LONGEST = 4_000
# The splitter panics, past every ``except Exception``, where a space beyond ASCII stands between a
# single letter and a full stop ("J\u00a0."): it is given plain ones, one for one.
_PLAIN = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | dict.fromkeys("\u0085\u2028\u2029", "\n")
)


def split(article: Article, sections: tuple[Section, ...], language: str) -> tuple[Sentence, ...]:
    """The sentences of every section that holds prose, in order, without outer white space."""
    return tuple(
        Sentence(section.span.within(start, end), section.kind)
        for section in sections
        if section.kind in _READ
        for start, end in _bounds(article.slice(section.span), language or "en")
    )


def _bounds(text: str, language: str) -> Iterator[tuple[int, int]]:
    plain = text.translate(_PLAIN)
    for offset, end in _pieces(text):
        for piece in sentencex.get_sentence_boundaries(language, plain[offset:end]):
            content = piece["text"].strip()
            if content:
                start = offset + piece["start_index"] + piece["text"].index(content)
                yield start, start + len(content)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > _LONGEST:
        cut = text.rfind("\n", start + _LONGEST // 2, start + _LONGEST)
        if cut < 0:
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        end = cut + 1 if cut >= 0 else start + _LONGEST
        yield start, end
        start = end
    yield start, len(text)
