from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from rich.console import Console

from caveat.document import Article, Span, parse
from caveat.evidence import Counterpart, Evidence, Finding, Score, Status, Versions
from caveat.report import Mark, Scored, page, segments, show, visible

HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} \x1b[31mred\x1b]0;title\x07 \u202egnp.exe & 'x' \"y\""
)
VERSIONS = Versions("0", "0", (("disclaimer", "1"),), "none")


def _scored(text: str, *evidence: Evidence, id_: str = "a") -> Scored:
    status = Status.FOUND if evidence else Status.CLEAR
    finding = Finding("conflict", status, 0.9 if evidence else 0.0, evidence=tuple(evidence))
    document = parse(Article(id_, text, language="en"))
    return Scored(document, Score(id_, finding.score, (finding,), VERSIONS, bool(evidence)))


def _evidence(text: str, start: int, end: int, counterpart: Counterpart | None = None) -> Evidence:
    return Evidence(
        Span("text", start, end),
        text[start:end],
        "date",
        "r@1",
        "why",
        0.9,
        counterpart=counterpart,
    )


@given(
    st.text(min_size=1, max_size=60), st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)))
)
def test_the_pieces_of_a_text_are_the_text_however_its_marks_overlap(
    text: str, ends: list[tuple[int, int]]
) -> None:
    marks = [
        Mark(n, "bio", Span("text", min(a, b, len(text)), min(max(a, b), len(text))))
        for n, (a, b) in enumerate(ends, start=1)
    ]
    document = parse(Article("a", text, language="en"))
    pieces = segments(document, Span("text", 0, len(text)), marks)
    assert "".join(p.text for p in pieces) == text
    for mark in marks:
        if len(mark.span):
            assert "".join(p.text for p in pieces if mark in p.marks) == document.text(mark.span)
            assert sum(mark in p.ends for p in pieces) == 1


def test_hostile_text_stays_text_on_the_page() -> None:
    text = HOSTILE + " was said on Monday."
    source = page([_scored(text, _evidence(text, 0, 8))])
    tree = html.document_fromstring(source)
    assert not list(tree.iter("script"))
    assert "alert(1)" in "".join(map(str, tree.itertext()))
    assert "{{ 7*7 }}" in "".join(map(str, tree.itertext()))
    assert [mark.text for mark in tree.iter("mark")] == ["<script>"]


def test_hostile_text_cannot_steer_the_terminal() -> None:
    text = HOSTILE + " was said on Monday."
    out = StringIO()
    console = Console(file=out, width=100, force_terminal=False, highlight=False, markup=False)
    show(console, [_scored(text, _evidence(text, 0, 8), id_="b")])
    assert "\x1b" not in out.getvalue()
    assert "\u202e" not in out.getvalue()
    assert "<script>" in out.getvalue()


def test_the_terminal_shows_the_passage_and_its_counterpart() -> None:
    text = "The summit opens on April 19 in Hiroshima."
    other = Counterpart("b", Span("text", 20, 26), "May 19")
    out = StringIO()
    console = Console(file=out, width=100, highlight=False, markup=False)
    show(console, [_scored(text, _evidence(text, 20, 28, other))])
    assert "“April 19”" in out.getvalue()
    assert "against b “May 19”" in out.getvalue()
    assert "opens on April 19[1] in Hiroshima" in out.getvalue()


def test_the_page_shows_who_states_what_with_the_outlier_marked() -> None:
    texts = {"a": "It opens on April 19.", "b": "It opens on May 19.", "c": "It opens on May 19."}
    articles = []
    for own, others in (("a", "bc"), ("b", "a"), ("c", "a")):
        evidence = [
            _evidence(
                texts[own],
                12,
                len(texts[own]) - 1,
                Counterpart(o, Span("text", 12, 18), texts[o][12:-1]),
            )
            for o in others
        ]
        articles.append(_scored(texts[own], *evidence, id_=own))
    body = page(articles).split("<tbody>")[1].split("</tbody>")[0]
    rows = {
        "".join(map(str, row.itertext())).split()[0]: row.get("class")
        for row in html.fromstring(f"<table>{body}</table>").iter("tr")
    }
    assert rows == {"aApril": "outlier", "bMay": None, "cMay": None}


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAGS = "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7"


@pytest.mark.parametrize(
    ("text", "span", "shown"),
    [
        ("Cafe\u0301 au lait", (0, 4), (0, 5)),
        ("Cafe\u0301 au lait", (4, 6), (3, 6)),
        (f"x{FAMILY}y", (2, 3), (1, 6)),
        (f"x{FAMILY}y", (1, 2), (1, 6)),
        ("\U0001f44d\U0001f3fd ok", (0, 1), (0, 2)),
        (FLAGS, (1, 2), (0, 2)),
        (FLAGS, (2, 3), (2, 4)),
        ("plain", (1, 3), (1, 3)),
        ("e\u0301", (1, 1), (1, 1)),
        ("end\u0301", (0, 4), (0, 4)),
    ],
)
def test_a_highlight_cuts_no_sign_that_is_seen_as_one(
    text: str, span: tuple[int, int], shown: tuple[int, int]
) -> None:
    assert visible(text, Span("text", *span)) == Span("text", *shown)


def test_stacked_marks_without_end_are_cut_somewhere() -> None:
    text = "Z" + "\u0301" * 100_000
    widened = visible(text, Span("text", 0, 1))
    assert 1 < widened.end < 100


@pytest.mark.parametrize("at", [0, 4, 9])
def test_an_empty_span_is_shown_once_wherever_it_stands(at: int) -> None:
    document = parse(Article("a", "Some text", language="en"))
    mark = Mark(1, "bio", Span("text", at, at))
    pieces = segments(document, Span("text", 0, 9), [mark])
    assert "".join(p.text for p in pieces) == "Some text"
    assert [sum(len(p.text) for p in pieces[: i + 1]) for i, p in enumerate(pieces) if p.ends] == [
        at
    ]
