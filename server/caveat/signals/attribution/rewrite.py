"""Passages that stand word for word, or closely reworded, in another article.

Sentences are compared as runs of words: an index of this article's four-word runs finds the
sentences of the others that share one, and only those are aligned. What people said in quotation
marks is left out, since two reporters in one room write down the same words. Time is linear in
the length of all articles together. After Broder et al., Syntactic Clustering of the Web (1997).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import re2

from caveat.document import BylineKind, Credit, CreditKind, Document, Span, agencies
from caveat.document.credit import fold
from caveat.evidence import Counterpart, Evidence
from caveat.signals import Related, RelatedArticle
from caveat.signals.attribution.strength import spread

_RUN = 4
_SHOWN = 12
_MIN_WORDS = 8
# A run that stands in more of an article's own sentences than this says nothing.
_MAX_POSTINGS = 4
_MAX_CANDIDATES = 4
# Credit to somebody else for the same wire text, or the agency named in passing, weighs little.
_LITTLE = 0.1
_QUOTED = re2.compile('["“„«][^"“”„«»]+["”»]')
# What carries no content in a comparison of two reports of one event.
_STOP = frozenset(
    """a an the and or but of in on at to for from by with as is are was were be been being has have
    had it its he she they we you i his her their our this that these those which who whom what when
    where will would can could should may might not no also than then so such into over after before
    about up out s t said says say more most""".split()  # noqa: SIM905 (reads better than strings)
)


class _Verdict(Enum):
    AGENCY = "agency"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence as words; ``names`` are those that stand capitalised inside it."""

    span: Span
    words: tuple[str, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Shared:
    passage: _Passage
    other: RelatedArticle
    counterpart: Span
    verbatim: bool
    verdict: _Verdict
    weight: float
    why: str


class _Words(dict[int, str]):
    """Letters and digits stay, apostrophes vanish, everything else parts words."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = kept = char if char.isalnum() else "" if char in "'’‘`" else " "
        return kept


_WORDS = _Words()


def find(document: Document, related: Related) -> list[Evidence]:
    """The sentences this article shares with others without the credit that is due.

    The kind weighs as much as their share of this article's body, by words.
    """
    if not related.articles:
        return []
    passages = _passages(document)
    index = _index(passages)
    best: dict[int, _Shared] = {}
    for other in related.articles:
        verdict = _verdict(document, other.document)
        if verdict is None:
            continue
        kind, weight, why = verdict
        matches = _matches(passages, index, other.document)
        # One sentence in similar words is how two people report one fact.
        if len({i for i, _, _ in matches}) < 2 and not any(exact for _, _, exact in matches):
            continue
        for i, span, verbatim in matches:
            shared = _Shared(passages[i], other, span, verbatim, kind, weight, why)
            known = best.get(i)
            if known is None or _rank(shared) > _rank(known):
                best[i] = shared
    if not best:
        return []
    words = sum(len(p.words) for p in passages)
    share = sum(len(s.passage.words) for s in best.values()) / max(1, words)
    weighed = sum(len(s.passage.words) * s.weight for s in best.values()) / max(1, words)
    chosen = sorted(best.values(), key=lambda s: (-len(s.passage.words), s.passage.span))[:_SHOWN]
    pieces = [_evidence(document, s, share) for s in sorted(chosen, key=lambda s: s.passage.span)]
    # Concave: a third of a body taken over is already most of the reason to hold it.
    return spread(pieces, 1.0 - (1.0 - weighed) ** 2)


def _rank(shared: _Shared) -> tuple[float, bool, str]:
    return (shared.weight, shared.verbatim, shared.other.document.article.id)


def _evidence(document: Document, shared: _Shared, share: float) -> Evidence:
    other = shared.other.document
    how = "word for word" if shared.verbatim else "closely reworded"
    return Evidence(
        shared.passage.span,
        document.text(shared.passage.span),
        "uncredited_rewrite",
        f"attribution.uncredited_rewrite_{shared.verdict.value}@1",
        f"Stands {how} in another article, {shared.why}; such sentences make up "
        f"{round(100 * share)}% of this article's body.",
        0.9 if shared.verbatim else 0.75,
        counterpart=Counterpart(
            other.article.id, shared.counterpart, other.text(shared.counterpart)
        ),
    )


def _verdict(this: Document, other: Document) -> tuple[_Verdict, float, str] | None:
    """Whether shared text with another article wants a credit that this one lacks; else None."""
    outlet, own = fold(other.article.outlet), fold(this.article.outlet)
    if (outlet and outlet == own) or _same_author(this, other):
        return None
    credited = [c for c in this.credits if c.kind is not CreditKind.PHOTO]
    keys = {c.key for c in credited}
    mine = {c.key for c in credited if c.kind is CreditKind.AGENCY} | _agency_byline(this)
    theirs = {c.key for c in other.credits if c.kind is CreditKind.AGENCY} | _agency_byline(other)
    if mine or (outlet and outlet in keys):
        return None
    elsewhere = [c for c in credited if c.kind is CreditKind.OUTLET]
    if theirs:
        name = _name(other, theirs)
        if _named_in_prose(this, theirs):
            return _Verdict.AGENCY, _LITTLE, f"which credits {name}; this one only mentions it"
        if elsewhere:
            return (
                _Verdict.AGENCY,
                _LITTLE,
                f"which credits {name}; this one credits {elsewhere[0].name}",
            )
        return _Verdict.AGENCY, 1.0, f"which credits {name}; this one names no agency"
    if _earlier(other, this):
        weight = _LITTLE if elsewhere else 1.0
        return _Verdict.EARLIER, weight, "which came out earlier and is not credited"
    return None


def _agency_byline(document: Document) -> set[str]:
    if document.byline.kind is not BylineKind.AGENCY:
        return set()
    return {fold(n) for n in document.byline.names}


def _same_author(a: Document, b: Document) -> bool:
    person = BylineKind.PERSON
    return a.byline.kind is b.byline.kind is person and not set(a.byline.names).isdisjoint(
        b.byline.names
    )


def _name(document: Document, keys: set[str]) -> str:
    credit: Credit | None = next((c for c in document.credits if c.key in keys), None)
    return credit.name if credit else document.byline.names[0]


def _named_in_prose(document: Document, keys: set[str]) -> bool:
    return any(
        key in keys for s in document.body for _, _, key in agencies.mentions(document.text(s.span))
    )


def _earlier(a: Document, b: Document) -> bool:
    """Whether ``a`` surely came out before ``b``: by date alone where one has no time of day."""
    if a.published is None or b.published is None:
        return False
    first, second = a.published.at, b.published.at
    if _dated_only(first.hour, first.minute) or _dated_only(second.hour, second.minute):
        return first.date() < second.date()
    return first < second


def _dated_only(hour: int, minute: int) -> bool:
    return hour == 0 and minute == 0


def _passages(document: Document) -> list[_Passage]:
    passages = []
    quoted = sorted(q.span for q in document.quotations)
    for sentence in document.body:
        at = bisect_right(quoted, sentence.span) - 1
        if any(q.contains(sentence.span) for q in quoted[max(0, at) : at + 2]):
            continue
        text = document.text(sentence.span)
        if '"' in text or "“" in text or "«" in text or "„" in text:
            text = _without_quotations(text)
        kept = text.translate(_WORDS).split()
        words = tuple(w.casefold() for w in kept)
        names = frozenset(_stem(w.casefold()) for w in kept[1:] if w[:1].isupper())
        passages.append(_Passage(sentence.span, words, names))
    return passages


def _without_quotations(text: str) -> str:
    """A sentence without its quotations of five words and more; shorter marks are scare quotes."""
    return str(_QUOTED.sub(lambda m: m.group() if len(m.group().split()) < 5 else " ", text))


def _index(passages: Sequence[_Passage]) -> dict[tuple[str, ...], list[int]]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, passage in enumerate(passages):
        if len(passage.words) < _MIN_WORDS:
            continue
        for run in {passage.words[k : k + _RUN] for k in range(len(passage.words) - _RUN + 1)}:
            if len(index[run]) < _MAX_POSTINGS:
                index[run].append(i)
    return index


def _matches(
    passages: Sequence[_Passage], index: dict[tuple[str, ...], list[int]], other: Document
) -> list[tuple[int, Span, bool]]:
    """The passages that stand in another article: index, counterpart, word for word or not."""
    found = []
    for theirs in _passages(other):
        words = theirs.words
        if len(words) < _MIN_WORDS:
            continue
        shared: Counter[int] = Counter()
        for k in range(len(words) - _RUN + 1):
            for i in index.get(words[k : k + _RUN], ()):
                shared[i] += 1
        for i, runs in shared.most_common(_MAX_CANDIDATES):
            likeness = _likeness(passages[i], theirs, runs)
            if likeness is not None:
                found.append((i, theirs.span, likeness))
    return found


def _likeness(a: _Passage, b: _Passage, runs: int) -> bool | None:
    """True for word for word, False for closely reworded, None for neither.

    Names are no sign of copying on their own: two reports of one event share them all.
    """
    shorter = min(len(a.words), len(b.words)) - _RUN + 1
    if runs >= 0.6 * (len(a.words) - _RUN + 1) or (runs >= 9 and runs >= 0.6 * shorter):
        return True
    mine, theirs = _stems(a.words), _stems(b.words)
    common = mine & theirs
    plain = common - a.names - b.names
    if (
        len(common) >= 6
        and len(plain) >= 3
        and len(common) >= 0.55 * len(mine)
        and len(common) >= 0.4 * len(theirs)
    ):
        return False
    return None


def _stems(words: tuple[str, ...]) -> set[str]:
    return {_stem(w) for w in words if w not in _STOP}


def _stem(word: str) -> str:
    """Six letters: enough to fold inflections in the languages we read."""
    return word[:6]
