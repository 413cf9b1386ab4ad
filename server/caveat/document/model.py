"""What an article looks like once it has been read: sections, sentences and who wrote it.

Everything here is a value: frozen, comparable, and pointing at the text as received.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from caveat.document.article import Article
from caveat.document.span import Span


class SectionKind(StrEnum):
    """What a stretch of the page is for."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    PHOTO_CREDIT = "photo_credit"
    BODY = "body"
    BIO = "bio"
    NOTICE = "notice"
    BOILERPLATE = "boilerplate"


class BylineKind(StrEnum):
    """Who is named as the writer."""

    PERSON = "person"
    DESK = "desk"
    AGENCY = "agency"
    HANDLE = "handle"
    PLACEHOLDER = "placeholder"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Section:
    """A run of whole lines of one kind; sections do not overlap and stand in text order."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, without surrounding white space, and the kind of section it stands in."""

    span: Span
    section: SectionKind


@dataclass(frozen=True, slots=True)
class Byline:
    """Who the page says wrote the article.

    ``span`` covers the byline (or the placeholder) and is None when there is none. ``source`` is
    "metadata" or "text"; ``disagrees`` holds the names of the other source when both name
    somebody and they differ.
    """

    kind: BylineKind
    names: tuple[str, ...] = ()
    span: Span | None = None
    source: str = "text"
    disagrees: tuple[str, ...] = ()


class CreditKind(StrEnum):
    """Where the text, or only a picture, is said to come from."""

    AGENCY = "agency"
    OUTLET = "outlet"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or outlet that the page credits; a photo credit is not a text credit.

    ``name`` is as written, ``key`` the folded name under which mentions are compared.
    """

    kind: CreditKind
    name: str
    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Bio:
    """What the page says of an author: its span and, when it can be told, whose it is."""

    span: Span
    author: str = ""


class MentionKind(StrEnum):
    """What a name names; UNKNOWN when the text does not tell."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of somebody or something by name.

    ``span`` covers the name alone ("Koji Tomita"), ``role`` the title or function written before
    it ("Japan's ambassador to the US", "Mr"), None without one. ``full`` is the span of the
    longest name of the same person written so far ("Tomita" -> "Koji Tomita"), equal to ``span``
    for a first mention. ``gender`` is "m", "f" or "" when nothing tells.
    """

    span: Span
    kind: MentionKind
    role: Span | None = None
    full: Span | None = None
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement laid at somebody's door, with quotation marks or without.

    ``source`` covers who is named as its source (a name, a description or a pronoun), ``cue`` the
    words that say so ("said", "according to"), ``content`` what is attributed: within one
    sentence, possibly in two parts around source and cue. ``person`` is the name that a pronoun or
    surname in ``source`` was traced to, None when it was not.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    person: Span | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A direct quotation: ``span`` covers the content without its marks.

    One that runs over several paragraphs is given a paragraph at a time, and one that is split
    ("A," he said, "B.") a part at a time, each with the same speaker.

    ``speaker`` is the span of the speaker's mention (a name, a description or a pronoun), or None
    when the text names nobody. ``person`` is the span of the name that a pronoun or surname was
    traced to, equal to ``speaker`` when nothing had to be traced. ``cue`` is the reporting verb.
    """

    span: Span
    speaker: Span | None = None
    person: Span | None = None
    cue: Span | None = None


class DateSource(StrEnum):
    """Where the publication date comes from."""

    METADATA = "metadata"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Published:
    """When the article came out. ``span`` is set when the date was read from the text."""

    at: datetime
    source: DateSource
    span: Span | None = None


@dataclass(frozen=True)
class Document:
    """An article that has been read once, for every signal. Build it with ``parse``."""

    article: Article
    language: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    byline: Byline
    credits: tuple[Credit, ...] = ()
    bios: tuple[Bio, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    published: Published | None = None

    def text(self, span: Span) -> str:
        """The text that a span covers, as received."""
        return self.article.slice(span)

    @cached_property
    def headline(self) -> Section | None:
        """The first headline section, from the title field when there is one."""
        return next((s for s in self.sections if s.kind is SectionKind.HEADLINE), None)

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences of the story itself."""
        return tuple(s for s in self.sentences if s.section is SectionKind.BODY)

    def section_at(self, span: Span) -> Section | None:
        """The section in which a span starts, or None when it stands between sections."""
        return next(
            (
                s
                for s in self.sections
                if s.span.field == span.field and s.span.start <= span.start < s.span.end
            ),
            None,
        )
