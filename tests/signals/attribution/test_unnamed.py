"""People whom copy lets speak without a name: by what they are called, not by a list of phrases."""

from __future__ import annotations

import pytest

from caveat.document import Article, parse
from caveat.evidence import Evidence
from caveat.rules import RuleScan
from caveat.signals import Context
from caveat.signals.attribution import SIGNAL

_SCAN = RuleScan(SIGNAL.rules)
_NEUTRAL = (
    "The swimming pool on Mill Lane was built in the year of the great flood and has been repaired "
    "many times since then."
)


def _found(*sentences: str) -> tuple[Evidence, ...]:
    text = "\n\n".join([_NEUTRAL, *sentences, _NEUTRAL])
    document = parse(Article("a", text, authors=("Jane Alder",), language="en"))
    return SIGNAL.find(Context(document, _SCAN.hits(document))).evidence


def _kinds(*sentences: str) -> set[str]:
    return {e.kind for e in _found(*sentences)} & {"anonymous_source", "vague_source"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A senior treasury official said the levy was dead.",
        "“It was carnage at the top,” one backbench MP told the paper.",
        "The pool will not come back, said one former aide.",
        "In the words of one diplomat, it was a farce.",
        "As one party grandee put it: “It is over.”",
        "“It is the hidden epidemic of our time,” says one leading sleep scientist.",
        "“There was a crack and then just dust,” said a woman who works opposite.",
        "A person at the table said the talks had failed.",
        "Those close to him believe that he is finished.",
        "Senior party figures told the Times that he was finished.",
        "Three officials with knowledge of the plan said it would cost more.",
        "He had been warned twice, according to a former colleague.",
        "Two of the minister's closest allies described him as finished.",
        "Friends of the actor say he is devastated.",
        "“We were told it was for the sake of the unit,” said a midwife.",
        "The mayor will leave within days, the Standard understands.",
        "Diplomats speak privately of weeks, not months.",
        "Those who were there remember a party at which a lobster was thrown.",
        "“Sack the whole board of the club,” wrote one.",
    ],
)
def test_somebody_who_speaks_without_a_name_is_anonymous(sentence: str) -> None:
    assert _kinds(sentence) == {"anonymous_source"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Critics argue that the council has known about the roof for decades.",
        "Doctors increasingly recommend swimming in the sea.",
        "Historians have long suspected that the hill hid a temple.",
        "Many in the village believe it is cursed.",
        "He is said to have squared up to the coach.",
        "A fee of around £45m has been mentioned.",
        "New research suggests that pools are good for the heart.",
    ],
)
def test_a_crowd_or_hearsay_is_vague(sentence: str) -> None:
    assert _kinds(sentence) == {"vague_source"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A lawyer for the family, Jane Roe, said the case was weak.",
        "Marc Ost, a strategist at Monument Trust, said the rate would fall.",
        "A spokesman for the council said it would close.",
        "Northwick officials said the road would close.",
        "A man told police he had seen a car.",
        "The pool is being sued by a viewer who says he was disgusted.",
        "According to lending figures, fewer people buy houses.",
        "The number of visitors fell, according to figures compiled by the council.",
        "In a move ministers say will help, the tax was cut.",
        "A bookmaker has stopped taking bets after claiming that it was cheated.",
        "Analysts at Mill & Lane say the price will fall.",
        "His lawyer said the case was weak.",
        "Users are warned never to open such letters.",
        "Most importantly, the council said no.",
        "“Many people think that pools are warm,” Ann Poe said.",
    ],
)
def test_a_name_a_body_or_no_source_at_all_is_neither(sentence: str) -> None:
    assert not _kinds(sentence)


def test_another_takes_after_the_anonymous_source_before_it() -> None:
    second = "Another cautioned that two schemes had been dropped at the last minute."
    assert not _kinds(second)
    assert len(_found("One official of the treasury said the levy was dead.", second)) == 2


def test_what_is_shown_is_the_quotation_with_whoever_said_it() -> None:
    (piece,) = _found("“It was carnage at the top,” one insider told the paper.")
    assert piece.text == "“It was carnage at the top,” one insider told"


def test_two_signs_of_one_source_are_one_piece() -> None:
    assert len(_found("It is over, said an aide who spoke on condition of anonymity.")) == 1


@pytest.mark.parametrize("length", [1, 300])
def test_a_page_of_nothing_but_nameless_quotations_is_read_and_shows_the_worst_twelve(
    length: int,
) -> None:
    text = "“It was carnage at the top of it,” one insider said. " * length
    document = parse(Article("a", text, language="en"))
    pieces = SIGNAL.find(Context(document, _SCAN.hits(document))).evidence
    assert len([e for e in pieces if e.kind == "anonymous_source"]) == min(length, 12)
