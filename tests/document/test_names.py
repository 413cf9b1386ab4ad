from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Article, MentionKind, Section, SectionKind, Span, names


def mentions(text: str) -> list[tuple[str, MentionKind, str]]:
    article = Article("a", text)
    section = Section(SectionKind.BODY, Span("text", 0, len(text)))
    return [
        (article.slice(m.span), m.kind, article.slice(m.role) if m.role else "")
        for m in names.find(article, [section])
    ]


def test_a_title_is_told_from_the_name_it_stands_before() -> None:
    assert mentions("On Monday Prime Minister Ama Boateng met Gen. Kofi Mensah.") == [
        ("Ama Boateng", MentionKind.PERSON, "Prime Minister"),
        ("Kofi Mensah", MentionKind.PERSON, "Gen."),
    ]


def test_a_function_in_lower_case_belongs_to_the_person() -> None:
    assert ("Lena Holt", MentionKind.PERSON, "spokeswoman") in mentions(
        "The port's spokeswoman Lena Holt declined to comment."
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He works at the Ministry of Defence in Lima.", "Ministry of Defence"),
        ("Shares of Fennel Holdings rose.", "Fennel Holdings"),
        ("The University of Aberdeen said so.", "University of Aberdeen"),
    ],
)
def test_an_organisation_is_known_by_its_words(text: str, name: str) -> None:
    assert (name, MentionKind.ORGANISATION, "") in mentions(text)


def test_a_surname_is_traced_to_the_full_name() -> None:
    text = "Dr. Ines Prado spoke first. Prado then left."
    article = Article("a", text)
    found = names.find(article, [Section(SectionKind.BODY, Span("text", 0, len(text)))])
    assert [article.slice(m.full) for m in found if m.full] == ["Ines Prado", "Ines Prado"]
    assert {m.kind for m in found} == {MentionKind.PERSON}


def test_sentence_openers_and_dates_are_no_names() -> None:
    assert mentions("However, it rained. Last May they left. But Then nothing.") == []


@given(st.text(alphabet="AaBb. ’'-\u00a0\nÉÜ&ofthe", max_size=200))
def test_every_mention_lies_inside_its_text(text: str) -> None:
    article = Article("a", text)
    section = Section(SectionKind.BODY, Span("text", 0, len(text)))
    for mention in names.find(article, [section]):
        assert section.span.contains(mention.span)
        assert article.slice(mention.span).strip() == article.slice(mention.span) != ""
        assert mention.role is None or mention.role.end <= mention.span.start
