from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from rich.console import Console

from caveat.document import Article, Span, parse
from caveat.evidence import Counterpart, Evidence, Finding, Score, Status, Versions
from caveat.report import Mark, Scored, page, segments, show

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
