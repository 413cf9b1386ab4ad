"""Segments in place of postings, bands and frequencies; readings with all that an answer needs.

The readings go: they are made again from the articles, which only the code that reads can do
(``caveat.store.migrate`` and ``open`` do so next).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Drop what is derived and create its new form, empty."""
    for table in ("bands", "postings", "frequencies", "readings"):
        op.drop_table(table)
    op.create_table(
        "readings",
        sa.Column(
            "article",
            _KEY,
            sa.ForeignKey("articles.key", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column(
            "reader", sa.Integer, nullable=False, comment="version of the rules it was read by"
        ),
        sa.Column(
            "day", sa.Integer, nullable=False, comment="of publication, since 1970; see UNDATED"
        ),
        sa.Column("title", sa.Text, nullable=False, comment="of the metadata, or the headline"),
        sa.Column("published", sa.Text, nullable=False, comment="ISO 8601 in its own zone, or ''"),
        sa.Column("agencies", sa.JSON, nullable=False, comment="keys of the agencies credited"),
        sa.Column("terms", sa.LargeBinary, nullable=False, comment="Profile.to_bytes"),
        sa.Column("wording", sa.LargeBinary, nullable=False, comment="hashed shingles, sorted"),
        comment="what was read out of each article",
    )
    op.create_table(
        "segments",
        sa.Column(
            "key", sa.BigInteger, primary_key=True, autoincrement=False, comment="of its body"
        ),
        sa.Column("period", sa.Integer, nullable=False, comment="of its articles' days"),
        sa.Column("articles", sa.Integer, nullable=False, comment="how many it holds"),
        sa.Column("body", sa.LargeBinary, nullable=False, comment="Segment.to_bytes"),
        comment="the index of terms and wording",
    )
    op.create_index("segments_period", "segments", ["period"])
    if op.get_bind().dialect.name == "postgresql":
        # Hashes do not compress: trying takes longer than writing them.
        op.execute("ALTER TABLE segments ALTER COLUMN body SET STORAGE EXTERNAL")
