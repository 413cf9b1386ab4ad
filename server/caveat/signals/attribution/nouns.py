"""The nouns by which copy lets people speak without a name (nouns.txt), and how to find them."""

from __future__ import annotations

from caveat.document import gazetteer, grammar

LISTS = gazetteer.read("nouns.txt", __package__)
IRREGULAR = dict(pair.split("=") for pair in LISTS["irregular"])
SOURCE, INSIDE, LEARNED = LISTS["source"], LISTS["inside"], LISTS["learned"]
BESIDE, STREET, BARE = LISTS["beside"], LISTS["street"], LISTS["bare"]
KNOWN = SOURCE | INSIDE | LEARNED | BESIDE | STREET
BREAKS = grammar.PREPOSITION | grammar.RELATIVE | LISTS["qualified"] | {"to", "that"}
DEFINITE = frozenset(("the", "this", "that", "these", "those", "each", "no", "every"))


def lower(words: list[str]) -> list[str]:
    """Words without case and punctuation."""
    return [w.strip(",.“”\"'’()").lower() for w in words]


def head(lower: list[str]) -> int:
    """The index of the noun on which a phrase hangs: the last before what only qualifies it."""
    last = 0
    for at, word in enumerate(lower):
        if at and word in BREAKS:
            break
        if at and word.endswith(("ing", "ed")) and singular(lower[at - 1]) in KNOWN:
            break
        last = at
    return last


def singular(word: str) -> str:
    """A listed noun in the singular; any other word as it is."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("es") and word[:-2] in KNOWN:
        return word[:-2]
    return word[:-1] if word.endswith("s") and word[:-1] in KNOWN else word
