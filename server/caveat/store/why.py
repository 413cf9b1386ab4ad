"""Why two articles were thought to tell of one event, in an editor's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caveat.store.terms import NAME, NUMBER, Profile, Term

_NAMES = 4
_WORDS = 3


def why(
    terms: Sequence[Term],
    rarities: Mapping[int, float],
    other: Profile,
    *,
    days: float | None,
    copy: bool,
) -> str:
    """One line: shared wording, the rarest shared names and words, and the time between.

    ``rarities`` are those of ``terms`` by key; ``days`` is None when a date is unknown.
    """
    there = frozenset(other.keys.tolist())
    shared = [t for t in terms if t.key in there]
    shared.sort(key=lambda t: (-rarities[t.key], t.word))
    names = [t.surface for t in shared if t.kinds & NAME][:_NAMES]
    words = [t.surface for t in shared if not t.kinds & (NAME | NUMBER)]
    parts = []
    if copy:
        parts.append("shares most of its wording")
    if names:
        parts.append(f"shares the name{'s' if len(names) > 1 else ''} {', '.join(names)}")
    if len(names) < _NAMES and words:
        parts.append(f"shares the words {', '.join(words[:_WORDS])}")
    parts.append(_apart(days))
    return "; ".join(parts)


def _apart(days: float | None) -> str:
    if days is None:
        return "the date of one is unknown"
    whole = int(days)
    if whole == 0:
        return "published the same day"
    return f"published {whole} day{'s' if whole > 1 else ''} apart"
