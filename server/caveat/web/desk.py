"""What the pages work with, wired together by the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from caveat.document import Document
from caveat.errors import StoreUnavailable
from caveat.evidence import Score
from caveat.scorer import Scorer
from caveat.signals.base import Related
from caveat.store import SourceStore
from caveat.store.accounts import Accounts
from caveat.web.settings import WebSettings


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """A scorer, the source articles and the people. The caller closes what it opened."""

    scorer: Scorer
    sources: SourceStore
    accounts: Accounts
    settings: WebSettings = field(default_factory=WebSettings)
    clock: Callable[[], datetime] = _now

    def score(self, document: Document) -> Score:
        """The score of an article, held against what is stored; nothing is written."""
        try:
            related = self.sources.related(document)
        except StoreUnavailable as error:
            related = Related(unavailable=f"the store of source articles is unavailable: {error}")
        return self.scorer.score(document, related)
