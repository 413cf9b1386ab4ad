"""What speaks for and against two values being answers to one question, as figures.

None of them reads a list of subjects: they are similarities by vectors, uniqueness, agreement of
other values, magnitudes and places in the text. What they weigh is learned (``learned``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import log, log1p

import numpy as np

from caveat.signals.conflict.align import Index
from caveat.signals.conflict.apart import apart
from caveat.signals.conflict.places import Place, Places
from caveat.signals.conflict.relations import relation
from caveat.signals.conflict.wordspace import Floats, matched, similarities
from caveat.values import Bound, Quantity, Relation, Value, ValueKind, When

SORTS = ("date", "time", "number", "money", "percentage", "measure")
# So many of the other text's values are looked at for each value, the best surrounded first.
_CANDIDATES = 5
_MOST_APART = 6.0
_SMALL = 3
_UNKNOWN = 0.3
_DAY = 86_400.0
_SAME = frozenset({Relation.EQUAL, Relation.COMPATIBLE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two values that differ and may answer one question, and what speaks for and against it."""

    a: Place
    b: Place
    features: dict[str, float]


class Beside:
    """The values of two readings beside each other."""

    def __init__(self, a: Places, b: Places, index: Index) -> None:
        self._a, self._b, self._index = a, b, index
        similar = similarities(a.vocabulary, b.vocabulary)
        self._similar = similar
        self._in_b, self._in_a = matched(a.near, b.near, similar)
        self._near = (self._in_b + self._in_a) / 2.0
        self._sentence = _mean(matched(a.sentence, b.sentence, similar))
        self._left = _mean(matched(a.left, b.left, similar))
        self._right = _mean(matched(a.right, b.right, similar))
        self._cross = np.maximum(
            _mean(matched(a.left, b.right, similar)), _mean(matched(a.right, b.left, similar))
        )
        sorts = np.array([[x.sort == y.sort for y in b.places] for x in a.places], dtype=bool)
        self._near = np.where(sorts.reshape(self._near.shape), self._near, -1.0)
        self._relations = self._related()
        self._same_a: dict[int, list[float]] = defaultdict(list)
        self._same_b: dict[int, list[float]] = defaultdict(list)
        for (i, j), found in self._relations.items():
            if found in _SAME:
                self._same_a[i].append(self._near[i, j])
                self._same_b[j].append(self._near[i, j])
        self._names = a.reading.shared_names(b.reading)

    def candidates(self) -> Iterator[Candidate]:
        """The pairs of values that differ, in text order."""
        for (i, j), found in sorted(self._relations.items()):
            if found is Relation.DIFFERENT:
                yield Candidate(self._a.places[i], self._b.places[j], self._features(i, j))

    def _related(self) -> dict[tuple[int, int], Relation]:
        found: dict[tuple[int, int], Relation] = {}
        for i, j in sorted(self._close()):
            x, y = self._a.places[i].setting.value, self._b.places[j].setting.value
            known = relation(x, y)
            if known is not Relation.INCOMPARABLE:
                found[i, j] = known
        return found

    def _close(self) -> set[tuple[int, int]]:
        """The best surrounded pairs of one sort, and all that state the same."""
        near = self._near
        found: set[tuple[int, int]] = set()
        if near.size:
            rows = np.argsort(-near, axis=1, kind="stable")[:, :_CANDIDATES]
            columns = np.argsort(-near, axis=0, kind="stable")[:_CANDIDATES, :]
            found |= {(i, int(j)) for i, row in enumerate(rows) for j in row if near[i, j] >= 0}
            found |= {
                (int(i), j) for j, col in enumerate(columns.T) for i in col if near[i, j] >= 0
            }
        keys: dict[tuple[str, str], list[int]] = {}
        for j, y in enumerate(self._b.places):
            keys.setdefault((y.sort, y.key), []).append(j)
        for i, x in enumerate(self._a.places):
            found |= {(i, j) for j in keys.get((x.sort, x.key), ())[:_CANDIDATES]}
        return found

    def _features(self, i: int, j: int) -> dict[str, float]:
        x, y = self._a.places[i], self._b.places[j]
        near = float(self._near[i, j])
        values = x.setting.value, y.setting.value
        features = {
            "near": near,
            "near_most": float(max(self._in_a[i, j], self._in_b[i, j])),
            "sentence": float(self._sentence[i, j]),
            "left": float(self._left[i, j]),
            "right": float(self._right[i, j]),
            "crossed": float(self._cross[i, j]),
            **self._best(i, j, near),
            **self._agreeing(i, j),
            **self._counted(x, y),
            **self._alone(x, y),
            **_apart(*values),
            **_hedged(*values),
            **self._named(x, y),
            **self._stood(x, y),
            **{f"is_{s}": float(x.sort == s) for s in SORTS},
        }
        for name in ("near", "sentence", "rivals", "rivals_least", "margin_least"):
            features[f"{name}_of_date"] = features[name] * float(x.sort == "date")
        return features

    def _best(self, i: int, j: int, near: float) -> dict[str, float]:
        """By how much each is the other's best, and not merely a good one."""
        others = _without(self._near[i], j), _without(self._near[:, j], i)
        margins = [near - max(0.0, best) for best in others]
        return {"margin_least": min(margins), "margin_most": max(margins)}

    def _agreeing(self, i: int, j: int) -> dict[str, float]:
        """How well surrounded the values are that the other text states like one of the two."""
        of_x, of_y = self._same_a[i], self._same_b[j]
        best = [float(max(s, default=0.0)) for s in (of_x, of_y)]
        return {
            "agree_most": max(best),
            "agree_least": min(best),
            "agreeing": float(bool(of_x)) + float(bool(of_y)),
        }

    def _counted(self, x: Place, y: Place) -> dict[str, float]:
        heads = bool(x.head), bool(y.head)
        like = _UNKNOWN
        if all(heads):
            like = float(
                self._similar[self._a.vocabulary.at[x.head], self._b.vocabulary.at[y.head]]
            )
        one, other = x.setting.noun, y.setting.noun
        return {
            "nouns": float(sum(heads)),
            "noun_same": float(bool(x.head) and (x.head == y.head or one == other != "")),
            "noun_like": like,
            "unit_same": float(x.unit == y.unit and x.setting.value.kind == y.setting.value.kind),
        }

    def _alone(self, x: Place, y: Place) -> dict[str, float]:
        every = self._a.rivals(x, counted=False), self._b.rivals(y, counted=False)
        alike = self._a.rivals(x, counted=True), self._b.rivals(y, counted=True)
        return {
            "rivals": log1p(sum(every)),
            "rivals_least": log1p(min(every)),
            "noun_rivals": log1p(sum(alike)),
        }

    def _named(self, x: Place, y: Place) -> dict[str, float]:
        one, other = x.said & self._names, y.said & self._names
        words = [{w.stem for w in p.setting.passage.words} for p in (x, y)]
        near = (x.names & self._names) - words[1], (y.names & self._names) - words[0]
        ages = [p.setting.age is not None or p.setting.value.kind is ValueKind.AGE for p in (x, y)]
        owners = x.setting.owner, y.setting.owner
        return {
            "names_shared": log1p(len(one & other)),
            "names_apart": float(bool(one - other) and bool(other - one)),
            "names_unknown": float(not one or not other),
            "near_apart": float(all(near)),
            "age": float(any(ages)),
            "ages": float(all(ages)),
            "owner_same": float(bool(owners[0] & owners[1])),
            "owner_apart": float(apart(*owners)),
        }

    def _stood(self, x: Place, y: Place) -> dict[str, float]:
        passages = x.setting.passage, y.setting.passage
        counts = len(self._a.reading.passages), len(self._b.reading.passages)
        at = [p.index / max(1, n) for p, n in zip(passages, counts, strict=True)]
        return {
            "stems": self._index.similarity(passages[0].stems, passages[1].stems),
            "headline": float(passages[0].headline) + float(passages[1].headline),
            "moved": abs(at[0] - at[1]),
            "earliest": min(at),
            "length": log1p(sum(counts)),
        }


def _without(row: Floats, at: int) -> float:
    """The greatest of a row but for one place, 0 when there is no other."""
    return float(max(row[:at].max(initial=0.0), row[at + 1 :].max(initial=0.0)))


def _mean(both: tuple[Floats, Floats]) -> Floats:
    return (both[0] + both[1]) / 2.0


def _apart(x: Value, y: Value) -> dict[str, float]:
    """How far two values are from each other, and whether a slip of the hand parts them."""
    found = dict.fromkeys(
        ("ratio", "size", "small", "days", "grain_same", "relative", "slip", "part_same"), 0.0
    )
    if isinstance(x, Quantity) and isinstance(y, Quantity):
        low, high = sorted((_size(x), _size(y)))
        found["ratio"] = min(_MOST_APART, log((high + 0.5) / (low + 0.5)))
        found["size"] = log1p(low)
        found["small"] = float(high <= _SMALL)
        found["grain_same"] = 1.0
        found["slip"] = float(_slip(f"{x.number:.6g}", f"{y.number:.6g}"))
    elif isinstance(x, When) and isinstance(y, When):
        if x.period and y.period and x.period.low and y.period.low:
            found["days"] = log1p(abs((x.period.low - y.period.low).total_seconds()) / _DAY)
        found["grain_same"] = float(x.grain == y.grain)
        found["relative"] = float(x.relative) + float(y.relative)
        parts = x.timex.partition("T")[0].split("-"), y.timex.partition("T")[0].split("-")
        found["part_same"] = float(_one_part(*parts))
        found["slip"] = float(_slip(parts[0][0], parts[1][0]))
    return found


def _one_part(a: list[str], b: list[str]) -> bool:
    """Whether two dates stated to one unit differ in one part only: the day, the month, the year
    of a month. Two days of one week are left out: they are told by their names.
    """
    return len(a) == len(b) > 1 and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _slip(a: str, b: str) -> bool:
    """Whether two figures have the same digits in another order: 1868 and 1886."""
    one, other = ("".join(c for c in s if c.isdigit()) for s in (a, b))
    return len(one) > 1 and one != other and sorted(one) == sorted(other)


def _size(x: Quantity) -> float:
    ends = [abs(e) for e in (x.interval.low, x.interval.high) if e is not None]
    return min(ends) if ends else abs(x.number)


def _hedged(x: Value, y: Value) -> dict[str, float]:
    bounds = [v.bound if isinstance(v, Quantity | When) else Bound.NONE for v in (x, y)]
    return {
        "bound_same": float(bounds[0] == bounds[1]),
        "bounds": float(sum(b is not Bound.NONE for b in bounds)),
    }
