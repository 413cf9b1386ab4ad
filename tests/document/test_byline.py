"""Who signed the article, from its metadata and its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Article, Byline, BylineKind, SectionKind, byline, parse

_STORY = (
    "The council of Northwick voted on Tuesday to close the swimming pool on Mill Lane, and the "
    "building will be sold next year to pay for repairs to the town's two remaining schools.\n\n"
    "Residents who had come to the meeting left before it ended, and no date was given for the "
    "sale, which needs the consent of the county and of the bank that holds the mortgage."
)


def _byline(
    text: str = f"Pool to close\n\n{_STORY}", authors: tuple[str, ...] = (), outlet: str = ""
) -> Byline:
    return parse(Article("a", text, authors=authors, outlet=outlet)).byline


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Jane Alder", BylineKind.PERSON),
        ("BY JANE ALDER AND JOHN ROE", BylineKind.PERSON),
        ("By Jane Alder and John Roe, CNN", BylineKind.PERSON),
        ("Jane Alder | May 3, 2023", BylineKind.PERSON),
        ("By Jane AlderStaff Writer", BylineKind.PERSON),
        ("ByJane Alder", BylineKind.PERSON),
        ("May 3, 2023 / Jane Alder", BylineKind.PERSON),
        ("Review by Jane Alder Contributor", BylineKind.PERSON),
        ("By Jane Alder on May 3, 2023 at 9:05 AM", BylineKind.PERSON),
        ("Jane O’Neill, Staff Writer", BylineKind.PERSON),
        ("Text: Jürgen von der Au", BylineKind.PERSON),
        ("Par Élise Lefèvre", BylineKind.PERSON),
        ("Von Jan Müller", BylineKind.PERSON),
        ("Por María de la Cruz", BylineKind.PERSON),
        ("Door Piet van den Berg", BylineKind.PERSON),
        ("Reuters", BylineKind.AGENCY),
        ("Reuters Staff", BylineKind.AGENCY),
        ("By The Associated Press", BylineKind.AGENCY),
        ("AFP, May 3", BylineKind.AGENCY),
        ("Northwick News Desk", BylineKind.DESK),
        ("By our web desk", BylineKind.DESK),
        ("By @northwickwatch", BylineKind.HANDLE),
        ("By admin", BylineKind.PLACEHOLDER),
        ("Author", BylineKind.PLACEHOLDER),
        ("Staff Writer", BylineKind.PLACEHOLDER),
        ("By Admin", BylineKind.PLACEHOLDER),
    ],
)
def test_a_line_that_is_only_a_byline_is_told_by_its_kind(line: str, kind: BylineKind) -> None:
    assert byline.line_kind(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Jane Alder",
        "World News",
        "By Friday the pool had been drained.",
        "By 2024",
        "By the river",
        "BYOD Statistics and Facts",
        "DIY Decor",
        "Por La Cultura",
        "NASA Human Spaceflight Historian",
        "9/26/2023 8:59 AM PT",
        "Reuters reported on Tuesday that the pool would close.",
        "Reuters Building to be sold",
        "/ 04:53 PM May 03, 2023",
        "Par exemple",
        "Related Articles",
        "Von der Leyen visits Kyiv",
        "The pool will close by June, said Jane Alder.",
    ],
)
def test_any_other_line_is_no_byline(line: str) -> None:
    assert byline.line_kind(line) is None


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (("Jane Alder",), ("Jane Alder",)),
        (("By Jane Alder and John Roe",), ("Jane Alder", "John Roe")),
        (("Jane Alder", "jane alder"), ("Jane Alder",)),
        (("Jane Alder, Senior Political Correspondent",), ("Jane Alder",)),
        (("Jane Alder | Northwick Gazette",), ("Jane Alder",)),
        (("Jane Alder (jane@example.org)",), ("Jane Alder",)),
        (("Jane Alder The Associated Press",), ("Jane Alder",)),
        (("Jane O&#039;Neil",), ("Jane O'Neil",)),
        (("https://example.org/people/jane", "Jane Alder"), ("Jane Alder",)),
        (("Dr. Ana de Souza, Ph.D.",), ("Dr. Ana de Souza, Ph.D.",)),
        (("admin", "Jane Alder"), ("Jane Alder",)),
        (("Jane Alder Northwick Gazette",), ("Jane Alder",)),
        (("Jane AlderSenior Reporter",), ("Jane Alder",)),
        (("Ann McPoe", "Jane DeAlder"), ("Ann McPoe", "Jane DeAlder")),
        (("Jane Alder; John Roe; Ann Poe",), ("Jane Alder", "John Roe", "Ann Poe")),
    ],
)
def test_metadata_is_cleaned_and_split_into_people(
    authors: tuple[str, ...], names: tuple[str, ...]
) -> None:
    found = _byline(authors=authors)
    assert (found.kind, found.names, found.source) == (BylineKind.PERSON, names, "metadata")


@pytest.mark.parametrize(
    ("authors", "kind"),
    [
        (("Reuters Staff",), BylineKind.AGENCY),
        (("The Associated Press",), BylineKind.AGENCY),
        (("Northwick Gazette",), BylineKind.DESK),
        (("Sports Desk",), BylineKind.DESK),
        (("jdoe_84",), BylineKind.HANDLE),
        (("admin",), BylineKind.PLACEHOLDER),
        (("Staff writer",), BylineKind.PLACEHOLDER),
        (("Sara",), BylineKind.PLACEHOLDER),
        (("https://example.org/people/7",), BylineKind.NONE),
        (("",), BylineKind.NONE),
    ],
)
def test_metadata_that_names_no_person_says_what_it_names(
    authors: tuple[str, ...], kind: BylineKind
) -> None:
    assert _byline(authors=authors, outlet="Northwick Gazette").kind is kind


def test_a_signed_line_under_the_headline_is_the_byline_with_its_span() -> None:
    text = f"Pool to close\n\nBy Jane Alder\n\n{_STORY}"
    found = _byline(text)
    assert (found.names, found.source) == (("Jane Alder",), "text")
    assert found.span is not None
    assert text[found.span.start : found.span.end] == "By Jane Alder"


def test_a_bare_name_counts_only_with_a_date_or_a_job_beside_it() -> None:
    dated = f"Pool to close\n\nJane Alder\nMay 3, 2023\n\n{_STORY}"
    alone = f"Pool to close\n\nMill Lane\n\n{_STORY}"
    assert _byline(dated).names == ("Jane Alder",)
    assert _byline(alone).kind is BylineKind.NONE


def test_two_lines_in_a_row_sign_together_and_a_teasers_author_does_not() -> None:
    menu = "Fire at the mill\n\nBy Ann Poe\n\nWorld\n\nSport\n\nWeather\n\nCulture"
    text = f"{menu}\n\nPool to close\n\nBy Jane Alder\n\nBy Tom Reed\n\nMay 3, 2023\n\n{_STORY}"
    assert _byline(text).names == ("Jane Alder", "Tom Reed")


def test_the_reporters_named_at_the_end_of_wire_copy_are_the_byline() -> None:
    text = (
        f"Pool to close\n\n{_STORY}\n\n(Reporting by Jane Alder and John Roe; Editing by Ann Poe)"
    )
    assert _byline(text).names == ("Jane Alder", "John Roe")


def test_an_agency_in_the_dateline_signs_when_nobody_else_does() -> None:
    text = f"Pool to close\n\nNORTHWICK, May 3 (Reuters) — {_STORY}"
    assert _byline(text).kind is BylineKind.AGENCY


def test_an_author_heading_with_nobody_under_it_is_a_placeholder() -> None:
    text = f"Pool to close\n\n{_STORY}\n\nAuthor\n\nMust Read\n\nNo results found."
    found = _byline(text)
    assert found.kind is BylineKind.PLACEHOLDER
    assert found.span is not None
    assert text[found.span.start : found.span.end] == "Author"


def test_an_author_heading_over_a_name_is_that_persons_byline() -> None:
    assert _byline(f"Pool to close\n\nAuthor\nJane Alder\n\n{_STORY}").names == ("Jane Alder",)


def test_a_bio_box_with_a_lone_first_name_is_a_placeholder() -> None:
    box = "Sara\n\nSara is a writer who likes gardens, yoga and long walks by the sea."
    found = _byline(f"Pool to close\n\n{_STORY}\n\n{box}")
    assert (found.kind, found.names) == (BylineKind.PLACEHOLDER, ("Sara",))


def test_metadata_and_text_that_name_different_people_are_both_reported() -> None:
    text = f"Pool to close\n\nBy Jane Alder\n\n{_STORY}"
    assert _byline(text, authors=("John Roe",)).disagrees == ("Jane Alder",)
    assert _byline(text, authors=("J. Alder",)).disagrees == ()


def test_a_person_in_the_text_outranks_a_desk_in_the_metadata() -> None:
    text = f"Pool to close\n\nBy Jane Alder\n\n{_STORY}"
    assert _byline(text, authors=("Web Desk",)).names == ("Jane Alder",)


def test_a_story_that_nobody_signs_has_no_byline() -> None:
    assert _byline() == Byline(BylineKind.NONE)


@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=4))
def test_whatever_comes_in_the_span_lies_in_its_field(text: str, authors: list[str]) -> None:
    article = Article("a", text, authors=tuple(authors))
    found = parse(article).byline
    if found.span is not None:
        assert found.span.end <= len(article.field(found.span.field))


@pytest.mark.parametrize(
    "line",
    [
        "PARIS - Ann Poe, 43, won the Mill Lane prize on Monday, the jury said.",
        "Ann Poe, a reporter of the Courier, was hurt on Monday.",
        "Ann Poe, deputy editor, called for the piece to be returned.",
        "By Ann Poe, who was there on Monday, said nothing at all.",
        "By Tom Reed and Ann Poe the hall was built, a writer of the Courier told the town.",
        "Ann Poe and Tom Reed meet at the Mill Lane pool for what the Courier calls a finale.",
    ],
)
def test_a_sentence_is_no_byline(line: str) -> None:
    assert byline.line_kind(line) is None
    story = "The hall on Mill Lane was built in the year of the great flood. " * 5
    document = parse(Article("a", f"Pool to close\n\n{line}\n\n{story}\n\n{story}"))
    assert document.byline.kind is BylineKind.NONE


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Poe, staff editor at the Courier who joined the paper in 2017",
        "By Ann Poe and Tom Reed Globe Staff and Globe Correspondent,Updated May 2, 2024, 3 p.m.",
    ],
)
def test_what_a_byline_adds_of_its_writer_makes_no_sentence_of_it(line: str) -> None:
    assert byline.line_kind(line) is BylineKind.PERSON


def test_the_byline_ends_where_the_lead_begins() -> None:
    lead = "PARIS - Ann Poe, 43, won the Mill Lane prize on Monday, the jury said. She beat 12."
    text = f"Poe wins prize\n\nBy Rita Alves\n\n{lead}\n\nPoe said she was glad."
    document = parse(Article("a", text))
    assert document.byline.span is not None
    assert document.text(document.byline.span) == "By Rita Alves"
    sections = [s.span for s in document.sections if s.kind is SectionKind.BYLINE]
    assert [document.text(s) for s in sections] == ["By Rita Alves"]
