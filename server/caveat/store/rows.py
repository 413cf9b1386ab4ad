"""Articles as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from caveat.document import Article


def article_of(row: sa.Row[Any]) -> Article:
    """The article of a row of ``articles``, as it was received."""
    fields = row._mapping  # noqa: SLF001 (SQLAlchemy's public name for it)
    return Article(
        id=fields["id"],
        text=fields["text"],
        url=fields["url"],
        outlet=fields["outlet"],
        title=fields["title"],
        authors=tuple(fields["authors"]),
        published_at=datetime.fromisoformat(fields["stated_at"]) if fields["stated_at"] else None,
        language=fields["language"],
        bio=fields["bio"],
    )
