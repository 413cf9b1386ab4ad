"""Finding authors' bios in the text of a page, and leaving everybody else alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Article, SectionKind, parse

_STORY = "\n\n".join(
    f"The council met on day {n} of its session and agreed on the next part of the plan for the "
    f"harbour, which residents have asked for since the storm of the winter before last."
    for n in range(1, 7)
)


def bios(text: str, authors: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    document = parse(Article("a", text, authors=authors, language="en"))
    return [(document.text(b.span), b.author) for b in document.bios]


@pytest.mark.parametrize(
    ("box", "author"),
    [
        ("Mara\n\nMara is a journalist who specializes in lifestyle and travel topics.", "Mara"),
        ("About the author\n\nMara Lind is a reporter at The Example.", "Mara Lind"),
        ("Mara Lind covers courts for The Example. Follow her on Twitter @mlind.", "Mara Lind"),
        ("Mara Lind is a freelance writer. Her work has appeared in The Example.", "Mara Lind"),
        ("Mara Lind\n\nSenior space editor. Tweets at @mlind", "Mara Lind"),
        ("About the author: Mara Lind is a reporter based in Oslo.", "Mara Lind"),
        ("ABOUT THE WRITER – Mara Lind covers theatre and dance.", "Mara Lind"),
        ("**About the author:** Mara Lind covers theatre and dance.", "Mara Lind"),
        ("Author bio: Mara Lind writes about chess.", "Mara Lind"),
        ("Author: Mara Lind writes about chess.", "Mara Lind"),
        ("Meet the reporter: Mara Lind has been writing about chess since 2011.", "Mara Lind"),
        ("Über die Autorin: Mara Lind schreibt über Schach.", "Mara Lind"),
        ("Mara Lind is a lifestyle blogger and yoga teacher.", "Mara Lind"),
        ("Mara Lind\n\nSince joining The Example, Mara has covered courts.", "Mara Lind"),
        ("Mara Lind\n\nI write about food and cities. I live in Oslo.", "Mara Lind"),
        ("Über die Autorin\n\nMara Lind ist Redakteurin im Ressort Wirtschaft.", "Mara Lind"),
    ],
)
def test_a_bio_under_the_story_is_found_with_its_author(box: str, author: str) -> None:
    found = bios(f"Council agrees on harbour\n\n{_STORY}\n\n{box}")
    assert found == [(box, author)]


def test_a_bio_above_the_story_is_found() -> None:
    box = "Mara Lind\n\nMara Lind is a reporter who covers city hall for The Example."
    found = bios(f"Council agrees on harbour\n\n{box}\n\n{_STORY}")
    assert [author for _, author in found] == ["Mara Lind"]


def test_each_author_has_a_bio() -> None:
    box = (
        "Mara Lind is a reporter who covers city hall.\n\n"
        "Tom Ode is a political correspondent who previously worked in Oslo."
    )
    found = bios(f"{_STORY}\n\n{box}", ("Mara Lind", "Tom Ode"))
    assert [author for _, author in found] == ["Mara Lind", "Tom Ode"]


@pytest.mark.parametrize(
    "line",
    [
        "Mara Lind is a reporter for The Example, and she said that nobody had told her of it.",
        "Mara Lind, a professor, is the author of a book on harbours, the court heard.",
        "The Example is a newsroom that covers courts and councils. Follow us on Twitter.",
        "Reporting by Mara Lind; editing by Tom Ode",
        "Author: Mara Lind, Tom Ode",
        "About the report: The Example collected the figures over four years.",
        "Mara Lind was a journalist who covered wars. She died on Monday at the age of 80.",
        "Mara Lind says: I am a teacher and I love this town, what a shame!",
        "Better Heart Health\n\nFor your loved ones, focus on what they have covered so far.",
        "Mara Lind was a fashion editor for thirty years before the storm took the harbour.",
        "Copyright The Example. All rights reserved.",
    ],
)
def test_people_in_the_news_outlets_and_credits_are_not_bios(line: str) -> None:
    assert bios(f"Council agrees on harbour\n\n{_STORY}\n\n{line}") == []


def test_a_person_who_acts_in_the_story_is_not_its_author() -> None:
    story = (
        _STORY + "\n\nMara Lind stood up when the mayor had finished, and left the room at once."
    )
    assert bios(f"{story}\n\nMara Lind is a freelance journalist who covers councils.") == []


def test_the_bio_field_is_a_bio() -> None:
    document = parse(Article("a", _STORY, bio="  Covers courts.\n", authors=("Mara Lind",)))
    assert [(document.text(b.span), b.author) for b in document.bios] == [
        ("Covers courts.", "Mara Lind")
    ]


_WORDS = (
    "Mara Lind|About the author|is a reporter|who covers food.|@mara|\n|\n\n|\r\n|I write about|"
    "He is an editor|said|“| |é|\u202e|Über mich|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
)
_PIECES = st.sampled_from(_WORDS.split("|"))
_NAMES = st.sampled_from(["Mara Lind", "", "É"])


@given(st.lists(_PIECES, max_size=40), st.lists(_NAMES, max_size=2))
def test_any_text_can_be_read_and_bios_lie_in_bio_sections(
    pieces: list[str], authors: list[str]
) -> None:
    document = parse(Article("a", "".join(pieces), authors=tuple(authors), language="en"))
    sections = [s.span for s in document.sections if s.kind is SectionKind.BIO]
    for bio in document.bios:
        assert any(span.contains(bio.span) for span in sections)
        assert document.text(bio.span).strip() == document.text(bio.span) != ""


def test_a_page_of_nothing_but_bios_is_read_in_bounded_work() -> None:
    text = "\n".join(f"Mara Lind{n} is a reporter who covers food. @mara" for n in range(4_000))
    assert parse(Article("a", text, language="en")).article.text == text
