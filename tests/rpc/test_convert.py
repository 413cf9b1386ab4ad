"""Domain values survive the wire unchanged."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.document import (
    Article,
    Bio,
    Byline,
    BylineKind,
    Credit,
    CreditKind,
    DateSource,
    Document,
    Published,
    Quotation,
    Span,
)
from caveat.document.article import is_visible
from caveat.errors import InvalidArticle
from caveat.evidence import Counterpart, Evidence, Finding, Scope, Score, Status, Versions
from caveat.rpc.convert.article import read_article, write_article
from caveat.rpc.convert.json import document_json, score_json
from caveat.rpc.convert.score import read_score, write_score
from caveat.v1 import article_pb2, finding_pb2

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200)
LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=50)
ZONES = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
ARTICLES = st.builds(
    Article,
    id=LINE.filter(str.strip),
    text=TEXT.filter(is_visible),
    url=st.sampled_from(["", "https://example.org/story?id=é#top", "http://127.0.0.1:8080"]),
    outlet=LINE,
    title=LINE,
    authors=st.lists(LINE.filter(is_visible), max_size=3).map(tuple),
    published_at=st.none()
    | st.datetimes(datetime(1600, 1, 2), datetime(2026, 1, 1), timezones=ZONES),  # noqa: DTZ001
    language=st.sampled_from(["", "en", "pt-BR"]),
    bio=LINE,
)
SPANS = st.builds(
    lambda field, start, length: Span(field, start, start + length),
    st.sampled_from(["text", "title", "bio", "authors[1]"]),
    st.integers(0, 500_000),
    st.integers(0, 1_000),
)
PROBABILITIES = st.floats(0, 1)
EVIDENCE = st.builds(
    Evidence,
    span=SPANS,
    text=TEXT,
    kind=LINE,
    rule=LINE,
    why=LINE,
    confidence=PROBABILITIES,
    scope=st.sampled_from(Scope),
    counterpart=st.none() | st.builds(Counterpart, LINE, SPANS, TEXT),
    weight=PROBABILITIES,
)
SCORES = st.builds(
    Score,
    article_id=LINE,
    score=PROBABILITIES,
    findings=st.lists(
        st.builds(
            Finding,
            LINE,
            st.sampled_from(Status),
            PROBABILITIES,
            LINE,
            st.lists(EVIDENCE, max_size=3).map(tuple),
        ),
        max_size=4,
    ).map(tuple),
    versions=st.builds(
        Versions,
        service=LINE,
        policy=LINE,
        rulesets=st.dictionaries(LINE, LINE, max_size=4).map(lambda d: tuple(sorted(d.items()))),
        model=LINE,
    ),
    hold=st.booleans(),
)


@settings(max_examples=50)
@given(ARTICLES)
def test_an_article_survives_the_wire_with_its_time_zone(article: Article) -> None:
    message = article_pb2.Article.FromString(write_article(article).SerializeToString())
    read = read_article(message)
    assert read == article
    if article.published_at and read.published_at:
        assert read.published_at.utcoffset() == article.published_at.utcoffset()


@settings(max_examples=50)
@given(SCORES)
def test_a_score_survives_the_wire(score: Score) -> None:
    message = finding_pb2.Score.FromString(write_score(score).SerializeToString())
    assert read_score(message) == score


RICH = Document(
    article=Article("a", "By Ann Lee\n“Yes,” she said."),
    language="en",
    sections=(),
    sentences=(),
    byline=Byline(BylineKind.PERSON, ("Ann Lee",), Span("text", 3, 10), "text", ("Bob Ray",)),
    credits=(Credit(CreditKind.AGENCY, "Reuters", "reuters", Span("text", 0, 7)),),
    bios=(Bio(Span("bio", 0, 3), "Ann Lee"),),
    quotations=(
        Quotation(
            Span("text", 12, 16), Span("text", 18, 21), Span("text", 3, 10), Span("text", 22, 26)
        ),
        Quotation(Span("text", 0, 0)),
    ),
    published=Published(datetime(2023, 5, 9, tzinfo=UTC), DateSource.TEXT, Span("text", 1, 2)),
)


def test_document_json_names_what_was_read_and_leaves_out_a_speaker_nobody_named() -> None:
    data = json.loads(document_json(RICH))
    assert data["articleId"] == "a"
    assert data["byline"]["kind"] == "person"
    assert data["byline"]["names"] == ["Ann Lee"]
    assert data["byline"]["span"] == {"field": "text", "start": 3, "end": 10}
    assert data["quotations"][0]["speaker"] == {"field": "text", "start": 18, "end": 21}
    assert "speaker" not in data["quotations"][1]
    assert {"sections", "sentences"} <= data.keys()
    assert data["credits"][0]["name"] == "Reuters"
    assert data["bios"][0]["span"] == {"field": "bio", "start": 0, "end": 3}
    assert data["published"]["at"] == "2023-05-09T00:00:00+00:00"


SCORE = Score(
    "a",
    0.0,
    (
        Finding("bio", Status.SKIPPED, reason="it has no bio"),
        Finding(
            "conflict",
            Status.FOUND,
            0.5,
            evidence=(
                Evidence(
                    Span("text", 0, 4),
                    "été!",
                    "date",
                    "conflict.date@1",
                    "Why.",
                    0.5,
                    counterpart=Counterpart("b", Span("text", 0, 1), "x"),
                ),
                Evidence(Span("text", 5, 6), "y", "date", "conflict.date@1", "Why.", 0.5),
            ),
        ),
    ),
    Versions("1", "p", (("a", "1"), ("b", "2"), ("c", "3")), "none"),
)


def test_score_json_keeps_zeros_and_writes_numbers_as_numbers() -> None:
    line = score_json(SCORE)
    assert "\n" not in line
    assert "été!" in line
    data = json.loads(line)
    assert list(data) == ["articleId", "score", "findings", "versions", "hold"]
    assert data["score"] == 0.0
    skipped, found = data["findings"]
    assert skipped == {
        "signal": "bio",
        "status": "STATUS_SKIPPED",
        "score": 0.0,
        "reason": "it has no bio",
        "evidence": [],
    }
    evidence, lone = found["evidence"]
    assert evidence["span"] == {"field": "text", "start": 0, "end": 4}
    assert evidence["scope"] == "article"
    assert evidence["counterpart"] == {
        "articleId": "b",
        "span": {"field": "text", "start": 0, "end": 1},
        "text": "x",
    }
    assert "counterpart" not in lone


def test_the_same_score_is_the_same_bytes() -> None:
    again = read_score(write_score(SCORE))
    assert score_json(again) == score_json(SCORE)
    assert list(json.loads(score_json(SCORE))["versions"]["rulesets"]) == ["a", "b", "c"]


def test_a_lone_surrogate_is_named_before_protobuf_chokes_on_it() -> None:
    with pytest.raises(InvalidArticle) as refusal:
        write_article(Article("a", "half a \ud83d face", title="\udfff"))
    assert [v.field for v in refusal.value.violations] == ["article.text", "article.title"]
