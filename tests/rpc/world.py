"""A small world for the service's tests: a signal that can be watched and held up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from caveat.document import Article, Span
from caveat.evidence import Counterpart, Evidence, Finding, Status, finding
from caveat.policy import Policy
from caveat.rules import Rule
from caveat.scorer import Scorer
from caveat.signals.base import Context

WORD = "wolf"


@dataclass
class WolfSignal:
    """Fires on every "wolf"; waits for ``gates[id]`` before it answers for an article.

    ``padding`` makes each piece of evidence that much longer, in code points.
    """

    name: str = "wolf"
    description: str = "Does the article cry wolf?"
    version: str = "3"
    languages: tuple[str, ...] = ("en",)
    kinds: tuple[str, ...] = ("wolf",)
    needs_related: bool = True
    rules: Sequence[Rule] = ()
    gates: dict[str, threading.Event] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    padding: int = 0

    def find(self, context: Context) -> Finding:
        article = context.document.article
        self.seen.append(article.id)
        if gate := self.gates.get(article.id):
            assert gate.wait(30), "nobody opened the gate"
        if context.related.unavailable:
            return Finding(self.name, Status.SKIPPED, reason=context.related.unavailable)
        return finding(self.name, [self._evidence(context, s) for s in self._starts(article)])

    def _starts(self, article: Article) -> list[int]:
        text, starts, at = article.text, [], -1
        while (at := text.find(WORD, at + 1)) >= 0:
            starts.append(at)
        return starts

    def _evidence(self, context: Context, start: int) -> Evidence:
        span = Span("text", start, start + len(WORD))
        others = context.related.articles
        return Evidence(
            span=span,
            text=context.document.text(span),
            kind="wolf",
            rule="wolf.word@3",
            why="It says wolf." + "." * self.padding,
            confidence=0.8,
            counterpart=Counterpart(others[0].document.article.id, span, "wolf")
            if others
            else None,
        )


def scorer_of(signal: WolfSignal) -> Scorer:
    policy = Policy("test.1", weights={"wolf": 1.0}, thresholds={"wolf": 0.5}, hold=0.5)
    return Scorer([signal], policy)


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fail after half a minute."""
    for _ in range(3_000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to hold")
