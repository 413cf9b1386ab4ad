"""One person in two offices of which nobody holds both: "President Bek", "Prime Minister Bek"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.document import Mention, MentionKind, Span, gazetteer
from caveat.signals.conflict import lexicon
from caveat.signals.conflict.claims import Agreement, Comparison, Disagreement, Side
from caveat.signals.conflict.passages import Passage, Reading
from caveat.signals.conflict.words import fold, stem

LIKENESS = 0.75
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """A person, by the stems of the name, with an office written directly before it."""

    person: tuple[str, ...]
    group: str
    office: str
    side: Side


def compare(a: Reading, b: Reading) -> Comparison:
    """Persons to whom two readings give offices that exclude each other.

    A person to whom either reading gives both (a minister who was a mayor) is left alone.
    """
    ours, theirs = list(holders(a)), list(holders(b))
    found: dict[tuple[tuple[str, ...], str], Disagreement] = {}
    agreed: list[Agreement] = []
    for one in ours:
        alike = [o for o in theirs if o.group == one.group and _same(o.person, one.person)]
        offices = {o.office for o in alike}
        own = {o.office for o in ours if o.group == one.group and _same(o.person, one.person)}
        if one.office in offices:
            agreed.append(Agreement(one.side.span, b.number))
        if alike and not offices & own:
            place = (one.person[-1:], one.group)
            found.setdefault(
                place, Disagreement("role", "offices@1", one.side, alike[0].side, LIKENESS)
            )
    return Comparison(tuple(found.values()), tuple(agreed))


def holders(reading: Reading) -> Iterator[Holder]:
    """Every person of a reading with an office before the name, in text order."""
    for passage in reading.passages:
        for mention in passage.mentions:
            if mention.kind not in (MentionKind.PLACE, MentionKind.ORGANISATION):
                found = _holder(reading, passage, mention)
                if found is not None:
                    yield found
                yield from _posts(reading, passage, mention)


# Of two holders of one post, these are never the first.
_SECOND = frozenset({"deputy", "assistant", "vice", "acting", "interim"})
_FIRST = frozenset({"head", "chief", "senior"})
_ARTICLES = frozenset({"the", "its", "their", "a", "an", "his", "her"})


def _posts(reading: Reading, passage: Passage, mention: Mention) -> Iterator[Holder]:
    """The post written behind a name, or before it, as first or second of its kind: "Joan Petrie,
    the deputy librarian", "Council leader Ros Amery".
    """
    at = passage.positions(mention.span)
    words, clauses = passage.words, passage.clauses
    while len(at) > 1 and words[at[0]].text.lower() in gazetteer.ROLE:
        at = range(at[0] + 1, at[-1] + 1)
    if not at or len(at) > _LONGEST:
        return
    person = tuple(stem(words[i].text) for i in at)
    behind = at[-1] + 1
    if behind < len(words) and clauses[behind] != clauses[at[-1]]:
        while behind < len(words) and words[behind].text.lower() in _ARTICLES:
            behind += 1
        yield from _post(reading, passage, person, behind, behind + 3)
        texts = tuple(w.text.lower() for w in words[behind : behind + _LONGEST])
        for size in range(len(texts), 0, -1):
            office = lexicon.ROLES.get(texts[:size])
            if office is not None:
                further = words[behind + size : behind + size + 1]
                if not (further and further[0].text == "and"):
                    # Not the first of two posts: "chairman and chief executive".
                    yield _held(reading, passage, person, office, behind, behind + size)
                break
    yield from _post(reading, passage, person, max(0, at[0] - 5), at[0])


def _post(
    reading: Reading, passage: Passage, person: tuple[str, ...], low: int, high: int
) -> Iterator[Holder]:
    clause = passage.clauses[low : high + 1]
    while high > low and clause and clause[min(high - low, len(clause)) - 1] != clause[0]:
        high -= 1
    words = passage.words[low:high]
    heads = [i for i, w in enumerate(words) if w.text.lower() in lexicon.POSTS]
    if not heads:
        return
    head = heads[-1] if low + heads[-1] + 1 == high else heads[0]
    before = {w.text.lower() for w in words[:head]}
    rank = "second" if before & _SECOND else "first"
    first = next((i for i in range(head) if words[i].text.lower() in _SECOND | _FIRST), head)
    office = ("post " + words[head].stem, rank)
    yield _held(reading, passage, person, office, low + first, low + head + 1)


def _held(
    reading: Reading,
    passage: Passage,
    person: tuple[str, ...],
    office: tuple[str, str],
    low: int,
    high: int,
) -> Holder:
    span = Span(passage.span.field, passage.words[low].start, passage.words[high - 1].end)
    side = Side(reading.number, span, reading.document.text(span), office[1], "/".join(office))
    return Holder(person, *office, side)


def _holder(reading: Reading, passage: Passage, mention: Mention) -> Holder | None:
    at = passage.positions(mention.span)
    texts = [w.text.lower() for w in passage.words]
    # A title may have been read as the first words of the name: look inside it too.
    for end in range(at[-1], at[0] - 1, -1) if at else ():
        for size in range(min(_LONGEST, end), 0, -1):
            office = lexicon.ROLES.get(tuple(texts[end - size : end]))
            if office is None:
                continue
            first = passage.words[end - size]
            span = Span(passage.span.field, first.start, passage.words[end - 1].end)
            person = tuple(stem(passage.words[i].text) for i in range(end, at[-1] + 1))
            key = "/".join(office)
            side = Side(reading.number, span, reading.document.text(span), office[1], key)
            return Holder(person, *office, side)
    return None


def _same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if fold(a[-1]) != fold(b[-1]):
        return False
    return len(a) == 1 or len(b) == 1 or fold(a[0])[:1] == fold(b[0])[:1]
