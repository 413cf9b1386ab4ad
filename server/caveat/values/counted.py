"""What a number counts: the noun phrase after it."""

from __future__ import annotations

from typing import Final

from caveat.values.classes import words as listed

# Words that end a noun phrase. Prepositions, conjunctions, auxiliaries, pronouns, common verbs.
STOPS: Final = frozenset(
    listed(
        "a an the and or but nor of in on at by for from to into onto with without within "
        "over under after before since until during between among amid against across along "
        "around through near off out up down about above below behind beside besides beyond "
        "despite except like per plus than toward towards upon via as if that which who whom "
        "whose what when where while why how because although though unless so then there "
        "here is are was were be been being am has have had having do does did will would "
        "shall should can could may might must not no it its he him his she her they them "
        "their we us our you your i me my this these those each every some any all both "
        "either neither said says say told according including also just only even still "
        "already now later earlier ago last next yesterday today tomorrow went came took made "
        "got gave left found lost won fell rose began became saw held kept remain remained "
        "include included go goes come comes get gets make makes take takes monday tuesday "
        "wednesday thursday friday saturday sunday january february march april june july "
        "august september october november december versus vs"
    )
)
# Participles and adjectives that stand after the noun and say which of it is counted.
STATES: Final = frozenset(
    listed(
        "dead killed injured wounded missing hurt arrested detained infected affected "
        "displaced homeless trapped stranded rescued hospitalised hospitalized evacuated sick "
        "ill alive slain murdered shot convicted charged sentenced unaccounted"
    )
)
# Words that end a noun phrase only behind a noun: "two turbines stood still", "two hit singles".
_BEHIND: Final = frozenset(
    listed(
        "struck stood sent caught told brought bought built hit cut put set ran led met paid sold "
        "spent taught thought threw wore wrote drove flew grew knew drew broke chose spoke stole "
        "woke sank sang swam drank fled sought fought heard lay shook hung dealt felt meant slept "
        "swept dug stuck swung bore tore beat ate blew hid rode shut fewer more less worst best "
        "most least"
    )
)
_LINKING: Final = frozenset(
    listed(
        "was were is are been being be have has had are remain remained reported confirmed feared"
    )
)
_IRREGULAR: Final = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "police": "police",
    "lives": "life", "wives": "wife", "policemen": "policeman", "servicemen": "serviceman",
    "firemen": "fireman", "feet": "foot", "mice": "mouse", "crises": "crisis", "troops": "troop",
    "series": "series", "species": "species", "aircraft": "aircraft", "buses": "bus",
    "viruses": "virus", "news": "news", "knives": "knife", "leaves": "leaf", "halves": "half",
    "gas": "gas", "bus": "bus", "class": "class", "persons": "person", "houses": "house",
    "businesses": "business", "witnesses": "witness", "losses": "loss", "cases": "case",
    "horses": "horse", "nurses": "nurse", "bases": "base", "causes": "cause",
    "offences": "offence", "licenses": "license", "purchases": "purchase", "diseases": "disease",
    "responses": "response", "warehouses": "warehouse", "courses": "course", "phases": "phase",
    "releases": "release", "increases": "increase", "spouses": "spouse", "vases": "vase",
}  # fmt: skip
_MAX_WORDS: Final = 6
_EDGE: Final = "\"'“”‘’«»"
_ENDS: Final = ',;:.!?)…—–("”'


def singular(noun: str) -> str:
    """The singular of an English noun, by its ending."""
    known = _IRREGULAR.get(noun)
    if known is not None:
        return known
    if len(noun) < 4 or not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses", "zes", "oes")):
        return noun[:-2]
    return noun[:-1]


def counted(text: str, start: int, stop: int) -> tuple[int, int, str, tuple[str, ...]] | None:
    """The noun phrase that starts at or after ``start`` and ends before ``stop`` (code points).

    Returns its start and end in the text, its head (lower case, singular) and its other words, or
    None when no noun follows: "5 of them", "20, he said". English; heuristic: content words up to
    the first function word or mark, and a state ("dead", "were injured") right after them.
    """
    window = text[start : min(stop, start + 160)].replace("\n", " ").replace("\u00a0", " ")
    pieces = window.split(" ")[: _MAX_WORDS + 6]
    at = start
    words: list[tuple[str, int, int]] = []
    tail = 0
    ended = False
    for i, piece in enumerate(pieces):
        begin = at
        at += len(piece) + 1
        if not piece:
            continue
        if i == 0 and piece[0] in _ENDS + "-/":
            return None
        word = piece.rstrip(_ENDS)
        bare = word.strip(_EDGE)
        low = bare.lower()
        if low.endswith(("'s", "’s")):
            low = low[:-2]
        if low == "of" and words and len(words) == 1 and _unit_like(words[0][0]):
            words = []
            continue
        if (
            not words and low in ("of", "the", "other", "more", "additional", "further", "new")
        ) or (not words and low in ("their", "his", "its", "our") and i <= 2):
            if low in ("other", "more", "additional", "further", "new"):
                words.append((low, begin, begin + len(word)))
            if low == "of" and i == 0:
                continue
            if len(word) < len(piece):
                break
            continue
        verb = low in _BEHIND and bool(words)
        if verb or low in STOPS or not low or not (low[0].isalpha()):
            ended = True
            tail = i
            break
        words.append((low, begin, begin + len(word)))
        if len(words) >= _MAX_WORDS or len(word) < len(piece):
            break
    nouns = list(words)
    state: list[str] = []
    while nouns and nouns[-1][0] in STATES:
        state.append(nouns.pop()[0])
    # Adverbs and finite verbs in -ed after the noun are not part of it.
    for k, (low, _, _) in enumerate(nouns):
        if (k and low.endswith("ly")) or (k and low.endswith("ed") and low not in STATES):
            nouns = nouns[:k]
            break
    else:
        if ended and not state and nouns:
            state += _state_after(pieces[tail : tail + 4])
    if not nouns:
        if state:
            return words[0][1], words[-1][2], "", tuple(state)
        return None
    head = singular(nouns[-1][0].replace("’", "'"))
    end = words[-1][2] if len(words) == len(nouns) + len(state) else nouns[-1][2]
    modifiers = tuple(w[0] for w in nouns[:-1]) + tuple(state)
    return nouns[0][1], end, head, modifiers


def _unit_like(noun: str) -> bool:
    return noun in ("kinds", "types", "sorts", "pairs", "sets", "groups", "members")


def _state_after(pieces: list[str]) -> list[str]:
    """The state in "were killed", "have been injured" right after the noun."""
    for i, piece in enumerate(pieces):
        low = piece.strip(_ENDS).lower()
        if low in STATES:
            return [low] if i else []
        if low not in _LINKING:
            return []
    return []
