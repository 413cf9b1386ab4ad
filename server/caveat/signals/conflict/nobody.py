"""Nobody was hurt, against two were: a count of none is told in words."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.document import Span
from caveat.signals.conflict import lexicon, normal
from caveat.signals.conflict.align import Index
from caveat.signals.conflict.claims import Comparison, Disagreement, Side
from caveat.signals.conflict.passages import Passage, Reading
from caveat.signals.conflict.setting import human, setting
from caveat.values import Quantity, ValueKind

_NONE = frozenset({"no", "nobody", "none"})
_HARM = frozenset({"die", "injure", "arrest", "miss"})
_REACH = 4
# A longer statement says of what it speaks: it must be alike.
# A count that matters stands high up.
_LEAD = 8
_SHORT = 7
_LIKE = 0.3
LIKENESS = 0.62


def compare(a: Reading, b: Reading, index: Index) -> Comparison:
    """Counts of one reading against statements of none in the other, both ways."""
    found = [Disagreement("number", "nobody@1", s, o, LIKENESS, 1) for s, o in _met(a, b, index)]
    if a.number != b.number:
        found += [
            Disagreement("number", "nobody@1", o, s, LIKENESS, -1) for s, o in _met(b, a, index)
        ]
    return Comparison(tuple(found))


def _met(none: Reading, some: Reading, index: Index) -> Iterator[tuple[Side, Side]]:
    for passage, outcomes, span in _statements(none):
        names = {w.stem for w in passage.words[1:] if w.name}
        if not names <= some.names:
            # It says of somebody or some place else that none were.
            continue
        text = none.document.text(span)
        said = Side(none.number, span, text, "none", "none:" + "/".join(sorted(outcomes)))
        count = next(_counts(some, outcomes, passage, index), None)
        if count is not None:
            yield said, count


def _statements(reading: Reading) -> Iterator[tuple[Passage, frozenset[str], Span]]:
    for passage in reading.passages:
        texts = [w.text.lower() for w in passage.words]
        for i, text in enumerate(texts):
            if text not in _NONE:
                continue
            near = range(i + 1, min(len(texts), i + 2 + _REACH))
            end = next((j for j in near if passage.words[j].stem in _HARM), None)
            if end is not None and all(t in lexicon.NONE_OF for t in texts[i + 1 : end]):
                first, last = passage.words[i].start, passage.words[end].end
                both = texts[end] == "casualties"
                outcomes = frozenset({"die", "injure"} if both else {passage.words[end].stem})
                yield passage, outcomes, Span(passage.span.field, first, last)
                break


def _counts(
    reading: Reading, outcomes: frozenset[str], said: Passage, index: Index
) -> Iterator[Side]:
    for passage, value in reading.values:
        if not isinstance(value, Quantity) or value.kind is not ValueKind.COUNT or value.number < 1:
            continue
        s = setting(passage, value, index)
        bodies = s.passage.bodies, said.bodies
        if passage.index - reading.passages[0].index > _LEAD:
            break
        if len(s.outcomes) != 1 or not s.outcomes <= outcomes or s.dates or s.qualifiers:
            continue
        like = index.similarity(said.stems, passage.stems)
        if not human(s.noun) or (len(said.words) > _SHORT and like < _LIKE):
            continue
        if not (bodies[0] and bodies[1] and not bodies[0] & bodies[1]):
            text = normal.shown(value)
            yield Side(reading.number, value.span, value.text, text, normal.key(value))
