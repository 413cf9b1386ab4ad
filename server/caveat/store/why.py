"""Why two articles were thought to tell of one event, in an editor's words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from caveat.store.candidates import Neighbourhood
from caveat.store.terms import NAME, NUMBER, Term

_NAMES = 4
_WORDS = 3


def why(terms: Sequence[Term], around: Neighbourhood, at: int, *, copy: bool) -> str:
    """One line: shared wording, the rarest shared names and words, and the time between.

    ``terms`` are those of the article itself, ``at`` the place of the other in ``profiles``.
    """
    there = frozenset(around.profiles[at].keys.tolist())
    shared = [t for t in terms if t.key in there]
    places = np.searchsorted(around.keys, np.array([t.key for t in shared], dtype=np.int64))
    rarity = dict(zip((t.word for t in shared), around.rarities[places].tolist(), strict=True))
    shared.sort(key=lambda t: (-rarity[t.word], t.word))
    names = [t.surface for t in shared if t.kinds & NAME][:_NAMES]
    words = [t.surface for t in shared if not t.kinds & (NAME | NUMBER)][:_WORDS]
    parts = []
    if copy:
        parts.append("shares most of its wording")
    if names:
        parts.append(f"shares the name{'s' if len(names) > 1 else ''} {', '.join(names)}")
    if len(names) < _NAMES and words:
        parts.append(f"shares the word{'s' if len(words) > 1 else ''} {', '.join(words)}")
    parts.append(_apart(around.days[0], around.days[at]))
    return "; ".join(parts)


def _apart(a: float | None, b: float | None) -> str:
    if a is None or b is None:
        return "publication dates cannot be compared"
    days = int(abs(a - b))
    if days == 0:
        return "published the same day"
    return f"published {days} day{'s' if days > 1 else ''} apart"
