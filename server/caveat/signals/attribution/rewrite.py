"""Passages that stand word for word, or closely reworded, in another article.

Sentences are compared as runs of words: an index of this article's four-word runs finds the
sentences of the others that share one, and only those are aligned. Time is linear in the length
of all articles together. After Broder et al., Syntactic Clustering of the Web (1997).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from caveat.document import BylineKind, Credit, CreditKind, Document, Span, agencies
from caveat.document.credit import fold
from caveat.evidence import Counterpart, Evidence
from caveat.signals import Related, RelatedArticle
from caveat.signals.attribution.passages import CERTAINTY, RUN, Likeness, Passage, likeness
from caveat.signals.attribution.passages import passages as read
from caveat.signals.attribution.strength import spread

_SHOWN = 12
_MIN_WORDS = 8
# A run that stands in more of an article's own sentences than this says nothing.
_MAX_POSTINGS = 4
_MAX_CANDIDATES = 4
# Credit to somebody else for the same wire text, or the agency named in passing, weighs little.
_LITTLE = 0.1


class _Verdict(Enum):
    AGENCY = "agency"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class _Shared:
    passage: Passage
    other: RelatedArticle
    counterpart: Span
    likeness: Likeness
    verdict: _Verdict
    weight: float
    why: str


def find(document: Document, related: Related) -> list[Evidence]:
    """The sentences this article shares with others without the credit that is due.

    The kind weighs as much as their share of this article's body, by words.
    """
    if not related.articles:
        return []
    passages = read(document)
    index = _index(passages)
    best: dict[int, _Shared] = {}
    for other in related.articles:
        verdict = _verdict(document, other.document)
        if verdict is None:
            continue
        kind, weight, why = verdict
        matches = _matches(passages, index, other.document)
        # One sentence in similar words is how two people report one fact.
        if len({i for i, _, _ in matches}) < 2 and all(
            near is Likeness.REWORDED for _, _, near in matches
        ):
            continue
        for i, span, near in matches:
            shared = _Shared(passages[i], other, span, near, kind, weight, why)
            known = best.get(i)
            if known is None or _rank(shared) > _rank(known):
                best[i] = shared
    if not best:
        return []
    words = sum(len(p.words) for p in passages)
    share = sum(len(s.passage.words) for s in best.values()) / max(1, words)
    weighed = sum(len(s.passage.words) * s.weight for s in best.values()) / max(1, words)
    chosen = sorted(
        _one_a_counterpart(best.values()), key=lambda s: (-len(s.passage.words), s.passage.span)
    )[:_SHOWN]
    pieces = [_evidence(document, s, share) for s in sorted(chosen, key=lambda s: s.passage.span)]
    # Concave: a third of a body taken over is already most of the reason to hold it.
    return spread(pieces, 1.0 - (1.0 - weighed) ** 2)


def _one_a_counterpart(shared: Iterable[_Shared]) -> Iterable[_Shared]:
    """Of sentences that meet the same one of another article, the nearest and longest."""
    nearest: dict[tuple[str, Span], _Shared] = {}
    for s in shared:
        key = (s.other.document.article.id, s.counterpart)
        known = nearest.get(key)
        if known is None or _nearness(s) > _nearness(known):
            nearest[key] = s
    return nearest.values()


def _nearness(shared: _Shared) -> tuple[float, int, int]:
    return (CERTAINTY[shared.likeness], len(shared.passage.words), -shared.passage.span.start)


def _rank(shared: _Shared) -> tuple[float, float, str]:
    return (shared.weight, CERTAINTY[shared.likeness], shared.other.document.article.id)


def _evidence(document: Document, shared: _Shared, share: float) -> Evidence:
    other = shared.other.document
    return Evidence(
        shared.passage.span,
        document.text(shared.passage.span),
        "uncredited_rewrite",
        f"attribution.uncredited_rewrite_{shared.verdict.value}@1",
        f"Stands {shared.likeness} in another article, {shared.why}; such sentences make up "
        f"{round(100 * share)}% of this article's body.",
        CERTAINTY[shared.likeness],
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


def _index(passages: Sequence[Passage]) -> dict[tuple[str, ...], list[int]]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, passage in enumerate(passages):
        if len(passage.words) < _MIN_WORDS:
            continue
        for run in {passage.words[k : k + RUN] for k in range(len(passage.words) - RUN + 1)}:
            if len(index[run]) < _MAX_POSTINGS:
                index[run].append(i)
    return index


def _matches(
    passages: Sequence[Passage], index: dict[tuple[str, ...], list[int]], other: Document
) -> list[tuple[int, Span, Likeness]]:
    """The passages that stand in another article: index, counterpart, likeness."""
    found = []
    for theirs in read(other):
        words = theirs.words
        if len(words) < _MIN_WORDS:
            continue
        shared: Counter[int] = Counter()
        for k in range(len(words) - RUN + 1):
            for i in index.get(words[k : k + RUN], ()):
                shared[i] += 1
        for i, runs in shared.most_common(_MAX_CANDIDATES):
            near = likeness(passages[i], theirs, runs)
            if near is not None:
                found.append((i, theirs.span, near))
    return found
