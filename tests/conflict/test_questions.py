"""One fact in unlike sentences is one question; what only looks like one is not."""

from datetime import UTC, datetime, timedelta

import pytest

from caveat.document import Article, Document, parse
from caveat.signals import Context, Related, RelatedArticle
from caveat.signals.conflict import SIGNAL

DAY = datetime(2025, 3, 5, 12, tzinfo=UTC)


def read(name: str, text: str, *, later: timedelta = timedelta()) -> Document:
    return parse(Article(name, text, outlet=name, language="en", published_at=DAY + later))


def kinds(own: Document, other: Document) -> list[str]:
    related = Related((RelatedArticle(other, 1.0, "same event"),))
    return [e.kind for e in SIGNAL.find(Context(own, (), related)).evidence if e.weight]


UNLIKE = [
    ("number", "The tower has 42 storeys and was sold to Halden.",
     "Halden is the new owner of the 24-storey building."),
    ("number", "The driver, Lia Mora, 44, was taken to hospital.",
     "Doctors are treating Lia Mora, who is 48."),
    ("money", "The wing at Aldby hospital will cost 88 million dollars.",
     "Director Lou Farrell put the price of the Aldby wing at 98 million dollars."),
    ("measure", "The rock is 530 metres across and circles the sun.",
     "A probe has reached the asteroid, which measures 350 metres."),
    ("status", "The unions called off Thursday's rail strike.",
     "Thursday's rail strike will go ahead, the unions decided."),
    ("status", "The central bank of Ruhnland left its key rate at 4 percent.",
     "Ruhnland's central bank raised its key rate to 4 percent."),
    ("status", "Pavel Struk conceded defeat in the run-off.",
     "Pavel Struk has not conceded defeat."),
    ("status", "Two countries signed a water accord, ending a row.",
     "The talks ended without a water accord being signed."),
    ("organisation", "The new school in Hilltop was built by Carrow Homes.",
     "Hilltop's new school was built by Denby Construction and opened this week."),
    ("place", "Swiss dairy group Norlac agreed to buy Salvo Foods.",
     "Salvo Foods will be bought by the Canadian dairy group Norlac."),
    ("person", "Late on, a penalty by Luis Ferrer gave Redmoor the game.",
     "Redmoor won with a penalty by Tom Askew two minutes from time."),
    ("role", "Head librarian Joan Petrie said the books were safe.",
     "The books are safe, said Joan Petrie, the deputy librarian."),
]  # fmt: skip

APART = [
    ("some of them", "Torvik delivered 41,000 cars in the quarter.",
     "Torvik delivered 19,300 electric cars in the quarter."),
    ("people of a kind", "At least 48 people were killed by the earthquake in Tarun.",
     "In Tarun 12 children were killed by the earthquake."),
    ("two accounts", "Police said 18,000 people marched through Lund.",
     "Unions put the number of marchers in Lund at 45,000."),
    ("a day and four days", "A day ticket for the Dell festival cost 65 euros.",
     "A ticket for all four days of the Dell festival was 190 euros."),
    ("sales and profits", "Torvik's sales rose 7 percent.",
     "Torvik's profit fell 12 percent."),
    ("two origins listed", "English and Australian climbers fell to their deaths.",
     "Australian and English climbers fell to their deaths."),
    ("a clock of play", "He scored with 4:43 to play in the first half.",
     "He checked out with 9:07 to play in the first half."),
    ("a denial in other words", "No financial terms of the deal were disclosed.",
     "The financial terms of the deal were not disclosed."),
    ("closed until", "Schools will be closed until Wednesday.",
     "Schools reopen on Thursday."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "a", "b"), UNLIKE)
def test_one_fact_in_unlike_sentences_is_found_from_both_sides(kind: str, a: str, b: str) -> None:
    one, other = read("a", a), read("b", b)
    assert kind in kinds(one, other)
    assert kind in kinds(other, one)


@pytest.mark.parametrize(("sort", "a", "b"), APART)
def test_what_only_looks_like_one_question_is_left_alone(sort: str, a: str, b: str) -> None:
    one, other = read("a", a), read("b", b)
    assert not kinds(one, other), sort
    assert not kinds(other, one), sort


def test_what_came_of_a_plan_does_not_contradict_the_plan() -> None:
    plan = read("a", "The repair of the bridge will cost 600,000 euros.")
    done = read("b", "The repair of the bridge cost 640,000 euros.", later=timedelta(days=40))
    assert not kinds(plan, done)


def test_a_figure_of_a_later_day_does_not_contradict_the_report_before_it() -> None:
    early = read("a", "Winds of 120 mph were measured as the storm neared the coast.")
    late = read(
        "b", "Winds of 70 mph were measured on Friday as the storm weakened.", later=timedelta(3)
    )
    assert not kinds(late, early)
