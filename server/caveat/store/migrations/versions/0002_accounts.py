"""People who use the pages, their sessions, and logins that failed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables of accounts."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "accounts",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, comment="as its owner writes it"),
        sa.Column("folded", sa.Text, nullable=False, unique=True, comment="the name, case folded"),
        sa.Column("password", sa.Text, nullable=False, comment="argon2id, with its parameters"),
        sa.Column("role", sa.Text, nullable=False, comment="reader, moderator or admin"),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        comment="people who use the pages",
    )
    op.create_table(
        "sessions",
        sa.Column(
            "token", sa.LargeBinary, primary_key=True, comment="SHA-256 of the cookie's token"
        ),
        sa.Column(
            "account", _KEY, sa.ForeignKey("accounts.key", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        comment="who is logged in",
    )
    op.create_index("sessions_account", "sessions", ["account"])
    op.create_table(
        "login_failures",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("folded", sa.Text, nullable=False, comment="hash of the name that was tried"),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("failed_at", moment, nullable=False),
        comment="logins refused of late, so that guessing is slow",
    )
    op.create_index("login_failures_failed_at", "login_failures", ["failed_at"])
