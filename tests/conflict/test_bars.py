"""Most differing figures do not conflict: each trap of the policy, and the conflict beside it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.document import Article, Document, parse
from caveat.evidence import Evidence, Status
from caveat.signals import Context, Related, RelatedArticle
from caveat.signals.conflict import SIGNAL

DAY = datetime(2024, 3, 5, 12, tzinfo=UTC)


def read(name: str, text: str, *, later: timedelta = timedelta(), title: str = "") -> Document:
    return parse(
        Article(name, text, outlet=name, title=title, language="en", published_at=DAY + later)
    )


def evidence(own: Document, other: Document) -> tuple[Evidence, ...]:
    related = Related((RelatedArticle(other, 1.0, "same event"),))
    return SIGNAL.find(Context(own, (), related)).evidence


CONFLICTS = [
    ("date", "Japan will host the G7 summit in Hiroshima from April 19 to April 21.",
     "The G7 summit, which Japan will host in Hiroshima from May 19-21, is about trade."),
    ("number", "The ferry Lorne was licensed to carry 150 passengers, the coast guard said.",
     "The ferry Lorne was licensed to carry 180 passengers, the coast guard said."),
    ("money", "Norlac agreed to buy Salvo Foods for $870 million in cash on Tuesday.",
     "Norlac agreed on Tuesday to buy Salvo Foods for $780 million in cash."),
    ("time", "The ferry Lorne left the island of Vessen at 6:40 a.m. and sank near the port.",
     "The ferry Lorne left the island of Vessen at 8:15 a.m. and sank within the hour."),
    ("number", "Eleven miners were trapped when a shaft collapsed at the Brenna coal mine.",
     "At the Brenna coal mine 17 miners were trapped when a shaft collapsed."),
    ("person", "The owner of the python, Gary Stubbs of Brinley, called it harmless.",
     "The python belongs to Barry Stubbs, who lives in Brinley and calls it harmless."),
]  # fmt: skip

TRAPS = [
    ("rounding", "The festival in Wexley drew 1,187,000 visitors this year.",
     "The festival in Wexley drew 1.2 million visitors this year."),
    ("a bound", "At least 20 people were killed when the bridge at Arbe collapsed.",
     "The collapse of the bridge at Arbe killed 23 people."),
    ("two bodies", "Police said 15,000 people marched through Liska on Wednesday.",
     "Organisers said 60,000 people marched through Liska on Wednesday."),
    ("part and whole", "The crash near Tollan killed 12 people on Monday.",
     "Three of the dead in the crash near Tollan on Monday were children."),
    ("another outcome", "Twelve people were killed in the crash near Tollan on Monday.",
     "The crash near Tollan on Monday left 22 people injured."),
    ("forecast and result", "Analysts had expected a profit of 300 million euros from Corvane.",
     "Corvane reported a profit of 320 million euros."),
    ("readings of other hours", "Shares in Norlac fell 3 percent by 1540 GMT.",
     "Shares in Norlac fell 5 percent by 1710 GMT."),
    ("relative date", "The alliance will open its office in Hollin next year.",
     "The alliance's office in Hollin is due to open by 2025."),
    ("the day of a statement", "The council will close the road, it said on Monday.",
     "The council will close the road, it said on Tuesday."),
    ("units", "A gust of 140 km/h was measured at Cape Norr.",
     "A gust of 87 miles per hour was measured at Cape Norr."),
    ("a short form", "Owner Jim Oler opened the school in Arbe in 2001.",
     "Owner James Oler opened the school in Arbe in 2001."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "a", "b"), CONFLICTS)
def test_two_answers_to_one_question_are_found_from_both_sides(kind: str, a: str, b: str) -> None:
    one, other = read("a", a), read("b", b)
    for own, there in ((one, other), (other, one)):
        found = [e for e in evidence(own, there) if e.kind == kind and e.weight]
        assert len(found) == 1, [e.why for e in evidence(own, there)]
        assert own.text(found[0].span) == found[0].text
        assert found[0].counterpart is not None
        assert there.text(found[0].counterpart.span) == found[0].counterpart.text


@pytest.mark.parametrize(("sort", "a", "b"), TRAPS)
def test_answers_to_two_questions_are_not_set_against_each_other(sort: str, a: str, b: str) -> None:
    one, other = read("a", a), read("b", b)
    assert not [e.why for e in (*evidence(one, other), *evidence(other, one))], sort


def test_a_higher_later_toll_is_recorded_as_evolving_and_weighs_nothing() -> None:
    early = read("a", "Nine people were killed when a bus fell into a ravine near Tollan.")
    late = read(
        "b",
        "Twelve people were killed when a bus fell into a ravine near Tollan.",
        later=timedelta(hours=9),
    )
    (found,) = evidence(early, late)
    assert found.weight == 0
    assert "evolving" in found.why


def test_a_weekday_that_the_calendar_denies_is_found_without_related_articles() -> None:
    own = read("a", "The folk festival opens on Saturday, July 12, 2024 with a parade.")
    answer = SIGNAL.find(Context(own))
    assert answer.status is Status.FOUND
    assert [e.kind for e in answer.evidence] == ["calendar"]


def test_the_same_utterance_in_other_words_is_found_and_a_shorter_one_is_not() -> None:
    full = read("a", '"We ate coconuts and we prayed every night," one of the sailors said.')
    other = read("b", '"We ate crabs and we prayed every night," one of the sailors said.')
    short = read("c", '"We ate coconuts," one of the sailors said.')
    assert [e.kind for e in evidence(full, other)] == ["quote"]
    assert not evidence(full, short)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_give_evidence_whose_spans_lie_in_their_articles(a: str, b: str) -> None:
    words = "Nine people were killed near Tollan on May 3. "
    own, other = read("a", words + a), read("b", "Twelve people were killed near Tollan. " + b)
    for e in evidence(own, other):
        assert own.text(e.span) == e.text
        if e.counterpart is not None and e.counterpart.article_id == "b":
            assert other.text(e.counterpart.span) == e.counterpart.text


def test_a_page_of_figures_is_read_within_bounds() -> None:
    row = "At 9:15 a.m. on May 3 12 people paid $4.50 for 3.2 km, 17% more than the 14 of 2019; "
    own, other = read("a", row * 400), read("b", row.replace("12", "13") * 400)
    assert len(evidence(own, other)) <= 40
