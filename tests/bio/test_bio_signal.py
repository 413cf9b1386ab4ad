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
from caveat.signals.bio.distance import Strain, distance, settled
from caveat.signals.bio.fields import all_fields
from caveat.signals.bio.fit import judge

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


def test_one_fitting_author_of_several_is_enough() -> None:
    bios = "Mara Lind covers fashion.\n\nTom Ode is a political reporter for The Example."
    assert find(bios).status is Status.CLEAR


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
    assert judge(told, {"crime": 0.6, "sport": 0.05}, shared=False).confidence > 0
    assert judge(told, {"crime": 0.6, "arts": 0.1}, shared=False).confidence == 0


def _claim(field: str) -> Told:
    return Told(Span("bio", 0, 9), Part.BEAT, frozenset({field}), generic=False, writes=True)


_FIELD = st.sampled_from(sorted(all_fields()))
_SHARES = st.dictionaries(_FIELD, st.floats(0.001, 1.0), min_size=1, max_size=6)


@given(_FIELD, _SHARES, st.floats(0.05, 1.0))
def test_a_finding_is_worth_a_look_or_is_none(
    claimed: str, given: dict[str, float], known: float
) -> None:
    whole = sum(given.values())
    story = {field: known * share / whole for field, share in given.items()}
    confidence = judge([_claim(claimed)], story, shared=False).confidence
    assert confidence == 0 or 0.4 <= confidence <= 0.95


def test_a_bio_in_doubt_is_a_misfit_only_where_its_topics_are_others() -> None:
    # Too little of the story is known for words to hold the claim against it.
    fit = judge([_claim("games")], {"politics": 0.3}, shared=False)
    assert fit.in_doubt
    assert settled(fit, Strain(topics=0.64, words=0.9)) == fit

    found = settled(fit, Strain(topics=0.8, words=0.2))
    assert found.confidence > 0.6
    assert found.rule == "topics"
    assert settled(fit, Strain(topics=0.95, words=0.2)).confidence > found.confidence


@pytest.mark.parametrize("story", [{"games": 0.9}, {"politics": 0.9}])
def test_topics_overrule_no_words(story: dict[str, float]) -> None:
    """What the words settle, a fit or a misfit, distance leaves as it is."""
    fit = judge([_claim("games")], story, shared=False)

    assert settled(fit, Strain(topics=1.0, words=1.0)) == fit


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


def test_topics_are_asked_of_a_bio_in_doubt_alone() -> None:
    in_doubt = parse(Article("a", _VAGUE, bio=_GAMES, language="en"))
    settled_by_words = parse(Article("a", _POLITICS, bio=_GAMES, language="en"))

    asked = SIGNAL.questions(Context(in_doubt))
    assert [q.head for q in asked] == [Head.TOPIC, Head.TOPIC]
    assert "video games" in asked[0].first
    assert "Mara" not in asked[0].first
    assert not SIGNAL.questions(Context(settled_by_words))
    # Nobody answers: the words leave it open, and so does the finding.
    assert SIGNAL.find(Context(in_doubt)).status is Status.CLEAR
