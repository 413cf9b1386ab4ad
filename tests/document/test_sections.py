from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Article, Document, SectionKind, parse

SEEDS = Path(__file__).parents[2] / "seeds"


def _seed(number: str) -> Document:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return parse(Article(path.stem, path.read_text(encoding="utf-8")))


def _lines(document: Document, kind: SectionKind) -> list[str]:
    return [
        line.strip()
        for section in document.sections
        if section.kind is kind
        for line in document.text(section.span).splitlines()
        if line.strip()
    ]


PAGE = """Home
Politics
Subscribe

Council votes to close the old bridge

Updated: 4 May 2024, 10:15 GMT

The town council voted on Tuesday to close the old bridge to cars from next spring.

Advertisement

"We have waited for this for ten years," the mayor, Anna Berg, told the meeting.

What happens next

Work on the new crossing begins in June and should take eighteen months.

Editor's note: This article was first published with the wrong date.

Related Articles

Bridge repairs run late again
Mayor in row over parking fees
Ten things to do this weekend

© 2024 The Valley Post. All rights reserved.
"""


def test_a_page_is_told_apart_line_by_line() -> None:
    document = parse(Article("a", PAGE))
    assert _lines(document, SectionKind.HEADLINE) == ["Council votes to close the old bridge"]
    assert _lines(document, SectionKind.DATELINE) == ["Updated: 4 May 2024, 10:15 GMT"]
    assert _lines(document, SectionKind.NOTICE) == [
        "Editor's note: This article was first published with the wrong date."
    ]
    body = _lines(document, SectionKind.BODY)
    assert body[0].startswith("The town council voted")
    assert "What happens next" in body
    assert body[-1].startswith("Work on the new crossing")
    furniture = _lines(document, SectionKind.BOILERPLATE)
    assert {"Advertisement", "Related Articles", "Bridge repairs run late again"} <= set(furniture)


def test_the_publication_date_is_read_from_the_date_line() -> None:
    document = parse(Article("a", PAGE))
    assert document.published is not None
    assert document.published.at.isoformat() == "2024-05-04T10:15:00+00:00"
    assert document.published.span is not None
    assert document.text(document.published.span) == "4 May 2024"


def test_a_dateline_that_opens_a_paragraph_stands_apart_from_its_sentence() -> None:
    document = parse(
        Article(
            "a",
            "Storm nears coast\n\nMANILA, May 3 (Reuters) - A storm neared the coast on Monday.",
        )
    )
    assert _lines(document, SectionKind.DATELINE) == ["MANILA, May 3 (Reuters) -"]
    assert [document.text(s.span) for s in document.body] == ["A storm neared the coast on Monday."]


def test_plain_copy_without_furniture_is_all_body() -> None:
    text = "The bank cut its rate on Monday.\n\nShares rose.\n\nThe euro fell to a low of the year."
    assert _lines(parse(Article("a", text)), SectionKind.BODY) == text.split("\n\n")


def test_a_text_of_headlines_alone_still_has_a_body() -> None:
    assert parse(Article("a", "Minister resigns")).body


def test_the_story_of_a_page_that_is_half_navigation_is_found() -> None:
    document = _seed("002")
    body = [document.text(s.span) for s in document.body]
    assert body[0].startswith("Japan is working towards the opening")
    assert body[-1].startswith("After the Nikkei Asia report")
    assert not any("Lebanon" in sentence for sentence in body)


def test_an_advertisement_or_a_list_of_stories_does_not_end_the_story() -> None:
    document = _seed("004")
    body = " ".join(document.text(s.span) for s in document.body)
    assert "due to open next year in Tokyo" in body
    assert "Nikkei Asia reported" in body
    assert "subscription" not in body
    assert "FEATURED STORIES" not in body


def test_a_notice_below_the_story_is_a_notice() -> None:
    assert _lines(_seed("001"), SectionKind.NOTICE)[0].startswith("Please note that this edited")


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_sections_do_not_overlap_and_cover_every_line(number: str) -> None:
    document = _seed(number)
    end = 0
    for section in document.sections:
        assert end <= section.span.start < section.span.end
        assert not document.article.text[end : section.span.start].strip()
        end = section.span.end
    assert not document.article.text[end:].strip()


@given(st.text(min_size=1, max_size=400), st.sampled_from(["en", "de", "zh", "ar", "xx"]))
def test_any_text_is_read_and_every_span_lies_inside_it(text: str, language: str) -> None:
    document = parse(Article("a", text, language=language))
    for section in document.sections:
        assert section.span.end <= len(text)
    for sentence in document.sentences:
        content = document.text(sentence.span)
        assert content == content.strip() != ""
        assert document.section_at(sentence.span) is not None


@pytest.mark.parametrize(
    "piece",
    ["\n", '"', "a\n", "Advertisement\n", "A word. ", "\u2028", "(", "«", "9:", "— ", "By A\n"],
)
def test_half_a_million_characters_of_anything_are_read(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    document = parse(Article("a", text, language="en"))
    assert all(s.span.end <= len(text) for s in document.sections)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_end_as_on_any_system_and_offsets_stay_those_received(end: str) -> None:
    text = end.join(
        ["Bridge to close", "", "The council voted to close it on Tuesday.", "", "It did."]
    )
    document = parse(Article("a", text, language="en"))
    assert [document.text(s.span) for s in document.body] == [
        "The council voted to close it on Tuesday.",
        "It did.",
    ]


def test_prose_that_was_wrapped_in_the_middle_of_a_sentence_is_one_line() -> None:
    text = "The council voted on Tuesday to close the old\nbridge from next spring.\n\nIt did.\n"
    document = parse(Article("a", text, language="en"))
    assert len(document.body) == 2
