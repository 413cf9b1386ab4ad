"""An index that counts items by what a list can be narrowed to, without reading the items."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the index."""
    op.create_index("queue_items_facets", "queue_items", ["queue", "state", "outlet", "language"])
