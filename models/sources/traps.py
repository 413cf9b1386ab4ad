"""Pairs written here in which words overlap and truth does not, and others where it does.

The traps are those that word-overlap readers fall into (McCoy, Pavlick and Linzen, ACL 2019, named
the kinds; the templates and words here are our own), and what a copy desk trips over: figures,
dates, months, negation, plans and deeds, opposites, parts and wholes, formats and rounding.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from models.examples import Example
from models.sources import words
from models.sources.public_pairs import AGREE, CONTRADICT, NOT_AGREE, UNRELATED, pair

_Told = tuple[str, str, tuple[str, ...]]


def _swapped(r: random.Random) -> _Told:
    a, b, c = r.sample(words.ROLES, 3)
    deed = r.choice(words.DEEDS)
    told = f"The {a} {deed} the {b}"
    shape = r.randrange(12)
    if shape == 0:
        return f"{told}.", f"The {b} {deed} the {a}.", NOT_AGREE
    if shape == 1:
        return f"The {a} was {deed} by the {b}.", f"The {a} {deed} the {b}.", NOT_AGREE
    if shape == 2:
        return f"The {a} was {deed} by the {b}.", f"The {b} {deed} the {a}.", (AGREE,)
    if shape == 3:
        return f"{told}.", f"The {b} was {deed} by the {a}.", (AGREE,)
    if shape == 4:
        near = r.choice(words.NEAR)
        return f"The {a} {near} the {c} {deed} the {b}.", f"The {c} {deed} the {b}.", NOT_AGREE
    if shape == 5:
        near = r.choice(words.NEAR)
        return f"The {a} {near} the {c} {deed} the {b}.", f"{told}.", (AGREE,)
    if shape == 6:
        other = r.choice(words.DEEDS)
        first = f"The {a} who {other} the {c} {deed} the {b}."
        second = r.choice((f"The {c} {deed} the {b}.", f"The {b} {other} the {c}."))
        return first, second, NOT_AGREE
    if shape == 7:
        other = r.choice(words.DEEDS)
        first = f"The {a} who {other} the {c} {deed} the {b}."
        return first, r.choice((f"{told}.", f"The {a} {other} the {c}.")), (AGREE,)
    if shape == 8:
        other = r.choice(words.DEEDS)
        first = f"The {a} that the {c} {other} {deed} the {b}."
        wrong = (f"The {c} {deed} the {b}.", f"The {a} {other} the {c}.")
        return (first, f"The {c} {other} the {a}.", (AGREE,)) if r.random() < 0.4 else (
            first, r.choice(wrong), NOT_AGREE)  # fmt: skip
    if shape == 9:
        return f"{told} and the {c}.", r.choice((f"{told}.", f"The {a} {deed} the {c}.")), (AGREE,)
    if shape == 10:
        return f"The {a} and the {c} {deed} the {b}.", f"The {a} {deed} the {c}.", NOT_AGREE
    return f"The {a} {deed} the {b} or the {c}.", f"{told}.", NOT_AGREE


def _inside(r: random.Random) -> _Told:
    a, b, c = r.sample(words.ROLES, 3)
    act, other = r.sample(words.ACTS, 2)
    deed = r.choice(words.DEEDS)
    shape = r.randrange(14)
    part = f"The {a} {act}."
    if shape == 0:
        word = r.choice(("If", "Unless", "In case"))
        return f"{word} the {a} {act}, the {b} {other}.", part, NOT_AGREE
    if shape == 1:
        word = r.choice(("Because", "Since", "After", "Although", "When", "Before", "While"))
        first = f"{word} the {a} {act}, the {b} {other}."
        return first, r.choice((part, f"The {b} {other}.")), (AGREE,)
    if shape == 2:
        return f"The {b} {r.choice(words.THINKS)} that the {a} {act}.", part, NOT_AGREE
    if shape == 3:
        return f"The {b} {r.choice(words.KNOWS)} that the {a} {act}.", part, (AGREE,)
    if shape == 4:
        return f"{r.choice(words.DOUBT)} the {a} {act}.", part, NOT_AGREE
    if shape == 5:
        return f"{r.choice(words.FACT)}, the {a} {act}.", part, (AGREE,)
    if shape == 6:
        return (
            f"The {a} {act}, or the {b} {other}.",
            r.choice((part, f"The {b} {other}.")),
            NOT_AGREE,
        )
    if shape == 7:
        return (
            f"The {a} {act}, and the {b} {other}.",
            r.choice((part, f"The {b} {other}.")),
            (AGREE,),
        )
    if shape == 8:
        near = r.choice(words.NEAR)
        return f"The {b} {near} the {a} {act}.", part, NOT_AGREE
    if shape == 9:
        near = r.choice(words.NEAR)
        return f"The {a} {near} the {b} {act}.", part, (AGREE,)
    if shape == 10:
        return f"The {b} who {deed} the {a} {act}.", part, NOT_AGREE
    if shape == 11:
        return f"The {a} who {deed} the {b} {act}.", part, (AGREE,)
    if shape == 12:
        first = f"The {b} {r.choice(('heard', 'read', 'was told', 'said'))} the {a} {act}."
        return first, part, NOT_AGREE
    verb = r.choice(("thanked", "visited", "remembered", "believed", "noticed", "questioned"))
    return f"The {b} {verb} the {a} and the {c} {act}.", f"The {a} {act}.", NOT_AGREE


def _figures(r: random.Random) -> _Told:
    many, did = r.choice(words.COUNTED), r.choice(words.HAPPENED)
    n = r.choice((r.randint(3, 99), r.randint(100, 2_000)))
    m = n + r.choice((-1, 1)) * max(1, round(n * r.uniform(0.15, 0.6)))
    where, day = r.choice(words.PLACES), r.choice(words.DAYS)
    lead = r.choice((f"{n} {many} {did} in {where} on {day}.", f"In {where}, {n} {many} {did}."))
    shape = r.randrange(9)
    if shape < 3:
        rest = r.choice((f"{m} {many} {did}.", f"{m} {many} {did} in {where}."))
        return lead, rest, (CONTRADICT,)
    if shape == 3:
        return lead, f"{n} {many} {did}.", (AGREE,)
    if shape == 4:
        less = max(2, n - max(1, round(n * 0.2)))
        return lead, f"{r.choice(('More than', 'At least', 'Over'))} {less} {many} {did}.", (AGREE,)
    if shape == 5:
        more = n + max(2, round(n * 0.3))
        return (
            lead,
            f"{r.choice(('More than', 'At least', 'Over'))} {more} {many} {did}.",
            (CONTRADICT,),
        )
    if shape == 6:
        big = r.randint(11, 99) * 100
        return f"{big:,} {many} {did}.", f"{big} {many} {did} in {where}.", (AGREE, UNRELATED)
    if shape == 7:
        tenth = r.randint(11, 95)
        unit, zeros = r.choice((("million", 100_000), ("billion", 100_000_000)))
        firm = r.choice(words.FIRMS)
        first = f"Sales of {firm} came to ${tenth / 10} {unit}."
        if r.random() < 0.5:
            return first, f"Sales of {firm} came to ${tenth * zeros:,}.", (AGREE,)
        return (
            first,
            f"Sales of {firm} came to ${(tenth + r.randint(4, 30)) / 10} {unit}.",
            (CONTRADICT,),
        )
    percent = r.randint(10, 90)
    first = f"{percent} percent of those asked in {where} agreed."
    if r.random() < 0.5:
        return first, f"{percent}% of those asked agreed.", (AGREE,)
    return (
        first,
        f"{min(99, percent + r.randint(5, 30))} percent of those asked agreed.",
        (CONTRADICT,),
    )


def _dates(r: random.Random) -> _Told:
    who, where = r.choice(words.PEOPLE), r.choice(words.PLACES)
    day, month, year = r.randint(1, 28), r.randrange(12), r.randint(1980, 2024)
    did = r.choice(
        ("was born in", "signed the treaty in", "arrived in", "took office in", "met her in")
    )
    shape = r.randrange(7)
    told = f"{who} {did} {where}"
    if shape == 0:
        one, two = r.sample(words.DAYS, 2)
        return f"{told} on {one}.", f"{told} on {two}.", (CONTRADICT,)
    if shape == 1:
        other = r.choice([m for i, m in enumerate(words.MONTHS) if i != month])
        return (
            f"{told} in {words.MONTHS[month]} {year}.",
            f"{told} in {other} {year}.",
            (CONTRADICT,),
        )
    if shape == 2:
        other_year = year + r.choice((-11, -4, -2, -1, 1, 3, 7, 10))
        return f"{told} in {year}.", f"{told} in {other_year}.", (CONTRADICT,)
    if shape == 3:
        first = f"{told} on {day} {words.MONTHS[month]} {year}."
        return first, f"{told} on {words.MONTHS[month]} {day}, {year}.", (AGREE,)
    if shape == 4:
        first = f"{told} on {words.MONTHS[month]} {day}, {year}."
        return (
            first,
            r.choice((f"{told} in {year}.", f"{told} in {words.MONTHS[month]} {year}.")),
            (AGREE,),
        )
    if shape == 5:
        return f"{told} in {year}.", f"{told} on {day} {words.MONTHS[month]} {year}.", (UNRELATED,)
    elsewhere = r.choice([p for p in words.PLACES if p != where])
    return f"{told} in {year}.", f"{who} {did} {elsewhere} in {year}.", (CONTRADICT,)


def _status(r: random.Random) -> _Told:
    firm, thing, where = r.choice(words.FIRMS), r.choice(words.THINGS), r.choice(words.PLACES)
    year = r.randint(2001, 2030)
    subject = r.choice((firm, "The city", "The government", r.choice(words.PEOPLE)))
    subject = subject[0].upper() + subject[1:]
    end = f"the {thing} in {where}"
    shape = r.randrange(10)
    if shape == 0:
        return (
            f"{subject} {r.choice(words.PLANS)} {end}.",
            f"{subject} has opened {end}.",
            NOT_AGREE,
        )
    if shape == 1:
        return f"{subject} has opened {end}.", f"{subject} has not opened {end}.", (CONTRADICT,)
    if shape == 2:
        return (
            f"{subject} has not yet opened {end}.",
            f"{subject} opened {end} last week.",
            (CONTRADICT,),
        )
    if shape == 3:
        return f"{subject} opened {end} in {year}.", f"{subject} has opened {end}.", (AGREE,)
    if shape == 4:
        verb = r.choice(words.UNDONE)
        return f"{subject} {verb} {end}.", f"{subject} opened {end}.", (CONTRADICT,)
    if shape == 5:
        verb = r.choice(
            ("managed to open", "succeeded in opening", "did not fail to open", "went on to open")
        )
        return f"{subject} {verb} {end}.", f"{subject} opened {end}.", (AGREE,)
    if shape == 6:
        first = f"{subject} has confirmed that {end} will close."
        second = r.choice((
            f"{subject} has not confirmed that {end} will close.",
            f"{subject} has yet to confirm that {end} will close.",
            f"{subject} denied that {end} will close.",
        ))  # fmt: skip
        return first, second, (CONTRADICT,)
    if shape == 7:
        return f"{subject} opened {end}.", f"{subject} closed {end}.", (CONTRADICT,)
    if shape == 8:
        return (
            f"{subject} has never opened {end}.",
            f"{subject} opened {end} in {year}.",
            (CONTRADICT,),
        )
    return (
        f"{subject} has opened {end}.",
        f"{subject} opened {end} at a cost of ${year} million.",
        (UNRELATED,),
    )


def _words(r: random.Random) -> _Told:
    who, role = r.choice(words.PEOPLE), r.choice(words.ROLES)
    subject = r.choice((who, f"The {role}", r.choice(words.FIRMS).capitalize()))
    when = r.choice(
        ("", " on Friday", " last month", " in May", " after a long debate", " this year")
    )
    shape = r.randrange(8)
    if shape in (0, 1):
        one, two = r.choice(words.OPPOSITES)
        if r.random() < 0.5:
            one, two = two, one
        return f"{subject} {one}{when}.", f"{subject} {two}{when}.", (CONTRADICT,)
    if shape == 2:
        one, two = r.choice(words.ALIKE)
        return f"{subject} {one}{when}.", f"{subject} {two}{when}.", (AGREE,)
    if shape == 3:
        narrow, wide = r.choice(words.WIDER)
        verb = r.choice(("bought", "saw", "owned", "found", "drew"))
        if r.random() < 0.5:
            return f"{subject} {verb} {narrow}{when}.", f"{subject} {verb} {wide}{when}.", (AGREE,)
        return f"{subject} {verb} {wide}{when}.", f"{subject} {verb} {narrow}{when}.", (UNRELATED,)
    if shape == 4:
        act = r.choice(words.ACTS)
        many = f"{role}s"
        all_, some, none = (
            f"All of the {many} {act}.",
            f"Some of the {many} {act}.",
            f"None of the {many} {act}.",
        )
        return r.choice((
            (all_, some, (AGREE,)), (some, all_, NOT_AGREE), (all_, none, (CONTRADICT,)),
            (some, none, (CONTRADICT,)), (none, some, (CONTRADICT,)),
            (f"Most of the {many} {act}.", all_, NOT_AGREE),
            (f"Only two of the {many} {act}.", f"Most of the {many} {act}.", NOT_AGREE),
        ))  # fmt: skip
    if shape == 5:
        office, other = r.sample(words.OFFICES, 2)
        firm = r.choice(words.FIRMS)
        return (
            f"{who} is the {office} of {firm}.",
            f"{who} is the {other} of {firm}.",
            (CONTRADICT,),
        )
    if shape == 6:
        other_person = r.choice([p for p in words.PEOPLE if p != who])
        one, _ = r.choice(words.OPPOSITES)
        return f"{who}, not {other_person}, {one}.", f"{other_person} {one}.", (CONTRADICT,)
    one, _ = r.choice(words.OPPOSITES)
    act = r.choice(words.ACTS)
    return f"{subject} {one}{when}.", f"The {r.choice(words.ROLES)} {act}.", (UNRELATED,)


def _traps(name: str, make: Callable[[random.Random], _Told], many: int) -> Iterator[Example]:
    choose = random.Random(name)  # noqa: S311
    seen = set()
    for number in range(many):
        first, second, allowed = make(choose)
        first, second = (t[0].upper() + t[1:] for t in (first, second))
        if (first, second) not in seen and first != second:
            seen.add((first, second))
            yield pair("traps", first, second, allowed, f"{name}:{number}")


def _all() -> Iterator[Example]:
    made = ((_swapped, 2_600), (_inside, 2_600), (_figures, 1_600), (_dates, 1_200),
            (_status, 1_500), (_words, 1_600))  # fmt: skip
    for make, many in made:
        yield from _traps(make.__name__, make, many)


SOURCES: dict[str, Callable[[], Iterator[Example]]] = {"traps": _all}
