"""One page's lines, and which of them tell of its own authors.

Two ways lead to a bio: cues that add up ("is a reporter", "covers", a heading, the author's name
above), and the place of a note that nothing announces (``bio_notes``): after the story, or under
its byline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import re2

from caveat.document import bio_notes
from caveat.document.bio_cues import (
    AND,
    BY_LINE,
    CONTACT,
    FIRST,
    FRAGMENT,
    HEADING,
    INLINE_HEADING,
    LONGEST_NAME,
    NAME_LINE,
    NEWS,
    OPENING,
    PRONOUNS,
    is_nobody,
    names_subject,
    same_person,
    subject_of,
    tells_of_author,
    weigh,
)
from caveat.document.byline_lines import signed
from caveat.document.byline_names import read
from caveat.document.furniture import Furniture, furniture
from caveat.document.lines import Line
from caveat.document.model import BylineKind
from caveat.document.notice import is_notice
from caveat.document.people import is_lone_name

# Code points: a longer line is a story's paragraph, a longer bio a profile.
_LONGEST_LINE = 1_800
# A bio stands among the first lines, or after this share of the lines.
_TOP = 6
_BOTTOM = 0.5
_ENOUGH = 4.0
# What a heading above adds, and what it adds to stand last and be named nowhere else.
_HEADED = 3.0
_LAST = 1.0
_LAST_LINE = 320
_CONTINUES = 1.0
# What a note without a heading must tell: of the page's author, and of somebody unheard of.
_VOUCHED = 0.5
_BESIDE = 1.0
_UNVOUCHED = 2.0
# Lines in which a page ends, and in which it may be signed; a longer line is prose.
_FOOT = 16
_SIGNED_ABOVE = 12
_HEADLINE = 90
_ITALICS = "_*~(["
# What may stand before a name in a field of authors: "Posted by Kandi".
_SIGNED = re2.compile(r"^(?:[\pL ]{0,30}\b)?(?:[Bb]y|BY|[Vv]on|VON):? ")


@dataclass
class Page:
    """The lines of one text, and who is known to have written it."""

    lines: Sequence[Line]
    authors: tuple[str, ...]
    _lookups: int = 0

    def is_bio(self, index: int) -> bool:
        """Whether the line itself, not its heading, is a bio."""
        text = self.lines[index].text
        if not 20 <= len(text) <= _LONGEST_LINE:
            return False
        if self._is_note(index):
            return True
        edge = index < _TOP or index >= len(self.lines) * _BOTTOM
        above = self._above(index)
        if not edge and not above:
            return False
        if not above and (not OPENING.match(text) or NEWS.search(text)):
            return False
        cues = weigh(text)
        # A name over a handle is a byline: a bio tells something of the person.
        if cues + above < 2.0 or not (above >= _HEADED or tells_of_author(text)):
            return False
        subject = subject_of(text)
        score = cues + above + (1.0 if edge else 0.0)
        if subject and subject not in PRONOUNS and subject not in FIRST:
            if is_nobody(subject):
                return False
            if self._is_author(subject):
                score += 2.5
            elif above < 2.0:
                against = self._in_the_story(subject, index)
                score += _LAST if not against and self._is_last(subject, index) else -against
        elif not above and not self._follows_bio_name(index):
            # A pronoun or a fragment belongs to somebody named before it.
            score -= 2.0 if subject in PRONOUNS else 0.5
        return score >= _ENOUGH

    def opening(self, index: int, after: int) -> int:
        """The first line of the run: the headings and name lines right above the bio."""
        start = index
        while start > after and index - start < 3:
            text = self.lines[start - 1].text
            if BY_LINE.match(text) and index < _TOP:
                # Above the story it is the story's byline.
                break
            if HEADING.search(text) or names_subject(text, self.lines[index].text):
                start -= 1
            elif len(text) <= LONGEST_NAME and start - 1 > after and start == index:
                # A job title may stand between the name and the bio.
                name = self.lines[start - 2].text
                if FRAGMENT.search(text) and names_subject(name, self.lines[index].text):
                    start -= 2
                else:
                    break
            else:
                break
        return start

    def closing(self, index: int) -> int:
        """The line after the run: what goes on about the same person, and contacts."""
        first = subject_of(self.lines[index].text)
        index += 1
        while index < len(self.lines):
            text = self.lines[index].text
            if len(text) > _LONGEST_LINE or NEWS.search(text):
                break
            subject = subject_of(text)
            same = subject in PRONOUNS or subject in FIRST or same_person(subject, first)
            contact = CONTACT.search(text) is not None and len(text) < 200
            told = max(weigh(text), bio_notes.told(text) if same else 0.0)
            if not (contact or (same and told >= _CONTINUES)):
                break
            index += 1
        return index

    def _above(self, index: int) -> float:
        """What the one or two lines above say: a heading, or the bio's own name."""
        text = self.lines[index].text
        score = _HEADED if INLINE_HEADING.match(text) else 0.0
        for above in self.lines[max(index - 2, 0) : index]:
            if len(above.text) > LONGEST_NAME:
                continue
            if HEADING.search(above.text):
                score = max(score, _HEADED)
            elif names_subject(above.text, text):
                score = max(score, 2.5)
        return score

    def _follows_bio_name(self, index: int) -> bool:
        if not index:
            return False
        above = self.lines[index - 1].text
        named = NAME_LINE.match(above)
        return named is not None and self._is_author(named.group("name"))

    def _is_note(self, index: int) -> bool:
        """Whether the line tells of a writer by its place alone: after the story or before it."""
        text = self.lines[index].text
        closes = index in self._ending
        if (not closes and index > self._opening) or signed(text):
            return False
        if bio_notes.introduces_itself(text):
            return True
        if bio_notes.opened_by(text, self._forenames):
            return bio_notes.told(text) >= _VOUCHED
        beside = self._names and self._is_beside(text, index, closes)
        if beside and bio_notes.told(text) >= _BESIDE:
            return True
        if not (closes or text[0] in _ITALICS):
            return False
        name = bio_notes.subject(text)
        if name is None or bio_notes.told(text) < _UNVOUCHED:
            return False
        # "The writer is ..." names nobody; a name that the story knows is no writer's.
        return not name or (" " in name and not self._known(name, index))

    def _is_beside(self, text: str, index: int, closes: bool) -> bool:
        """Whether a note that opens with no name can only tell of a page's known author."""
        if bio_notes.names_one(text, self._forenames):
            opens = text.casefold().startswith(tuple(self._forenames))
            return opens or bio_notes.told(text) >= _UNVOUCHED
        under = index > 0 and signed(self.lines[index - 1].text) != ()
        return (closes or under) and (
            bio_notes.is_fragment(text) or (under and subject_of(text) in PRONOUNS)
        )

    @cached_property
    def _ending(self) -> frozenset[int]:
        """The last lines of the page that need not be the story's, up to its last prose."""
        end = len(self.lines)
        for index in range(end // 2, end):
            if furniture(self.lines[index].text) is Furniture.LIST:
                end = index
                break
        found: set[int] = set()
        for index in range(end - 1, max(end - _FOOT, 0) - 1, -1):
            text = self.lines[index].text
            found.add(index)
            aside = len(text) <= LONGEST_NAME or furniture(text) or is_notice(text) or signed(text)
            contact = CONTACT.search(text) is not None and len(text) < _LAST_LINE
            if not (aside or contact or self._opens_note(text)):
                break
        return frozenset(found)

    def _opens_note(self, text: str) -> bool:
        return (
            bio_notes.subject(text) is not None
            or bio_notes.opened_by(text, self._forenames)
            or bio_notes.introduces_itself(text)
            or subject_of(text) in PRONOUNS
            or bio_notes.is_fragment(text)
            or bio_notes.names_one(text, self._forenames)
        )

    @cached_property
    def _opening(self) -> int:
        """The first line of prose: what a note above the story is at most."""
        for index, line in enumerate(self.lines[:_TOP]):
            if len(line.text) > _HEADLINE and not signed(line.text):
                return index
        return 0

    def _known(self, name: str, index: int) -> bool:
        """Whether a name, or its last part in a paragraph, stands elsewhere in the story."""
        last = name.rsplit(maxsplit=1)[-1]
        return any(
            name in line.text or (len(line.text) > LONGEST_NAME and last in line.text)
            for i, line in enumerate(self.lines)
            if i != index and not NAME_LINE.match(line.text)
        )

    @cached_property
    def _names(self) -> frozenset[str]:
        """The full names of the page's authors, from its metadata and bylines, folded."""
        found = [who for entry in self.authors for who in read(_SIGNED.sub("", entry))]
        edges = (*self.lines[:_SIGNED_ABOVE], *self.lines[_SIGNED_ABOVE:][-_TOP:])
        for line in edges:
            found += signed(line.text)
        names = [
            who.name for who in found if who.kind is BylineKind.PERSON or is_lone_name(who.name)
        ]
        for line in self.lines:
            if len(line.text) <= 120 and (by := BY_LINE.match(line.text)):
                names += AND.split(by.group("name"))
        return frozenset(n.casefold() for n in names)

    @cached_property
    def _forenames(self) -> frozenset[str]:
        """How a page may call its authors in their bios: the full name or the first."""
        return self._names | {name.split()[0] for name in self._names}

    def _is_author(self, subject: str) -> bool:
        folded = subject.casefold()
        return any(same_person(folded, name) for name in self._names if " " in name)

    def _is_last(self, subject: str, index: int) -> bool:
        """Whether a full name opens one short last paragraph, and stands nowhere else.

        A bio speaks of the present; "was a reporter" is somebody's past.
        """
        after = self.lines[index + 1 :]
        return (
            " " in subject
            and f"{subject} was " not in self.lines[index].text
            and len(self.lines[index].text) <= _LAST_LINE
            and all(len(line.text) <= LONGEST_NAME for line in after)
            and not any(
                subject in line.text and not NAME_LINE.match(line.text)
                for line in (*self.lines[:index], *after)
            )
        )

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
