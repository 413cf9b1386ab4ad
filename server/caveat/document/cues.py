"""The words by which a text lays a statement at somebody's door (cues.txt), compiled once."""

from __future__ import annotations

from functools import cache
from typing import Any

import re2

from caveat.document.gazetteer import read

_LISTS = read("cues.txt")
VERB = _LISTS["en verb"]
JUDGEMENT = _LISTS["en judgement verb"]
# Of the verbs, the forms that may as well be nouns or adjectives.
NOUN = _LISTS["en noun"]
OBJECT_CUE = _LISTS["en object cue"]
ADVERB = _LISTS["en adverb"]


@cache
def pattern() -> Any:
    """One pattern for every cue; group 1 is set for those after which the source stands."""

    def any_of(words: frozenset[str]) -> str:
        return "|".join(sorted((re2.escape(w) for w in words), key=lambda w: (-len(w), w)))

    objects = any_of(OBJECT_CUE)
    verbs = any_of(VERB | JUDGEMENT)
    return re2.compile(rf"(?i)\b(?:({objects})|(?:{verbs}))\b")
