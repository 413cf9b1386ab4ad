"""Names: who and what a text mentions, cheaply and by cues alone.

A run of capitalised words is cut at titles and function words; what stands before it (Mr, Gen.,
Prime Minister), in it (Ministry, Inc.) or after it (an age, a verb of speech) tells a person from
an organisation or a place; later mentions of a surname inherit what the full name was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.document import gazetteer as lists
from caveat.document import octets
from caveat.document.article import Article
from caveat.document.model import Mention, MentionKind, Section, SectionKind
from caveat.document.span import Span

# A long feature names some hundreds; the bound keeps a page of capitals cheap.
MAX_MENTIONS = 5_000

_WORD = r"(?:\p{Lu}\.(?:[\p{Lu}]\.)*|\p{Lu}[\pL\pM\pN]*(?:['’.&‐-][\pL\pN][\pL\pM\pN]*)*)"
_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|St|Rev|Hon|Capt|Maj|Adm|Supt|Det|Jr|Sr|Cmdr"
    r"|Insp|Cpl|Messrs|Fr|Sr|Inc|Corp|Ltd|Co)\.)"
)
_PARTICLE = (
    r"(?:(?:de|du|da|dos|do|di|del|della|van|von|der|den|ter|zu|bin|bint|ibn|al|el|la|le|ben|y|e|&)"
    r"[ \x{a0}]|al-|el-|d['’]|de la |van der |van den |von der )"
)
_RUN = octets.pattern(f"(?:{_TITLE}|{_WORD})(?:[ \\x{{a0}}](?:{_PARTICLE})?(?:{_TITLE}|{_WORD}))*")
_JOIN = frozenset({" of ", " of the ", " for ", " for the ", " and ", " on ", " and the "})
_LONGEST_JOIN = 10
_READ = frozenset({SectionKind.HEADLINE, SectionKind.BODY, SectionKind.PHOTO_CREDIT})
_ACTS = (" said ", " said,", " says ", " told ", " added", " asked ", " wrote ", ", who ", " who ")
_SUFFIX = frozenset({"Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"})


@dataclass(slots=True)
class _Run:
    """A name being read: offsets within its section until it is placed."""

    start: int
    end: int
    role_start: int
    words: list[str]
    kind: MentionKind = MentionKind.UNKNOWN
    gender: str = ""


def find(article: Article, sections: Sequence[Section]) -> tuple[Mention, ...]:
    """Every name in headline, body and captions, in order of the sections.

    Time is linear in the text; after 5,000 names the rest is left unread.
    """
    known: dict[str, _Known] = {}
    found: list[Mention] = []
    for section in sections:
        if section.kind in _READ and len(found) < MAX_MENTIONS:
            runs = _runs(article.slice(section.span))
            found += [_mention(run, section.span, known) for run in runs]
    return tuple(found)


def _runs(text: str) -> list[_Run]:
    runs: list[_Run] = []
    last_end = -1
    for match in _RUN.finditer(octets.view(text)):
        if len(runs) >= MAX_MENTIONS:
            break
        start, end = match.span()
        name = text[start:end]
        if name in lists.FUNCTION or name in lists.CALENDAR:
            continue
        words = name.replace("\u00a0", " ").split(" ")
        near = start - last_end <= _LONGEST_JOIN and runs
        if near and _joins(text[runs[-1].end : start], runs[-1], words):
            runs[-1].end = end
            runs[-1].words += words
        elif len(words) == 1:
            runs.append(_titled([(start, name)]))
        else:
            runs += _cut(start, words)
        last_end = end
    return [_judged(text, run) for run in runs if run.words]


def _joins(gap: str, last: _Run, words: list[str]) -> bool:
    """Whether "of the" between two runs makes them one name ("Bank of England")."""
    if gap not in _JOIN or not last.words or words[0] in lists.FUNCTION:
        return False
    if words[0].rstrip(".").lower() in lists.COURTESY:
        return False
    head = last.words[-1] in lists.ORGANISATION_HEAD
    of_two = gap in (" and ", " and the ") and "of" in last.words and len(last.words) > 2
    return (head and gap not in (" and ", " and the ", " on ")) or (
        of_two and last.words[0] in ("Ministry", "Department")
    )


def _cut(start: int, words: list[str]) -> list[_Run]:
    """A capitalised run without its sentence opener, cut at dates, with titles told apart."""
    runs: list[_Run] = []
    at = start
    current: list[tuple[int, str]] = []
    for index, word in enumerate([*words, ""]):
        if not word or word in lists.CALENDAR or (not current and word in lists.FUNCTION):
            if current:
                runs.append(_titled(current))
            current = []
        else:
            if len(current) in (1, 2) and index + 1 < len(words) and _is_place(current):
                # "the ambassador to the US Koji Tomita"
                runs.append(_titled(current))
                current = []
            current.append((at, word))
        at += len(word) + 1
    return [run for run in runs if run.words]


def _is_place(tokens: list[tuple[int, str]]) -> bool:
    return " ".join(word for _, word in tokens) in lists.PLACE


def _titled(tokens: list[tuple[int, str]]) -> _Run:
    """Splits "French President Emmanuel Macron" into role and name."""
    role = 0
    for index, (_, word) in enumerate(tokens[:-1]) if len(tokens) > 1 else ():
        bare = word.rstrip(".").lower()
        if bare in lists.RANK or bare in lists.COURTESY or (word[-2:] in ("'s", "’s")):
            role = index + 1
    kind = MentionKind.UNKNOWN
    gender = ""
    rank = tokens[role - 1][1].rstrip(".").lower() if role else ""
    if rank in lists.RANK or rank in lists.COURTESY:
        kind = MentionKind.PERSON
        gender = (
            "m" if rank in lists.COURTESY_MALE else "f" if rank in lists.COURTESY_FEMALE else ""
        )
        if rank.endswith("woman"):
            gender = "f"
    first, _ = tokens[role]
    words = [word for _, word in tokens[role:]]
    last_start, last = tokens[-1]
    end = last_start + len(last)
    if last[-2:] in ("'s", "’s"):
        end -= 2
        words[-1] = last[:-2]
    if words[-1][-1:] == "." and len(words[-1]) > 2 and words[-1] not in _SUFFIX:
        stripped = words[-1].rstrip(".")
        if "." not in stripped and stripped.lower() not in lists.COURTESY | {"inc", "corp", "ltd"}:
            end -= len(words[-1]) - len(stripped)
            words[-1] = stripped
    return _Run(first, end, tokens[0][0], words, kind, gender)


def _judged(text: str, run: _Run) -> _Run:
    words = run.words
    name = " ".join(words)
    bare = name.replace(".", "")
    if run.kind is MentionKind.PERSON and words[-1] not in lists.ORGANISATION_WORD:
        if not run.gender:
            run.gender = _gender(words[0])
        return run
    run.kind = MentionKind.UNKNOWN
    if name in lists.PLACE or bare in lists.PLACE:
        run.kind = MentionKind.PLACE
    elif any(word in lists.ORGANISATION_WORD for word in words) or (
        any(word in lists.ORGANISATION_HEAD for word in words[:-1])
    ):
        run.kind = MentionKind.ORGANISATION
    elif words[0] in lists.FIRST_NAME and 1 < len(words) <= 4:
        run.kind = MentionKind.PERSON
        run.gender = _gender(words[0])
    elif len(words) == 1 and name.isupper() and 2 <= len(bare) <= 6:
        run.kind = MentionKind.ORGANISATION
    elif _role_before(text, run) or (len(words) > 1 and _acts_after(text, run)):
        run.kind = MentionKind.PERSON
        run.gender = run.gender or _gender(words[0])
    if run.kind is not MentionKind.ORGANISATION and 1 < len(words) <= 4:
        _role_before(text, run)
    return run


def _gender(first: str) -> str:
    return "m" if first in lists.MALE_NAME else "f" if first in lists.FEMALE_NAME else ""


def _role_before(text: str, run: _Run) -> bool:
    """Takes in a function written in lower case before the name ("chief", "spokeswoman")."""
    before = text[max(0, run.role_start - 40) : run.role_start]
    if not before.endswith(" "):
        return False
    word = before.split()[-1] if before.split() else ""
    if word.lower() not in lists.ROLE or not word.islower():
        return False
    run.role_start -= len(word) + 1
    if word.endswith(("woman", "girl", "mother", "daughter", "sister", "wife", "actress")):
        run.gender = "f"
    elif word.endswith(("spokesman", "chairman", "father", "son", "brother", "husband")):
        run.gender = "m"
    return True


def _acts_after(text: str, run: _Run) -> bool:
    """Whether an age or a verb of speech follows, as after a person's name."""
    after = text[run.end : run.end + 7]
    return after.startswith(_ACTS) or (
        after[:2] == ", " and after[2:4].isdigit() and after[4:5] == ","
    )


@dataclass(slots=True)
class _Known:
    """What is known of somebody by the fullest name read so far."""

    words: list[str]
    span: Span
    kind: MentionKind
    gender: str


def _mention(run: _Run, where: Span, known: dict[str, _Known]) -> Mention:
    """Places a name, and traces it to the fullest one that ends (or begins) as it does."""
    span = where.within(run.start, run.end)
    role = where.within(run.role_start, run.start - 1) if run.role_start < run.start else None
    words = run.words
    while len(words) > 1 and words[-1] in _SUFFIX:
        words = words[:-1]
    person = known.get(words[-1]) if len(words) <= 2 else None
    if person is None or not _same(run, person, words):
        if len(words) > 1 and run.kind in (MentionKind.PERSON, MentionKind.UNKNOWN):
            person = _Known(words, span, run.kind, run.gender)
            known[words[-1]] = person
            known.setdefault(words[0], person)
        return Mention(span, run.kind, role, span, run.gender)
    if run.kind is MentionKind.UNKNOWN:
        run.kind = person.kind
    else:
        person.kind = run.kind
    person.gender = person.gender or run.gender
    return Mention(span, run.kind, role, person.span, person.gender)


def _same(run: _Run, person: _Known, words: list[str]) -> bool:
    if run.kind in (MentionKind.PLACE, MentionKind.ORGANISATION):
        return False
    if run.gender and person.gender and run.gender != person.gender:
        return False
    return len(words) == 1 or words[0] in person.words
