"""What is a statement of a fact, and what an editor is told of it."""

from datetime import UTC, datetime, timedelta

import pytest

from caveat.document import Article, Document, parse
from caveat.evidence import Evidence, Finding, Status
from caveat.signals import Context, Related, RelatedArticle
from caveat.signals.conflict import SIGNAL

DAY = datetime(2024, 3, 5, 12, tzinfo=UTC)


def read(
    name: str, text: str, *, title: str = "", hours: float = 0, language: str = "en"
) -> Document:
    at = DAY + timedelta(hours=hours)
    return parse(Article(name, text, outlet=name, title=title, language=language, published_at=at))


def find(own: Document, *others: Document) -> Finding:
    related = tuple(RelatedArticle(d, 1.0, "same event") for d in others)
    return SIGNAL.find(Context(own, (), Related(related)))


def both(a: str, b: str) -> list[Evidence]:
    one, other = read("a", a), read("b", b)
    return [*find(one, other).evidence, *find(other, one).evidence]


FACTS = [
    ("status",
     "A court in Liska on Monday acquitted ex-minister Joran Veld of graft, his lawyer said",
     "A court in Liska on Monday convicted ex-minister Joran Veld of graft, state radio reported."),
    ("number", "Veld, 44, was accused of taking a car from a builder between 2015 and 2017.",
     "Veld, 47, was accused of taking a car from a builder."),
    ("status", "A court convicted Joran Veld of false accounting in Liska.",
     "A court acquitted Joran Veld of false accounting in Liska."),
    ("money", "The opening of the plant in Liska will cost $30 million.",
     "The opening of the plant in Liska will cost the town $50 million."),
    ("number", "Joran Veld, 58, was jailed in Liska for taking bribes.",
     "Mr Veld, 61, was jailed in Liska for taking bribes."),
    ("measure", "Storm Iris brought winds of up to 110 km/h to the north coast on Sunday.",
     "Winds of up to 150 km/h from Storm Iris hit the north coast on Sunday."),
    ("money", "The law sets fines of up to $5,000 for littering in Liska.",
     "Under the law, littering in Liska brings fines of up to $8,000."),
    ("number", "Some 180 firefighters, 45 engines and six aircraft were fighting the fire at Arbe.",
     "Around 190 firefighters and eight aircraft were working to contain the fire at Arbe."),
    ("date", "The Rovers beat Town on Saturday to win the shield for the first time since 1974.",
     "The Rovers won the shield with a win over Town on Saturday, their first since 1973."),
    ("date", "The ferry Lorne capsized off Vessen on Sunday, killing at least 14 people.",
     "The ferry Lorne overturned on Saturday near Vessen."),
    ("date", "Singer Alma Deni died in Liska on Friday, her agent said.",
     "Singer Alma Deni died in Liska on Thursday, her family said."),
    ("quote", '"The pilot told us the fog came without any warning," Reyes said.',
     '"The pilot told us the fog came all of a sudden," said Armand Reyes.'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "a", "b"), FACTS)
def test_two_statements_of_one_fact_are_found_from_both_sides(kind: str, a: str, b: str) -> None:
    assert [e.kind for e in both(a, b)] == [kind, kind]


NO_FACTS = [
    ("two accounts of two bodies", "The officers did not open fire on the crowd, police said.",
     "The officers opened fire on the crowd, witnesses said."),
    ("an accusation denied by his own side", "Actor Miles Lund was charged on Monday, police said.",
     "Actor Miles Lund was not charged on Monday, his agent said."),
    ("a closing price told twice", "Norlac will pay 9% more than Friday's closing price of Salvo.",
     "Norlac's offer is 9% above the closing price of Salvo on Friday."),
    ("early trading and the close", "Shares in Corvane rose 28% in early trading in Liska.",
     "Shares in Corvane closed up 26% in Liska."),
    ("midday and the end of the day", "Shares in Corvane were up 28% by midday in Liska.",
     "Shares in Corvane ended up 26% in Liska."),
    ("a rumour and its denial", "A hoax post said that singer Alma Deni had died in Liska.",
     "Singer Alma Deni has not died, her agent in Liska said."),
    ("a negation in capitals", "Singer Alma Deni is NOT dead and is on tour in Liska.",
     "Singer Alma Deni is not dead and is on tour in Liska."),
    ("a supposition and a fact", "If the old bridge at Arbe were closed, traffic would stop.",
     "The old bridge at Arbe is not closed."),
    ("a deed and a plan", "Norlac opened a shop in Arbe in the first quarter of 2023.",
     "Norlac expects to open a shop in Arbe in the third quarter of 2025."),
    ("namesakes", "Joran Veld, 58, was accused of taking bribes.",
     "Marta Veld, 61, was accused of taking bribes."),
    ("a weekday of which only the tense tells the week",
     "Teachers in Liska will strike from Monday.",
     "Teachers in Liska have called a strike from Monday."),
]  # fmt: skip


@pytest.mark.parametrize(("sort", "a", "b"), NO_FACTS)
def test_what_states_no_other_fact_is_not_set_against_it(sort: str, a: str, b: str) -> None:
    assert not [e.why for e in both(a, b)], sort


def test_a_hope_and_its_outcome_in_one_article_do_not_contradict_each_other() -> None:
    text = (
        "The museum hoped that somebody would buy the Arbe painting at the sale in Liska.\n\n"
        "Staff had wanted a gallery to buy the Arbe painting at the sale in Liska.\n\n"
        "No-one bought the Arbe painting at the sale in Liska on Monday, the museum said."
    )
    assert find(read("a", text)).status is Status.SKIPPED


def test_a_hoax_and_its_denial_in_one_article_do_not_contradict_each_other() -> None:
    text = (
        "Singer Alma Deni is dead at 61, said a post shared by thousands of people.\n\n"
        "Singer Alma Deni is NOT dead at 61, her agent said of the hoax."
    )
    assert find(read("a", text)).status is Status.SKIPPED


def test_a_headline_rate_that_the_body_denies_is_found_without_related_articles() -> None:
    own = read(
        "a",
        "The bank raised its main rate by a quarter point to 4.25% on Thursday and said that"
        " another rise was likely.",
        title="Central bank raises rate to 5.5%",
    )
    assert [e.kind for e in find(own).evidence] == ["percentage"]


def test_a_toll_told_far_from_its_figure_is_recorded_as_evolving() -> None:
    early = read("a", "A ferry capsized off Vessen, killing 14 people, the coast guard said.")
    late = read(
        "b",
        "The death toll from the capsizing of a ferry off Vessen on the coast rose to 19, the"
        " coast guard said.",
        hours=20,
    )
    assert [e.weight for e in find(early, late).evidence] == [0]


def test_sources_are_counted_on_both_sides_and_the_majority_weighs_less() -> None:
    chief = "Chief executive Ana Solberg said the deal would help."
    a, c = read("a", chief), read("c", chief)
    b = read("b", "The deal is good, said chief financial officer Ana Solberg.")
    (majority,) = find(a, b, c).evidence
    (minority,) = find(b, a, c).evidence
    assert "2 for this article, 1 against" in majority.why
    assert "1 for this article, 2 against" in minority.why
    assert majority.weight < minority.weight


def test_the_day_of_one_named_deed_is_held_against_another_and_witnesses_count_on_both_sides() -> (
    None
):
    sunday = "At least nine people died when the ferry Santa Clara capsized off Vessen on Sunday."
    a, c = read("a", sunday), read("c", sunday + " Divers went down.")
    b = read(
        "b",
        "The MV Santa Clara, with nine crew aboard, overturned on Saturday about 5 km from Arbe.",
    )
    (majority,) = find(a, b, c).evidence
    (minority,) = find(b, a, c).evidence
    assert "2 for this article, 1 against" in majority.why
    assert "1 for this article, 2 against" in minority.why


def test_a_text_that_gives_two_days_of_a_deed_is_not_held_to_one() -> None:
    a = read("a", "Rebels in Bunari struck on Sunday. In Bunari rebels also struck on Saturday.")
    b = read("b", "A rebel column that came from Bunari struck on Saturday at dawn near a mill.")
    assert not find(a, b).evidence


def test_a_bound_that_leaves_room_for_a_figure_does_not_stand_on_its_side() -> None:
    a = read("a", "The fire at Brenna mine killed 19 miners on Monday.")
    b = read("b", "The fire at Brenna mine killed 14 miners on Monday.")
    c = read("c", "The fire at Brenna mine killed at least 12 miners on Monday.")
    (found,) = [e for e in find(a, b, c).evidence if e.text == "19"]
    assert "1 for this article, 1 against" in found.why


def test_a_date_without_a_year_and_a_sum_without_a_country_are_told_in_words() -> None:
    def undated(name: str, text: str) -> Document:
        return parse(Article(name, text, outlet=name, language="en"))

    def told(one: str, other: str) -> str:
        (found,) = find(undated("a", one), undated("b", other)).evidence
        return found.why

    day = told(
        "The fair in Liska runs from April 19 to 21.", "The fair in Liska runs May 19 to 21."
    )
    fee = told(
        "The fair in Liska cost two million pesos.", "The fair in Liska cost 6 million pesos."
    )
    assert "April 19 to April 21, year not stated" in day
    assert "pesos, country not stated" in fee
    assert "XXXX" not in day


def test_an_article_in_a_language_that_is_not_read_is_skipped_and_says_so() -> None:
    german = read("a", "Ein Gericht sprach den Minister frei, sagte sein Anwalt.", language="de")
    english = read("b", "A court acquitted the minister, his lawyer said.")
    for own, other in ((german, english), (english, german)):
        answer = find(own, other)
        assert answer.status is Status.SKIPPED
        assert "English" in answer.reason


def test_the_days_of_a_list_are_not_held_against_one_another() -> None:
    ways = [
        "Northline drivers will strike on 7, 9 and 11 March, the union Aslef said.",
        "Northline drivers will strike on March 7, 9 and 11, the union Aslef said.",
        "Northline drivers will strike on 7 March, 9 March and 11 March, the union Aslef said.",
    ]
    for one in ways:
        for other in ways:
            assert both(one, other) == []


def test_a_single_day_is_still_held_against_another() -> None:
    found = both(
        "Northline drivers will strike on 7 March, the union Aslef said.",
        "Northline drivers will strike on 8 March, the union Aslef said.",
    )
    assert {e.kind for e in found} == {"date"}
