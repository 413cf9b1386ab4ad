"""What a careful editor says of the five seeds, written by hand and never rewritten."""

from caveat.evidence import Evidence, Scope, Score, Status

Scores = dict[str, Score]


def _evidence(scores: Scores, number: str, signal: str, kind: str = "") -> list[Evidence]:
    found = next(f for f in scores[number].findings if f.signal == signal)
    return [e for e in found.evidence if kind in ("", e.kind)]


def _status(scores: Scores, number: str, signal: str) -> Status:
    return next(f.status for f in scores[number].findings if f.signal == signal)


NOTICE = (
    "Please note that this edited version is based on the given information and is fictional. "
    "It does not represent any actual events or statements."
)


def test_001_declares_itself_fictional_and_edited_in_two_sentences(scores: Scores) -> None:
    for kind in ("fiction", "machine_edited"):
        assert [e.text for e in _evidence(scores, "001", "disclaimer", kind)] == [NOTICE]
        assert _evidence(scores, "001", "disclaimer", kind)[0].scope is Scope.ARTICLE


def test_no_other_seed_declares_anything(scores: Scores) -> None:
    for number in ("000", "002", "003", "004"):
        assert _status(scores, number, "disclaimer") is Status.CLEAR


def test_000_and_002_date_the_summit_differently_and_both_are_told(scores: Scores) -> None:
    for number, other, own_date, other_date in (
        ("000", "002", "April 19 to April 21", "May 19-21"),
        ("002", "000", "May 19-21", "April 19 to April 21"),
    ):
        met = [
            e
            for e in _evidence(scores, number, "conflict", "date")
            if e.counterpart is not None and e.counterpart.article_id.startswith(other)
        ]
        assert len(met) == 1
        assert own_date in met[0].text
        assert met[0].counterpart is not None
        assert other_date in met[0].counterpart.text


def test_relative_dates_that_agree_are_no_conflict(scores: Scores) -> None:
    for number in scores:
        for evidence in _evidence(scores, number, "conflict"):
            for text in (evidence.text, evidence.counterpart.text if evidence.counterpart else ""):
                assert "next year" not in text
                assert "2024" not in text


def test_the_summit_is_the_only_conflict_among_the_seeds(scores: Scores) -> None:
    assert {n for n in scores if _evidence(scores, n, "conflict")} == {"000", "002"}


def test_000_is_by_a_lifestyle_writer(scores: Scores) -> None:
    found = _evidence(scores, "000", "bio", "off_topic_bio")
    assert found
    assert "lifestyle, wellness, and travel" in found[0].text


def test_pages_without_a_bio_are_skipped_for_it(scores: Scores) -> None:
    for number in ("001", "002", "003", "004"):
        assert _status(scores, number, "bio") is Status.SKIPPED


def test_001_has_an_author_box_with_nobody_in_it(scores: Scores) -> None:
    assert [e.text for e in _evidence(scores, "001", "attribution", "placeholder_byline")] == [
        "Author"
    ]


def test_002_is_credited_to_reuters_and_003_to_nobody(scores: Scores) -> None:
    assert not _evidence(scores, "002", "attribution", "no_byline")
    assert _evidence(scores, "003", "attribution", "no_byline")


def test_003_rests_on_a_media_report(scores: Scores) -> None:
    assert any(
        "media report" in e.text for e in _evidence(scores, "003", "attribution", "second_hand")
    )


def test_004_carries_the_wire_text_of_002_without_its_agency(scores: Scores) -> None:
    shared = [
        e
        for e in _evidence(scores, "004", "attribution", "uncredited_rewrite")
        if e.counterpart is not None and e.counterpart.article_id.startswith("002")
    ]
    assert any("pledged with Prime Minister Fumio Kishida" in e.text for e in shared)
    assert sum(e.weight * e.confidence for e in shared) > 0


def test_000_rewords_the_wire_text_but_credits_another_outlet_which_weighs_little(
    scores: Scores,
) -> None:
    credited = _evidence(scores, "000", "attribution", "uncredited_rewrite")
    uncredited = _evidence(scores, "004", "attribution", "uncredited_rewrite")
    heaviest = max(e.weight * e.confidence for e in uncredited)
    assert all(e.weight * e.confidence < heaviest / 2 for e in credited)


def test_002_is_not_accused_of_copying_those_who_copied_it(scores: Scores) -> None:
    assert not _evidence(scores, "002", "attribution", "uncredited_rewrite")


def test_the_fictional_article_scores_highest(scores: Scores) -> None:
    assert max(scores, key=lambda number: scores[number].score) == "001"
