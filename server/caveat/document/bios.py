"""What the page says of its own authors.

A bio is told by cues that add up, not by one pattern, because every single cue also occurs in
stories: a role ("is a reporter"), a beat ("covers", "specializes in"), a career ("previously"), a
contact ("Follow her on"), a private life ("lives in"), a heading ("About the author"), the
author's name above, the place on the page; and against it that the person acts or speaks in the
story. Whom the story is about is not its author: profiles, obituaries and sources described in
passing stay undetected. Languages: en, de.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import re2

from caveat.document.article import Article
from caveat.document.lines import Line, split_lines
from caveat.document.model import Bio, Section, SectionKind

# Code points: a longer line is a story's paragraph, a longer bio a profile.
_LONGEST_LINE = 1_800
_LONGEST_NAME = 60
# A bio stands among the first lines, or after this share of the lines.
_TOP = 6
_BOTTOM = 0.5
_ENOUGH = 4.0
# What a heading above, and a way to reach the author, add.
_HEADED = 3.0
_REACH = 1.5
_CONTINUES = 1.0

_PART = r"\p{Lu}[\pL'’\-]*\.?"
_SMALL = r"(?:(?:de|da|dos|del|della|di|du|la|le|van|von|der|den|ten|ter|bin|al|el|y) )*"
_NAME = rf"{_PART}(?: {_SMALL}{_PART}){{0,4}}"
_TITLES = r"(?:, (?:Ph\.?D\.?|M\.?D\.?|RN|RD|CLC|CFA|CPA|Jr\.?|Sr\.?|MPH|MS|MBA|Esq\.?))*"
_WRITES = (
    r"(?i:journalist|reporter|correspondent|columnist|(?:copy|screen|sports ?|ghost)?writer|editor|"
    r"editor-in-chief|contributor|blogger|author|producer|critic|freelancer|novelist|broadcaster|"
    r"newscaster|presenter|anchor|copywriter|storyteller|"
    r"Journalist(?:in)?|(?:Chef)?[Rr]edakteur(?:in)?|[\pL-]*(?:redakteur|journalist|autor|reporter|"
    r"korrespondent|blogger|kritiker|volontär|kolumnist)(?:in)?|Autor(?:in)?|Reporter(?:in)?|"
    r"Korrespondent(?:in)?|Volontär(?:in)?|Kolumnist(?:in)?|Ressortleiter(?:in)?|"
    r"Werkstudent(?:in)?)"
)
_EXPERT = (
    r"(?i:professor|fellow|lecturer|researcher|analyst|economist|historian|scientist|lawyer|"
    r"attorney|physician|consultant|director|co-?founder|founder|ceo|president|ambassador|coach|"
    r"chef|engineer|specialist|expert|strategist|student|librarian|fact-checker|"
    r"enthusiast|Professor(?:in)?|Experte|Expertin|Leiter(?:in)?|Gründer(?:in)?|Anwalt|Anwältin|"
    r"Geschäftsführer(?:in)?|Wissenschaftler(?:in)?|Berater(?:in)?)"
)
_IS = (
    r"(?:is|was|has been|works as|worked as|serves as|ist|war|arbeitet als|arbeitet seit|schreibt|"
    r"’s|'s)"
)
_SUBJECT = rf"(?P<subject>He|She|They|Sie|Er|I|Ich|{_NAME}){_TITLES}"
_OPENS = re2.compile(rf"^(?:[_*]+ ?)?(?:Author: |By |About (?:the author: )?)?{_SUBJECT},? ")
_ROLE = re2.compile(
    rf"^(?:[_*]+ ?)?(?:Author: |By )?{_SUBJECT},? (?:{_IS}|am|bin|['’]m) "
    rf"[^.!?]{{0,120}}?\b{_WRITES}s?\b"
)
_EXPERT_ROLE = re2.compile(
    rf"^(?:[_*]+ ?)?{_SUBJECT},? (?:{_IS}|am|bin|['’]m) [^.!?]{{0,120}}?\b{_EXPERT}\b"
)
_DOES = (
    r"(?:covers|writes|reports|blogs|edits|runs|leads|oversees|specializes|specialises|joined|"
    r"(?:has|have) (?:covered|written|reported|worked|been (?:writing|covering|reporting))|"
    r"cover|write|report|review|schreibt|berichtet|studierte|studiert|arbeitet|leitet|betreut|"
    r"beschäftigt sich|volontierte|lehrt)"
)
_COVERS = re2.compile(
    rf"^(?:[_*]+ ?)?{_SUBJECT},? "
    rf"(?:(?:currently|also|mainly|mostly|primarily|previously) )?{_DOES}\b"
)
_FRAGMENT_PATTERN = (
    rf"^(?:(?:An? |The )?(?:[\p{{Lu}}\pL'’\-]+,? ){{0,5}}{_WRITES}\b|"
    r"Schreibt (?:seit|über|für)\b|"
    r"(?:Covers|Covering|Writes|Writing about|Reports on|Reporting on) )"
)
_FRAGMENT = re2.compile(_FRAGMENT_PATTERN)
_FIRST_PERSON = re2.compile(r"^(?:Hi[,!]? |Hallo[,!]? )?(?:I|I['’]m|I am|I['’]ve|Ich|My|Mein) ")
# Cheap and anchored: what most paragraphs of a story fail.
_OPENING = re2.compile(
    rf"^(?:[_*]+ ?)?(?:Author: |By )?{_SUBJECT},? (?:{_IS}|am|bin|['’]m|(?:(?:currently|also|"
    rf"mainly|"
    rf"mostly|primarily|previously) )?{_DOES})\b|{_FRAGMENT_PATTERN}"
)
_BEAT = re2.compile(
    r"(?i)\b(?:covers|covering|specializ(?:es|ing) in|specialis(?:es|ing) in|writes (?:about|on|"
    r"for)|"
    r"writing about|reports (?:on|about|for|from)|reporting on|focus(?:es|ing)? (?:is )?on|"
    r"(?:with|has) a focus on|i (?:cover|write about|report on)|who covers|beat\b|"
    r"schreibt (?:über|für|vor allem|seit)|berichtet (?:über|für|aus)|schwerpunkte?n?\b|"
    r"beschäftigt sich|spezialisiert auf|zuständig für|themen(?:gebiete)?:)"
)
_CAREER = re2.compile(
    r"(?i)\b(?:previously|prior to|formerly|before joining|joined \pL+|since joining|"
    r"(?:his|her|their|my) (?:work|writing|journalism|stories|articles|career|reporting|bylines?)|"
    r"(?:has|have) (?:worked|written|reported|covered|been (?:published|featured))|"
    r"(?:is|was) based in|years(?: of|['’])? experience|years as an?|graduated|graduate of|"
    r"degree in|studied|award-winning|(?:is the )?author of|freelance|portfolio|"
    r"zuvor|davor|volontariat|volontierte|studierte|hat .{0,40} studiert|arbeitete|seit (?:19|"
    r"20)\d\d)"
)
_CONTACT = re2.compile(
    r"(?i)(?:\bfollow (?:him|her|them|me|\pL+) (?:on|at|@)|\btweets? (?:at|as)?\s?@|"
    r"\b(?:can be )?(?:reached|contacted) (?:at|by|via)|\be-?mail(?: \pL+)?(?: at)?:? \S+@|"
    r"\S+@[\w-]+\.\w+|(?:^|\s)@\w{3,}|\b(?:news|story|send) tips\b|\blinkedin\b|"
    r"\bon (?:twitter|x|instagram|threads|mastodon|bluesky)\b|\berreichen sie\b|"
    r"\bmore (?:stories )?by \p{Lu})"
)
_PRIVATE = re2.compile(
    r"(?i)\b(?:lives in|(?:lives|resides) with|spare time|free time|(?:when|if) (?:he|she|they|"
    r"i)['’]?"
    r"(?:s|re|m| is| are| am)? not|when not|outside (?:of )?(?:the )?(?:work|office)|enjoys|"
    r"loves to|"
    r"you can find (?:him|her|them|me)|(?:mother|father|mom|mum|dad|parent) of|"
    r"lebt (?:in|mit)|freizeit|leidenschaft)\b"
)
_HEADING = re2.compile(
    r"(?i)^(?:about (?:the |our )?(?:authors?|writers?|reporters?|contributors?|me)|"
    r"(?:the )?authors?(?: bio(?:graphy)?)?|author information|meet (?:the )?(?:authors?|writers?)|"
    r"written by|contributors?|über (?:den|die) autor(?:in|en|innen)?|zur person|autoren?info|"
    r"autor(?:in|en)?|über mich|bio)\s*:?$|"
    r"^(?-i:(?:About|Über) \p{Lu}[\p{Ll}'’\-]+(?: \p{Lu}[\pL'’\-]+){0,3})$"
)
_NAME_LINE = re2.compile(
    rf"^(?:(?:By|Author:|Written by|Von|Text:|Autor(?:in)?:) )?(?P<name>{_NAME}){_TITLES}$"
)
_BY_LINE = re2.compile(rf"^(?:By|BY|Written by|Von|Author:|Text:) (?P<name>{_NAME})")
_AND = re2.compile(r" (?:and|und|&) |, ")
# What a page says of a person in the news, and what nobody says of an author.
_NEWS = re2.compile(
    r"(?i)\b(?:said|says|told|died|dies|killed|arrested|charged|convicted|sentenced|accused|"
    r"survived by|funeral|passed away|obituary|appeared in court|testified|pleaded|according to|"
    r"announced|sagte|starb|verstarb|festgenommen|angeklagt|laut)\b|"
    r"[“”\"„«»]\s?\p{Lu}[^“”\"„«»]{40,}"
)
# Subjects that are outlets, offices and things, and words that open a sentence.
_NOT_PERSONS = (
    "The This That These Those It We You There Here What When Where Who How Why If In On At As And "
    "But Or For From With By After Before Since While Although Our Your His Her Its Their My A An "
    "Times News Post Guardian Press Journal Media Agency Reuters Magazine Herald Tribune Network "
    "Radio Television TV Group University Institute Center Centre Foundation Council Company Inc "
    "Corp Department Ministry Government Police Court Party Team Staff Editors Desk Newsroom "
    "Society Association Committee Bank Fund Act Der Die Das Ein Eine Es Wir Im Am Am Bei Nach "
    "Today Yesterday Monday Tuesday Wednesday Thursday Friday Saturday Sunday More Read Share "
    "World Politics Business Sports Sport Opinion Related Latest Home Subscribe Advertisement "
    "Advertisements Comments Photo Image Video Watch"
)
_NOBODY = frozenset(_NOT_PERSONS.split())
_PRONOUNS = frozenset({"He", "She", "They", "Sie", "Er"})
_FIRST = frozenset({"I", "Ich"})


def ranges(lines: Sequence[Line], authors: tuple[str, ...]) -> list[range]:
    """Which runs of lines (indices, half-open) are author bios; ``authors`` from the metadata.

    A run takes in the heading and the name line above the bio. Time linear in the text, but for a
    bounded number of look-ups of a subject's name.
    """
    page = _Page(lines, authors)
    found: list[range] = []
    index = 0
    while index < len(lines):
        if page.is_bio(index):
            start = page.opening(index, found[-1].stop if found else 0)
            index = page.closing(index)
            found.append(range(start, index))
        else:
            index += 1
    return found


def tells_of_author(text: str) -> bool:
    """Whether a passage that a page sets apart for its author tells anything of a person."""
    told = _cues(text) - (_REACH if _CONTACT.search(text) else 0.0)
    return told >= 1.0 or _FIRST_PERSON.match(text) is not None


def find(article: Article, sections: tuple[Section, ...]) -> tuple[Bio, ...]:
    """Every author's bio, in order: one for each author named in a section of bios."""
    found: list[Bio] = []
    for section in sections:
        if section.kind is not SectionKind.BIO:
            continue
        lines = split_lines(article.slice(section.span))
        for run in _persons(lines):
            span = section.span.within(lines[run.start].start, lines[run.stop - 1].end)
            found.append(Bio(span, _author(lines[run.start : run.stop], article.authors)))
    return tuple(found)


@dataclass(slots=True)
class _Page:
    """The lines of one text, and who is known to have written it."""

    lines: Sequence[Line]
    authors: tuple[str, ...]
    _names: frozenset[str] | None = None
    _lookups: int = 0

    def is_bio(self, index: int) -> bool:
        """Whether the line itself, not its heading, is a bio."""
        text = self.lines[index].text
        if not 20 <= len(text) <= _LONGEST_LINE:
            return False
        edge = index < _TOP or index >= len(self.lines) * _BOTTOM
        above = self._above(index)
        if not edge and not above:
            return False
        if not above and (not _OPENING.match(text) or _NEWS.search(text)):
            return False
        cues = _cues(text)
        # A name over a handle is a byline: a bio tells something of the person.
        if cues + above < 2.0 or not (above >= _HEADED or tells_of_author(text)):
            return False
        subject = _subject(text)
        score = cues + above + (1.0 if edge else 0.0)
        if subject and subject not in _PRONOUNS and subject not in _FIRST:
            if _is_nobody(subject):
                return False
            if self._is_author(subject):
                score += 2.5
            elif above < 2.0:
                score -= self._in_the_story(subject, index)
        elif not above and not self._follows_bio_name(index):
            # A pronoun or a fragment belongs to somebody named before it.
            score -= 2.0 if subject in _PRONOUNS else 0.5
        return score >= _ENOUGH

    def opening(self, index: int, after: int) -> int:
        """The first line of the run: the headings and name lines right above the bio."""
        start = index
        while start > after and index - start < 3:
            text = self.lines[start - 1].text
            if _HEADING.search(text) or _names_subject(text, self.lines[index].text):
                start -= 1
            elif len(text) <= _LONGEST_NAME and start - 1 > after and start == index:
                # A job title may stand between the name and the bio.
                name = self.lines[start - 2].text
                if _FRAGMENT.search(text) and _names_subject(name, self.lines[index].text):
                    start -= 2
                else:
                    break
            else:
                break
        return start

    def closing(self, index: int) -> int:
        """The line after the run: what goes on about the same person, and contacts."""
        first = _subject(self.lines[index].text)
        index += 1
        while index < len(self.lines):
            text = self.lines[index].text
            if len(text) > _LONGEST_LINE or _NEWS.search(text):
                break
            subject = _subject(text)
            same = subject in _PRONOUNS or subject in _FIRST or _same_person(subject, first)
            contact = _CONTACT.search(text) is not None and len(text) < 200
            if not (contact or (same and _cues(text) >= _CONTINUES)):
                break
            index += 1
        return index

    def _above(self, index: int) -> float:
        """What the one or two lines above say: a heading, or the bio's own name."""
        text = self.lines[index].text
        score = 0.0
        for above in self.lines[max(index - 2, 0) : index]:
            if len(above.text) > _LONGEST_NAME:
                continue
            if _HEADING.search(above.text):
                score = max(score, _HEADED)
            elif _names_subject(above.text, text):
                score = max(score, 2.5)
        return score

    def _follows_bio_name(self, index: int) -> bool:
        if not index:
            return False
        above = self.lines[index - 1].text
        named = _NAME_LINE.match(above)
        return named is not None and self._is_author(named.group("name"))

    def _is_author(self, subject: str) -> bool:
        if self._names is None:
            names = list(self.authors)
            for line in self.lines:
                if len(line.text) <= 120 and (by := _BY_LINE.match(line.text)):
                    names += _AND.split(by.group("name"))
            self._names = frozenset(n.casefold() for n in names if " " in n)
        folded = subject.casefold()
        return any(_same_person(folded, name) for name in self._names)

    def _in_the_story(self, subject: str, index: int) -> float:
        """How much speaks against an author: the person acts in other paragraphs."""
        self._lookups += 1
        if self._lookups > 20:
            return 4.0
        last = subject.rsplit(maxsplit=1)[-1]
        mentions = sum(
            1
            for i, line in enumerate(self.lines)
            if i != index and len(line.text) > 60 and last in line.text
        )
        return min(2.0 * mentions, 6.0)


def _cues(text: str) -> float:
    """How much a line alone reads like a bio."""
    score = 0.0
    if _ROLE.search(text):
        score += 2.0
    elif _COVERS.search(text) or _EXPERT_ROLE.search(text) or _FRAGMENT.search(text):
        score += 1.5
    if _BEAT.search(text):
        score += 1.0
    if _CAREER.search(text):
        score += 1.0
    if _CONTACT.search(text):
        score += _REACH
    if _PRIVATE.search(text):
        score += 1.0
    if score and _NEWS.search(text):
        score -= 3.0
    return score


def _subject(text: str) -> str:
    """Whom the line's first sentence is about, "" when it does not open with a person."""
    head = text[:200]
    found = _ROLE.match(head) or _COVERS.match(head)
    if not found and not _FRAGMENT.match(head) and not _HEADING.match(head):
        found = _OPENS.match(head)
    return found.group("subject") if found else ""


def _is_nobody(subject: str) -> bool:
    tokens = subject.split()
    return tokens[0] in _NOBODY or tokens[-1] in _NOBODY


def _same_person(one: str, other: str) -> bool:
    """Whether one name is the other's first or last part, or shares both: "Sara", "Sara Lee"."""
    first, second = one.casefold().split(), other.casefold().split()
    if not first or not second:
        return False
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0] or first[-1] == second[-1]
    return first[-1] == second[-1] and first[0][0] == second[0][0]


def _names_subject(above: str, text: str) -> bool:
    """Whether a line is a name and the text below opens with that person."""
    if len(above) > _LONGEST_NAME:
        return False
    named = _NAME_LINE.match(above)
    if named is None or _is_nobody(named.group("name")):
        return False
    name = named.group("name")
    subject = _subject(text)
    if subject and subject not in _PRONOUNS and subject not in _FIRST:
        return _same_person(name, subject)
    # A name of two parts over a fragment, a pronoun or the first person is its subject.
    return " " in name and not _is_nobody(name)


def _persons(lines: Sequence[Line]) -> list[range]:
    """The runs of a section of bios, one a person."""
    starts = [0]
    current = _subject(lines[0].text) if lines else ""
    for index, line in enumerate(lines[1:], 1):
        subject = _subject(line.text)
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        if (_HEADING.search(line.text) or _names_subject(line.text, below)) and _told(
            lines[starts[-1] : index]
        ):
            starts.append(index)
            current = ""
        elif subject and subject not in _PRONOUNS and subject not in _FIRST:
            if current and not _same_person(subject, current) and _ROLE.search(line.text):
                starts.append(index)
            current = subject if not current or starts[-1] == index else current
    return [range(s, e) for s, e in zip(starts, [*starts[1:], len(lines)], strict=True) if s < e]


def _told(lines: Sequence[Line]) -> bool:
    """Whether some line says something, and is not only a heading or a name."""
    return any(not _HEADING.search(x.text) and not _NAME_LINE.match(x.text) for x in lines)


def _author(lines: Sequence[Line], authors: tuple[str, ...]) -> str:
    """Whose bio it is, in the fullest form that the page gives; "" when it names nobody."""
    name = ""
    for line in lines:
        named = _NAME_LINE.match(line.text) if len(line.text) <= _LONGEST_NAME else None
        candidate = named.group("name") if named else _subject(line.text)
        if (
            candidate
            and candidate not in _PRONOUNS
            and candidate not in _FIRST
            and not _is_nobody(candidate)
            and not _HEADING.search(line.text)
        ):
            name = candidate
            break
    full = next((a for a in authors if name and _same_person(a, name)), "")
    if not name and len(authors) == 1:
        return authors[0]
    return full or name
