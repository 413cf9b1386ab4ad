"""What the signal claims of unedited reports of one event, for a reader to uphold or not.

    python -m caveat.evaluation.conflict_reading 60    # the 60 most confident findings, to read
    caveat evaluate conflict_reading                   # how many of them a reader upheld

ECB+ articles of one event (a subtopic) against each other. Two texts that are set against each
other count once an event, from whichever articles; calendar findings are left out. A judgement is
kept by ids and spans, so that no text of the set is copied:
``tests/benchmarks/conflict/readings.jsonl``. A finding without a judgement is listed as unread and
counts as not upheld.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from caveat.document import Document
from caveat.evaluation import ecbplus, shipped
from caveat.evaluation.metrics import interval
from caveat.signals.conflict import Comparer, verdict
from caveat.signals.conflict.claims import Disagreement
from caveat.signals.conflict.passages import read

READINGS = Path(__file__).parents[3] / "tests" / "benchmarks" / "conflict" / "readings.jsonl"
MOST_CONFIDENT = 60
_AROUND = 160


class Key(NamedTuple):
    """A finding by where it stands: article, field, start and end in code points, twice."""

    kind: str
    a: str
    a_start: int
    a_end: int
    b: str
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """One finding on two articles of one event."""

    key: Key
    confidence: float
    here: str
    there: str


def claimed(events: Iterable[Sequence[Document]]) -> list[Claimed]:
    """What is set against what, each pair of texts of an event once, the most confident first."""
    found: dict[tuple[str, ...], Claimed] = {}
    for articles in events:
        readings = [read(d, i) for i, d in enumerate(articles)]
        compare = Comparer(readings, shipped.words())
        for a, b in combinations(readings, 2):
            for d in compare.pair(a, b).disagreements:
                one = _claimed(d, a.document, b.document)
                words = sorted((d.own.text.casefold(), d.other.text.casefold()))
                place = (d.kind, articles[0].article.id, *words)
                kept = found.setdefault(place, one)
                if (-one.confidence, one.key) < (-kept.confidence, kept.key):
                    found[place] = one
    return sorted(found.values(), key=lambda c: (-c.confidence, c.key))


def _claimed(d: Disagreement, one: Document, other: Document) -> Claimed:
    sides = sorted(
        (doc.article.id, s.span.start, s.span.end, _shown(doc, s.span.start, s.span.end))
        for doc, s in ((one, d.own), (other, d.other))
    )
    (a, a_start, a_end, here), (b, b_start, b_end, there) = sides
    key = Key(d.kind, a, a_start, a_end, b, b_start, b_end)
    return Claimed(key, verdict.confidence(d.likeness), here, there)


def _shown(document: Document, start: int, end: int) -> str:
    text = document.article.text
    low, high = max(0, start - _AROUND), end + _AROUND
    return f"{text[low:start]}[[{text[start:end]}]]{text[end:high]}".replace("\n", " ")


def judgements() -> dict[Key, bool]:
    """What a reader said of the findings read so far."""
    found: dict[Key, bool] = {}
    with READINGS.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[Key(row["kind"], *row["a"], *row["b"])] = row["upheld"]
    return found


def table() -> str:
    """The share of the 60 most confident findings that a careful editor would uphold."""
    every = claimed(ecbplus.events())
    judged = judgements()
    top = [c.key for c in every[:MOST_CONFIDENT]]
    held = [judged.get(k, False) for k in top]
    low, high = interval(held, lambda h: sum(h) / len(h))
    unread = [k for k in top if k not in judged]
    lines = [
        f"unedited ECB+ reports of one event: {len(every)} findings, the {len(top)} most confident",
        f"upheld {sum(held)} of {len(held)}: {sum(held) / len(held):.2f} [{low:.2f}, {high:.2f}]",
        f"unread {len(unread)}",
        *(f"unread: {k}" for k in unread),
    ]
    return "\n".join(lines)


def sheet(count: int) -> Iterator[str]:
    """The most confident findings with both places, and what was said of them before."""
    judged = judgements()
    for rank, c in enumerate(claimed(ecbplus.events())[:count], 1):
        said = {True: "upheld", False: "not upheld", None: "unread"}[judged.get(c.key)]
        key = {"kind": c.key.kind, "a": list(c.key[1:4]), "b": list(c.key[4:])}
        yield f"{rank}. {c.confidence:.3f} {said}\n   {json.dumps(key)}"
        yield f"   A {c.here}\n   B {c.there}"


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else MOST_CONFIDENT
    sys.stdout.writelines(line + "\n" for line in sheet(wanted))
