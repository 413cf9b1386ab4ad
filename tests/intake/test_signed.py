"""Who signs a page where a reader sees it."""

from __future__ import annotations

import lxml.html
import pytest

from caveat.intake import signed


def _authors(body: str, *stated: str, outlet: str = "Northwick Gazette") -> tuple[str, ...]:
    page = f"<html><head><title>Pool</title></head><body>{body}</body></html>"
    return signed.authors(lxml.html.document_fromstring(page), stated, outlet)


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="byline">By Jane Alder</p>',
        '<div class="post-author">Jane Alder <span>May 3, 2024</span></div>',
        '<a rel="author" href="/x">Jane Alder</a>',
        '<p>By <a href="/authors/jane-alder">Jane Alder</a>, Staff Writer</p>',
        '<span class="ArticleHeader--authName">Jane Alder</span>',
    ],
)
def test_a_visible_byline_names_who_the_metadata_leaves_out(byline: str) -> None:
    assert _authors(f"<h1>Pool to close</h1>{byline}<p>Story.</p>") == ("Jane Alder",)


def test_it_replaces_an_outlet_that_signs_in_the_metadata() -> None:
    page = '<h1>Pool to close</h1><p class="byline">By Jane Alder</p>'
    assert _authors(page, "Northwick Gazette") == ("Jane Alder",)


def test_it_adds_the_second_author_whom_the_metadata_leaves_out() -> None:
    page = '<h1>Pool</h1><p class="byline">By <b>Jane Alder</b> and <b>Tom Reed</b></p>'
    assert _authors(page, "Jane Alder") == ("Jane Alder", "Tom Reed")


def test_editors_and_photographers_whom_the_metadata_adds_are_taken_away() -> None:
    page = '<h1>Pool</h1><p class="byline">By <b>Jane Alder</b> Photography by <b>Ann Poe</b></p>'
    assert _authors(page, "Jane Alder", "Ann Poe") == ("Jane Alder",)


@pytest.mark.parametrize(
    "elsewhere",
    [
        '<footer><p class="byline">By Tom Reed</p></footer>',
        '<div class="related-stories"><p class="byline">By Tom Reed</p></div>',
        '<figure><p class="author">Tom Reed</p></figure>',
        '<h1>Pool</h1><p class="byline">More stories</p>',
        "<p>By the river stood Tom Reed.</p>",
    ],
)
def test_other_stories_authors_and_pictures_credits_are_left_alone(elsewhere: str) -> None:
    assert _authors(f"<h1>Pool to close</h1><p>Story.</p>{elsewhere}") == ()


def test_people_named_in_metadata_stand_when_the_page_shows_somebody_else() -> None:
    page = '<h1>Pool</h1><p class="byline">By Tom Reed</p>'
    assert _authors(page, "Jane Alder") == ("Jane Alder",)


def test_a_byline_of_hostile_length_is_passed_over() -> None:
    page = f'<h1>Pool</h1><p class="byline">By {"Jane Alder and " * 5_000}</p>'
    assert _authors(page) == ()
