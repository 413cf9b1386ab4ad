"""Who is quoted, and saying what.

Policy: words in quotation marks are a quotation when somebody is named as saying them, or when
they are a sentence; titles of works, nicknames, terms and scare quotes are not. Only the story
itself is read: a headline's marks compress what the story quotes, boilerplate quotes nobody.
"""

from __future__ import annotations

from caveat.document import grammar, persons, speakers
from caveat.document.article import Article
from caveat.document.marks import Quoted
from caveat.document.model import Quotation
from caveat.document.span import Span
from caveat.document.statements import Reading

# Lengths in words: of what can be a sentence, of what is too long to be a term or a title.
_SENTENCE = 4
_LONG = 7
_BESIDE = 2
_ENDS = frozenset(".,?!…—。？！、，")
_DASHES = frozenset("—–")
_LATIN = 0x2E80
_OPENS = frozenset("\n.!?”\"'’:»")
_NAMING = frozenset(("called", "dubbed", "known as", "nicknamed", "branded", "labeled", "labelled"))


def find(article: Article, reading: Reading, tracer: persons.Tracer) -> tuple[Quotation, ...]:
    """Every direct quotation, in text order."""
    text = article.text
    if not reading.quoted:
        return ()
    spoken = speakers.assign(reading)
    found: list[Quotation] = []
    for quote, who in zip(reading.quoted, spoken, strict=True):
        if quote.depth or not _is_quotation(text, quote, who, reading.language):
            continue
        start, end = _content(text, quote.start, quote.end)
        if start < end:
            speaker = Span("text", *who.speaker) if who.speaker else None
            person = tracer.person(speaker) if speaker else None
            cue = Span("text", *who.cue) if who.cue else None
            found.append(Quotation(Span("text", start, end), speaker, person, cue))
    return tuple(found)


def _content(text: str, start: int, end: int) -> tuple[int, int]:
    content = text[start:end]
    return end - len(content.lstrip()), start + len(content.rstrip())


def _is_quotation(text: str, quote: Quoted, who: speakers.Spoken, language: str) -> bool:
    """The policy, on what can be seen: who speaks, how near, how long, and how it is written."""
    content = text[quote.start : quote.end].strip()
    words = content.split()
    if not words:
        return False
    title = _is_title(words)
    if text[quote.outer_start - 1 : quote.outer_start] == "=":
        return False
    if who.how == "cue":
        return not title or _is_said(text, quote, who)
    whole = content[-1] in _ENDS or (
        # Outside English the comma stands after the mark.
        language != "en" and text[quote.outer_end : quote.outer_end + 1] == ","
    )
    length = len(words)
    if all(ord(c) > _LATIN for c in content[:_SENTENCE]):
        # Chinese and Japanese do not part their words, which are of two characters mostly.
        length = len(content) // 2
    if quote.mark in _DASHES or (who.how == "near" and (whole or length >= _LONG)):
        return not title
    return not title and length >= _SENTENCE and (whole or length >= _LONG)


def _is_title(words: list[str]) -> bool:
    """Whether it is written as titles of works and names are: "Meet the Press"."""
    written = words[0][:1].isupper() and all(
        w[:1].isupper() or w in grammar.LIGHT or w[:1].isdigit() for w in words
    )
    return written and len(words) <= _LONG


def _is_said(text: str, quote: Quoted, who: speakers.Spoken) -> bool:
    """Whether what is written like a title is said: beside its cue, not as a work's name."""
    if who.cue is None:
        return False
    if who.cue[1] > quote.outer_start:
        before = text[max(0, quote.outer_start - 3) : quote.outer_start].rstrip(" \t\u00a0")
        opens = not before or before[-1] in _OPENS
        return opens and text[quote.end - 1] in ",?!."
    between = text[who.cue[1] : quote.outer_start].split()
    last = between[-1].lower() if between else ""
    named = text[slice(*who.cue)] in _NAMING or last in grammar.WORK_BEFORE
    named = named or last.endswith(("'s", "’s"))
    return len(between) <= _BESIDE and not named
