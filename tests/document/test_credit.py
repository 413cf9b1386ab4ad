"""Which agency or outlet the page credits, for its text or only for a picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Article, Credit, CreditKind, agencies, credit, parse, pictures

_STORY = (
    "The council of Northwick voted on Tuesday to close the swimming pool on Mill Lane, and the "
    "building will be sold next year to pay for repairs to the town's two remaining schools."
)


def _credits(text: str) -> tuple[Credit, ...]:
    return parse(Article("a", text)).credits


@pytest.mark.parametrize(
    "line",
    [
        "Photo Courtesy Northwick Gazette",
        "Photo: Jane Alder",
        "Image credit: Northwick Council",
        "(Photo by Jane Alder/Getty Images)",
        "AP Photo/Jane Alder",
        "The pool on Mill Lane, April 30, 2023. REUTERS FILE PHOTO",
        "The pool is seen from the air. REUTERS/Jane Alder",
        "Getty Images",
        "A view of the pool | Shutterstock",
        "Foto: dpa",
        "[Photo/Xinhua]",
    ],
)
def test_a_caption_or_a_pictures_credit_is_told(line: str) -> None:
    assert pictures.is_photo_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Reuters",
        "By Jane Alder",
        "Photographs of the pool were shown at the meeting, and nobody spoke.",
        "Image is everything in this town, the mayor said on Tuesday.",
        "The council will pay for a picture of the old pool to be hung in the hall.",
        "(Reuters) - The council voted on Tuesday to close the pool.",
    ],
)
def test_prose_and_text_credits_are_no_picture_credit(line: str) -> None:
    assert not pictures.is_photo_credit(line)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Pool to close\n\nNORTHWICK, May 9 (Reuters) — {_STORY}", "Reuters"),
        (f"Pool to close\n\n(AP) - {_STORY}", "AP"),
        (f"Pool to close\n\nNORTHWICK [ANI]: {_STORY}", "ANI"),
        (f"Pool to close\n\n{_STORY}\n\nReuters", "Reuters"),
        (f"Pool to close\n\n{_STORY} (dpa)", "dpa"),
        (f"Pool to close\n\n{_STORY}\n\n© 2023 AFP", "AFP"),
        (f"Pool to close\n\n{_STORY}\n\nWith inputs from PTI", "PTI"),
        (f"Pool to close\n\n{_STORY}\n\nSource: Xinhua", "Xinhua"),
        (f"Pool to close\n\nBy The Associated Press\n\n{_STORY}", "The Associated Press"),
    ],
)
def test_an_agency_that_the_text_is_taken_from_is_credited(text: str, name: str) -> None:
    found = [c for c in _credits(text) if c.kind is CreditKind.AGENCY]
    assert [c.name for c in found] == [name]
    assert text[found[0].span.start : found[0].span.end] == name


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("The pool will close, as reported by the Nikkei newspaper on Tuesday.", "nikkei"),
        ("The pool will close next year, reports Channel News Asia.", "channelnewsasia"),
        ("This article was originally published by The Conversation.", "conversation"),
        ("A version of this story first appeared in the Northwick Gazette.", "northwickgazette"),
    ],
)
def test_an_outlet_that_the_text_is_taken_from_is_credited(sentence: str, key: str) -> None:
    found = _credits(f"Pool to close\n\n{_STORY} {sentence}")
    assert [(c.kind, c.key) for c in found] == [(CreditKind.OUTLET, key)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Reuters reported on Monday that the pool was losing money.",
        "The mayor told Reuters that he had no choice.",
        "He worked for AP before he moved to Northwick.",
        "Bloomberg shares rose after the vote.",
        "Students of AP history visited PA and the river.",
    ],
)
def test_an_agency_named_in_prose_is_no_credit(sentence: str) -> None:
    assert _credits(f"Pool to close\n\n{_STORY} {sentence} Nobody answered.") == ()


def test_an_agency_that_closes_a_caption_inside_the_story_is_a_picture_credit() -> None:
    text = f"Pool to close\n\n{_STORY}\n\nThe pool is seen on Tuesday. (AP)\n\n{_STORY}"
    assert [(c.kind, c.key) for c in _credits(text)] == [(CreditKind.PHOTO, "ap")]


def test_the_source_of_a_chart_and_a_date_are_no_credit() -> None:
    lines = "Source: Bureau of Statistics\n\nThis story was first published on December 19, 2022."
    assert _credits(f"Pool to close\n\n{_STORY}\n\n{lines}") == ()


def test_an_agency_in_a_list_of_links_far_from_the_story_is_no_credit() -> None:
    links = "World\n\nSport\n\nWeather\n\nCulture\n\nTravel\n\nReuters\n\nContact"
    assert _credits(f"Pool to close\n\n{_STORY}\n\n{links}") == ()


def test_a_picture_credit_is_kept_apart_from_a_text_credit() -> None:
    text = f"Pool to close\n\nThe pool in April. REUTERS FILE PHOTO\n\n{_STORY}\n\nAFP"
    assert [(c.kind, c.key) for c in _credits(text)] == [
        (CreditKind.PHOTO, "reuters"),
        (CreditKind.AGENCY, "afp"),
    ]


def test_names_of_one_agency_or_outlet_fold_to_one_key() -> None:
    assert credit.fold("The Associated Press") == credit.fold("AP") == "ap"
    assert credit.fold("The Nikkei") == credit.fold("nikkei.com") == credit.fold("Nikkei")


def test_an_agency_is_matched_as_a_whole_word_and_in_its_own_case() -> None:
    assert agencies.mentions("AP, AFP/AP and (dpa)") == [
        (0, 2, "ap"),
        (4, 7, "afp"),
        (8, 10, "ap"),
        (16, 19, "dpa"),
    ]
    assert agencies.mentions("APPLE, a map, Ap, @AP, sana") == []


@given(st.text(alphabet="AP(Reuters)© -—\nBy.:/PhotoSource ", max_size=200))
def test_whatever_comes_in_every_credit_lies_in_the_text(text: str) -> None:
    for found in _credits(text):
        assert text[found.span.start : found.span.end] == found.name
