"""One person in two offices of which nobody holds both: "President Bek", "Prime Minister Bek"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.document import Mention, MentionKind, Span
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
