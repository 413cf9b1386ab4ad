"""Whether two figures are qualified so that they are two: forecast and result, net and gross."""

from __future__ import annotations

from caveat.signals.conflict import lexicon
from caveat.signals.conflict.setting import Setting
from caveat.signals.conflict.words import stem
from caveat.values import ValueKind

# Qualifiers that one report may drop of the same figure.
SOFT = frozenset(
    {"current", "monthly", "daily", "overall", "net", "quarter", "game", "week", "record", "cash"}
)
# Of two of these, each excludes the other.
_SPANS = frozenset(
    {
        "monthly",
        "daily",
        "quarter",
        "half",
        "full-year",
        "annual",
        "game",
        "season",
        "career",
        "week",
    }
)
_PRICED = frozenset({ValueKind.PERCENTAGE, ValueKind.MONEY})
_COUNTED = frozenset({ValueKind.COUNT, ValueKind.NUMBER})
_WHEN = frozenset({ValueKind.DATE, ValueKind.TIME})
# What qualifies prices and profits alone.
_OF_SUMS = frozenset({"closing", "intraday", "cash", "stock", "net", "operating", "session"})
_OF_COUNTS = frozenset({"quarter", "half", "full-year"})
_OF_FIGURES = frozenset({"expected", "limit", "game", "average"})
_TRADED = frozenset(map(stem, ("shares", "trading", "index", "market")))
_SESSION = frozenset({"session"})


def qualified_apart(a: Setting, b: Setting) -> bool:
    """Whether one value carries a qualifier that the other must carry too, and does not."""
    one, other = _told(a), _told(b)
    spans = one & _SPANS, other & _SPANS
    if all(spans) and not spans[0] & spans[1]:
        return True
    apart = (one ^ other) - SOFT
    if a.value.kind in _COUNTED and (one ^ other) & {"record"}:
        return True
    if apart == {"expected"}:
        # A plan and a forecast of one thing are both expected.
        return not _planned(b if "expected" in one else a)
    return bool(apart)


def _planned(s: Setting) -> bool:
    words = [w.text.lower() for w in s.passage.words]
    return any(w in lexicon.FUTURE for w in words)


def _told(s: Setting) -> frozenset[str]:
    """The qualifiers that matter to this sort of value. Prices close; shops do for good."""
    if s.value.kind in _WHEN:
        return s.qualifiers - _OF_SUMS - _OF_FIGURES
    if s.value.kind not in _PRICED and s.noun not in lexicon.CURRENCIES:
        return s.qualifiers - _OF_SUMS - _OF_COUNTS
    traded = not s.passage.stems.isdisjoint(_TRADED)
    return s.qualifiers - (frozenset() if traded else _SESSION)
