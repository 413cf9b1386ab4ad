"""Articles with scores, without the cost of scoring them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from caveat.document import Article, Span
from caveat.evidence import Evidence, Finding, Score, Status, Versions
from caveat.moderation import Entry

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEXT = "This story is satire. Officials said on Monday that the bridge is closed."


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


def scored(
    article: Article,
    score: float = 0.9,
    *,
    signal: str = "disclaimer",
    kind: str = "satire",
    policy: str = "p1",
    hold: bool | None = None,
) -> Score:
    """A score of one signal that fired at "satire", and of one that did not."""
    at = article.text.find("satire")
    evidence = Evidence(
        Span("text", at, at + 6), "satire", kind, "test.rule@1", "It says so.", score
    )
    findings = sorted(
        [
            Finding(signal, Status.FOUND, score, evidence=(evidence,)),
            Finding("bio", Status.CLEAR),
        ],
        key=lambda f: f.signal,
    )
    versions = Versions("0.1.0", policy, (("bio", "1"), (signal, "1")), "none")
    held = score >= 0.5 if hold is None else hold
    return Score(article.id, score, tuple(findings), versions, held)


def entry(
    name: str = "a",
    score: float = 0.9,
    *,
    text: str = "",
    outlet: str = "The Gazette",
    language: str = "en",
    reach: int = 0,
    requested: bool = False,
    signal: str = "disclaimer",
    kind: str = "satire",
    policy: str = "p1",
) -> Entry:
    """An article that is unlike any other of another name, with a score."""
    article = Article(
        name, text or f"{TEXT} ({name})", title=f"Bridge {name}", outlet=outlet, language=language
    )
    given = scored(article, score, signal=signal, kind=kind, policy=policy)
    return Entry(article, given, reach, requested)
