from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.document import Article, Document, parse
from caveat.document.marks import MAX_MARKS

Found = tuple[str, str | None]


def read(text: str) -> Document:
    return parse(Article("a", text, language="en"))


def quotations(text: str) -> list[Found]:
    document = read(text)
    return [
        (document.text(q.span), document.text(q.speaker) if q.speaker else None)
        for q in document.quotations
    ]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [('"', '"'), ("“", "”"), ("«", "»"), ("« ", " »"), ("„", "“"), ("``", "''"), ("''", "''")],
)
def test_every_kind_of_mark_is_read(opening: str, closing: str) -> None:
    text = f"{opening}We will not leave the valley before spring,{closing} said Ana Duarte."
    assert quotations(text) == [("We will not leave the valley before spring,", "Ana Duarte")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The bridge is safe to cross,” Mayor Tom Hale told reporters.", "Mayor Tom Hale"),
        ("“The bridge is safe to cross,” said Tom Hale, the town's mayor.", "Tom Hale"),
        ("Tom Hale, a mayor who loves bridges, said: “The bridge is safe.”", "Tom Hale"),
        ("On Monday the mayor said, “The bridge is safe to cross.”", "the mayor"),
        ("According to the mayor, “the bridge is safe to cross.”", "the mayor"),
        (
            "“The bridge is safe to cross,” a spokeswoman for the town added.",
            "a spokeswoman for the town",
        ),
    ],
)
def test_the_speaker_stands_before_or_after(text: str, speaker: str) -> None:
    assert [who for _, who in quotations(text)] == [speaker]


def test_a_split_quotation_is_two_contents_with_one_speaker() -> None:
    assert quotations("“We looked,” Ines Prado said, “but nobody was there.”") == [
        ("We looked,", "Ines Prado"),
        ("but nobody was there.", "Ines Prado"),
    ]


def test_a_quotation_over_several_paragraphs_keeps_its_speaker() -> None:
    text = (
        "“The harvest failed for the third year,” Ola Berg said.\n\n"
        "“We have sold the herd and the tractor.\n\n"
        "“There is nothing left to sell in this house.”"
    )
    assert quotations(text) == [
        ("The harvest failed for the third year,", "Ola Berg"),
        ("We have sold the herd and the tractor.", "Ola Berg"),
        ("There is nothing left to sell in this house.", "Ola Berg"),
    ]


def test_a_pronoun_is_traced_to_the_person_named_before() -> None:
    document = read("Dr. Ines Prado opened the clinic in May.\n\n“It was empty,” she said.")
    (quotation,) = document.quotations
    assert quotation.person is not None
    assert document.text(quotation.person) == "Ines Prado"


def test_a_nested_quotation_belongs_to_the_one_around_it() -> None:
    assert quotations("“He told me ‘go home’ and I went,” said Ana Duarte.") == [
        ("He told me ‘go home’ and I went,", "Ana Duarte")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The film “Night Ferry” opens on Friday.",
        "The so-called “smart” bins were empty.",
        'He is 6\' 2" tall and the board measures 10" by 4".',
        "The workers' canteen wasn't open in the '90s.",
    ],
)
def test_titles_terms_inches_and_apostrophes_are_no_quotations(text: str) -> None:
    assert quotations(text) == []


def test_a_partial_quotation_counts_when_somebody_is_named_as_saying_it() -> None:
    assert quotations("The minister called the ruling “a dark day” for the island.") == [
        ("a dark day", "The minister")
    ]


def test_an_odd_number_of_marks_loses_no_other_quotation() -> None:
    text = (
        '"This mark is never closed, he wrote.\n\n'
        'The council met on Monday.\n\n"We vote tomorrow," said Tom Hale.'
    )
    assert ("We vote tomorrow,", "Tom Hale") in quotations(text)


@settings(max_examples=200)
@given(st.text(alphabet="\"“”«»„'‘’` \n.,A said he", max_size=300))
def test_every_span_lies_inside_the_text(text: str) -> None:
    if not text.strip():
        return
    document = read(text)
    for quotation in document.quotations:
        for span in (quotation.span, quotation.speaker, quotation.person, quotation.cue):
            assert span is None or 0 <= span.start < span.end <= len(text)
    for told in document.attributions:
        for span in (told.source, told.cue, told.person, *told.content):
            assert span is None or 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", '" ', "''", '“" said he ', 'said "'])
def test_a_page_of_marks_is_read_up_to_the_bound(mark: str) -> None:
    text = mark * (500_000 // len(mark))
    assert len(read(text).quotations) <= MAX_MARKS


@pytest.mark.parametrize(
    ("language", "text", "content", "speaker"),
    [
        (
            "es",
            "«No vamos a cerrar el puerto», dijo el alcalde de Lugo, Ramón Paz.",
            "No vamos a cerrar el puerto",
            "el alcalde de Lugo",
        ),
        (
            "fr",
            "« Nous fermons le port », a déclaré le maire de Brest.",
            "Nous fermons le port",
            "le maire de Brest",
        ),
        (
            "de",
            "„Wir schließen den Hafen nicht“, sagte Bürgermeister Jan Brandt am Montag.",
            "Wir schließen den Hafen nicht",
            "Bürgermeister Jan Brandt",
        ),
        (
            "it",
            "Il sindaco ha detto: «Non chiuderemo il porto».",
            "Non chiuderemo il porto",
            "Il sindaco",
        ),
        (
            "pt",
            "“Não vamos fechar o porto”, disse o prefeito João Reis.",
            "Não vamos fechar o porto",
            "o prefeito João Reis",
        ),
        (
            "nl",
            "“We gaan de haven niet sluiten”, zei burgemeester Jan Smit maandag.",
            "We gaan de haven niet sluiten",
            "burgemeester Jan Smit",
        ),
        (
            "zh",
            "市长说：“我们不会关闭港口，港口对所有人开放。”",
            "我们不会关闭港口，港口对所有人开放。",
            None,
        ),
        ("fr", "— Je ne sais pas encore, répond Anne Roux.", "Je ne sais pas encore", "Anne Roux"),
        ("es", "—No lo sé todavía —dijo Ramón Paz.", "No lo sé todavía", "Ramón Paz"),
    ],
)
def test_other_languages_quote_in_their_own_ways(
    language: str, text: str, content: str, speaker: str | None
) -> None:
    document = parse(Article("a", text, language=language))
    assert [
        (document.text(q.span), document.text(q.speaker) if q.speaker else None)
        for q in document.quotations
    ] == [(content, speaker)]


def test_a_name_after_a_dash_signs_what_stands_before_it() -> None:
    assert quotations("“The sea gives and the sea takes away.”\n— Ona Lind, fisher") == [
        ("The sea gives and the sea takes away.", "Ona Lind")
    ]


def test_the_sentence_after_may_tell_who_asked() -> None:
    assert quotations("“Why was nobody told before June?” Mr. Lee asked.") == [
        ("Why was nobody told before June?", "Mr. Lee")
    ]


def test_a_word_in_the_name_of_a_show_is_no_quotation() -> None:
    assert quotations("She said on “Breakfast Hour” that the port would close.") == []


def test_nobody_is_named_when_nobody_speaks() -> None:
    assert quotations("“The sea gives and the sea takes away.”") == [
        ("The sea gives and the sea takes away.", None)
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # What somebody says that he himself thinks, he says.
        ("Ann Poe said on Friday that she considers the plan “dead and buried”.", "Ann Poe"),
        ("Tom Hale told the council that he thought Reed had “made up the story”.", "Tom Hale"),
        # A question ends the sentence for the splitter, not for the speaker.
        (
            (
                "“Who do they think they are?” Ann Poe said of the firm in May, when it refused "
                "to help the police of the town with their inquiry into the fire at the pool."
            ),
            "Ann Poe",
        ),
        ("Former speaker Ann Poe, a Reed ally, said the town should “ignore” it.", "Ann Poe"),
        ("Ann Poe, who's thinking about running, said it was “impossible” to win.", "Ann Poe"),
        (
            "“The talks are over and done with,” said one councillor involved in the plan.",
            "one councillor involved in the plan",
        ),
    ],
)
def test_the_speaker_is_whoever_says_it_not_whoever_stands_nearest(text: str, speaker: str) -> None:
    (_, who) = quotations(text)[0]
    assert who is not None
    assert who.endswith(speaker)


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Here is what they told us about it all.",
            "“I have never seen anything like it.”",
            "Ann Poe.",
            "“We are tired of being asked about it.”",
            "Tom Reed.",
            "That is all for today.",
        ],
        [
            "Here is what they told us.",
            "Ann Poe.",
            "“I have never seen anything like it.”",
            "Tom Reed.",
            "“We are tired of being asked about it.”",
            "That is all.",
        ],
        [
            "“I have never seen anything like it.”",
            "- Poe.",
            "“We are tired of being asked.”",
            "- Reed.",
        ],
    ],
)
def test_a_name_on_a_line_of_its_own_signs_the_quotation_beside_it(lines: list[str]) -> None:
    spoken = quotations("\n\n".join(lines))
    assert [who and who.split()[-1] for _, who in spoken] == ["Poe", "Reed"]
