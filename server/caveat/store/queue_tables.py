"""The tables of the moderation queue, beside those of the source articles."""

from __future__ import annotations

import sqlalchemy as sa

from caveat.store.schema import UtcDateTime, metadata

_Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

items = sa.Table(
    "queue_items",
    metadata,
    sa.Column("key", _Key, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False, comment="hash of the article but its id"),
    sa.Column("policy", sa.Text, nullable=False, comment="version"),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("queue", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False, comment="that routed it, '' for the default queue"),
    sa.Column("entry", sa.Text, nullable=False, comment="policy or request"),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("place", sa.Float, nullable=False, comment="in line: the smaller, the earlier"),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("signals", sa.Text, nullable=False, comment="JSON: those that fired, with scores"),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("reach", sa.BigInteger, nullable=False),
    sa.Column("entered_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("opinions", sa.Integer, nullable=False, comment="asked for at entry"),
    sa.Column("wanted", sa.Integer, nullable=False, comment="with the third of a dispute"),
    sa.Column("given", sa.Integer, nullable=False),
    sa.Column("disputed", sa.Boolean, nullable=False),
    sa.Column("golden", sa.Boolean, nullable=False),
    sa.Column("holder", sa.Text, nullable=False, comment="'' unless claimed"),
    sa.Column("lease", sa.Text, unique=True, comment="hash of the claim's token"),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("lease_revision", sa.Integer),
    sa.Column("note", sa.Text, nullable=False, comment="of whoever gave it back last"),
    sa.Column("disposition", sa.Text),
    sa.Column("decided_at", UtcDateTime),
    sa.UniqueConstraint("content", "policy", name="queue_items_once"),
    sa.Index("queue_items_line", "state", "place", "key"),
    sa.Index("queue_items_queue_line", "queue", "state", "place", "key"),
    sa.Index("queue_items_facets", "queue", "state", "outlet", "language"),
    sa.Index("queue_items_lease_until", "lease_until"),
    sa.Index("queue_items_entered_at", "entered_at"),
    sa.Index("queue_items_rule", "rule", "entered_at"),
    sa.Index(
        "queue_items_undecided",
        "article_id",
        unique=True,
        sqlite_where=sa.text("state <> 'decided'"),
        postgresql_where=sa.text("state <> 'decided'"),
    ),
    comment="articles that wait for people, or waited",
)

revisions = sa.Table(
    "queue_revisions",
    metadata,
    sa.Column("item", sa.ForeignKey(items.c.key, ondelete="CASCADE"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article", sa.Text, nullable=False, comment="JSON, every field as received"),
    sa.Column("score", sa.Text, nullable=False, comment="JSON"),
    sa.Column("scored_at", UtcDateTime, nullable=False),
    comment="every article and score that an item has had",
)

fired = sa.Table(
    "queue_signals",
    metadata,
    sa.Column("item", sa.ForeignKey(items.c.key, ondelete="CASCADE"), primary_key=True),
    sa.Column("signal", sa.Text, primary_key=True),
    sa.Column("score", sa.Float, nullable=False),
    sa.Index("queue_signals_signal", "signal", "item"),
    comment="which signals fired for an item's latest score",
)

decisions = sa.Table(
    "queue_decisions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("item", sa.ForeignKey(items.c.key, ondelete="CASCADE"), nullable=False),
    sa.Column("sequence", sa.BigInteger, nullable=False, comment="of its entry in the audit log"),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("reviewer", sa.Text, nullable=False),
    sa.Column("draft", sa.Text, nullable=False, comment="JSON: what was decided"),
    sa.Column("lease", sa.Text, unique=True, comment="hash of the claim's token; NULL in bulk"),
    sa.Column("decided_at", UtcDateTime, nullable=False),
    sa.Column("undo_until", UtcDateTime, nullable=False),
    sa.Column("withdrawn_at", UtcDateTime),
    sa.Column("withdrawn_by", sa.Text, nullable=False),
    sa.Column("withdrawn_sequence", sa.BigInteger, comment="of that entry in the audit log"),
    sa.Index("queue_decisions_item", "item"),
    sa.Index("queue_decisions_decided_at", "decided_at"),
    sa.Index("queue_decisions_reviewer", "reviewer", "decided_at"),
    comment="what people decided; the audit log has the same, chained",
)

skips = sa.Table(
    "queue_skips",
    metadata,
    sa.Column("item", sa.ForeignKey(items.c.key, ondelete="CASCADE"), primary_key=True),
    sa.Column("reviewer", sa.Text, primary_key=True),
    comment="items that are not offered to a reviewer again",
)

golden = sa.Table(
    "queue_golden",
    metadata,
    sa.Column("item", sa.ForeignKey(items.c.key, ondelete="CASCADE"), primary_key=True),
    sa.Column("draft", sa.Text, nullable=False, comment="JSON: the right decision"),
    sa.Column("seeded_by", sa.Text, nullable=False),
    sa.Column("seeded_at", UtcDateTime, nullable=False),
    comment="items whose right decision is known, to measure reviewers",
)

quarantine = sa.Table(
    "queue_quarantine",
    metadata,
    sa.Column("rule", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.Text, nullable=False, comment="of the rule as it was"),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    comment="routing rules that flooded",
)

restored = sa.Table(
    "queue_restored",
    metadata,
    sa.Column("rule", sa.Text, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    comment="when a person put a routing rule back: floods are counted from there",
)

shadows = sa.Table(
    "queue_shadows",
    metadata,
    sa.Column("item", sa.ForeignKey(items.c.key, ondelete="CASCADE"), primary_key=True),
    sa.Column("rule", sa.Text, primary_key=True),
    sa.Column("queue", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    comment="what routing rules in shadow mode would have sent",
)

log = sa.Table(
    "queue_log",
    metadata,
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("item", sa.Text, nullable=False, comment="id, '' for none"),
    sa.Column("actor", sa.Text, nullable=False, comment="'' for the service itself"),
    sa.Column("data", sa.Text, nullable=False, comment="canonical JSON"),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Index("queue_log_item", "item", "sequence"),
    comment="append-only audit log; every entry's hash covers the one before",
)

log_head = sa.Table(
    "queue_log_head",
    metadata,
    sa.Column("one", sa.Integer, primary_key=True, autoincrement=False, comment="always 1"),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    comment="the last entry of the audit log; locked by whoever appends",
)

policies = sa.Table(
    "queue_policies",
    metadata,
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("body", sa.Text, nullable=False, comment="a policy file in TOML"),
    sa.Column("previous", sa.Text, nullable=False, comment="version in force before, '' for none"),
    sa.Column("applied_by", sa.Text, nullable=False),
    sa.Column("applied_at", UtcDateTime, nullable=False),
    sa.Column("in_force", sa.Boolean, nullable=False),
    comment="policies that people applied",
)

webhooks = sa.Table(
    "queue_webhooks",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("secret", sa.Text, nullable=False),
    sa.Column("kinds", sa.Text, nullable=False, comment="JSON: of events, empty for all"),
    sa.Column("queue", sa.Text, nullable=False, comment="'' for all"),
    sa.Column("cursor", sa.BigInteger, nullable=False, comment="last event that was handed over"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    comment="who is told of events",
)

deliveries = sa.Table(
    "queue_deliveries",
    metadata,
    sa.Column("webhook", sa.ForeignKey(webhooks.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_at", UtcDateTime, nullable=False),
    sa.Column("dead", sa.Boolean, nullable=False),
    sa.Column("problem", sa.Text, nullable=False),
    sa.Index("queue_deliveries_due", "dead", "next_at"),
    comment="events that a webhook has not taken yet",
)
