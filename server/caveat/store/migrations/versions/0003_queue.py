"""The moderation queue: items, decisions, the audit log, policies and webhooks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create every table of the queue."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "queue_items",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False, comment="hash of the article but its id"),
        sa.Column("policy", sa.Text, nullable=False, comment="version"),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("queue", sa.Text, nullable=False),
        sa.Column(
            "rule", sa.Text, nullable=False, comment="that routed it, '' for the default queue"
        ),
        sa.Column("entry", sa.Text, nullable=False, comment="policy or request"),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("place", sa.Float, nullable=False, comment="in line: the smaller, the earlier"),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column(
            "signals", sa.Text, nullable=False, comment="JSON: those that fired, with scores"
        ),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("reach", sa.BigInteger, nullable=False),
        sa.Column("entered_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("opinions", sa.Integer, nullable=False, comment="asked for at entry"),
        sa.Column("wanted", sa.Integer, nullable=False, comment="with the third of a dispute"),
        sa.Column("given", sa.Integer, nullable=False),
        sa.Column("disputed", sa.Boolean, nullable=False),
        sa.Column("golden", sa.Boolean, nullable=False),
        sa.Column("holder", sa.Text, nullable=False, comment="'' unless claimed"),
        sa.Column("lease", sa.Text, nullable=True, comment="hash of the claim's token"),
        sa.Column("lease_until", moment, nullable=True),
        sa.Column("lease_revision", sa.Integer, nullable=True),
        sa.Column("note", sa.Text, nullable=False, comment="of whoever gave it back last"),
        sa.Column("disposition", sa.Text, nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("content", "policy", name="queue_items_once"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("lease"),
        comment="articles that wait for people, or waited",
    )
    op.create_index("queue_items_entered_at", "queue_items", ["entered_at"])
    op.create_index("queue_items_lease_until", "queue_items", ["lease_until"])
    op.create_index("queue_items_line", "queue_items", ["state", "place", "key"])
    op.create_index("queue_items_queue_line", "queue_items", ["queue", "state", "place", "key"])
    op.create_index("queue_items_rule", "queue_items", ["rule", "entered_at"])
    op.create_index(
        "queue_items_undecided",
        "queue_items",
        ["article_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'decided'"),
        postgresql_where=sa.text("state <> 'decided'"),
    )
    op.create_table(
        "queue_log",
        sa.Column("sequence", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False, comment="id, '' for none"),
        sa.Column("actor", sa.Text, nullable=False, comment="'' for the service itself"),
        sa.Column("data", sa.Text, nullable=False, comment="canonical JSON"),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
        comment="append-only audit log; every entry's hash covers the one before",
    )
    op.create_index("queue_log_item", "queue_log", ["item", "sequence"])
    op.create_table(
        "queue_log_head",
        sa.Column("one", sa.Integer, autoincrement=False, nullable=False, comment="always 1"),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("one"),
        comment="the last entry of the audit log; locked by whoever appends",
    )
    op.create_table(
        "queue_policies",
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False, comment="a policy file in TOML"),
        sa.Column(
            "previous", sa.Text, nullable=False, comment="version in force before, '' for none"
        ),
        sa.Column("applied_by", sa.Text, nullable=False),
        sa.Column("applied_at", moment, nullable=False),
        sa.Column("in_force", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("version"),
        comment="policies that people applied",
    )
    op.create_table(
        "queue_quarantine",
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False, comment="of the rule as it was"),
        sa.Column("since", moment, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("rule"),
        comment="routing rules that flooded",
    )
    op.create_table(
        "queue_restored",
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("rule"),
        comment="when a person put a routing rule back: floods are counted from there",
    )
    op.create_table(
        "queue_webhooks",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("kinds", sa.Text, nullable=False, comment="JSON: of events, empty for all"),
        sa.Column("queue", sa.Text, nullable=False, comment="'' for all"),
        sa.Column(
            "cursor", sa.BigInteger, nullable=False, comment="last event that was handed over"
        ),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        comment="who is told of events",
    )
    op.create_table(
        "queue_decisions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("item", _KEY, nullable=False),
        sa.Column(
            "sequence", sa.BigInteger, nullable=False, comment="of its entry in the audit log"
        ),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("draft", sa.Text, nullable=False, comment="JSON: what was decided"),
        sa.Column(
            "lease", sa.Text, nullable=True, comment="hash of the claim's token; NULL in bulk"
        ),
        sa.Column("decided_at", moment, nullable=False),
        sa.Column("undo_until", moment, nullable=False),
        sa.Column("withdrawn_at", moment, nullable=True),
        sa.Column("withdrawn_by", sa.Text, nullable=False),
        sa.Column(
            "withdrawn_sequence",
            sa.BigInteger,
            nullable=True,
            comment="of that entry in the audit log",
        ),
        sa.ForeignKeyConstraint(["item"], ["queue_items.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("lease"),
        comment="what people decided; the audit log has the same, chained",
    )
    op.create_index("queue_decisions_decided_at", "queue_decisions", ["decided_at"])
    op.create_index("queue_decisions_item", "queue_decisions", ["item"])
    op.create_index("queue_decisions_reviewer", "queue_decisions", ["reviewer", "decided_at"])
    op.create_table(
        "queue_deliveries",
        sa.Column("webhook", sa.Text, nullable=False),
        sa.Column("sequence", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", moment, nullable=False),
        sa.Column("dead", sa.Boolean, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["webhook"], ["queue_webhooks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("webhook", "sequence"),
        comment="events that a webhook has not taken yet",
    )
    op.create_index("queue_deliveries_due", "queue_deliveries", ["dead", "next_at"])
    op.create_table(
        "queue_golden",
        sa.Column("item", _KEY, nullable=False),
        sa.Column("draft", sa.Text, nullable=False, comment="JSON: the right decision"),
        sa.Column("seeded_by", sa.Text, nullable=False),
        sa.Column("seeded_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["item"], ["queue_items.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item"),
        comment="items whose right decision is known, to measure reviewers",
    )
    op.create_table(
        "queue_revisions",
        sa.Column("item", _KEY, nullable=False),
        sa.Column("revision", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("article", sa.Text, nullable=False, comment="JSON, every field as received"),
        sa.Column("score", sa.Text, nullable=False, comment="JSON"),
        sa.Column("scored_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["item"], ["queue_items.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item", "revision"),
        comment="every article and score that an item has had",
    )
    op.create_table(
        "queue_shadows",
        sa.Column("item", _KEY, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("queue", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["item"], ["queue_items.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item", "rule"),
        comment="what routing rules in shadow mode would have sent",
    )
    op.create_table(
        "queue_signals",
        sa.Column("item", _KEY, nullable=False),
        sa.Column("signal", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.ForeignKeyConstraint(["item"], ["queue_items.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item", "signal"),
        comment="which signals fired for an item's latest score",
    )
    op.create_index("queue_signals_signal", "queue_signals", ["signal", "item"])
    op.create_table(
        "queue_skips",
        sa.Column("item", _KEY, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["item"], ["queue_items.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item", "reviewer"),
        comment="items that are not offered to a reviewer again",
    )
