"""Source articles, what was read out of them, and suggestions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _article(*constraints: sa.ForeignKey) -> sa.Column[int]:
    return sa.Column("article", _KEY, *constraints, primary_key=True, autoincrement=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


def upgrade() -> None:
    """Create every table of the first version."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "articles",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column(
            "content", sa.LargeBinary, nullable=False, comment="hash of every field but the id"
        ),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("authors", sa.JSON, nullable=False),
        sa.Column(
            "stated_at", sa.Text, nullable=False, comment="the date as received, ISO 8601 or ''"
        ),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("bio", sa.Text, nullable=False),
        sa.Column("published_at", moment, comment="from metadata or text, NULL when unknown"),
        sa.Column("stored_at", moment, nullable=False),
        comment="source articles, exactly as received",
    )
    op.create_index("articles_published_at", "articles", ["published_at"])
    op.create_table(
        "readings",
        _article(sa.ForeignKey("articles.key", ondelete="CASCADE")),
        sa.Column(
            "day", sa.Integer, nullable=False, comment="of publication, since 1970; see UNDATED"
        ),
        sa.Column("terms", sa.LargeBinary, nullable=False, comment="Profile.to_bytes"),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False, comment="MinHash signature"),
        comment="what was read out of each article",
    )
    op.create_table(
        "postings",
        _number("term"),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        _article(),
        sqlite_with_rowid=False,
        comment="which articles hold a term, by day of publication",
    )
    op.create_table(
        "bands",
        _number("band"),
        _article(),
        sqlite_with_rowid=False,
        comment="locality-sensitive hash of the fingerprints",
    )
    op.create_table(
        "frequencies",
        _number("term"),
        sa.Column("articles", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
        comment="in how many articles a term stands; term 0 counts all articles",
    )
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("signal", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("fits", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("field", sa.Text),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("suggested_by", sa.Text, nullable=False),
        sa.Column("suggested_at", moment, nullable=False),
        comment="what callers say findings should have been; the article need not be a source",
    )
    op.create_index("suggestions_article_id", "suggestions", ["article_id"])
