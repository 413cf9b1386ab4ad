"""The bio signal: a bio that claims another field than the story's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Article, Span, parse
from caveat.evidence import Finding, Status
from caveat.questions import Answer, Head
from caveat.signals.base import Context
from caveat.signals.bio import SIGNAL
from caveat.signals.bio.claims import Part, Told
from caveat.signals.bio.distance import Strain, distance
from caveat.signals.bio.fields import all_fields, claims, opening_of, words
from caveat.signals.bio.fit import judge, misfit

_POLITICS = (
    "Parliament votes on sanctions against ministers\n\n"
    "Lawmakers voted on Tuesday to back the government's sanctions bill after weeks of talks "
    "between the prime minister and opposition leaders. The foreign minister told parliament that "
    "the coalition would not change its policy before the election. Diplomats from the alliance "
    "welcomed the vote, and the president is expected to sign the legislation this week.\n\n"
    "Opposition lawmakers said that the ruling party had ignored the constitution and promised to "
    "bring the bill back after the election campaign."
)
_PARLAMENT = (
    "Bundestag stimmt über Sanktionen ab\n\n"
    "Der Bundestag hat am Dienstag für das Gesetz der Bundesregierung gestimmt. Der Kanzler und "
    "die Minister der Koalition verteidigten die Sanktionen im Parlament. Die Opposition will "
    "nach der Wahl dagegen klagen. Abgeordnete der Partei sprachen von einem Fehler der "
    "Außenpolitik, und der Präsident will das Gesetz noch in dieser Woche unterschreiben."
)


def find(bio: str, text: str = _POLITICS, language: str = "en", title: str = "") -> Finding:
    article = Article("a", text, title=title, bio=bio, language=language)
    return SIGNAL.find(Context(parse(article)))


@pytest.mark.parametrize(
    "bio",
    [
        "Mara Lind is a lifestyle writer who covers fashion, beauty and travel.",
        "Mara Lind writes about video games and anime for The Example.",
        "Football writer. Follow him on Twitter @example.",
        "I review gadgets and cover smartphones.",
    ],
)
def test_a_bio_from_another_field_is_found_with_the_sentence_that_claims_it(bio: str) -> None:
    found = find(bio)
    assert found.status is Status.FOUND
    (evidence,) = found.evidence
    assert evidence.kind == "off_topic_bio"
    assert evidence.span.field == "bio"
    assert evidence.text == bio[evidence.span.start : evidence.span.end]
    assert "politics" in evidence.why


@pytest.mark.parametrize(
    "bio",
    [
        "Mara Lind is a political correspondent who covers parliament.",
        "Mara Lind covers national security and the war in the east.",
        "Mara Lind is a business reporter who covers trade and the economy.",
        "Mara Lind is a breaking news reporter who once covered fashion.",
        "Mara Lind is a staff writer. She lives in Durham with two cats.",
        "Mara Lind covers politics. Outside work she enjoys yoga, baking and travel.",
        "Mara Lind covers a wide range of topics, from fashion to food.",
        "Mara Lind is a columnist. Her new book is available from Amazon.",
        "Previously, she covered parliament. Mara Lind writes about food.",
    ],
)
def test_a_bio_that_fits_or_claims_nothing_is_clear(bio: str) -> None:
    assert find(bio).status is Status.CLEAR


def test_pastimes_alone_do_not_fit_hard_news() -> None:
    found = find("Mara loves yoga, baking and exploring hidden beaches.")
    assert found.status is Status.FOUND
    assert 0 < found.score < find("Mara Lind is a lifestyle writer who covers travel.").score


def test_of_several_authors_the_one_who_does_not_fit_is_shown_at_half_weight() -> None:
    fashion = "Mara Lind covers fashion."
    for beside in ("\n\nTom Ode is a political reporter.", " Tom Ode is a political reporter."):
        found = find(fashion + beside)
        assert [e.text for e in found.evidence] == [fashion]
        assert found.score < find(fashion).score


@pytest.mark.parametrize(
    ("bio", "status"),
    [
        ("Mara Lind ist Modejournalistin und schreibt über Beauty und Reisen.", Status.FOUND),
        ("Tom Ode ist Sportredakteur und berichtet über Fußball.", Status.FOUND),
        ("Mara Lind ist Korrespondentin im Hauptstadtbüro für Innenpolitik.", Status.CLEAR),
        ("Mara Lind arbeitet als Redakteurin in Berlin.", Status.CLEAR),
    ],
)
def test_german_bios_are_read(bio: str, status: Status) -> None:
    assert find(bio, _PARLAMENT, "de").status is status


def test_what_cannot_be_looked_at_is_skipped_with_its_reason() -> None:
    assert find("").reason == "no author bio on the page"
    assert "'fr'" in find("Elle écrit sur la mode.", language="fr").reason
    nothing = find("Mara Lind writes about food.", text="Mmm.")
    assert (nothing.status, nothing.reason) == (
        Status.SKIPPED,
        "no word of the story tells its topic",
    )


def test_a_name_in_headline_and_bio_ties_them() -> None:
    bio = "Mara Lind is a food writer who has covered the Brookhaven restaurants."
    assert find(bio, title="Brookhaven council votes on sanctions").status is Status.CLEAR
    assert find(bio, title="Riverside council votes on sanctions").status is Status.FOUND


_LOANS = [
    "Lenders pass rate rise on to homeowners",
    (
        "Homeowners with loans at variable rates will pay more from next month, after the central "
        "bank raised its benchmark rate and the largest banks followed within hours."
    ),
    (
        "Economists expect inflation to ease by the autumn, and investors see one more increase "
        "before the bank pauses. Shares of lenders rose after the decision."
    ),
    "Savers gain less: deposits still earn half of what the market pays on short bonds.",
]


@pytest.mark.parametrize(
    "bio",
    [
        "Ina Roth reviews restaurants and writes about food and wine.",
        "Ina Roth is a tennis reporter.",
        "About the author: Ina Roth is a make-up artist who blogs about beauty and fashion.",
    ],
)
def test_a_short_story_of_one_clear_topic_is_enough_for_a_score_that_counts(bio: str) -> None:
    short = find(bio, "\n\n".join(_LOANS))
    assert short.status is Status.FOUND
    assert short.score >= 0.7
    assert "economy" in short.evidence[0].why


def test_a_story_that_hardly_tells_its_topic_is_clear_rather_than_nearly_so() -> None:
    assert find("Ina Roth writes about food.", "\n\n".join(_LOANS[:1])).status is Status.CLEAR


def test_the_more_of_a_story_is_foreign_the_surer_the_misfit() -> None:
    bio = "Ina Roth is a tennis reporter."
    scores = [find(bio, "\n\n".join(_LOANS[:n])).score for n in range(1, len(_LOANS) + 1)]
    assert scores == sorted(scores)
    assert scores[0] < scores[-1]


def test_a_field_in_the_second_place_of_a_story_is_part_of_it() -> None:
    told = [_claim("arts")]
    assert misfit(judge(told, {"crime": 0.7, "sport": 0.05}, shared=False), None) > 0
    assert misfit(judge(told, {"crime": 0.6, "arts": 0.1}, shared=False), None) == 0


def _claim(field: str) -> Told:
    return Told(Span("bio", 0, 9), Part.BEAT, frozenset({field}), generic=False, writes=True)


_FIELD = st.sampled_from(sorted(all_fields()))
_SHARES = st.dictionaries(_FIELD, st.floats(0.001, 1.0), min_size=1, max_size=6)


_ONE = st.floats(0.0, 1.0)


@given(_FIELD, _SHARES, st.floats(0.05, 1.0), st.none() | st.builds(Strain, _ONE, _ONE, _ONE, _ONE))
def test_a_finding_is_worth_a_look_or_is_none(
    claimed: str, given: dict[str, float], known: float, far: Strain | None
) -> None:
    whole = sum(given.values())
    story = {field: known * share / whole for field, share in given.items()}
    confidence = misfit(judge([_claim(claimed)], story, shared=False), far)
    assert confidence == 0 or 0.4 <= confidence <= 1.0


_NEAR, _FAR = Strain(0.2, 0.2, 0.1, 0.1), Strain(0.95, 0.9, 0.98, 0.98)


def test_topics_and_words_decide_together() -> None:
    # Half of the story is of a field that is neither the claimed one nor told for another.
    fit = judge([_claim("games")], {"politics": 0.25}, shared=False)
    assert misfit(fit, _NEAR) == 0
    assert misfit(fit, _FAR) > 0.75


def test_under_a_soft_story_a_misfit_has_to_be_surer() -> None:
    far = Strain(0.5, 0.5, 0.2, 0.5)
    hard = judge([_claim("religion")], {"economy": 0.4}, shared=False)
    soft = judge([_claim("religion")], {"travel": 0.4}, shared=False)
    assert misfit(hard, far) > 0
    assert misfit(soft, far) == 0


def test_what_the_words_show_to_fit_no_topic_overrules() -> None:
    assert misfit(judge([_claim("games")], {"games": 0.9}, shared=False), _FAR) == 0


def test_of_a_story_of_which_hardly_anything_is_known_nothing_is_said() -> None:
    assert misfit(judge([_claim("games")], {"politics": 0.05}, shared=False), _FAR) == 0


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("festivalmode", "mode"),
        ("nageldesignerin", "nagel"),
        ("vogelgrippevirus", "virus"),
        ("modem", "mode"),
        ("unbekannt", None),
    ],
)
def test_a_german_compound_is_known_by_its_opening_or_else_by_its_head(
    word: str, stem: str | None
) -> None:
    assert opening_of(word, {"mode", "nagel", "virus", "bek"}) == stem


@pytest.mark.parametrize(
    ("bio", "fields"),
    [
        ("a bridal stylist and nail artist", {"lifestyle"}),
        ("a speedrunner who reviews RPGs", {"games"}),
        ("an angler and trout fisherman", {"sport"}),
        ("a barrister", {"crime"}),
        ("somebody who sells caravans", {"travel"}),
    ],
)
def test_trades_and_things_claim_their_field(bio: str, fields: set[str]) -> None:
    named = set[str]().union(*(m.fields for m in claims("en").find(words(bio))))
    assert fields <= named


def test_a_name_claims_no_field() -> None:
    assert find("Rita Banks is a staff writer. Banks joined in 2019.").status is Status.CLEAR
    assert find("Mara Tennis writes.").status is Status.CLEAR


def test_private_life_beside_a_trade_claims_nothing() -> None:
    assert find("Mara Lind is a staff writer and lives with two dogs.").status is Status.CLEAR
    german = "Mara Lind ist Redakteurin und lebt mit ihrer Familie und zwei Pferden in Rehna."
    assert find(german, _PARLAMENT, "de").status is Status.CLEAR


def test_distance_is_none_to_the_same_and_whole_to_one_with_nothing_in_common() -> None:
    sport, mixed = Answer({"sport": 1.0, "war": 0.0}), Answer({"sport": 0.5, "war": 0.5})

    assert distance(mixed, mixed) == pytest.approx(0)
    assert distance(sport, Answer({"sport": 0.0, "war": 1.0})) == 1
    assert 0 < distance(sport, mixed) < 1


_GAMES = "Mara Lind writes about video games for The Example."
_VAGUE = (
    "A vote on the new bridge\n\nThe council met on Tuesday. People came and talked for an hour "
    "about the weather and the bridge."
)


def test_topics_are_asked_of_a_bio_whose_claims_words_do_not_show_to_fit() -> None:
    claiming = parse(Article("a", _VAGUE, bio=_GAMES, language="en"))
    fitting = parse(Article("a", _POLITICS, bio="Mara covers parliament.", language="en"))
    generic = parse(Article("a", _POLITICS, bio="Mara Lind is a staff writer.", language="en"))

    asked = SIGNAL.questions(Context(claiming))
    assert [q.head for q in asked] == [Head.TOPIC, Head.TOPIC]
    assert "video games" in asked[0].first
    assert "Mara" not in asked[0].first
    assert not SIGNAL.questions(Context(fitting))
    assert not SIGNAL.questions(Context(generic))
