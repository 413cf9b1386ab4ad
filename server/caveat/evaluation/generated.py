"""Articles of any number and length, the same for the same seed: invented events, told by several
outlets each, whose reports agree on most facts and differ on some.

    python -m caveat.evaluation.generated 20000 --words 500 > archive.jsonl

For measuring cost and for tests; what signals are worth is measured on real text.
"""

from __future__ import annotations

import argparse
import calendar
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from caveat.document import Article

# How many outlets report an event, and over how many days events are spread.
REPORTS = 4
_DAYS = 365
_FIRST_DAY = datetime(2025, 1, 1, 6, tzinfo=UTC)
_OUTLETS = ("Harbour Post", "Northern Ledger", "The Weekly Anchor", "Valley Courier")
_THINGS = [
    "footbridge",
    "ferry",
    "warehouse",
    "tram",
    "school",
    "library",
    "dam",
    "hospital",
    "stadium",
    "factory",
    "museum",
    "tunnel",
    "market",
    "pier",
    "orchard",
    "refinery",
    "theatre",
    "reservoir",
    "lighthouse",
    "depot",
]
_HAPPENED = (
    ("collapsed", "collapse"),
    ("caught fire", "fire"),
    ("was flooded", "flood"),
    ("was closed", "closure"),
    ("was evacuated", "evacuation"),
    ("was sold", "sale"),
    ("reopened", "reopening"),
    ("lost power", "outage"),
)
_ROLES = (
    "mayor",
    "fire chief",
    "council leader",
    "chief engineer",
    "police spokesman",
    "union secretary",
    "hospital director",
    "transport minister",
)
_MADE_OF = ["steel", "brick", "timber", "concrete", "granite", "glass"]
_CAUSES = [
    "a broken cable",
    "heavy rain",
    "a failed pump",
    "an open valve",
    "a short circuit",
    "rusted bolts",
    "strong wind",
    "a blocked drain",
]
_SENTENCES = (
    "{role_cap} {name} said that {people} people had been brought to safety by {time}.",
    "According to {name}, the {thing} had been inspected in {month} and was found to be sound.",
    '"Nobody expected the {noun} on such a quiet evening," {surname} told reporters in {town}.',
    "The repair will cost {money} million euros, the council of {town} said.",
    "The {thing}, built of {made} in {year}, stands in the {quarter} of {town}.",
    "Residents of {street} Street reported a loud noise shortly before {time}.",
    "Investigators believe that {cause} led to the {noun}, but a report is not due before {month}.",
    "{injured} people were treated for minor injuries at the hospital in {other}.",
    "Traffic between {town} and {other} was diverted for {hours} hours.",
    "A similar {noun} closed a {thing} in {other} {ago} years ago.",
    '"We owe the volunteers a great deal," said {other_name}, who leads the rescue service.',
    "The owner, {company}, declined to comment when asked about earlier warnings.",
    "Schools near {street} Street will stay closed until the end of the week.",
    "Engineers from {company} arrived from {other} to examine the {made} walls.",
    "It was not clear on the evening of the {noun} how many vehicles had been damaged.",
    "The {role} promised that the {thing} would be open again in {month}.",
    "In {year} the council had spent {money_old} million euros on the {quarter}.",
    "{other_name} said the alarm was raised by a baker on the way to work.",
)
_PROSE = (
    (
        "Several neighbours",
        "People on the way home",
        "A group of students",
        "The older shopkeepers",
        "Members of the choir",
        "Some of the drivers",
        "Parents at the gate",
        "A young reporter",
    ),
    (
        "remembered",
        "described",
        "photographed",
        "talked about",
        "had never seen",
        "wanted to see",
        "complained about",
        "could not forget",
    ),
    (
        "the quiet streets",
        "a long row of lights",
        "the smell of smoke",
        "an empty car park",
        "the crowd at the corner",
        "the sound of the sirens",
        "the muddy water",
        "a broken window",
    ),
    (
        "near the old post office",
        "behind the railway station",
        "along the river bank",
        "in front of the bakery",
        "on the way to the harbour",
        "beside the playing field",
        "under the tall trees",
        "across the market square",
    ),
    (
        "and stayed until it was dark",
        "while the rain grew heavier",
        "although nobody had asked them to",
        "as they had done the year before",
        "because the buses had stopped",
        "before the road was opened again",
        "and went home soon afterwards",
        "which seemed strange to many of them",
    ),
)
_BIO = (
    "{name} writes about cooking, travel and family life for {outlet}.",
    "{name} reports on local government and transport for {outlet}.",
)


@dataclass(frozen=True, slots=True)
class Event:
    """What is the same in all reports of an event."""

    facts: dict[str, str]
    at: datetime


def article(number: int, words: int = 500) -> Article:
    """Article ``number``, of about ``words`` words: report ``number % REPORTS`` of its event."""
    event = _event(number // REPORTS)
    report = number % REPORTS
    chance = random.Random(f"report {number}")  # noqa: S311 (generating, not secrets)
    facts = dict(event.facts)
    if report and chance.random() < 0.5:
        # One report in three states one fact otherwise.
        name = chance.choice(["people", "money", "injured", "year"])
        facts[name] = str(int(facts[name]) + chance.randint(1, 9))
    outlet = _OUTLETS[report]
    writer = _name(chance)
    opening = (
        f"The {facts['thing']} in the {facts['quarter']} of {facts['town']} {facts['happened']} on "
        f"{calendar.day_name[event.at.weekday()]} evening, and {facts['people']} people had to "
        "leave."
    )
    paragraphs = [opening]
    order = list(_SENTENCES)
    chance.shuffle(order)
    length = len(opening.split())
    while length < words:
        # One fact a paragraph, as long as there are any, among prose that states none.
        sentences = [_prose(chance) for _ in range(chance.randint(1, 3))]
        if order:
            sentences.insert(0, order.pop().format_map(facts))
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1].split())
    if chance.random() < 0.05:
        paragraphs.append("This article was produced with the help of artificial intelligence.")
    bio = chance.choice(_BIO).format(name=writer, outlet=outlet) if chance.random() < 0.2 else ""
    return Article(
        id=f"generated-{number:09d}",
        text="\n\n".join(paragraphs) + "\n",
        outlet=outlet,
        title=f"{facts['town']} {facts['thing']} {facts['happened']}",
        authors=(writer,) if chance.random() < 0.8 else (),
        published_at=event.at + timedelta(minutes=chance.randint(0, 2_000)),
        language="en",
        bio=bio,
    )


def articles(count: int, words: int = 500) -> Iterator[Article]:
    """The first ``count`` articles."""
    return (article(number, words) for number in range(count))


def json_line(one: Article) -> str:
    """An article as a line of a .jsonl file, without the new-line."""
    at = one.published_at
    return json.dumps(
        {
            "id": one.id,
            "outlet": one.outlet,
            "title": one.title,
            "authors": list(one.authors),
            "published_at": at.isoformat() if at else None,
            "language": one.language,
            "text": one.text,
            "bio": one.bio,
        },
        ensure_ascii=False,
    )


def _event(number: int) -> Event:
    chance = random.Random(f"event {number}")  # noqa: S311
    happened, noun = chance.choice(_HAPPENED)
    role = chance.choice(_ROLES)
    name = _name(chance)
    facts = {
        "thing": chance.choice(_THINGS),
        "happened": happened,
        "noun": noun,
        "role": role,
        "role_cap": role.capitalize(),
        "name": name,
        "surname": name.split()[-1],
        "town": _coined(chance, 2, 3),
        "quarter": f"{_coined(chance, 2, 2)} quarter",
        "year": str(chance.randint(1890, 2015)),
        "people": str(chance.randint(12, 900)),
        "injured": str(chance.randint(2, 60)),
        "money": str(chance.randint(2, 90)),
        "cause": chance.choice(_CAUSES),
        "made": chance.choice(_MADE_OF),
        "company": f"{_coined(chance, 2, 3)} Works",
        **_changing(chance),
    }
    return Event(facts, _FIRST_DAY + timedelta(days=chance.randrange(_DAYS)))


def _changing(chance: random.Random) -> dict[str, str]:
    """What differs from one part of a report to the next."""
    return {
        "street": _coined(chance, 2, 2),
        "other": _coined(chance, 2, 3),
        "other_name": _name(chance),
        "time": f"{chance.randint(5, 11)}.{chance.choice(['05', '15', '30', '40'])} pm",
        "month": calendar.month_name[chance.randint(1, 12)],
        "hours": str(chance.randint(2, 20)),
        "ago": str(chance.randint(2, 40)),
        "money_old": str(chance.randint(2, 90)),
    }


def _prose(chance: random.Random) -> str:
    """A sentence of some fifteen words that states neither name nor figure."""
    subject, verb, thing, place, after = (chance.choice(words) for words in _PROSE)
    return f"{subject} {verb} {thing} {place}, {after}."


def _name(chance: random.Random) -> str:
    return f"{_coined(chance, 1, 2)} {_coined(chance, 2, 3)}"


def _coined(chance: random.Random, low: int, high: int) -> str:
    syllables = "".join(
        chance.choice("bdfghklmnprstv") + chance.choice("aeiou")
        for _ in range(chance.randint(low, high))
    )
    return (syllables + chance.choice(["n", "r", "l", "s", "th", "rd"])).title()


def main() -> None:
    """Print articles as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="number of the first article")
    asked = parser.parse_args()
    for number in range(asked.first, asked.first + asked.count):
        sys.stdout.write(json_line(article(number, asked.words)) + "\n")


if __name__ == "__main__":
    main()
