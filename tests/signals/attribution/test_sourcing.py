"""Sources that nobody can check, and how much of a story rests on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat import policy
from caveat.document import Article, parse
from caveat.evidence import Evidence, Finding, Status
from caveat.rules import RuleScan
from caveat.signals import Context
from caveat.signals.attribution import SIGNAL

_SCAN = RuleScan(SIGNAL.rules)
_THRESHOLD = policy.load().thresholds[SIGNAL.name]
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
        "One of the people said the pool would close.",
        "The pool would close, said one of the people.",
        "Another person said the pool would close.",
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
        "On the same day Northwick officials said the pool would close in June.",
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
        "The pool is widely believed to be closing.",
        "Many believe the pool will close.",
        "Reports suggest the pool will close.",
        "Studies show that pools close.",
    ],
)
def test_a_source_that_is_nobody_in_particular_is_vague(sentence: str) -> None:
    assert len(_of("vague_source", _find(f"{_NEUTRAL}\n\n{sentence}\n\n{_NEUTRAL}"))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The roof leaks and winter is near. Some fear that the pool will close.",
        "The roof leaks. Reports suggest the pool will close.",
        "The roof, studies show, will not last.",
    ],
)
def test_a_vague_source_is_read_wherever_its_sentence_begins(sentence: str) -> None:
    assert len(_of("vague_source", _find(sentence))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The pool will close, according to reports in the Northwick Courier.",
        "The pool will close, according to analysts at Mill & Lane.",
    ],
)
def test_analysts_and_reports_of_a_named_body_are_not_vague(sentence: str) -> None:
    assert not _of("vague_source", _find(f"{_NEUTRAL}\n\n{sentence}"))


def test_the_people_who_go_on_talking_are_the_nameless_ones_of_before() -> None:
    found = _unsigned(
        "The council will sell the pool, people familiar with the plan said.",
        "A price has been agreed, the people said. They said the sale would be told in May.",
    )
    assert found.score >= _THRESHOLD


def test_experts_of_whom_one_is_named_next_are_not_vague() -> None:
    text = f"{_NEUTRAL}\n\nExperts say the pool will close. “It leaks,” said engineer Tom Reed."
    assert not _of("vague_source", _find(text))


def test_a_story_on_anonymous_sources_alone_weighs_more_than_one_among_named_ones() -> None:
    alone = "\n\n".join([_NEUTRAL, *["Sources said the pool would close."] * 4])
    among = "\n\n".join([_NEUTRAL, "Sources said the pool would close.", *[_NAMED] * 8])
    assert _find(alone).score > 0.4
    assert _find(among).score == 0
    assert _of("anonymous_source", _find(among))


_NOBODY = [
    "The council of Northwick will sell the swimming pool, people familiar with the plan said.",
    "One of the people said the price had been agreed in March.",
    "The council declined to comment, and the buyer did not respond to questions.",
    "Experts say the town will regret it, and it is widely believed that more will follow.",
]


def _unsigned(*paragraphs: str) -> Finding:
    document = parse(Article("a", "\n\n".join(paragraphs), title="Pool to go", language="en"))
    return SIGNAL.find(Context(document, _SCAN.hits(document)))


def test_an_unsigned_story_all_of_whose_sources_are_nameless_is_one_to_hold() -> None:
    found = _unsigned(*_NOBODY)
    assert found.score >= _THRESHOLD
    assert len(_of("anonymous_source", found)) == 2
    assert len(_of("vague_source", found)) == 1


def test_a_name_that_signs_it_lowers_the_score_and_does_not_answer_for_all_of_it() -> None:
    signed = _find("\n\n".join(_NOBODY)).score
    assert _THRESHOLD <= signed < _unsigned(*_NOBODY).score


def test_named_sources_that_speak_as_often_as_the_nameless_take_it_under_the_threshold() -> None:
    assert 0 < _unsigned(*_NOBODY, *[_NAMED] * 3).score < _THRESHOLD
    assert _unsigned(*_NOBODY, *[_NAMED] * 3).score > _unsigned(*_NOBODY, *[_NAMED] * 12).score


def test_a_few_nameless_words_in_a_long_story_are_not_all_that_it_rests_on() -> None:
    assert _unsigned(*_NOBODY, *[_NEUTRAL] * 20).score < _THRESHOLD


def test_places_in_sentences_of_nameless_sources_do_not_make_a_story_well_sourced() -> None:
    said = [f"Sources in Northwick said the {thing} would go." for thing in ("pool", "hall", "bus")]
    assert _unsigned(*said).score >= _THRESHOLD


@pytest.mark.parametrize(
    "sentence",
    [
        "Fans believed that the pool had closed, and many said so.",
        "Rumours are that the pool closed in May, and some claim it never opened.",
        "The pool reportedly closed years ago.",
    ],
)
def test_a_rumour_reported_as_a_rumour_is_the_story_not_its_source(sentence: str) -> None:
    opening = "A rumour about the swimming pool on Mill Lane has gone round since Monday."
    assert not _of("vague_source", _find(f"{opening}\n\n{sentence}\n\n{_NEUTRAL}"))


def test_a_story_on_a_rumour_still_owes_the_names_of_its_experts() -> None:
    opening = "A rumour about the swimming pool on Mill Lane has gone round since Monday."
    assert _of("vague_source", _find(f"{opening}\n\nExperts say the pool will close."))


@pytest.mark.parametrize("authors", [(), ("Anna Nowak",)])
def test_a_language_that_is_not_read_is_never_clear_and_the_reason_says_so(
    authors: tuple[str, ...],
) -> None:
    text = "Rada miasta zdecydowała we wtorek o zamknięciu basenu. Dach przeciekał od wielu lat."
    found = SIGNAL.find(Context(parse(Article("a", text, authors=authors, language="pl"))))
    assert found.status is (Status.SKIPPED if authors else Status.FOUND)
    assert "pl" in found.reason
    assert bool(_of("no_byline", found)) is not bool(authors)


def test_a_regional_variety_is_read_as_its_language() -> None:
    assert _of("vague_source", _find("Experts say the pool will close.", "en-GB"))
    assert _find(_NAMED, "en-GB").reason == ""


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
        ("de", "Das Bad wird verkauft, sagte ein Vertrauter des Ministers.", "anonymous_source"),
        ("de", "Kritiker befürchten, dass das Bad schließt.", "vague_source"),
        ("es", "Un alto cargo del ministerio aseguró que se va.", "anonymous_source"),
        ("es", "Varios estudios demuestran que funciona.", "vague_source"),
        ("fr", "« C'est fini », confie un conseiller.", "anonymous_source"),
        ("fr", "Il se murmure que le maire vendra.", "vague_source"),
        ("it", "Un funzionario del comune ha detto che lascia.", "anonymous_source"),
        ("it", "C'è chi sostiene che il sindaco venderà.", "vague_source"),
        ("pt", "“Acabou”, contou um morador.", "anonymous_source"),
        ("pt", "Há quem diga que o clube será vendido.", "vague_source"),
        ("nl", "Een hoge ambtenaar zegt van niet.", "anonymous_source"),
        ("nl", "Critici vrezen het ergste.", "vague_source"),
    ],
)
def test_other_languages_name_nobody_in_their_own_words(
    language: str, sentence: str, kind: str
) -> None:
    assert len(_of(kind, _find(sentence, language))) == 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Der Minister sagte am Montag, das Bad werde verkauft."),
        ("es", "Un funcionario Juan Pérez dijo que se va."),
        ("fr", "Le maire Jean Dupont a dit que la piscine ferme."),
        ("it", "Un funzionario Mario Rossi ha detto che lascia."),
        ("pt", "O ministro João Silva disse que sai."),
        ("nl", "Minister Jan de Vries zei dat hij opstapt."),
    ],
)
def test_named_people_of_other_languages_are_no_nameless_sources(
    language: str, sentence: str
) -> None:
    assert not _of("anonymous_source", _find(sentence, language))
    assert not _of("vague_source", _find(sentence, language))


def test_a_grave_claim_that_nobody_stands_for_is_queried() -> None:
    text = "\n\n".join([_NEUTRAL] * 5 + ["The mayor has embezzled the fund for years."])
    found = _of("unsourced_claim", _find(text))
    assert [e.text for e in found] == ["The mayor has embezzled the fund for years."]


@pytest.mark.parametrize(
    "sentence",
    [
        "The firm went under after its admission that it illegally moved the fund.",
        "A lawsuit says that the mayor has embezzled the fund.",
        "The buyer will own 30% of the hall, and the council keeps the rest.",
    ],
)
def test_what_a_court_or_the_record_stands_for_is_not_queried(sentence: str) -> None:
    assert not _of("unsourced_claim", _find("\n\n".join([_NEUTRAL] * 5 + [sentence])))


def test_one_superlative_in_a_short_story_weighs_nothing() -> None:
    text = "\n\n".join([_NEUTRAL] * 5 + ["It is the largest pool in the world."])
    assert _of("unsourced_claim", _find(text))
    assert _find(text).score == 0


def test_the_same_claim_in_well_sourced_copy_is_not() -> None:
    text = "\n\n".join([_NAMED] * 5 + ["The mayor has embezzled the fund for years."])
    assert not _of("unsourced_claim", _find(text))


def test_at_most_eight_claims_are_shown_the_gravest_first() -> None:
    light = ["About 40% of voters stayed at home.", "It is the largest pool in the world."]
    grave = [
        "The mayor has embezzled the fund.",
        "The clerk has rigged the vote.",
        "The manager has stolen the keys.",
        "The minister is corrupt.",
        "Thousands of pounds are unaccounted for.",
        "Managers ordered staff to change records.",
        "The director has lied.",
    ]
    found = _of("unsourced_claim", _find("\n\n".join([_NEUTRAL] * 6 + light + grave)))
    assert [e.text for e in found] == light[1:] + grave


def test_accusations_with_no_source_at_all_are_a_page_to_hold() -> None:
    grave = [
        "The mayor has embezzled the fund for years, and the clerk has rigged the vote.",
        "Managers ordered staff to change records after the roof fell in.",
        "He has presided over a culture of fear in which nobody dares to speak.",
        "Ministers have known about the leak since the spring of last year.",
    ]
    assert _find("\n\n".join([_NEUTRAL] * 2 + grave)).score >= _THRESHOLD
    assert _find("\n\n".join([_NEUTRAL] * 2 + [_NAMED] * 6 + grave)).score < _THRESHOLD


def test_a_match_report_or_an_obituary_is_its_own_source() -> None:
    match = "Rovers won 2-1 with a late goal. More than 90 per cent of the fans stayed to the end."
    assert _find("\n\n".join([match] * 4)).score == 0


@given(st.text(alphabet="Sources said. Experts say “it” is\n reported,", max_size=300))
def test_whatever_comes_every_piece_is_what_its_span_says(text: str) -> None:
    document = parse(Article("a", text, language="en"))
    for piece in SIGNAL.find(Context(document, _SCAN.hits(document))).evidence:
        assert document.text(piece.span) == piece.text
        assert 0 <= piece.weight <= 1
