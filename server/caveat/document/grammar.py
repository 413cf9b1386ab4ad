"""Closed classes of words (grammar.txt), read once."""

from __future__ import annotations

from caveat.document.gazetteer import read

_LISTS = read("grammar.txt")
PRONOUN = _LISTS["pronoun"]
RELATIVE = _LISTS["relative"]
DETERMINER = _LISTS["determiner"]
PREPOSITION = _LISTS["preposition"]
OPENER = _LISTS["opener"]
STOP = _LISTS["stop"]
INSERTION = _LISTS["insertion"]
NO_SOURCE = _LISTS["no source"]
TIME_NOUN = _LISTS["time noun"]
TIME_WORD = _LISTS["time word"]
JOIN = _LISTS["join"]
BEFORE_NOUN = _LISTS["before a noun"]
AFTER_NOUN = _LISTS["after a noun"]
CLAUSE = _LISTS["clause"]
WORK = _LISTS["work"]
TELLING = _LISTS["telling"]
LIGHT = _LISTS["light"]
# Words that end a source in other languages.
ENDS = {code: _LISTS[f"{code} stop"] for code in ("es", "fr", "de", "it", "pt", "nl")}
WORK_BEFORE = _LISTS["before a work"]
