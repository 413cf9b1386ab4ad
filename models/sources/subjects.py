"""Topics where real rows are few: bios and short texts written from the taxonomy's labels and from
the words that an editor listed for the bio signal (signals/bio/fields.toml).

The labels of IPTC Media Topics (CC BY 4.0) say what a writer may write about; the sentences around
them are our own. Split by label, so that a held-out bio is about something unseen.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

from caveat.encoder.template import TOPICS, Head
from caveat.signals.bio import fields
from models.examples import Example, one_of
from models.licence import training_rows

_TECH = "science and technology"
_LIFE = "lifestyle and leisure"
_TOPIC_OF_FIELD = {
    "politics": "politics", "conflict": "conflict, war and peace",
    "economy": "economy, business and finance", "crime": "crime, law and justice",
    "health": "health", "science": _TECH, "technology": _TECH, "environment": "environment",
    "disaster": "disaster, accident and emergency incident", "education": "education",
    "sport": "sport", "arts": "arts, culture, entertainment and media", "games": _TECH,
    "lifestyle": _LIFE, "food": _LIFE, "travel": _LIFE, "motoring": _LIFE,
    "religion": "religion and belief", "society": "society",
}  # fmt: skip
# The second level of lifestyle that bios and stories speak of; the rest follows the top level.
_BIOS = (
    "{who} covers {a} and {b} for {outlet}.",
    "{who} is a {rank} at {outlet}, where {she} writes about {a}.",
    "{who} is {outlet}'s {a} {rank}.",
    "{first} has written about {a}, {b} and {c} since {year}.",
    "{who} is a freelance {rank} specialising in {a}. {her_cap} work on {b} has won awards.",
    "About the author: {who} reports on {a}. {she_cap} lives in {place} with {her} family.",
    "I write about {a} and {b}. Tips welcome.",
    "{who} studied {a} in {place} before joining {outlet} in {year}.",
    "{who} ({place}) | {a}, {b}, {c}",
    "A former {rank} on the {a} desk, {who} now edits {outlet}'s {b} pages.",
    "{who} is the author of two books on {a}, and teaches {b} in {place}.",
    "{first} joined {outlet} as a {rank} in {year}, reporting mainly on {a}.",
    "{who} is a consultant in {a} with more than {n} years of experience in {b}.",
    "Our {rank} {who} keeps an eye on {a}, {b} and everything around {c}.",
    "{who} is the host of a podcast on {a} and a lover of {b}.",
)
_STORIES = (
    "{a}: what you need to know. {b} and {c} are changing, experts say.",
    "New figures on {a} published. The report also looks at {b}.",
    "{place}: questions over {a} after a week of {b}.",
    "Why {a} matters now. From {b} to {c}, a look at what is ahead.",
    "{a} in {place}. It follows months of {b} and {c}.",
    "{a}, {b}, {c} and {d} in the news this week.",
    "{place} sees more {a}. {b} remains the main concern.",
    "Interview: {who} on {a}. We also spoke about {b}, {c} and {d}.",
)
_RANKS = ("reporter", "writer", "correspondent", "editor", "columnist", "contributor", "journalist")
_OUTLETS = ("the Gazette", "the Daily Post", "The Courier", "the Tribune", "this site", "the Echo")
_PLACES = ("Leeds", "Toronto", "Lyon", "Boston", "Dublin", "Sydney", "Hamburg", "Nairobi", "Delhi")
_PEOPLE = ("Anna Keller", "James Okoro", "Priya Nair", "Tom Wyatt", "Lucia Romero", "Mei Tanaka")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Words and labels of each topic, those of several topics left out."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    names = {t.lower(): t for t in TOPICS}
    for row in training_rows("iptc_media_topics/media_topics_en.jsonl.gz"):
        topic = names.get(row["path"][0].lower())
        if topic and row["level"] > 1:
            found[row["label"].lower()].add(topic)
    for kind in ("claims", "words"):
        for phrase, field in fields.entries(kind, "en"):
            found[phrase.rstrip("*")].add(_TOPIC_OF_FIELD[field])
    of: defaultdict[str, list[str]] = defaultdict(list)
    for word, topics in sorted(found.items()):
        if len(topics) == 1 and len(word) > 2:
            of[next(iter(topics))].append(word)
    return {topic: tuple(words) for topic, words in of.items()}


def _written(name: str, patterns: tuple[str, ...], rounds: int) -> Iterator[Example]:
    choose = random.Random(name)  # noqa: S311
    for topic, words in _words().items():
        for number in range(rounds):
            a = words[(number * 7) % len(words)]
            # What splits go by is in ``a``: the others come from all of the topic's words.
            b, c, d = (choose.choice(words) for _ in range(3))
            who = choose.choice(_PEOPLE)
            she, her = choose.choice((("she", "her"), ("he", "his")))
            text = choose.choice(patterns).format(
                a=a, b=b, c=c, d=d, who=who, first=who.split()[0], outlet=choose.choice(_OUTLETS),
                rank=choose.choice(_RANKS), place=choose.choice(_PLACES), she=she, her=her,
                she_cap=she.capitalize(), her_cap=her.capitalize(),
                year=choose.randint(2004, 2023), n=choose.randint(5, 30),
            )  # fmt: skip
            text = text[0].upper() + text[1:]
            target = {Head.TOPIC: one_of(Head.TOPIC, (topic,))}
            yield Example(name, f"{name}:{topic}:{a}", text, "", target)


def _bios() -> Iterator[Example]:
    yield from _written("bios", _BIOS, 170)


def _stories() -> Iterator[Example]:
    yield from _written("written_topics", _STORIES, 150)


SOURCES: dict[str, Callable[[], Iterator[Example]]] = {
    "bios": _bios,
    "written_topics": _stories,
}
