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


@pytest.mark.parametrize(
    "note",
    [
        "Mara Lind runs a garden centre in Graz and writes about travel.",
        "_Mara Lind is a florist from Bristol._",
        "Mara Lind, a former chef, writes about food.",
        "Dr Mara Lind is a dermatologist at St Anne's Hospital.",
        "The writer is a retired headmaster.",
        "Our columnist Mara Lind has kept bees for twenty years.",
        "A trained pastry chef, Mara Lind writes about baking.",
        "After a decade as a dancer, Mara Lind now teaches Pilates.",
        "Mara Lind: food blogger, mum of two, chocoholic.",
        "Mara Lind (@mlind) is a make-up artist.",
        "Mara Lind and Tom Ode are hosts of the podcast “Hot Yoga”.",
        "Mara Lind lives in Leeds with her husband and a parrot.",
        "About me: I'm Mara, a fashion blogger.",
        "Hi, I'm Mara! I'm a yoga teacher and I share recipes.",
        "I am a nutrition coach, and I write about lunch boxes.",
        "Mara Lind ist freie Journalistin und schreibt über Mode.",
        "Mara Lind (34) ist Hochzeitsplanerin.",
        "Die Autorin ist Yogalehrerin in Graz.",
        "Gastautorin Mara Lind leitet eine Tanzschule in Kassel.",
        "*Mara Lind lebt mit zwei Katzen in Wien und testet Staubsauger.*",
    ],
)
def test_a_last_paragraph_on_its_writer_is_found_without_a_heading(note: str) -> None:
    assert [text for text, _ in bios(f"{_STORY}\n\n{note}\n\n© The Example")] == [note]


@pytest.mark.parametrize(
    "note",
    [
        "Mara loves scented candles and long baths.",
        "Loves surfing, coffee and her two dachshunds.",
        "Astrologer. Cat mum. Pumpkin spice enthusiast.",
        "By day Mara sells shoes; by night she writes poems.",
        "Mara Lind // speedrunner // reviews gaming chairs",
        "Mara Lind was for eleven years an economist and now teaches.",
        "In ihrer Freizeit backt Mara Torten.",
    ],
)
def test_a_byline_vouches_for_what_little_a_note_tells(note: str) -> None:
    assert [text for text, _ in bios(f"{_STORY}\n\n{note}", ("By Mara Lind",))] == [note]
    assert not bios(f"{_STORY}\n\n{note.replace('Mara', 'Tom')}", ("Ines Falk",)) or (
        "Mara" not in note
    )


def test_a_line_under_the_byline_is_found() -> None:
    found = bios(f"Council agrees\nBy Mara Lind\nMara is a tarot reader.\n\n{_STORY}")
    assert [text for text, _ in found] == ["Mara is a tarot reader."]


def test_bios_in_one_paragraph_are_told_apart() -> None:
    text = "Mara Lind covers courts. Tom Ode is a data journalist. He likes maps."
    authors = ("Mara Lind", "Tom Ode")
    found = bios(f"{_STORY}\n\n{text}", authors)
    assert found == [
        ("Mara Lind covers courts.", "Mara Lind"),
        ("Tom Ode is a data journalist. He likes maps.", "Tom Ode"),
    ]


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
        "Mara Lind is the third minister to resign this year.",
        "Mara Lind is the favourite to succeed the mayor.",
        "Mara Lind, 34, a nurse, voted for the party twice and will not do so again.",
        "Mara Lind plays the mayor in the film, which opens on Friday.",
        "Mara Lind is a novelist who lives here. On the night of the vote she was arrested.",
        "Tickets cost £8. Mara Lind teaches the course.",
        "Nobody writes about this in the papers, Mara Lind wrote.",
        "I am a farmer. I have no choice.",
        "Hi, I'm a voter, one sign read.",
        "Photo: Mara Lind",
        "Mara Lind contributed to this report.",
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
