"""What one line of a page says of who signed it."""

from __future__ import annotations

import re2

from caveat.document import agencies, credit, outlets
from caveat.document.byline_names import Who, is_desk_word, is_nobody, plain, read
from caveat.document.model import BylineKind
from caveat.document.people import is_lone_name, is_name

MAX_LINE = 160
_MAX_BARE = 100
_BIO_OPENING = 250
_BESIDE = frozenset(
    [
        "and",
        "in",
        "on",
        "at",
        "for",
        "of",
        "the",
        "am",
        "pm",
        "via",
        "with",
        "min",
        "read",
        "hours",
        "ago",
        "day",
        "days",
        "by",
    ]
)
# "By" in the languages whose papers print it. The short words are also prepositions, so that what
# follows must have the form of names, on a line of their own.
_BY = re2.compile(
    r"^\W{0,3}(?:(?:[Bb]y|BY|[Pp]ar|PAR|[Vv]on|VON|[Pp]or|POR|[Dd]i|DI|[Dd]oor|DOOR|[Aa]v|AV|[Aa]f)"
    r"(?:\s*:|\s+[-–—]|)\s+"
    r"|(?:Written|Words|Story|Reported|Posted|Published|Report|Article|Review|News|Analysis|Opinion"
    r"|Commentary|COMMENTARY|Feature|Essay|Interview|Column|Compiled|Reporting|Photos and Story"
    r"|WRITTEN|WORDS|STORY|REPORTED|POSTED|TEXT|Texte?|Tekst|Texto|Testo) (?:[Bb]y|BY)(?:\s*:|)\s+"
    r"|(?:Texte?|Tekst|Texto|Testo|Words|Story|Author|AUTHOR|Autor|Autorin|Auteur|Autore|Reporter"
    r"|Автор|Penulis|Reportero)s?\s*:\s*)(.*)$"
)
_GLUED = re2.compile(r"^\W{0,3}By(\p{Lu}.*)$")
# A date, then who wrote: "Dec 22, 2023 by Jane Alder", "May 30, 2023 / Jane Alder".
_DATED = re2.compile(
    r"(?i:^\W*(?:at ?|on )?(?:(?:\d{1,2} )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\.? \d[\d\s,.:apm]*|\d{1,2}:\d\d ?[apm]*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[\s\d:]*)"
    r"\W+(?:by )?)(.+)$"
)
_HEADING = re2.compile(
    r"(?i:^\W*(?:(?:the )?authors?|written by|posted by|by|byline|commentary by|autor|autorin"
    r"|auteur|autore)\W*$)"
)
_SUPPORT = re2.compile(
    r"(?i:^\W*(?:(?:published|updated|posted|last updated)\b"
    r"|\S+@\S+\.\w+|@\w+\W*$|\d+ min(?:ute)?s? read"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? "
    r"|(?:\d{1,2} )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}"
    r"|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}:\d\d)"
    r"|(?:^|[^a-z])(?:writer|reporter|editor|correspondent|columnist|contributor|journalist|staff"
    r"|intern|analyst|critic|historian|fellow|professor|publisher)(?:[^a-z]|$))"
)
# What stands on the same line after a name: a date, a job, an address.
_TAIL = re2.compile(r"^([^|•·/,@–—]+?)\s*(?:[|•·/,–—]|\s-\s|\s@|\sin\s)\s*(.+)$")
_TELLS = re2.compile(
    r"(?i:^,? (?:is|was|has|writes|covers|works|joined|reports|serves|began|holds|studied|lives|ist"
    r"|schreibt|arbeitet|est|es|è)\b)"
)
# What only a sentence has: a finite verb in lower case. Participles that bylines use ("updated",
# "based") are no sign of one.
_FINITE = re2.compile(
    r"(?:^|[^\pL])(?:is|are|was|were|has|have|had|will|would|could|can|did|does|do|says?|said|told|won|died|dies"
    r"|lost|beat|met|made|took|went|came|gave|got|left|held|led|became|began|found|knew|saw|spoke"
    r"|wants|gets|makes|takes|goes|comes|ist|sind|hat|haben|war|waren|wurde|wird|sagte|sagt|est|sont"
    r"|était|fue|son|era|ha|han|è|sono|hanno|foi|são|zijn|heeft|zei)(?:[^\pL]|$)"
)
_PAST = re2.compile(r"(?:^|[^\pL])(\p{Ll}{3,20}ed)(?:[^\pL]|$)")
_BYLINE_PARTICIPLES = frozenset(
    """published updated posted reported edited compiled translated reviewed contributed based
    syndicated produced sponsored filed modified created illustrated photographed researched
    verified checked retired certified registered licensed submitted curated adapted provided
    designed presented interviewed narrated""".split()  # noqa: SIM905 (reads better than strings)
)
# The clause that tells of a writer: "who covers the courts".
_WHO = re2.compile(r"[ ,]who [^,]*")
_STOP = re2.compile(r"\p{Ll}{4,}[.!?][”\"’)]*(?: \p{Lu}|$)")
_FEW_WORDS, _MANY_WORDS = 5, 12
_DESK_LINES = (
    "admin", "administrator", "staff writer", "staff writers", "staff reporter", "staff reporters",
    "staff report", "staff reports", "news desk", "newsdesk", "web desk", "webdesk", "newsroom",
    "editorial board", "our correspondent", "news service", " staff", "news bureau",
    "onlineredaktion", "la rédaction", "redacción", "redazione", "da redação", "onze redactie",
    "agencies", "agencias", "agenturen", "wire services", "news services", "wire reports",
    "staff and wire reports", "agency reports", "own correspondent", "wires", "agenzie", "agências",
)  # fmt: skip


def is_heading(text: str) -> bool:
    """Whether a line only announces an author: "Author", "Written by"."""
    return len(text) <= 30 and _HEADING.search(text) is not None


def supports(text: str) -> bool:
    """Whether a line is what stands beside a signature: a date, a job title, an address."""
    return len(text) <= 80 and _SUPPORT.search(text) is not None


def tells_of(name: str, prose: str) -> bool:
    """Whether a paragraph is a bio of the bearer of a name: the name, a verb, and soon a job."""
    if not prose.startswith(name) or _TELLS.search(prose[len(name) :]) is None:
        return False
    return any(is_desk_word(w) for w in prose[:_BIO_OPENING].split())


def is_sentence(text: str) -> bool:
    """Whether a line tells something: a finite verb, or many words and a full stop.

    A byline names and dates; it never does either, but for "who covers the courts" and "contributed
    to this report".
    """
    if len(text.split()) < _FEW_WORDS:
        return False
    text = _WHO.sub(" ", text)
    if _FINITE.search(text) is not None:
        return True
    if any(w not in _BYLINE_PARTICIPLES for w in _PAST.findall(text)):
        return True
    if "contributed to this" in text:
        return False
    return len(text.split()) >= _MANY_WORDS and _STOP.search(text) is not None


def signed(text: str, own: frozenset[str] = frozenset()) -> tuple[Who, ...]:
    """Whom a line names when it is nothing but a byline; () for any other line."""
    if not text or len(text) > MAX_LINE or is_sentence(text):
        return ()
    if is_heading(text):
        return (Who(BylineKind.PLACEHOLDER, text.strip(" :\u00a0")),)
    if (match := _BY.search(text) or _GLUED.search(text)) is not None:
        who = read(match.group(1), own)
        lone = bool(who) and who[0].kind is BylineKind.PLACEHOLDER and is_lone_name(who[0].name)
        if lone and not is_nobody(who[0].name):
            # "By Friday", "Par exemple": one word after a preposition is rarely a signature.
            return who if text.startswith("BY ") and text.isupper() else ()
        return who
    if credit.only_agencies(text):
        return tuple(
            Who(BylineKind.AGENCY, text[start:end]) for start, end, _ in agencies.mentions(text)
        )
    if (match := _DATED.search(text)) is not None:
        name = plain(match.group(1))
        return (Who(BylineKind.PERSON, name),) if is_name(name) else ()
    if len(text.split()) <= 4 and text.casefold().strip(" .:-–—*").endswith(_DESK_LINES):
        who = read(text, own) if text[0].isupper() else ()
        if who and who[0].kind in (BylineKind.PLACEHOLDER, BylineKind.DESK):
            return who
    if (match := _TAIL.search(text)) and is_name(match.group(1)) and supports(match.group(2)):
        return (Who(BylineKind.PERSON, match.group(1).strip()),)
    return ()


def bare(text: str, own: frozenset[str] = frozenset()) -> tuple[tuple[Who, ...], bool]:
    """The people of a line that names people and, at most, their outlet, job or the date.

    Also whether it says one of those: then it needs no neighbour to be a signature.
    """
    if not 5 <= len(text) <= _MAX_BARE or not text[0].isupper() or is_sentence(text):
        return (), False
    names = plain(text)
    who = tuple(w for w in read(text, own) if w.kind is BylineKind.PERSON)
    if not who or not names.startswith(who[0].name):
        return (), False
    rest = names
    for person in who:
        rest = rest.replace(person.name, "", 1)
    words = [w for w in rest.replace(",", " ").split() if w not in ("and", "&", "|")]
    if len(who) > 1 and words:
        return (), False
    said = any(is_desk_word(w) for w in words) or bool(outlets.mentions(rest))
    if words and not said:
        return (), False
    return who, said or len(text.rstrip(" -–—/|·•")) > len(names) + 2
