"""What the conflict signal answers as a whole."""

from datetime import UTC, datetime

from caveat.document import Article, Document, parse
from caveat.evidence import Finding, Status
from caveat.signals import Context, Related, RelatedArticle
from caveat.signals.conflict import SIGNAL

DAY = datetime(2024, 3, 5, 12, tzinfo=UTC)


def document(name: str, text: str, title: str = "") -> Document:
    return parse(Article(name, text, outlet=name, title=title, language="en", published_at=DAY))


def find(own: Document, *others: Document, group: str = "") -> Finding:
    related = tuple(RelatedArticle(d, 1.0, "names", copy_group=group) for d in others)
    return SIGNAL.find(Context(own, (), Related(related)))


def test_without_related_articles_the_question_is_not_asked() -> None:
    answer = find(document("a", "The council met and voted on the plan for the harbour."))
    assert answer.status is Status.SKIPPED
    assert answer.reason


def test_the_store_s_own_reason_is_passed_on() -> None:
    own = document("a", "The council met and voted on the plan for the harbour.")
    answer = SIGNAL.find(Context(own, (), Related(unavailable="the store is down")))
    assert (answer.status, answer.reason) == (Status.SKIPPED, "the store is down")


def test_reports_that_agree_are_clear() -> None:
    text = "A court in Liska acquitted former minister Joran Veld of taking bribes on Friday."
    assert find(document("a", text), document("b", text)).status is Status.CLEAR


def test_the_opposite_outcome_of_one_trial_is_found_on_both_sides() -> None:
    a = document("a", "A court in Liska acquitted former minister Joran Veld of taking bribes.")
    b = document("b", "A court in Liska convicted former minister Joran Veld of taking bribes.")
    for own, other in ((a, b), (b, a)):
        answer = find(own, other)
        assert answer.status is Status.FOUND
        (evidence,) = answer.evidence
        assert evidence.kind == "status"
        assert own.text(evidence.span) == evidence.text
        assert evidence.counterpart is not None
        assert other.text(evidence.counterpart.span) == evidence.counterpart.text


def test_copies_of_one_report_count_as_one_source() -> None:
    own = document("a", "A court in Liska acquitted former minister Joran Veld of taking bribes.")
    text = "A court in Liska convicted former minister Joran Veld of taking bribes."
    others = document("b", text), document("c", text)
    (apart,) = find(own, *others).evidence
    (copies,) = find(own, *others, group="wire").evidence
    assert "2 against" in apart.why
    assert "1 against" in copies.why
    assert copies.weight < apart.weight


def test_a_person_in_two_offices_that_exclude_each_other_is_found() -> None:
    a = document("a", "Envoy Amadou Sarr will meet President Rustam Bek in Kesh for talks.")
    b = document("b", "Envoy Amadou Sarr will meet Prime Minister Rustam Bek in Kesh for talks.")
    assert [e.kind for e in find(a, b).evidence] == ["role"]
