import pytest

from caveat.document import Article, parse
from caveat.values import Quantity, ValueKind, When, extract, extract_text


@pytest.mark.parametrize(
    ("language", "text", "timex"),
    [
        ("es", "La reunión fue el 19 de mayo de 2023.", "2023-05-19"),
        ("fr", "La réunion a eu lieu le 19 mai 2023.", "2023-05-19"),
        ("de", "Das Treffen fand am 19. Mai 2023 statt.", "2023-05-19"),
        ("pt", "A reunião foi a 19 de maio de 2023.", "2023-05-19"),
        ("it", "La riunione è stata il 19 maggio 2023.", "2023-05-19"),
        ("nl", "De vergadering was op 19 mei 2023.", "2023-05-19"),
    ],
)
def test_full_dates_are_read_in_six_more_languages(language: str, text: str, timex: str) -> None:
    assert [v.timex for v in extract_text(text, language) if isinstance(v, When)] == [timex]


@pytest.mark.parametrize(
    ("language", "text", "number", "unit"),
    [
        ("es", "Costó 1.250 euros.", 1250, "EUR"),
        ("de", "Es kostete 3,5 Milliarden Euro.", 3.5e9, "EUR"),
        ("fr", "Cela a coûté 2 millions d’euros, soit 12 000 € chacun.", 12_000, "EUR"),
        ("it", "Il 12,5 per cento.", 12.5, "%"),
    ],
)
def test_figures_follow_the_marks_of_their_language(
    language: str, text: str, number: float, unit: str
) -> None:
    found = [v for v in extract_text(text, language) if isinstance(v, Quantity) and v.unit]
    assert (found[-1].number, found[-1].unit) == (number, unit)


def test_an_article_in_a_language_without_a_lexicon_has_no_values() -> None:
    document = parse(Article("a", "Spotkanie odbyło się 19 maja 2023 r.", language="pl"))
    assert extract(document) == ()
    assert ValueKind.DATE in {v.kind for v in extract_text("on 19 May 2023")}
