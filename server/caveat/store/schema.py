"""The tables, as the migrations leave them (a test holds the two together)."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment, timezone-aware in and out, stored in UTC.

    SQLite drops the zone on the way in and returns naive datetimes: here they get it back.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Refuses a naive datetime: nobody can tell which moment it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData()

# SQLite fills an INTEGER PRIMARY KEY by itself, and only that.
_Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("key", _Key, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("content", sa.LargeBinary, nullable=False, comment="hash of every field but the id"),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("authors", sa.JSON, nullable=False),
    sa.Column("stated_at", sa.Text, nullable=False, comment="the date as received, ISO 8601 or ''"),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("bio", sa.Text, nullable=False),
    sa.Column("published_at", UtcDateTime, comment="from metadata or text, NULL when unknown"),
    sa.Column("stored_at", UtcDateTime, nullable=False),
    sa.Index("articles_published_at", "published_at"),
    comment="source articles, exactly as received",
)

readings = sa.Table(
    "readings",
    metadata,
    sa.Column("article", sa.ForeignKey(articles.c.key, ondelete="CASCADE"), primary_key=True),
    sa.Column("reader", sa.Integer, nullable=False, comment="version of the rules it was read by"),
    sa.Column("day", sa.Integer, nullable=False, comment="of publication, since 1970; see UNDATED"),
    sa.Column("title", sa.Text, nullable=False, comment="of the metadata, or the headline"),
    sa.Column("published", sa.Text, nullable=False, comment="ISO 8601 in its own zone, or ''"),
    sa.Column("agencies", sa.JSON, nullable=False, comment="keys of the agencies credited"),
    sa.Column("terms", sa.LargeBinary, nullable=False, comment="Profile.to_bytes"),
    sa.Column("wording", sa.LargeBinary, nullable=False, comment="hashed shingles, sorted"),
    comment="what was read out of each article",
)

# Which articles hold which terms and bands; written by store/index.py and nothing else. A segment
# never changes, so a process may keep what it has read for as long as the key stands here.
segments = sa.Table(
    "segments",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False, comment="of its body"),
    sa.Column("period", sa.Integer, nullable=False, comment="of its articles' days"),
    sa.Column("articles", sa.Integer, nullable=False, comment="how many it holds"),
    sa.Column("body", sa.LargeBinary, nullable=False, comment="Segment.to_bytes"),
    sa.Index("segments_period", "period"),
    comment="the index of terms and wording",
)

suggestions = sa.Table(
    "suggestions",
    metadata,
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
    sa.Column("suggested_at", UtcDateTime, nullable=False),
    sa.Index("suggestions_article_id", "article_id"),
    comment="what callers say findings should have been; the article need not be a source",
)

# Who may use the pages. Passwords and session tokens are kept as hashes only.
accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("key", _Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, comment="as its owner writes it"),
    sa.Column("folded", sa.Text, nullable=False, unique=True, comment="the name, case folded"),
    sa.Column("password", sa.Text, nullable=False, comment="argon2id, with its parameters"),
    sa.Column("role", sa.Text, nullable=False, comment="reader, moderator or admin"),
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    comment="people who use the pages",
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token", sa.LargeBinary, primary_key=True, comment="SHA-256 of the cookie's token"),
    sa.Column("account", sa.ForeignKey(accounts.c.key, ondelete="CASCADE"), nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Index("sessions_account", "account"),
    comment="who is logged in",
)

login_failures = sa.Table(
    "login_failures",
    metadata,
    sa.Column("key", _Key, primary_key=True),
    sa.Column("folded", sa.Text, nullable=False, comment="hash of the name that was tried"),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("failed_at", UtcDateTime, nullable=False),
    sa.Index("login_failures_failed_at", "failed_at"),
    comment="logins refused of late, so that guessing is slow",
)

# The day of articles without a date, earlier than any day that has one (1 January of year 1 is
# day -719,162).
UNDATED = -1_000_000
