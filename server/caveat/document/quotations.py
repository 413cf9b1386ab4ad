"""Who is quoted, and saying what.

Policy: words in quotation marks are a quotation when somebody is named as saying them, or when
they are a sentence; titles of works, nicknames, terms and scare quotes are not. Only the story
itself is read: a headline's marks compress what the story quotes, boilerplate quotes nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from caveat.document import persons, speakers
from caveat.document.article import Article
from caveat.document.model import Mention, Quotation
from caveat.document.span import Span
from caveat.document.statements import Reading

_SENTENCE = 5


def find(article: Article, reading: Reading, mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """Every direct quotation, in text order."""
    text = article.text
    if not reading.quoted:
        return ()
    spoken = speakers.assign(reading)
    traced = persons.Tracer(article, reading, mentions)
    found: list[Quotation] = []
    for quote, who in zip(reading.quoted, spoken, strict=True):
        if quote.depth or not _is_quotation(text[quote.start : quote.end], who):
            continue
        start, end = _content(text, quote.start, quote.end)
        if start < end:
            speaker = Span("text", *who.speaker) if who.speaker else None
            person = traced.person(speaker) if speaker else None
            cue = Span("text", *who.cue) if who.cue else None
            found.append(Quotation(Span("text", start, end), speaker, person, cue))
    return tuple(found)


def _content(text: str, start: int, end: int) -> tuple[int, int]:
    content = text[start:end]
    return end - len(content.lstrip()), start + len(content.rstrip())


def _is_quotation(content: str, who: speakers.Spoken) -> bool:
    words = content.split()
    if who.how == "cue":
        return True
    whole = len(words) >= _SENTENCE and content.rstrip()[-1:] in ".,?!…—"
    return whole and any(w[:1].islower() for w in words[1:])
