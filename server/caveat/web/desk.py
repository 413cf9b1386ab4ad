"""What the pages work with, wired together by the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from caveat.document import Article, Document, parse
from caveat.errors import StoreUnavailable
from caveat.evidence import Score
from caveat.moderation import Queue, QueueSettings
from caveat.scorer import Scorer
from caveat.signals.base import Related
from caveat.store import SourceStore
from caveat.store.accounts import Accounts
from caveat.web.settings import WebSettings


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """A scorer, the source articles, the queue and the people. Whoever opened them closes them.

    ``queue_settings`` are those that the queue was opened with.
    """

    scorer: Scorer
    sources: SourceStore
    queue: Queue
    accounts: Accounts
    queue_settings: QueueSettings = field(default_factory=QueueSettings)
    settings: WebSettings = field(default_factory=WebSettings)
    clock: Callable[[], datetime] = _now

    def warm_up(self) -> None:
        """Load what loads lazily, so that the first visitor does not wait for it."""
        self.score(parse(Article("warm-up", "Nothing happened on Monday, officials said.")))

    def score(self, document: Document) -> Score:
        """The score of an article, held against what is stored; nothing is written."""
        try:
            related = self.sources.related(document)
        except StoreUnavailable as error:
            related = Related(unavailable=f"the store of source articles is unavailable: {error}")
        return self.scorer.score(document, related)
