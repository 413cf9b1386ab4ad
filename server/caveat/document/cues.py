"""The words by which a text lays a statement at somebody's door (cues.txt), compiled once."""

from __future__ import annotations

from functools import cache
from typing import Any

from caveat.document import gazetteer as lists
from caveat.document import grammar, octets
from caveat.document.gazetteer import read
from caveat.document.words import ENDS, TRIM

_LISTS = read("cues.txt")
VERB = _LISTS["en verb"]
# The plainest of the verbs, which need no "that".
SPEECH = _LISTS["en speech"]
# Of the verbs, those that tell what somebody thinks.
ATTITUDE = _LISTS["en attitude"]
JUDGEMENT = _LISTS["en judgement verb"]
# Of the verbs, the forms that may as well be nouns or adjectives.
NOUN = _LISTS["en noun"]
# Verbs that are nothing else: no noun phrase goes on over one.
VERBAL = VERB - NOUN
OBJECT_CUE = _LISTS["en object cue"]
ADVERB = _LISTS["en adverb"]


_DEMONSTRATIVE = frozenset(("this", "that", "these", "those"))


@cache
def pattern(language: str = "en") -> Any:
    """One pattern for every cue of a language, on views (see ``octets``); group 1 is set for those
    after which the source stands. English for a language that has no list.
    """
    other = f"{language} verb" in _LISTS and language != "en"
    verbs = _LISTS[f"{language} verb"] if other else VERB | JUDGEMENT
    objects = _LISTS[f"{language} object cue"] if other else OBJECT_CUE
    edge = r"(?:^|[^\pL\pN])" if other else r"\b"
    close = r"(?:$|[^\pL\pN])" if other else r"\b"
    return octets.pattern(rf"(?i){edge}(?:({_any_of(objects)})|({_any_of(verbs)})){close}")


def _any_of(words: frozenset[str]) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(w.replace(".", r"\.") for w in ordered)


def is_noun(left: str, word: str, right: str) -> bool:
    """Whether a form that may be verb or noun ("reports", "the claim") is a noun here.

    ``left`` and ``right`` are the words beside it, with their punctuation.
    """
    lower = left.lower().strip(TRIM + ENDS)
    participle = word.endswith("ing")
    if left and left[-1] in ENDS:
        inverted = right[:1].isupper() or right.lower() in ("the", "a", "an")
        return word in NOUN and not participle and not inverted
    if lower in grammar.DETERMINER - grammar.PRONOUN - _DEMONSTRATIVE:
        return not participle or lower in ("the", "a", "his", "her", "their", "its")
    if lower in grammar.BEFORE_NOUN and not participle:
        return True
    if lower.endswith(("'s", "’s", "s'", "s’")) and not participle:
        return True
    if word not in NOUN:
        return False
    if lower in grammar.PRONOUN | grammar.RELATIVE:
        return False
    after = right.lower().strip(TRIM)
    if after in grammar.AFTER_NOUN or (right[:1] in ENDS and right[:1] != ":"):
        return True
    if participle or lower in ADVERB:
        return False
    if word.endswith("s"):
        return not (left[:1].isupper() or lower in lists.ROLE or lower in lists.BODY)
    if word.endswith("ed"):
        return False
    return not lower.endswith("s") and lower not in ("people", "police", "women", "men")
