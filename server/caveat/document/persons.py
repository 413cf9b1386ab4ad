"""Whom a pronoun or a surname means, among the people named so far.

No model: a surname goes to the fullest name that ends in it; "he" and "she" go to the subject or
speaker of the nearest sentence before, when nothing known of their gender speaks against it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from caveat.document import gazetteer as lists
from caveat.document import openings, words
from caveat.document.article import Article
from caveat.document.model import Mention, MentionKind
from caveat.document.span import Span
from caveat.document.statements import Reading

# How far back an antecedent is looked for: sentences, and sources and names within each.
_SENTENCES_BACK = 6
_BODY_BACK = 3
_PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we", "who", "you"))
_WORD = 80
_SOURCES_BACK = 8
_MENTIONS_BACK = 40
_GENDER = {"he": "m", "she": "f"}


class Tracer:
    """Traces sources of one article to the people named in it."""

    def __init__(self, article: Article, reading: Reading, mentions: Sequence[Mention]) -> None:
        self._text = article.text
        self._masked = reading.masked
        self._units = reading.units
        self._starts = [unit.start for unit in reading.units]
        self._mentions = [m for m in mentions if m.span.field == "text"]
        self._at = [m.span.start for m in self._mentions]
        self._subjects: dict[int, tuple[int, int] | None] = {}
        self._sources: dict[int, list[tuple[int, int]]] = {}
        for statement in reading.statements:
            if statement.source is not None:
                self._sources.setdefault(statement.unit, []).append(statement.source)
        for sources in self._sources.values():
            sources.sort()

    def person(self, source: Span) -> Span:
        """The name that a source stands for, or the source itself when nothing is traced."""
        word = self._text[source.start : source.end].lower()
        if word in _GENDER:
            return self._antecedent(source.start, _GENDER[word]) or source
        if word == "it":
            return self._body(source.start) or source
        apposed = self._apposed(source.start, source.end)
        if apposed is not None:
            return apposed.full or source
        named = self._last_in(source.start, source.end)
        if named is not None and named.span.end >= source.end - 2 and named.full is not None:
            return named.full if named.full != named.span else source
        return source

    def _apposed(self, start: int, end: int) -> Mention | None:
        """The person named right after a description: "the ambassador, Koji Tomita,"."""
        if self._text[end : end + 2] != ", ":
            return None
        index = bisect_left(self._at, end + 2)
        if index >= len(self._mentions):
            return None
        mention = self._mentions[index]
        begins = mention.role.start if mention.role is not None else mention.span.start
        person = mention.kind is MentionKind.PERSON or (
            mention.kind is MentionKind.UNKNOWN and " " in self._text[slice(*_range(mention))]
        )
        described = any(w in lists.ROLE for w in self._text[max(start, end - _WORD) : end].split())
        return mention if begins == end + 2 and person and described else None

    def _last_in(self, start: int, end: int) -> Mention | None:
        """The last mention inside a stretch of text."""
        index = bisect_right(self._at, end) - 1
        if index >= 0 and self._at[index] >= start and self._mentions[index].span.end <= end + 2:
            return self._mentions[index]
        return None

    def _body(self, at: int) -> Span | None:
        """What "it" stands for, when it spoke before: an organisation, a report, a country."""
        here = bisect_right(self._starts, at) - 1
        for index in range(here, max(-1, here - _BODY_BACK), -1):
            sources = [s for s in self._sources.get(index, []) if s[1] <= at]
            subject = self._subject(index)
            for start, end in [*sources[-1:], *([subject] if subject else [])]:
                if end > at or self._text[start:end].lower() in _PRONOUNS:
                    continue
                mention = self._last_in(start, end)
                if mention is None:
                    return Span("text", start, end)
                if mention.kind is not MentionKind.PERSON:
                    return mention.full
        return None

    def _subject(self, index: int) -> tuple[int, int] | None:
        """The subject that opens a sentence, read once."""
        if index not in self._subjects:
            unit = self._units[index]
            self._subjects[index] = openings.leading(self._masked, unit.start, unit.end)
        return self._subjects[index]

    def _antecedent(self, at: int, gender: str) -> Span | None:
        here = bisect_right(self._starts, at) - 1
        for index in range(here, max(-1, here - _SENTENCES_BACK), -1):
            unit = self._units[index]
            end = min(unit.end, at)
            subject = self._subject(index)
            candidates = [subject] if subject and subject[1] <= at else []
            sources = self._sources.get(index, [])
            nearest = bisect_right(sources, (at, at))
            candidates += [
                s for s in sources[max(0, nearest - _SOURCES_BACK) : nearest] if s[1] <= at
            ]
            for start, stop in candidates:
                mention = self._last_in(start, stop)
                if mention is not None and _may_be(mention, gender):
                    return mention.full
            last = bisect_left(self._at, end) - 1
            first = max(bisect_left(self._at, unit.start), last - _MENTIONS_BACK)
            for position in range(last, first - 1, -1):
                mention = self._mentions[position]
                quoted = self._masked[mention.span.start] == words.MASK
                if not quoted and mention.kind is MentionKind.PERSON and _may_be(mention, gender):
                    return mention.full
        return None


def _range(mention: Mention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


def _may_be(mention: Mention, gender: str) -> bool:
    if mention.gender:
        return mention.gender == gender
    person = mention.kind is MentionKind.PERSON
    return person or (
        mention.kind is MentionKind.UNKNOWN
        and mention.full is not None
        and (len(mention.full) > len(mention.span) or len(mention.span) > 12)
    )
