"""Statements a copy editor would query: checkable, grave or precise, and nobody stands for them.

Only in stories with few sources: where most paragraphs say who says so, a bare sentence leans on
its neighbours. The worst eight at most, accusations before superlatives before figures.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import re2

from caveat.document import Document
from caveat.evidence import Evidence
from caveat.rules import Hit
from caveat.signals.attribution.patterns import CLAIM
from caveat.signals.attribution.sourcing import Sourcing
from caveat.signals.attribution.strength import spread

_WORST = 8
# One superlative or figure is how anybody writes; only several in a short story weigh.
_GRAVITY = {
    "accusation": 3.0,
    "superlative": 0.4,
    "statistic": 0.35,
    "unnamed_agent": 0.2,
    "inside_knowledge": 0.25,
}
# Kinds of copy in which the writer is the witness, or the record is: a match, a life, a walk.
_WITNESSED = re2.compile(
    r"(?i:(?:^|[^\pL\pN])(?:\d+[-–]\d+|goals?|half[- ]time|kick-off|wickets?"
    r"|innings|tackle|penalty|free[- ]kick|coach|season|match|striker|midfielder"
    r"|i (?:was|had|have|am|saw|watched|sat|met|asked)|i['’](?:m|ve|d)|obituary|died aged|has died"
    r"|survived by|was born in)(?:[^\pL]|$))"
)
# Somebody stands for the accusation: a court, a plaintiff, or the accused.
_STANDS = re2.compile(
    r"(?i:(?:^|[^\pL])(?:admission|admit|convict|plead|court|jury|judge|verdict|sentenced|charged"
    r"|indict|lawsuit|suing|sued|claiming|alleg|accus|investigat|prosecut|inquiry|tribunal))"
)
# A story counts as having few sources when fewer of its sentences than this say who says so.
_FEW = 0.2
_MIN_SENTENCES = 5
# The share of sentences that makes a story one that the writer, or a score, stands for.
_WITNESS = 0.15
# "One of the largest" is nobody's record.
_ONE_OF_SEVERAL = ("ne of ", "ome of ", "mong ")


def find(
    document: Document, hits: Sequence[Hit], sourcing: Sourcing, nameless: AbstractSet[int]
) -> list[Evidence]:
    """At most eight sentences, the gravest first by kind, weighed by their share of the body.

    ``nameless`` are the sentences whose source nobody can check: they lend a claim nothing.
    """
    told = sourcing.answered - nameless
    if len(sourcing.sentences) < _MIN_SENTENCES or len(told) >= _FEW * len(sourcing.sentences):
        return []
    starts = [s.span.start for s in sourcing.sentences]
    worst: dict[int, Hit] = {}
    seen = sum(_WITNESSED.search(text) is not None for text in sourcing.texts)
    witnessed = seen >= max(2, _WITNESS * len(sourcing.texts))
    for hit in hits:
        if hit.rule.kind != CLAIM or hit.span.field != "text":
            continue
        if hit.rule.language not in ("", document.language):
            continue
        i = bisect_right(starts, hit.span.start) - 1
        if i < 0 or not sourcing.sentences[i].span.contains(hit.span):
            continue
        if told & {i - 1, i, i + 1} or "?" in sourcing.texts[i]:
            continue
        before = sourcing.texts[i][: hit.span.start - sourcing.sentences[i].span.start]
        if before.endswith(_ONE_OF_SEVERAL):
            continue
        if not hit.rule.name.endswith("accusation") and witnessed:
            continue
        if hit.rule.name.endswith("accusation") and _STANDS.search(sourcing.texts[i]) is not None:
            continue
        if i not in worst or _gravity(hit) > _gravity(worst[i]):
            worst[i] = hit
    ranked = sorted(worst, key=lambda i: (-_gravity(worst[i]), i))[:_WORST]
    pieces = [
        Evidence(
            sourcing.sentences[i].span,
            sourcing.texts[i],
            CLAIM,
            worst[i].rule.id,
            worst[i].rule.why,
            worst[i].rule.confidence,
        )
        for i in ranked
    ]
    gravity = sum(_gravity(hit) for hit in worst.values())
    return spread(pieces, min(0.4, gravity / len(sourcing.sentences)))


def _gravity(hit: Hit) -> float:
    return _GRAVITY[hit.rule.name.rpartition(".")[2]]
