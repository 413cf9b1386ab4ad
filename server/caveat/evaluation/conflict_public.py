"""Conflicts on public pairs of texts: FNC-1, ClaimDiff and VitaminC.

None of these sets asks quite the question of the signal. FNC-1's ``disagree`` is a body's stance to
a headline that is often somebody else's claim; ClaimDiff's ``weaken`` holds of arguments that leave
every fact alone; VitaminC pairs one claim with an edited sentence of an encyclopaedia. They are
measured as ordinary texts: a pair is claimed when the signal sets any passage of one against one of
the other. Published systems reach an F1 of 0.02 to 0.15 on FNC-1's ``disagree``
(Hanselowski et al., A Retrospective Analysis of the Fake News Challenge, 2018).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caveat.document import Article, Document, parse
from caveat.evaluation import shipped
from caveat.evaluation.datasets import rows
from caveat.evaluation.metrics import Counts, interval, total
from caveat.signals.conflict import Comparer
from caveat.signals.conflict.passages import read

# Every so many bodies of FNC-1: its 13,000 related rows repeat 1,600 bodies.
EVERY = 10

Pair = tuple[Document, Document, bool]


def fnc1() -> Iterator[Pair]:
    """Headlines with related bodies, of every tenth body; true where the body disagrees."""
    bodies = {
        row["body_id"]: _document("body", row["body"])
        for row in rows("fnc1/train_bodies.jsonl.gz")
        if row["body_id"] % EVERY == 0
    }
    for row in rows("fnc1/train_stances.jsonl.gz"):
        if row["body_id"] in bodies and row["label"] != "unrelated":
            headline = _document("headline", row["headline"])
            yield headline, bodies[row["body_id"]], row["label"] == "disagree"


def claimdiff() -> Iterator[Pair]:
    """Pairs of claims of two outlets on one topic; true where the second weakens the first."""
    for row in rows("claimdiff/weaken_train.jsonl.gz"):
        pair = _document("a", row["claim_a"]), _document("b", row["claim_b"])
        yield *pair, bool(row["label"])


def vitaminc() -> Iterator[Pair]:
    """Claims with a sentence of evidence; true where it contradicts them."""
    for row in rows("vitaminc_sample/sample.jsonl.gz"):
        pair = _document("premise", row["premise"]), _document("claim", row["hypothesis"])
        yield *pair, str(row["label"]).lower() in {"contradiction", "refutes"}


def _document(name: str, text: str) -> Document:
    return parse(Article(name, text, language="en"))


def claimed(a: Document, b: Document) -> bool:
    """Whether the signal sets anything of one text against anything of the other."""
    one, other = read(a, 0), read(b, 1)
    return bool(Comparer((one, other), shipped.words()).pair(one, other).disagreements)


def counts(pairs: Iterator[Pair]) -> list[Counts]:
    """One unit a pair."""
    found: list[Counts] = []
    for a, b, gold in pairs:
        said = claimed(a, b)
        found.append(Counts(int(gold and said), int(said and not gold), int(gold and not said)))
    return found


def table() -> str:
    """Precision, recall and F1 on each set, with 95% bootstrap intervals over pairs."""
    lines = [
        f"{'public pairs':<22}{'pairs':>7}{'positive':>9}  precision         recall            f1"
    ]
    for name, pairs in (
        ("fnc1 disagree", fnc1()),
        ("claimdiff weaken", claimdiff()),
        ("vitaminc contradict", vitaminc()),
    ):
        lines.append(_row(name, counts(pairs)))
    return "\n".join(lines)


def _row(name: str, units: Sequence[Counts]) -> str:
    every = total(units)
    cells = ""
    for statistic in ("precision", "recall", "f1"):
        low, high = interval(units, lambda us, s=statistic: float(getattr(total(us), s)))  # type: ignore[misc]
        cells += f"{getattr(every, statistic):.2f} [{low:.2f}, {high:.2f}] "
    return f"{name:<22}{len(units):>7}{every.tp + every.fn:>9}  {cells}".rstrip()
