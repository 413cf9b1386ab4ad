"""What came of one article of a file."""

from __future__ import annotations

from dataclasses import dataclass

from caveat.document import Article
from caveat.errors import CaveatError


@dataclass(frozen=True, slots=True)
class Received:
    """An article, or why there is none. ``source`` is ``file``, or ``file:line`` (from 1)."""

    source: str
    outcome: Article | CaveatError

    @property
    def article(self) -> Article | None:
        """The article, None when it was refused."""
        return self.outcome if isinstance(self.outcome, Article) else None

    @property
    def error(self) -> CaveatError | None:
        """Why it was refused, None when it was not."""
        return self.outcome if isinstance(self.outcome, CaveatError) else None
