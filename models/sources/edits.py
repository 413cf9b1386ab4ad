"""Sentences of real news against edited copies of themselves: what a conflict looks like in print.

An edit that changes a fact contradicts; one that keeps it agrees; a sentence of another event says
nothing. Split by topics of ecbplus.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from models.examples import Example
from models.sources.news import ecbplus
from models.sources.public_pairs import AGREE, CONTRADICT, UNRELATED, pair

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SWAPS = {
    "rose": "fell", "fell": "rose", "won": "lost", "lost": "won", "killed": "unhurt",
    "guilty": "innocent", "convicted": "acquitted", "acquitted": "convicted",
    "arrested": "released", "released": "detained", "approved": "rejected",
    "rejected": "approved", "opened": "closed", "north": "south", "south": "north",
    "east": "west", "west": "east", "northern": "southern", "southern": "northern",
    "first": "third", "second": "fourth", "before": "after", "after": "before",
    "more": "fewer", "least": "most", "father": "mother", "mother": "father",
    "brother": "sister", "son": "daughter", "daughter": "son", "wife": "sister",
    "husband": "brother", "increase": "decrease", "higher": "lower", "lower": "higher",
    "morning": "evening", "evening": "morning", "confirmed": "denied", "denied": "confirmed",
    "accepted": "refused", "died": "survived", "million": "billion", "billion": "million",
    "man": "woman", "woman": "man", "alive": "dead", "dead": "alive",
}  # fmt: skip
_NEGATED = {
    "is": "is not", "was": "was not", "were": "were not", "are": "are not", "has": "has not",
    "had": "had not", "have": "have not", "will": "will not", "could": "could not",
}  # fmt: skip
_KEPT = {
    "percent": "per cent", "said": "stated", "killed": "left dead", "about": "around",
    "began": "started", "children": "youngsters", "police": "officers", "film": "movie",
    "movie": "film", "bought": "purchased", "big": "large", "injured": "hurt",
    "quake": "earthquake",
    "buy": "purchase", "hurt": "injured", "named": "called", "start": "begin",
}  # fmt: skip


def _figure(word: str, choose: random.Random) -> str | None:
    plain = word.strip(",.;:()").replace(",", "")
    if not plain.isdecimal() or (not 1 < len(plain) <= 9 and plain not in "3456789"):
        return None
    value = int(plain)
    other = value + choose.choice((-1, 1)) * max(1, round(value * choose.uniform(0.1, 0.5)))
    other = other if other > 0 else value + 2
    if 1900 < value < 2100:
        other = value + choose.choice((-3, -2, -1, 1, 2, 3))
    written = f"{other:,}" if "," in word.strip(",.;:()") else str(other)
    return word.replace(word.strip(",.;:()"), written)


def changed(sentence: str, choose: random.Random) -> str | None:
    """The sentence with one fact made another, or None where nothing can be changed."""
    words = sentence.split(" ")
    ways: list[tuple[int, str]] = []
    for at, word in enumerate(words):
        bare = word.strip(",.;:()")
        if (figure := _figure(word, choose)) is not None:
            ways += [(at, figure)] * 3
        for names in (_DAYS, _MONTHS):
            if bare in names:
                other = choose.choice([n for n in names if n != bare])
                ways += [(at, word.replace(bare, other))] * 2
        if bare in _SWAPS:
            ways.append((at, word.replace(bare, _SWAPS[bare])))
        if word in _NEGATED and not {"not", "n't", "no"} & set(words[at : at + 3]):
            ways.append((at, _NEGATED[word]))
    if not ways:
        return None
    at, new = choose.choice(ways)
    return " ".join([*words[:at], new, *words[at + 1 :]])


def kept(sentence: str, choose: random.Random) -> str | None:
    """The sentence in other words or shorter, saying no more; None where it cannot be."""
    words = sentence.split(" ")
    ways = [
        " ".join([*words[:at], word.replace(bare, _KEPT[bare]), *words[at + 1 :]])
        for at, word in enumerate(words)
        if (bare := word.strip(",.;:()")) in _KEPT
    ]
    head, comma, tail = sentence.rpartition(", ")
    if (
        comma
        and len(head) > 40
        and tail.split(" ")[0] in ("the", "according", "officials", "police")
    ):
        ways.append(head.rstrip(".") + ".")
    stops = ("who", "which", "including", "while")
    if comma and len(head) > 40 and tail.split(" ")[0] in stops:
        ways.append(head.rstrip(".") + ".")
    opening, comma, rest = sentence.partition(", ")
    if (
        comma
        and opening.split(" ")[0] in ("On", "In", "At", "Meanwhile", "However")
        and len(rest) > 40
    ):
        ways.append(rest[0].upper() + rest[1:])
    head, said, who = sentence.rpartition(", ")
    if said and len(who) < 40 and who.rstrip(".").endswith((" said", " says")):
        told = who.rstrip(".")
        ways.append(f"{told[0].upper()}{told[1:]} that {head[0].lower()}{head[1:]}.")
    return choose.choice(ways) if ways else None


def _edits() -> Iterator[Example]:
    choose = random.Random("edits")  # noqa: S311
    documents = ecbplus()
    for topic, _, sentences in documents:
        group = f"ecbplus:{topic}"
        for sentence in sentences:
            if not 40 < len(sentence) < 240:
                continue
            if choose.random() < 0.45 and (other := changed(sentence, choose)) is not None:
                # Either may stand first: a conflict is the same from both sides.
                first, second = choose.choice(((sentence, other), (other, sentence)))
                yield pair("edits", first, second, (CONTRADICT,), group)
            if (same := kept(sentence, choose)) is not None:
                if choose.random() < 0.3 and (wrong := changed(same, choose)) is not None:
                    yield pair("edits", sentence, wrong, (CONTRADICT,), group)
                elif len(same) < 0.85 * len(sentence) and choose.random() < 0.4:
                    # The longer one says more than the shorter supports.
                    yield pair("edits", same, sentence, (UNRELATED,), group)
                else:
                    yield pair("edits", sentence, same, (AGREE,), group)
            elif choose.random() < 0.12:
                yield pair("edits", sentence, sentence, (AGREE,), group)
            if choose.random() < 0.2:
                other_topic, _, others = choose.choice(documents)
                if other_topic != topic and others:
                    yield pair("edits", sentence, choose.choice(others), (UNRELATED,), group)


SOURCES: dict[str, Callable[[], Iterator[Example]]] = {"edits": _edits}
