"""What a page shows of an article, before it is mark-up."""

from __future__ import annotations

from caveat.document import Article, Span, parse
from caveat.errors import NotFound
from caveat.evidence import Counterpart, Evidence, Finding, Score, Status, Versions
from caveat.web.reading import MOST_EVIDENCE, Reading, read

VERSIONS = Versions("0", "0", (("conflict", "1"),), "none")
STORY = (
    "Ferry sinks off Delby\n\nThe ferry sank off Delby on Monday, police said.\n\nSix were hurt.\n"
)


def evidence(text: str, start: int, end: int, other: Counterpart | None = None) -> Evidence:
    span = Span("text", start, end)
    return Evidence(span, text[start:end], "number", "r@1", "why", 0.9, counterpart=other)


def shown(text: str, *pieces: Evidence, stored: Article | None = None) -> Reading:
    def lookup(article_id: str) -> Article:
        if stored is None or stored.id != article_id:
            raise NotFound(article_id)
        return stored

    finding = Finding("conflict", Status.FOUND, 0.9, evidence=pieces)
    score = Score("a", 0.9, (finding,), VERSIONS, hold=True)
    return read(parse(Article("a", text, language="en")), score, lookup)


def marked(reading: Reading, number: int) -> str:
    return "".join(
        run.text
        for block in reading.blocks
        for line in block.lines
        for piece in line.pieces
        if number in piece.numbers
        for run in piece.runs
    )


def test_every_letter_of_the_page_is_shown_once_and_in_order() -> None:
    reading = shown(STORY, evidence(STORY, 4, 40), evidence(STORY, 30, 60), evidence(STORY, 9, 9))
    pieces = [p for b in reading.blocks for line in b.lines for p in line.pieces]
    text = "".join(run.text for piece in pieces for run in piece.runs)
    assert text == "".join(line for line in STORY.split("\n"))
    assert all(STORY[p.start :].startswith("".join(r.text for r in p.runs)) for p in pieces)


def test_evidence_over_several_paragraphs_is_numbered_once_at_its_end() -> None:
    start, end = STORY.index("sank"), STORY.index("hurt")
    reading = shown(STORY, evidence(STORY, start, end))
    assert "".join(marked(reading, 1).split()) == "".join(STORY[start:end].split())
    refs = [p for b in reading.blocks for line in b.lines for p in line.pieces if p.refs]
    assert len(refs) == 1
    assert refs[0].runs[-1].text.endswith("were ")


def test_both_passages_of_a_conflict_stand_with_their_surroundings() -> None:
    at = STORY.index("Six")
    other = Article("b", "Eight people were hurt, police said.", outlet="The Herald", language="en")
    meets = Counterpart("b", Span("text", 0, 5), "Eight")
    card = shown(STORY, evidence(STORY, at, at + 3, meets), stored=other).answers[0].cards[0]
    assert card.sides is not None
    here, there = card.sides
    assert (here.text, here.after) == ("Six", " were hurt.")
    assert (there.source, there.text, there.after) == (
        "The Herald",
        "Eight",
        " people were hurt, police said.",
    )


def test_a_counterpart_that_is_gone_or_changed_is_said_to_be() -> None:
    at = STORY.index("Six")
    meets = Counterpart("b", Span("text", 0, 5), "Eight")
    gone = shown(STORY, evidence(STORY, at, at + 3, meets)).answers[0].cards[0].sides
    other = Article("b", "Seven people were hurt.", language="en")
    changed = shown(STORY, evidence(STORY, at, at + 3, meets), stored=other)
    sides = changed.answers[0].cards[0].sides
    assert gone is not None
    assert sides is not None
    assert (gone[1].text, gone[1].note) == ("Eight", "no longer stored")
    assert (sides[1].text, sides[1].note) == ("Eight", "changed since it was compared")


def test_evidence_without_end_is_cut_and_counted() -> None:
    text = "word " * 4_000
    pieces = [evidence(text, i * 5, i * 5 + 4) for i in range(MOST_EVIDENCE + 7)]
    reading = shown(text, *pieces)
    assert (len(reading.answers[0].cards), reading.more) == (MOST_EVIDENCE, 7)


def test_a_direction_override_is_named_and_stands_alone() -> None:
    text = "The file \u202egnp.exe was sent, officials said on Monday in Delby."
    runs = [r for b in shown(text).blocks for ln in b.lines for p in ln.pieces for r in p.runs]
    assert [(r.text, r.control) for r in runs] == [
        ("The file ", ""),
        ("\u202e", "right-to-left override"),
        ("gnp.exe was sent, officials said on Monday in Delby.", ""),
    ]
