"""Notes on a writer that nothing announces: no heading, no name line, only their place.

Most papers end a guest's column with a paragraph like "Mara Lind runs a garden centre in Graz.",
in italics or not; others set a line like it under the byline. What tells such a paragraph from a
story's last one is that it says in the present, of somebody whom the story does not know, what
that person is, does for a living, likes or where they can be reached. Languages: en, de.

Opening words, endings and cues stand in bio_notes.toml.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import re2

from caveat.document.bio_cues import CONTACT, IN_THE_NEWS, NAME, PRIVATE, TITLES, WRITES, is_nobody

# Code points: a longer paragraph at the end of a story is part of it; names and asides are short.
LONGEST = 600
_ONE_SENTENCE = 220
_HEAD = 300
_ASIDE = 140
# What the parts of a note add; a post is a role with its employer.
_TRADE, _POST, _ROLE, _HABIT, _LIFE, _REACH, _TERSE = 2.0, 1.5, 1.0, 1.0, 1.0, 1.0, 0.5
_FIRST_OF_ALL = 0.5
# What is told of somebody in the news takes off, and what happens when.
_ACTS = 6.0
_OUTER = ".,:;!?…()[]{}\"'“”‘’„«»*_~—–-"

# Marks of italics, brackets, bullets and dashes around a note, then whom it is about.
_MARKS = r"[\s_*~(\[{>•·|—–\-]*"
_HONORIFIC = (
    r"(?:(?:Dr|Prof|Professor(?:in)?|Sir|Dame|Lord|Lady|Baroness|Rev|Revd|Reverend|Rabbi|Father|"
    r"Sister|Captain|Capt|Col|Colonel|Gen|General|Mr|Mrs|Ms|Judge|Frau|Herr|Pfarrer(?:in)?)\.?,? )*"
)
_NAMED = rf"{_HONORIFIC}(?P<name>{NAME}){TITLES}(?:['’]s)?"
_WHO = re2.compile(
    rf"^{_MARKS}(?:(?:[Oo]ur|[Tt]he|[Gg]uest|Unsere?|[Dd]er|[Dd]ie) )?"
    rf"(?:(?:\pL[\pL\-]* )?(?:\pL[\pL\-]* )?{WRITES},? )?{_NAMED}"
)
_WRITER = re2.compile(
    rf"^{_MARKS}(?:The|Our|This|Der|Die|Unser|Unsere) (?:\pL+ )?(?:\pL+ )?{WRITES}\b"
)
# "This column is by Mara Lind, ...", "Words by Mara Lind, who ...": a credit that tells more.
_CREDITED = re2.compile(
    rf"^{_MARKS}(?:(?:This|Today['’]s|Dieser|Diese|Dieses) \pL+(?: \pL+)? (?:is|was|has been|ist|"
    r"wurde|stammt|kommt)(?: \pL+)? (?:by|from|von)|"
    r"(?:Words|Text|Story|Written|By|Von|About|Über)(?: by)?:?) "
    rf"{_NAMED}(?:,|:) ?(?:who|an?|the|our|die|der|eine?|\p{{Ll}})"
)
# What may come before the name: "After ten years as a dancer, Mara Lind teaches ...".
_BEFORE = re2.compile(
    rf"^{_MARKS}(?:When|After|As|An?|Based|Born|By|In|On|Formerly|Originally|Once|Currently|Since|"
    rf"Trained|Raised|Nach|Wenn|Als|Seit|Eigentlich)\b[^,.!?]{{2,100}}, {_NAMED}"
)
_COLON = re2.compile(rf"^{_MARKS}{_NAMED}(?:\s?:| [–—-]) \pL")
_JOINED = re2.compile(rf"^(?:and|und|&) {NAME} ")
_SELF = re2.compile(
    rf"^{_MARKS}(?:(?:Hi|Hello|Hey|Hallo|Moin|Servus|Welcome|Willkommen)(?: \pL+)?(?: \pL+)?[,!.]? "
    r"(?:I['’]m|I am|[Mm]y name is|[Ii]ch bin|[Mm]ein [Nn]ame ist|[Ii]ch heiße) |"
    r"(?:I['’]m|I am|My name is|Ich bin|Ich heiße|Mein Name ist) "
    r"\p{Lu}[\pL\-]+(?: \p{Lu}[\pL\-]+)*[,.!])"
)
_FIRST = re2.compile(rf"^{_MARKS}(?:I['’]m|I am|I|Ich bin|Ich|My name is|Mein Name ist) ")
_TRADE_WORD = re2.compile(rf"(?i)\b(?:{WRITES}|(?:has|have) (?:written|reported|covered))\b")
# "Director of debate at the University": who somebody is by where they work.
_AT = re2.compile(
    r"\b(?:at|of|for|with|from|in|by|bei|beim|an|am|für|im|von|der|des) "
    r"(?:the |der |die |dem )?\p{Lu}"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """What bio_notes.toml holds, ready for use."""

    asides: frozenset[str]
    being: frozenset[str]
    articles: frozenset[str]
    fragments: frozenset[str]
    habits: frozenset[str]
    persons: frozenset[str]
    endings: tuple[str, ...]
    no_persons: frozenset[str]
    after: frozenset[str]
    trade: Any
    life: Any
    event: Any
    own: Any


@cache
def _words() -> _Words:
    data = tomllib.loads(
        files("caveat.document").joinpath("bio_notes.toml").read_text(encoding="utf-8")
    )

    def pattern(name: str) -> Any:
        return re2.compile("|".join(f"(?:{p})" for p in data[name]))

    def words(name: str) -> frozenset[str]:
        return frozenset(data[name].split())

    return _Words(
        words("asides"),
        words("being"),
        words("articles"),
        words("fragments"),
        words("habits"),
        words("persons"),
        tuple(data["endings"].split()),
        words("no_persons"),
        words("after"),
        pattern("trade"),
        pattern("life"),
        pattern("event"),
        pattern("own"),
    )


def subject(text: str) -> str | None:
    """The name that opens a note, "" for "the writer", None where no note opens."""
    name, rest = _opening(text)
    known = _words()
    if name is not None and _verb(rest) in known.habits | known.being:
        return name
    head = text[:_HEAD]
    credited = _CREDITED.match(head) or _COLON.match(head)
    if credited is not None and not is_nobody(credited.group("name")):
        return str(credited.group("name"))
    return None


def opened_by(text: str, names: frozenset[str]) -> bool:
    """Whether a paragraph tells of one of the page's own authors in the third person.

    ``names`` are full names and first names, folded.
    """
    name, rest = _opening(text)
    return bool(name) and str(name).casefold() in names and _verb(rest) != ""


def names_one(text: str, names: frozenset[str]) -> bool:
    """Whether one of the page's own authors is named near a paragraph's opening."""
    head = [word.strip(_OUTER) for word in text[:_HEAD].casefold().split()]
    pairs = {f"{one} {other}" for one, other in pairwise(head)}
    return not names.isdisjoint(head) or not names.isdisjoint(pairs)


def is_fragment(text: str) -> bool:
    """Whether a line tells of somebody without naming anybody: "Food writer and mother of two."."""
    first = text.lstrip("_*~([ ").partition(" ")[0].strip(_OUTER)
    known = _words()
    if len(text) > _ONE_SENTENCE or not first[:1].isupper():
        return False
    folded = first.casefold()
    if folded in known.habits or folded in known.fragments:
        return told(text) >= _HABIT
    return _heads(text.split()) and told(text) >= _ROLE


def _heads(words: list[str]) -> bool:
    """Whether the first phrase of a line ends in a noun for a person: "Freelance beauty writer"."""
    known = _words()
    for index, word in enumerate(words[:6]):
        last = word[-1] in _OUTER or index + 1 == len(words)
        if last or words[index + 1].strip(_OUTER) in known.after:
            return _is_person(words[: index + 1])
    return False


def told(text: str) -> float:
    """How much a paragraph says what somebody is, does and likes, in the present."""
    if len(text) > LONGEST:
        return 0.0
    known = _words()
    folded = text.casefold()
    score = 0.0
    if _TRADE_WORD.search(text) or known.trade.search(folded):
        score += _TRADE
    words = text.split()
    if _is_person(words):
        score += _POST if _AT.search(text) else _ROLE
    if any(word.strip(_OUTER).casefold() in known.habits for word in words):
        score += _HABIT
    if _defines(text):
        score += _FIRST_OF_ALL
    if known.life.search(folded) or PRIVATE.search(text):
        score += _LIFE
    if CONTACT.search(text):
        score += _REACH
    if score and len(text) <= _ONE_SENTENCE:
        score += _TERSE
    if IN_THE_NEWS.search(text) or known.event.search(folded):
        score -= _ACTS
    return score


def introduces_itself(text: str) -> bool:
    """Whether a paragraph is a writer's own word: "Hi, I'm Mara!", "I am a baker and write ..."."""
    # Openings first: they rule out nearly every paragraph, and cost least.
    named = len(text) <= LONGEST and _SELF.match(text) is not None
    if not named and (len(text) > LONGEST or not _FIRST.match(text)):
        return False
    known = _words()
    folded = text.casefold()
    if IN_THE_NEWS.search(text) or known.event.search(folded):
        return False
    if named:
        return told(text) >= _HABIT
    own = known.own.search(folded) is not None or CONTACT.search(text) is not None
    return own and told(text) >= _TRADE


def _opening(text: str) -> tuple[str | None, str]:
    """Who opens a paragraph, and what follows without the aside between; None for nobody."""
    head = text[:_HEAD]
    found = _WRITER.match(head)
    if found is not None and _verb(head[found.end() :]):
        return "", head[found.end() :].lstrip()
    found = _BEFORE.match(head) or _WHO.match(head)
    if found is None or is_nobody(found.group("name")):
        return None, ""
    name = found.group("name")
    rest = head[found.end() :].lstrip()
    if (other := _JOINED.match(rest)) is not None:
        rest = rest[other.end() :]
    if rest.startswith("("):
        rest = rest.partition(")")[2].lstrip()
    if rest.startswith(","):
        aside, comma, after = rest[1:].partition(",")
        while comma and len(aside) <= _ASIDE and _verb(after) == "":
            more, comma, after = after.partition(",")
            aside += more
        rest = after if comma and len(aside) <= _ASIDE else rest[1:]
    return name, rest


def _defines(text: str) -> bool:
    """Whether the first thing said of a person is what they do, or who they are."""
    known = _words()
    rest = _opening(text)[1].split()
    verb = _verb(" ".join(rest[:6]))
    if verb in known.habits:
        return True
    return verb in known.being and (
        rest[1:2] == ["been"]
        or any(w in known.articles for w in rest[1:2])
        or (verb in ("ist", "bin") and rest[1:2] != [] and rest[1][0].isupper())
    )


def _verb(rest: str) -> str:
    """The first word that is no adverb, when it is in lower case: what the person does."""
    known = _words()
    for word in rest.split()[:6]:
        bare = word.rstrip(",")
        if bare not in known.asides and not bare.isdigit():
            return bare if bare[:1].islower() else ""
    return ""


def _is_person(words: list[str]) -> bool:
    """Whether a noun for a person closes a phrase: "a retired teacher from", "head of"."""
    known = _words()
    for index, word in enumerate(words):
        bare = word.strip(_OUTER).casefold().rpartition("-")[2]
        if bare not in known.persons and (
            len(bare) < 5 or bare in known.no_persons or not bare.endswith(known.endings)
        ):
            continue
        following = words[index + 1] if index + 1 < len(words) else ""
        if word[-1] in _OUTER or not following or following.strip(_OUTER) in known.after:
            return True
    return False
