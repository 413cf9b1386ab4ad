from __future__ import annotations

import pytest

from caveat.document import Article, parse


def told(text: str) -> list[tuple[str, str, list[str]]]:
    document = parse(Article("a", text, language="en"))
    return [
        (
            document.text(a.source) if a.source else "",
            document.text(a.cue),
            [document.text(part) for part in a.content],
        )
        for a in document.attributions
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "Officials said the dam had held through the night.",
            "Officials",
            "said",
            "the dam had held through the night",
        ),
        (
            "The dam had held through the night, officials said.",
            "officials",
            "said",
            "The dam had held through the night",
        ),
        (
            "According to the police, three people were hurt.",
            "the police",
            "According to",
            "three people were hurt",
        ),
        (
            "Three people were hurt, according to the police.",
            "the police",
            "according to",
            "Three people were hurt",
        ),
        (
            "The ministry added that the road would stay closed.",
            "The ministry",
            "added",
            "that the road would stay closed",
        ),
        (
            "The road will stay closed, reports the Harbour Gazette.",
            "the Harbour Gazette",
            "reports",
            "The road will stay closed",
        ),
    ],
)
def test_source_and_cue_stand_on_either_side(
    text: str, source: str, cue: str, content: str
) -> None:
    assert told(text) == [(source, cue, [content])]


def test_a_statement_cut_in_two_keeps_both_parts() -> None:
    assert told("The plan, a source said, is to close the port in May.") == [
        ("a source", "said", ["The plan", "is to close the port in May"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The agency has not confirmed the report.",
        "The ministry declined to comment on the claims.",
        "The reports filled three shelves in the library.",
        "The firm continued to grow in the north.",
    ],
)
def test_what_nobody_said_is_no_statement(text: str) -> None:
    assert told(text) == []


def test_who_says_that_somebody_thinks_so_is_the_source() -> None:
    assert told("The mayor said that she thinks the bridge is safe.") == [
        ("The mayor", "said", ["that she thinks the bridge is safe"])
    ]


def test_a_source_is_traced_to_the_person() -> None:
    text = "Dr. Ines Prado opened the clinic. She said the roof leaked."
    document = parse(Article("a", text, language="en"))
    (statement,) = document.attributions
    assert statement.person is not None
    assert document.text(statement.person) == "Ines Prado"


def test_a_description_is_traced_to_the_name_beside_it() -> None:
    text = "The port will reopen, according to the mayor of Salla, Ona Lind."
    document = parse(Article("a", text, language="en"))
    (statement,) = document.attributions
    assert statement.person is not None
    assert document.text(statement.person) == "Ona Lind"
