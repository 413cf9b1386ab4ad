"""Who wrote this, who said this, how do we know."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from caveat import policy
from caveat.document import Article, Document, Quotation, Span, parse
from caveat.evidence import Evidence, Finding, Status
from caveat.rules import RuleScan, check_examples
from caveat.signals import Context, Related, RelatedArticle
from caveat.signals.attribution import SIGNAL

_SCAN = RuleScan(SIGNAL.rules)
_MAY = datetime(2024, 5, 3, 9, 30, tzinfo=UTC)
_JUNE = datetime(2024, 6, 3, 9, 30, tzinfo=UTC)

_SOURCED = (
    "The council of Northwick voted on Tuesday to close the swimming pool on Mill Lane, the mayor "
    "Ann Poe said.\n\n"
    "Repairs would have cost more than the town spends on its two schools, according to Tom "
    "Reed, who keeps the council's accounts.\n\n"
    "Residents had collected names against the sale for most of the winter, Mary Birch of the "
    "swimming club said on Wednesday.\n\n"
    "The county has to agree before the building can be sold, its spokesman John Roe said."
)
_PLAIN = (
    "The council of Northwick voted on Tuesday evening to close the swimming pool on Mill Lane for "
    "good.\n\n"
    "The roof of the old building had leaked for years and the boiler no longer passed its yearly "
    "inspection.\n\n"
    "A buyer from the neighbouring valley wants to turn the hall into a warehouse for garden "
    "furniture next spring.\n\n"
    "Swimming lessons for the two schools will move to the lake in summer and stop altogether in "
    "winter."
)


def _read(text: str, **more: object) -> Document:
    return parse(Article("a", text, **more))  # type: ignore[arg-type]


def _find(document: Document, *others: Document) -> Finding:
    related = Related(tuple(RelatedArticle(o, 1.0, "test") for o in others))
    return SIGNAL.find(Context(document, _SCAN.hits(document), related))


def _of(kind: str, finding: Finding) -> list[Evidence]:
    return [e for e in finding.evidence if e.kind == kind]


def _strength(kind: str, finding: Finding) -> float:
    left = 1.0
    for e in _of(kind, finding):
        left *= 1.0 - e.confidence * e.weight
    return 1.0 - left


def test_every_phrase_matches_its_own_examples_and_spares_the_others() -> None:
    assert SIGNAL.rules
    assert [str(f) for f in check_examples(SIGNAL.rules)] == []


def test_signed_and_well_sourced_copy_is_clear() -> None:
    found = _find(_read(_SOURCED, title="Pool to close", authors=("Jane Alder",)))
    assert (found.status, found.evidence) == (Status.CLEAR, ())


def test_a_missing_byline_is_recorded_and_weighs_nothing_in_well_sourced_copy() -> None:
    found = _find(_read(_SOURCED, title="Pool to close"))
    assert [e.text for e in _of("no_byline", found)] == ["Pool to close"]
    assert found.status is Status.CLEAR


def test_a_missing_byline_weighs_a_little_where_nobody_is_named_as_a_source() -> None:
    found = _find(_read(_PLAIN, title="Pool to close"))
    assert found.status is Status.FOUND
    assert 0 < found.score < 0.2


def test_the_missing_byline_is_shown_at_the_storys_own_headline_not_a_menus() -> None:
    own = "Swimming pool on Mill Lane to close"
    first = _PLAIN.partition("\n\n")[0]
    shown = _of("no_byline", _find(_read(f"Hotels & Bargains\n\n{own}\n\n{_PLAIN}")))
    stray = _of("no_byline", _find(_read(f"Hotels and Bargains Weekly\n\n{_PLAIN}")))
    assert [e.text for e in shown] == [own]
    assert [e.text for e in stray] == [first]


def test_an_agency_in_place_of_a_name_is_a_byline() -> None:
    found = _find(_read(f"Pool to close\n\n{_PLAIN}\n\nReuters"))
    assert not _of("no_byline", found)


def test_a_placeholder_for_the_author_weighs_more_than_no_byline() -> None:
    found = _find(_read(f"Pool to close\n\n{_PLAIN}\n\nAuthor\n\nMust Read"))
    assert [e.text for e in _of("placeholder_byline", found)] == ["Author"]
    assert found.score > _find(_read(f"Pool to close\n\n{_PLAIN}")).score


def test_a_story_that_opens_with_an_unnamed_media_report_is_second_hand() -> None:
    text = _PLAIN.replace("for good.", "for good, a media report claimed on Friday.")
    found = _find(_read(text, authors=("Jane Alder",)))
    assert ["a media report claimed" in e.text for e in _of("second_hand", found)] == [True]


def test_the_more_sentences_hang_on_another_outlet_the_stronger() -> None:
    once = _PLAIN.replace("for good.", "for good, the Northwick Gazette reported.")
    twice = once.replace("inspection.", "inspection, the newspaper said.")
    weak = _strength("second_hand", _find(_read(once)))
    assert 0 < weak < _strength("second_hand", _find(_read(twice)))


_PASSED_ON = (
    "The swimming pool on Mill Lane will close, the Northwick Gazette reported on Friday.\n\n"
    "It said the council had voted in secret on Tuesday evening.\n\n"
    "A buyer has been found, the newspaper said, who wants the hall for a warehouse.\n\n"
)


def test_an_unsigned_story_with_no_news_but_another_outlets_report_is_one_to_hold() -> None:
    background = (
        "Mayor Ann Poe said last year that she was sorry.\n\nThe roof has leaked for years."
    )
    unsigned = _find(_read(_PASSED_ON + background))
    signed = _find(_read(_PASSED_ON + background, authors=("Jane Alder",)))
    threshold = policy.load().thresholds[SIGNAL.name]
    assert unsigned.score >= threshold > signed.score > 0


def test_a_report_that_the_story_goes_out_to_check_does_not_hold_it() -> None:
    first, *rest = _PASSED_ON.strip().split("\n\n")
    checked = "Mayor Ann Poe said on Friday that it was true, and Tom Reed of the club denied it."
    found = _find(_read("\n\n".join([first, checked, *rest, _SOURCED])))
    assert found.score < policy.load().thresholds[SIGNAL.name]


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor told the Northwick Gazette that she was sorry.",
        "The Northwick Gazette moved out of the building last year.",
        "Residents wrote to the Northwick Gazette about it.",
    ],
)
def test_a_story_that_only_names_an_outlet_is_not_second_hand(sentence: str) -> None:
    assert not _of("second_hand", _find(_read(f"{sentence} {_PLAIN}")))


def test_an_outlets_own_earlier_report_is_not_second_hand() -> None:
    text = _PLAIN.replace("for good.", "for good, the Northwick Gazette reported.")
    assert not _of("second_hand", _find(_read(text, outlet="Northwick Gazette")))


def test_one_late_aside_from_another_outlet_is_ordinary_journalism() -> None:
    text = f"{_SOURCED}\n\nThe sale had been planned since March, the Northwick Gazette reported."
    assert not _of("second_hand", _find(_read(text)))


def _quoted(text: str, *quoted: tuple[str, str]) -> Document:
    """A document whose quotations are given: what is quoted, and by whom ("" for nobody)."""
    document = _read(text, authors=("Jane Alder",))

    def span(part: str) -> Span:
        return Span("text", text.index(part), text.index(part) + len(part))

    quotations = tuple(Quotation(span(q), speaker=span(who) if who else None) for q, who in quoted)
    return replace(document, quotations=quotations, mentions=())


_SAID = ("We were never asked whether we wanted this", "Mary Birch")
_FIRST = "They will regret this decision for many years to come."
_SECOND = "Nobody has come to tell us what will happen to the children."


def test_quotations_that_nobody_speaks_count_by_their_share() -> None:
    paragraphs = _PLAIN.split("\n\n")
    opening = f"“{_SAID[0]},” {_SAID[1]} said."
    text = "\n\n".join([opening, *paragraphs, f"“{_FIRST}”", *paragraphs, f"“{_SECOND}”"])
    found = _find(_quoted(text, _SAID, (_FIRST, ""), (_SECOND, "")))
    assert [e.text for e in _of("unattributed_quote", found)] == [_FIRST, _SECOND]
    assert _strength("unattributed_quote", found) > 0


def test_a_single_saying_and_a_title_in_quotation_marks_are_no_missing_source() -> None:
    title = "The Closing of the Last Public Pool of the Northern Valley"
    for quotation in (_FIRST, title):
        text = f"{_PLAIN}\n\n“{quotation}”"
        assert not _of("unattributed_quote", _find(_quoted(text, (quotation, ""))))


def test_a_quotation_beside_a_sentence_that_attributes_it_has_a_source() -> None:
    text = f"{_PLAIN}\n\nThe report said this of it. “{_FIRST}”\n\n{_PLAIN}\n\n“{_SECOND}”"
    found = _find(_quoted(text, (_FIRST, ""), (_SECOND, "")))
    assert _FIRST not in [e.text for e in _of("unattributed_quote", found)]


def test_text_of_a_credited_wire_report_without_that_credit_is_flagged_sentence_by_sentence() -> (
    None
):
    wire = _read(f"Pool to close\n\n{_PLAIN}\n\nReuters", published_at=_JUNE)
    taken = _read(f"Pool closes\n\n{_PLAIN}", authors=("Jane Alder",), published_at=_MAY)
    pieces = _of("uncredited_rewrite", _find(taken, wire))
    assert len(pieces) == 4
    for piece in pieces:
        assert piece.counterpart is not None
        assert piece.counterpart.text == piece.text
        assert "Reuters" in piece.why


def test_the_wire_report_itself_is_not_flagged() -> None:
    wire = _read(f"Pool to close\n\n{_PLAIN}\n\nReuters", published_at=_JUNE)
    taken = _read(f"Pool closes\n\n{_PLAIN}", published_at=_MAY)
    assert not _of("uncredited_rewrite", _find(wire, taken))


def test_two_subscribers_of_one_agency_that_both_say_so_are_not_flagged() -> None:
    one = _read(f"Pool to close\n\n{_PLAIN}\n\nReuters", published_at=_JUNE)
    two = _read(f"Pool closes\n\nNORTHWICK (Reuters) — {_PLAIN}", published_at=_MAY)
    assert not _of("uncredited_rewrite", _find(two, one))
    assert not _of("uncredited_rewrite", _find(one, two))


def test_between_two_that_credit_nobody_the_later_one_is_flagged() -> None:
    first = _read(f"Pool to close\n\n{_PLAIN}", published_at=_MAY)
    second = _read(f"Pool closes\n\n{_PLAIN}", published_at=_JUNE)
    undated = _read(f"Pool closes\n\n{_PLAIN}")
    assert _of("uncredited_rewrite", _find(second, first))
    assert not _of("uncredited_rewrite", _find(first, second))
    assert not _of("uncredited_rewrite", _find(undated, first))


def test_credit_to_another_carrier_of_the_same_text_is_recorded_and_weighs_little() -> None:
    wire = _read(f"Pool to close\n\n{_PLAIN}\n\nReuters")
    taken = _read(f"Pool closes\n\n{_PLAIN}")
    credited = _read(f"Pool closes\n\n{_PLAIN[:-1]}, reports Channel News Asia.")
    little = _find(credited, wire)
    assert _of("uncredited_rewrite", little)
    assert _strength("uncredited_rewrite", little) < 0.25
    assert _strength("uncredited_rewrite", _find(taken, wire)) > 0.7


def test_the_strength_is_the_share_of_the_body_that_was_taken() -> None:
    wire = _read(f"Pool to close\n\n{_PLAIN}\n\nReuters")
    paragraphs = _PLAIN.split("\n\n")
    mixed = _read("\n\n".join([*_SOURCED.split("\n\n"), paragraphs[3]]))
    whole = _read(_PLAIN)
    some = _strength("uncredited_rewrite", _find(mixed, wire))
    assert 0 < some < _strength("uncredited_rewrite", _find(whole, wire))


def test_sentences_in_other_words_and_order_are_found_from_two_on() -> None:
    wire = _read(f"Pool to close\n\n{_PLAIN}\n\nReuters")
    one = (
        "On Tuesday evening, the council of Northwick decided in a vote to close the swimming pool "
        "on Mill Lane permanently."
    )
    two = (
        "The buyer, from the neighbouring valley, plans next spring to turn the hall into a "
        "warehouse for furniture."
    )
    end = "Nobody was available to explain the vote."
    single = _find(_read(f"Pool closes\n\n{one}\n\n{end}"), wire)
    both = _find(_read(f"Pool closes\n\n{one}\n\n{two}\n\n{end}"), wire)
    assert not _of("uncredited_rewrite", single)
    pieces = _of("uncredited_rewrite", both)
    assert [e.text for e in pieces] == [one, two]
    assert all("closely reworded" in e.why for e in pieces)


def _against_wire(sentence: str) -> list[Evidence]:
    wire = _read(f"Pool to close\n\n{_PLAIN}\n\nReuters")
    return _of("uncredited_rewrite", _find(_read(f"Pool closes\n\n{sentence}"), wire))


def test_the_reason_says_no_more_than_how_much_of_a_sentence_is_the_same() -> None:
    whole = _PLAIN.split("\n\n", maxsplit=1)[0]
    part = whole.replace("for good", "at the end of May")
    assert ["Stands word for word" in e.why for e in _against_wire(whole)] == [True]
    assert ["Stands mostly word for word" in e.why for e in _against_wire(part)] == [True]


def test_two_sentences_that_meet_the_same_one_are_told_once() -> None:
    whole = _PLAIN.split("\n\n")[2]
    again = whole.replace("A buyer", "Some buyer")
    pieces = _against_wire(f"{again}\n\n{_PLAIN.split(chr(10), maxsplit=1)[0]}\n\n{whole}")
    met = [e.counterpart.span for e in pieces if e.counterpart is not None]
    assert len(met) == len(set(met)) == 2


def test_shared_names_and_shared_quotations_are_no_rewrite() -> None:
    one = _read(
        "President Ann Poe of the Northwick Swimming Club met Mayor Tom Reed of Northwick on "
        "Tuesday. “We will not rest until this pool is open again for every child,” she said.\n\n"
        "Reuters"
    )
    two = _read(
        "A lawsuit was filed by President Ann Poe of the Northwick Swimming Club against Mayor Tom "
        "Reed of Northwick. Poe: “We will not rest until this pool is open again for every child.”"
    )
    assert not _of("uncredited_rewrite", _find(two, one))


def test_an_article_without_a_body_is_skipped_with_its_reason() -> None:
    found = SIGNAL.find(Context(_read("   ", title="Pool to close")))
    assert found.status is Status.SKIPPED
    assert found.reason


def test_every_piece_of_evidence_is_what_its_span_says() -> None:
    wire = _read(f"Pool to close\n\n{_PLAIN}\n\nReuters")
    taken = _read(f"Pool\u00a0closes\r\n\r\n{_PLAIN.replace('the', 'thé')}\n\n{_PLAIN}")
    found = _find(taken, wire)
    assert found.evidence
    for piece in found.evidence:
        assert taken.text(piece.span) == piece.text
        if piece.counterpart is not None:
            assert wire.text(piece.counterpart.span) == piece.counterpart.text


def test_hostile_repetition_is_compared_in_bounded_work() -> None:
    text = "the pool on the lane by the hall is the pool on the lane by the hall. " * 400
    one, two = _read(text), _read(f"{text}\n\nReuters")
    pieces = _of("uncredited_rewrite", _find(one, two))
    assert 0 < len(pieces) <= 12
