from caveat.document import Article, parse


def test_sentences_point_at_the_text_as_received() -> None:
    document = parse(Article("a", "Hello there. Mr. Smith went 😀 home! Done."))
    assert [document.text(s.span) for s in document.sentences] == [
        "Hello there.",
        "Mr. Smith went 😀 home!",
        "Done.",
    ]
