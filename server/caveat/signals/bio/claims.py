"""What a bio claims: sentence by sentence, its beat, its past, its pastimes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import re2

from caveat.document import Bio, Document, Span
from caveat.signals.bio.fields import claims, words


class Part(StrEnum):
    """What a sentence of a bio tells: only BEAT claims what the author writes about."""

    BEAT = "beat"
    PAST = "past"
    PASTIME = "pastime"


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of a bio: where it is, what it tells, and the fields it names."""

    span: Span
    part: Part
    fields: frozenset[str]
    generic: bool
    writes: bool


_PASTIME = re2.compile(
    r"(?i)\b(?:outside (?:of )?(?:the )?(?:work|office|newsroom|writing)|(?:spare|free) time|"
    r"when (?:not|(?:he|she|they)['’]?(?:s|re| is| are) not|i['’]m not|i am not)|enjoys|loves|"
    r"i (?:love|enjoy|like)|(?:he|she|they) (?:also )?likes?|hobb(?:y|ies)|weekends|lives (?:in|"
    r"with)|resides|"
    r"(?:mother|father|mom|mum|dad|parent|owner) (?:of|to)|you can find (?:him|her|them|me)|avid|"
    r"in (?:seiner|ihrer|meiner) freizeit|freizeit|liebt|ich liebe|leidenschaft|"
    r"wenn (?:sie|er|ich) nicht|am liebsten|hobbys?)\b"
)
_PAST = re2.compile(
    # Works and addresses claim no beat either: "Her new book is available from Amazon."
    r"(?i)^(?:(?:his|her|their|my) (?:\pL+ )?(?:book|novel|memoir|album|podcast)|follow|find|reach|"
    r"contact|e-?mail|subscribe|sign up|folgen sie|erreichbar|previously|prior to|before|"
    r"formerly|earlier|until|after (?:years|a decade|\pL+ing)|"
    r"(?:he|she|they|i) (?:was|were|previously|began|started|graduated|studied|earned|received|"
    r"has worked|"
    r"have worked|worked|spent|holds|has a)\b|since joining|education:|zuvor|davor|vorher|"
    r"nach (?:dem|einem|ihrem|seinem) "
    r"(?:studium|volontariat|abitur)|früher|bis \d{4}|studierte|hat .{0,60}(?:studiert|"
    r"gearbeitet|volontiert))|"
    r"\b(?:graduat(?:ed|e of)|degree in|bachelor|master['’]?s|bachelor['’]?s|majored|studied|"
    r"(?:has|have) (?:also )?appeared in|been published in|bylines (?:in|at)|work has been|"
    r"won (?:an?|the|two|three)|awards?|"
    r"used to|began (?:his|her|their|my|as|in|at)|started (?:his|her|their|my|as|in|at|out)|"
    r"volontierte|studierte|studiert hat)\b"
)
_BEAT = re2.compile(
    r"(?i)\b(?:covers|covering|specializ(?:es|ing)|specialis(?:es|ing)|writes about|writing about|"
    r"writes on|reports on|reporting on|focus(?:es|ed|ing)?|i cover|i write|i report|i review|beat|"
    r"responsible for|expert(?:ise)? (?:in|on)|(?:[\pL-]+ ){0,2}(?:reporter|correspondent|critic|"
    r"columnist|editor) "
    r"(?:at|for|of|with|covering)|schreibt (?:über|vor allem)|berichtet|schwerpunkt|"
    r"beschäftigt sich|spezialisiert|zuständig|expert(?:e|in) für)\b"
)
# The clause of a working sentence that tells of private life: "is an editor and lives with ...".
_PRIVATE = re2.compile(
    r"(?i)\b(?:lives|resides|enjoys|loves|likes|drinks|is (?:happily )?married|lebt|wohnt|liebt|"
    r"mag|trinkt|ist verheiratet)\b.*?(?:\b(?:and|und) (?:(?:writes|covers|blogs|reviews|reports|"
    r"teaches|runs|edits|schreibt|bloggt|berichtet|testet|leitet|betreibt)\b)|$)"
)
# A claim to all news. A title alone ("news reporter") claims nothing, and says nothing either.
_GENERIC = re2.compile(
    r"(?i)\b(?:breaking(?:-| )news|general[ -]assignment|human interest|"
    r"trending (?:news|stories|topics|issues)|"
    r"(?:wide|broad|vast|whole|full) (?:range|variety|array|spectrum|gamut)|"
    r"variety of (?:topics|subjects|issues|stories|beats)|(?:many|all kinds of|various|multiple|"
    r"different|diverse|range of) (?:topics|subjects|beats|themen)|general news|current affairs|"
    r"(?:local|daily|national|all things) news|enterprise stories|vielfältige themen|"
    r"verschiedene themen|aktuelles|nachrichtenredaktion|tagesaktuell\pL*|"
    r"lokal(?:redakteur|redakteurin|redaktion|reporter|reporterin|journalist|journalistin))\b"
)
_WRITES = re2.compile(
    r"(?i)(?:journalist|reporter|correspondent|columnist|editor|critic|writer|author\b|blogger|"
    r"contributor|producer|redakteur|korrespondent|volontär|autor)"
)


def told(document: Document, bio: Bio, language: str) -> tuple[Told, ...]:
    """The sentences of one bio, in order; each ends at a line's end at the latest."""
    names = frozenset(
        word.text for name in (*document.article.authors, bio.author) for word in words(name)
    )
    return tuple(
        _read(document.text(span), span, language, names) for span in _sentences(document, bio)
    )


def _sentences(document: Document, bio: Bio) -> Sequence[Span]:
    found: list[Span] = []
    for sentence in document.sentences:
        # Where several bios share a line, a sentence may reach beyond one of them.
        first = max(sentence.span.start, bio.span.start)
        last = min(sentence.span.end, bio.span.end)
        if sentence.span.field != bio.span.field or first >= last:
            continue
        within = Span(bio.span.field, first, last)
        text = document.text(within)
        start = 0
        for line in text.splitlines(keepends=True):
            content = line.strip()
            if content:
                offset = start + line.index(content)
                found.append(within.within(offset, offset + len(content)))
            start += len(line)
    return found


def _read(text: str, span: Span, language: str, names: frozenset[str]) -> Told:
    writes = _WRITES.search(text) is not None
    work = _PRIVATE.sub(" ", text) if writes else text
    named: set[str] = set()
    for mentioned in claims(language).find(words(work)):
        # Mr Banks is no banker.
        mention = work[mentioned.start : mentioned.end]
        if not (mention[:1].isupper() and mention.casefold() in names):
            named |= mentioned.fields
    beat = _BEAT.search(text) is not None
    if _PASTIME.search(text) and not beat:
        part = Part.PASTIME
    elif (_PAST.search(text) and not beat) or _opens_in_the_past(text):
        part = Part.PAST
    else:
        part = Part.BEAT
    return Told(
        span,
        part,
        frozenset(named),
        generic=_GENERIC.search(text) is not None,
        writes=writes,
    )


def _opens_in_the_past(text: str) -> bool:
    found = _PAST.search(text)
    return found is not None and found.start() == 0
