"""How right quotations, their speakers and attributed statements are, on PolNeAR and RiQuA.

PolNeAR (Newell, Margolin and Ruths, LREC 2018): American political news of 2015 and 2016 with
source, cue and content of every attribution. RiQuA (Papay and Padó, LREC 2020): quotations in
19th-century fiction, another register, for spans alone. Both are read for scores only.

*Quotations.* The truth is every stretch between double quotation marks inside a content span
(fragments of one content that only white space parts are joined first). A predicted span is right
when it equals one but for punctuation and white space at its ends. A prediction in single marks
inside a content span is not judged: the truth has no way to tell such marks from apostrophes.

*Speakers.* Over the quotations found whose annotation names a source. The head of a noun phrase is
the last word before its first comma, bracket, dash, preposition or relative pronoun. A speaker is
right by *mention* when its span covers the head of the annotated source and the source covers the
head of the speaker. It is right by *person* when it is so, or the two heads are the same word, or
the name that the speaker was traced to ends in the annotated head. No answer is a wrong answer.
Sources that hold a reporting verb are annotation slips and are read as the cue.

*Attributed statements.* For source, cue and content: F1 over words, each labelled once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from caveat.document import Article, Document, Quotation, Span, parse
from caveat.evaluation import datasets
from caveat.evaluation.metrics import Counts, interval, total

Range = tuple[int, int]
_MARKS = re2.compile("''|[\"“”]")
_WORDS = re2.compile(r"[^\s]+")
_BREAKS_HEAD = frozenset(
    [
        "of",
        "for",
        "at",
        "in",
        "from",
        "with",
        "to",
        "on",
        "by",
        "who",
        "that",
        "which",
        "whose",
        "whom",
        "as",
        "like",
    ]
)
_SLIPS = frozenset(("said", "that"))
_EDGES = " \t\n\u00a0\"'“”‘’.,;:!?…—–-()[]"
_ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one article gives: quotations, speakers by mention and by person, and word counts."""

    quotations: Counts
    mention: Counts
    person: Counts
    words: dict[str, Counts]


def measure(rows: Iterable[dict[str, Any]]) -> list[Measured]:
    """One result an article of PolNeAR."""
    return [_measured(row) for row in rows]


def _measured(row: dict[str, Any]) -> Measured:
    text = row["text"]
    document = parse(Article(row["doc"], text, language="en"))
    truth: dict[Range, dict[str, Any]] = {}
    contents: list[Range] = []
    for attribution in row["attributions"]:
        for fragment in _joined(text, attribution["content"]):
            contents.append(fragment)
            for quoted in _between_marks(text, fragment):
                truth.setdefault(_trimmed(text, quoted), attribution)
    found = {
        _trimmed(text, (q.span.start, q.span.end)): q
        for q in document.quotations
        if not _in_single_marks(text, q.span, contents)
    }
    right = sorted(set(found) & set(truth))
    mention: list[bool] = []
    person: list[bool] = []
    for span in right:
        source = _source(text, truth[span])
        if source:
            by_mention, by_person = _judged(document, found[span], source)
            mention.append(by_mention)
            person.append(by_person)
    return Measured(
        Counts(len(right), len(found) - len(right), len(truth) - len(right)),
        Counts(tp=sum(mention), fn=len(mention) - sum(mention)),
        Counts(tp=sum(person), fn=len(person) - sum(person)),
        _word_counts(document, row),
    )


def _joined(text: str, fragments: Iterable[Sequence[int]]) -> list[Range]:
    out: list[Range] = []
    for start, end in sorted((f[0], f[1]) for f in fragments):
        gap = text[out[-1][1] : start] if out else "."
        if out and not gap.strip() and "\n" not in gap:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _between_marks(text: str, fragment: Range) -> Iterator[Range]:
    """The stretches between double marks, taken in turn; one left open runs to the end."""
    start, end = fragment
    opened: int | None = None
    for match in _MARKS.finditer(text[start:end]):
        if opened is None:
            opened = start + match.end()
        else:
            yield opened, start + match.start()
            opened = None
    if opened is not None and text[opened:end].strip():
        yield opened, end


def _trimmed(text: str, span: Range) -> Range:
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _in_single_marks(text: str, span: Span, contents: Sequence[Range]) -> bool:
    mark, before = text[span.start - 1 : span.start], text[span.start - 2 : span.start - 1]
    single = mark in ("‘", "'") and before != "'"
    return single and any(s <= span.start and span.end <= e for s, e in contents)


def _source(text: str, attribution: dict[str, Any]) -> list[Range]:
    source = [(s[0], s[1]) for s in attribution["source"]]
    words = text[slice(*source[0])].lower().split() if source else []
    if words and words[0] in _SLIPS and len(words) < 5 and attribution["cue"]:
        return [(s[0], s[1]) for s in attribution["cue"]]
    return source


def head(text: str, span: Range) -> Range:
    """The head word of a noun phrase: the last before what only qualifies it."""
    last: Range | None = None
    for match in _WORDS.finditer(text[span[0] : span[1]]):
        word = match.group()
        core = word.strip(_EDGES)
        if last is not None and (core.lower() in _BREAKS_HEAD or word[0] in "([—"):
            break
        if core:
            last = (span[0] + match.start(), span[0] + match.end())
        if word[-1] in ",;:—)":
            break
    return last or span


def _judged(document: Document, quotation: Quotation, source: list[Range]) -> tuple[bool, bool]:
    """Whether the speaker is right by mention, and by person."""
    if quotation.speaker is None:
        return False, False
    text = document.article.text
    speaker = (quotation.speaker.start, quotation.speaker.end)
    spoken = head(text, speaker)
    heads = [head(text, s) for s in source]
    mention = any(
        speaker[0] < h[1] and h[0] < speaker[1] and s[0] < spoken[1] and spoken[0] < s[1]
        for s, h in zip(source, heads, strict=True)
    )
    names = {_word(text, h) for h in heads}
    traced = document.text(quotation.person).split()[-1:] if quotation.person else []
    same = _word(text, spoken) in names or bool(traced and traced[0].lower() in names)
    return mention, mention or same


def _word(text: str, span: Range) -> str:
    return text[slice(*span)].strip(_EDGES).removesuffix("’s").removesuffix("'s").lower()


def _word_counts(document: Document, row: dict[str, Any]) -> dict[str, Counts]:
    """For each role, the words labelled by both, by us alone, and by the annotators alone."""
    text = row["text"]
    words = [m.span() for m in _WORDS.finditer(text)]
    bounds = [w[0] for w in words], [w[1] for w in words]
    ours: dict[str, set[int]] = {role: set() for role in _ROLES}
    theirs: dict[str, set[int]] = {role: set() for role in _ROLES}
    for told in document.attributions:
        spans = {"source": (told.source,), "cue": (told.cue,), "content": told.content}
        for role, parts in spans.items():
            for part in parts:
                if part is not None:
                    ours[role].update(_inside(bounds, part.start, part.end))
    for attribution in row["attributions"]:
        for role in _ROLES:
            for start, end in attribution[role]:
                theirs[role].update(_inside(bounds, start, end))
    return {
        role: Counts(
            len(ours[role] & theirs[role]),
            len(ours[role] - theirs[role]),
            len(theirs[role] - ours[role]),
        )
        for role in _ROLES
    }


def _inside(bounds: tuple[list[int], list[int]], start: int, end: int) -> range:
    """Which words overlap a stretch of text; ``bounds`` are their starts and their ends."""
    return range(bisect_right(bounds[1], start), bisect_left(bounds[0], end))


def fiction(rows: Iterable[dict[str, Any]]) -> list[Counts]:
    """Quotation spans of RiQuA, one result a passage; its tokens are joined by spaces."""
    out: list[Counts] = []
    for row in rows:
        text = ""
        truth: set[Range] = set()
        opened: int | None = None
        for token, tag in zip(row["tokens"], row["tags"], strict=True):
            start = len(text) + bool(text)
            if opened is not None and tag != "I-content":
                truth.add(_trimmed(text, (opened, len(text))))
                opened = None
            if tag == "B-content":
                opened = start
            text = f"{text} {token}" if text else token
        if opened is not None:
            truth.add(_trimmed(text, (opened, len(text))))
        document = parse(Article("riqua", text, language="en"))
        found = {_trimmed(text, (q.span.start, q.span.end)) for q in document.quotations}
        out.append(Counts(len(found & truth), len(found - truth), len(truth - found)))
    return out


def table(sets: Sequence[str] = ("train", "dev")) -> str:
    """The figures with 95% intervals over articles: for ``caveat evaluate quotations``."""
    lines = [f"{'set':<15} {'measure':<28} figure   95% interval       n"]

    def line(name: str, measure: str, counts: list[Counts], *, accuracy: bool = False) -> None:
        def figure(some: Sequence[Counts]) -> float:
            return total(some).recall if accuracy else total(some).f1

        low, high = interval(counts, figure)
        whole = total(counts)
        lines.append(
            f"{name:<15} {measure:<28} {figure(counts):.3f}     {low:.3f} - {high:.3f}"
            f"   {whole.tp + whole.fn:,}"
        )

    for name in sets:
        measured = measure(datasets.rows(f"polnear/{name}.jsonl.gz"))
        label = f"PolNeAR {name}"
        line(label, "quotations, span F1", [m.quotations for m in measured])
        line(label, "speakers, by mention", [m.mention for m in measured], accuracy=True)
        line(label, "speakers, by person", [m.person for m in measured], accuracy=True)
        for role in _ROLES:
            line(label, f"attributed {role}, word F1", [m.words[role] for m in measured])
    for name in ("test",):
        counts = fiction(datasets.rows(f"riqua/{name}.jsonl.gz"))
        line(f"RiQuA {name}", "quotations, span F1", counts)
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())  # noqa: T201
