"""Whose notice it is: the page's own, another headline's, or a report's that the story is about."""

from __future__ import annotations

from functools import cache

import pytest

from caveat.document import Article, parse
from caveat.evidence import Evidence, Scope, Status
from caveat.rules import RuleScan
from caveat.signals.base import Context
from caveat.signals.disclaimer import SIGNAL

STORY = (
    "ORMSKIRK - The parish council voted on Tuesday to sell the old bus depot after a survey "
    "found that its roof was no longer safe. The clerk said that three builders had made offers."
    "\n\nNeighbours asked for a meeting before the sale goes ahead, and the council agreed to hold "
    "one next month. Nobody spoke against the plan."
    "\n\nThe depot has stood empty since 2011, and the council pays for its guards."
)


@cache
def _scan() -> RuleScan:
    return RuleScan(SIGNAL.rules)


def _evidence(text: str, language: str = "en") -> tuple[Evidence, ...]:
    document = parse(Article("a", text, language=language))
    return SIGNAL.find(Context(document, _scan().hits(document))).evidence


def _own(text: str, language: str = "en") -> set[str]:
    return {
        e.kind
        for e in _evidence(text, language)
        if e.weight and e.scope in (Scope.ARTICLE, Scope.SITE)
    }


@pytest.mark.parametrize(
    "text",
    [
        (
            f"{STORY}\n\nMore Headlines\nThis story is satire: how a bus fooled the town\nSix "
            "hurt in fire at paper mill"
        ),
        (
            f"{STORY}\n\nFerry runs aground off the coast\nThis article is a parody and "
            "nobody noticed\nShares fall again"
        ),
        f"This report is fiction, says angry clerk\nShares fall again in early trading\n{STORY}",
    ],
)
def test_a_headline_among_others_is_no_notice_of_this_page(text: str) -> None:
    assert _own(text) == set()
    assert {e.scope for e in _evidence(text) if e.kind in ("satire", "fiction")} == {Scope.OTHER}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            ("Posts on Facebook said that the drummer had died. This report is a hoax. "
            "Friends of his saw him on Sunday."),
        ),
        (
            "en",
            ("A website claimed that the bridge had been sold to a circus. The rumour spread "
            "fast. This story is fiction. The bridge belongs to the county."),
        ),
        (
            "de",
            ("Auf Facebook verbreitete sich das Gerücht, der Sänger sei tot. Diese Meldung "
            "ist frei erfunden. Sein Management sagt, es gehe ihm gut."),
        ),
        (
            "fr",
            ("Une rumeur circule sur Facebook au sujet du chanteur. Cette information est un "
            "canular. Son agent a confirmé qu'il va bien."),
        ),
        (
            "es",
            ("Un bulo en Facebook anunció la muerte del cantante. Esta noticia es inventada. "
            "Su representante confirmó que está bien."),
        ),
    ],
)  # fmt: skip
def test_this_report_in_a_story_about_a_hoax_is_not_this_page(language: str, text: str) -> None:
    assert _own(f"{STORY}\n\n{text}\n\n{STORY}" if language == "en" else text, language) == set()


def test_a_notice_of_its_own_below_a_story_about_rumours_counts() -> None:
    assert _own(f"{STORY} Rumours had spread on Facebook.\n\nThis article is satire.") == {"satire"}


@pytest.mark.parametrize(
    ("notice", "kind"),
    [
        ("The Ormskirk Herald is a work of satire.", "satire"),
        ("The Weekly Turnip is satire.", "satire"),
        ("This is a satirical article.", "satire"),
        ("The above is a parody.", "satire"),
        ("The article is satire, not news.", "satire"),
        ("Article is fictional.", "fiction"),
        ("Fictional article.", "fiction"),
    ],
)
def test_a_notice_at_the_foot_needs_no_full_subject(notice: str, kind: str) -> None:
    assert _own(f"{STORY}\n\n{notice}") == {kind}


def test_what_is_said_of_a_newspaper_inside_the_story_is_no_notice() -> None:
    inside = "The Weekly Turnip is satire. Its readers know that."
    assert _own(f"{STORY}\n\n{inside}\n\n{STORY}") == set()


def test_help_is_told_from_authorship_and_checked_help_weighs_less() -> None:
    notices = (
        "This article was written by AI.",
        "This article was written with the help of AI.",
        "This article was written with the help of AI and checked by an editor.",
    )
    (wrote,), (helped,), (checked,) = (_evidence(notice) for notice in notices)
    assert {e.kind for e in (wrote, helped, checked)} == {"ai_generated"}
    assert wrote.confidence > helped.confidence > checked.confidence
    assert "wrote" in wrote.why
    assert "helped" in helped.why
    assert "checked" in checked.why


def test_a_machine_translation_is_not_also_a_machine_s_article() -> None:
    assert _own("This text was produced by machine translation.") == {"machine_translated"}
    assert _own("This story first ran in Polish and was translated by AI.") == {
        "machine_translated"
    }


def test_wire_releases_are_known_by_their_dateline_and_their_last_line() -> None:
    assert _own(f"YORK, England, May 2 /PRNewswire/ -- A firm grew.\n\n{STORY}") == {
        "press_release"
    }
    assert _own(f"{STORY}\n\nSOURCE Ormskirk Parish Council") == {"press_release"}
    assert _own(f"{STORY}\n\nSource Ormskirk Parish Council") == set()
    assert _own(f"{STORY}\n\nSOURCE: a survey by the council") == set()


def test_digits_for_letters_are_read_where_several_words_hold_them() -> None:
    assert _own("TH1S ST0RY IS S4TIRE.") == {"satire"}


def test_english_notices_are_found_whatever_language_was_detected() -> None:
    document = parse(Article("a", f"{STORY}\n\nThis article is satire.", language="pcm"))
    found = SIGNAL.find(Context(document, _scan().hits(document)))
    assert found.status is Status.FOUND
