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

import re2

from caveat.document import bio_notes
from caveat.document.article import Article
from caveat.document.bio_cues import (
    FIRST,
    HEADING,
    LONGEST_NAME,
    NAME_LINE,
    PRONOUNS,
    ROLE,
    is_nobody,
    names_subject,
    same_person,
    subject_of,
)
from caveat.document.bio_page import Page
from caveat.document.lines import Line, split_lines
from caveat.document.model import Bio, Section, SectionKind

_STOP = re2.compile(r"\pL{4}[.!?] ")


def ranges(lines: Sequence[Line], authors: tuple[str, ...]) -> list[range]:
    """Which runs of lines (indices, half-open) are author bios; ``authors`` from the metadata.

    A run takes in the heading and the name line above the bio. Time linear in the text, but for a
    bounded number of look-ups of a subject's name.
    """
    page = Page(lines, authors)
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


def find(article: Article, sections: tuple[Section, ...]) -> tuple[Bio, ...]:
    """Every author's bio, in order: one for each author named in a section of bios."""
    found: list[Bio] = []
    for section in sections:
        if section.kind is not SectionKind.BIO:
            continue
        lines = split_lines(article.slice(section.span))
        for run in _persons(lines):
            for piece in _pieces(lines[run.start : run.stop]):
                span = section.span.within(piece[0].start, piece[-1].end)
                found.append(Bio(span, _author(piece, article.authors)))
    return tuple(found)


def _persons(lines: Sequence[Line]) -> list[range]:
    """The runs of a section of bios, one a person."""
    starts = [0]
    current = subject_of(lines[0].text) if lines else ""
    for index, line in enumerate(lines[1:], 1):
        subject = subject_of(line.text)
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        if (HEADING.search(line.text) or names_subject(line.text, below)) and _told(
            lines[starts[-1] : index]
        ):
            starts.append(index)
            current = ""
        elif subject and subject not in PRONOUNS and subject not in FIRST:
            if current and not same_person(subject, current) and ROLE.search(line.text):
                starts.append(index)
            current = subject if not current or starts[-1] == index else current
    return [range(s, e) for s, e in zip(starts, [*starts[1:], len(lines)], strict=True) if s < e]


def _pieces(lines: Sequence[Line]) -> list[list[Line]]:
    """One run, cut where a sentence in the middle of a line begins on another person."""
    pieces: list[list[Line]] = [[]]
    current = ""
    for line in lines:
        start = 0
        for stop in _STOP.finditer(line.text):
            opening = bio_notes.subject(line.text[stop.end() :]) or ""
            before = current or bio_notes.subject(line.text) or subject_of(line.text)
            if " " in opening and before and not same_person(opening, before):
                pieces[-1].append(_part(line, start, stop.end() - 1))
                pieces.append([])
                start, current = stop.end(), opening
        pieces[-1].append(_part(line, start, len(line.text)))
    return pieces


def _part(line: Line, start: int, end: int) -> Line:
    return Line(line.start + start, line.start + end, line.text[start:end], line.gap)


def _told(lines: Sequence[Line]) -> bool:
    """Whether some line says something, and is not only a heading or a name."""
    return any(not HEADING.search(x.text) and not NAME_LINE.match(x.text) for x in lines)


def _author(lines: Sequence[Line], authors: tuple[str, ...]) -> str:
    """Whose bio it is, in the fullest form that the page gives; "" when it names nobody."""
    name = ""
    for line in lines:
        named = NAME_LINE.match(line.text) if len(line.text) <= LONGEST_NAME else None
        candidate = named.group("name") if named else subject_of(line.text)
        if (
            candidate
            and candidate not in PRONOUNS
            and candidate not in FIRST
            and not is_nobody(candidate)
            and not HEADING.search(line.text)
        ):
            name = candidate
            break
    full = next((a for a in authors if name and same_person(a, name)), "")
    if not name and len(authors) == 1:
        return authors[0]
    return full or name
