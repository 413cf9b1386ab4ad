"""Sources that nobody can check, and how much of a story rests on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Article, parse
from caveat.evidence import Evidence, Finding
from caveat.rules import RuleScan
from caveat.signals import Context
from caveat.signals.attribution import SIGNAL

_SCAN = RuleScan(SIGNAL.rules)
_NEUTRAL = (
    "The swimming pool on Mill Lane was built in the year of the great flood and has been repaired "
    "many times since then."
)
_NAMED = "The roof will cost too much to repair, Ann Poe of the swimming club said."


def _find(text: str, language: str = "en") -> Finding:
    document = parse(Article("a", text, authors=("Jane Alder",), language=language))
    return SIGNAL.find(Context(document, _SCAN.hits(document)))


def _of(kind: str, finding: Finding) -> list[Evidence]:
    return [e for e in finding.evidence if e.kind == kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "The pool will close in June, people familiar with the matter said.",
        "The pool will close in June, said an aide who spoke on condition of anonymity.",
        "Sources said the pool would close in June.",
        "The pool will close in June, according to a senior source in the council.",
        "The pool will close in June, officials said.",
        "An unnamed official told the club that the pool would close.",
    ],
)
def test_a_source_without_a_name_is_anonymous(sentence: str) -> None:
    assert len(_of("anonymous_source", _find(f"{_NEUTRAL}\n\n{sentence}\n\n{_NEUTRAL}"))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Police said the pool would close in June.",
        "The ministry said the pool would close in June.",
        "Council spokesman John Roe said the pool would close in June.",
        "Officials closed the pool in June.",
        "The town has new sources of income, and officials hope for more.",
        "Official figures show that the pool closed in June.",
    ],
)
def test_a_body_or_a_named_person_is_not_anonymous(sentence: str) -> None:
    assert not _of("anonymous_source", _find(f"{_NEUTRAL}\n\n{sentence}\n\n{_NEUTRAL}"))


def test_officials_for_whom_a_named_person_speaks_next_are_not_anonymous() -> None:
    text = f"{_NEUTRAL}\n\nOfficials said the pool would close. “It leaks,” said Mayor Ann Poe."
    assert not _of("anonymous_source", _find(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "It is widely believed that the pool will close.",
        "Experts say the pool will close.",
        "Many believe the pool will close.",
        "Reports suggest the pool will close.",
        "Studies show that pools close.",
    ],
)
def test_a_source_that_is_nobody_in_particular_is_vague(sentence: str) -> None:
    assert len(_of("vague_source", _find(f"{_NEUTRAL}\n\n{sentence}\n\n{_NEUTRAL}"))) == 1


def test_experts_of_whom_one_is_named_next_are_not_vague() -> None:
    text = f"{_NEUTRAL}\n\nExperts say the pool will close. “It leaks,” said engineer Tom Reed."
    assert not _of("vague_source", _find(text))


def test_a_story_on_anonymous_sources_alone_weighs_more_than_one_among_named_ones() -> None:
    alone = "\n\n".join([_NEUTRAL, *["Sources said the pool would close."] * 4])
    among = "\n\n".join([_NEUTRAL, "Sources said the pool would close.", *[_NAMED] * 8])
    assert _find(alone).score > 0.4
    assert _find(among).score == 0
    assert _of("anonymous_source", _find(among))


def test_length_alone_does_not_raise_the_score() -> None:
    part = [
        _NEUTRAL,
        "Sources said the pool would close in June.",
        "They said more, sources said.",
        _NAMED,
    ]
    short, long = "\n\n".join(part), "\n\n".join(part * 6)
    assert abs(_find(short).score - _find(long).score) < 0.1


@pytest.mark.parametrize(
    ("language", "sentence", "kind"),
    [
        ("es", "El ministro dimitirá, según fuentes cercanas al caso.", "anonymous_source"),
        ("fr", "Le ministre part, selon des sources proches du dossier.", "anonymous_source"),
        ("de", "Laut Medienberichten tritt der Minister zurück.", "vague_source"),
        ("it", "Il ministro lascia, secondo fonti vicine al dossier.", "anonymous_source"),
        ("pt", "O ministro sai, segundo fontes ligadas ao governo.", "anonymous_source"),
        ("nl", "Naar verluidt stapt de minister op.", "vague_source"),
    ],
)
def test_other_languages_name_nobody_in_their_own_words(
    language: str, sentence: str, kind: str
) -> None:
    assert len(_of(kind, _find(sentence, language))) == 1


def test_a_grave_claim_that_nobody_stands_for_is_queried() -> None:
    text = "\n\n".join([_NEUTRAL] * 5 + ["The mayor has embezzled the fund for years."])
    found = _of("unsourced_claim", _find(text))
    assert [e.text for e in found] == ["The mayor has embezzled the fund for years."]


def test_the_same_claim_in_well_sourced_copy_is_not() -> None:
    text = "\n\n".join([_NAMED] * 5 + ["The mayor has embezzled the fund for years."])
    assert not _of("unsourced_claim", _find(text))


def test_at_most_three_claims_are_shown_the_gravest_first() -> None:
    claims = [
        "About 40% of voters stayed at home.",
        "It is the largest pool in the world.",
        "The mayor has embezzled the fund.",
        "The clerk has rigged the vote.",
    ]
    found = _of("unsourced_claim", _find("\n\n".join([_NEUTRAL] * 6 + claims)))
    assert [e.text for e in found] == claims[1:]


@given(st.text(alphabet="Sources said. Experts say “it” is\n reported,", max_size=300))
def test_whatever_comes_every_piece_is_what_its_span_says(text: str) -> None:
    document = parse(Article("a", text, language="en"))
    for piece in SIGNAL.find(Context(document, _SCAN.hits(document))).evidence:
        assert document.text(piece.span) == piece.text
        assert 0 <= piece.weight <= 1
