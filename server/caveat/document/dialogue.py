"""Speech set off by dashes, as papers and novels on the Continent print it.

«— Je ne sais pas, dit-il.» and «—No lo sé —dijo él—. Vamos.»: the dash opens, a cue or a second
dash closes. In English a dash at the head of a line opens a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from caveat.document import cues, octets
from caveat.document.marks import Quoted

LANGUAGES = frozenset(("es", "fr", "pt", "it", "ru", "pl", "uk", "ca"))
_DASHES = ("—", "–")
_CLOSING = ",!?…—– \u00a0"
_LONGEST = 4_000


def lines(text: str, paragraphs: Sequence[tuple[int, int]], language: str) -> list[Quoted]:
    """What is said in each paragraph that a dash opens, up to its cue; linear in the text."""
    if language not in LANGUAGES:
        return []
    found: list[Quoted] = []
    for start, end in paragraphs:
        dash = text[start : start + 1]
        if dash not in _DASHES or end - start > _LONGEST:
            continue
        at = start + 1
        while at < end and text[at].isspace():
            at += 1
        stop = _stop(text, at, end, dash, language)
        if stop - at > 1:
            found.append(Quoted(at, stop, start, stop, 0, dash, closed=stop < end))
    return found


def _stop(text: str, start: int, end: int, dash: str, language: str) -> int:
    second = text.find(f" {dash}", start, end)
    stop = end if second < 0 else second
    for match in cues.pattern(language).finditer(octets.view(text[start:end])):
        at = start + match.start(2) if match.start(2) >= 0 else stop
        before = text[start:at].rstrip()
        if before and before[-1] in _CLOSING and at < stop:
            return start + len(before.rstrip(",—– \u00a0"))
    return stop
