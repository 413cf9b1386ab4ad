"""Articles for the store's tests: invented events, each told by several outlets."""

from __future__ import annotations

from datetime import UTC, datetime

from caveat.document import Article, Document, parse

MAY_3 = datetime(2023, 5, 3, 9, 30, tzinfo=UTC)

BRIDGE = (
    "The Halvorsen footbridge in Norrby collapsed on Tuesday evening, throwing eleven people into "
    "the river Ljusna. Mayor Ingrid Solberg said that all of them had been rescued by volunteers "
    "from the rowing club. Engineers had warned the council in February that two cables were "
    "rusted through. The bridge, opened in 1962, will not be rebuilt before next spring. Divers "
    "searched the water until midnight and found nobody else."
)
BRIDGE_AGAIN = (
    "Eleven people were rescued from the Ljusna after a footbridge gave way in Norrby. The "
    "Halvorsen bridge had been under inspection since February, when rusted cables were found, "
    "according to Ingrid Solberg, the mayor. Members of a rowing club pulled the victims out."
)
FERRY = (
    "A ferry with 240 passengers ran aground off Kerrera on Monday night. Captain Duncan Reilly "
    "blamed a failed rudder, and the coastguard at Oban towed the vessel free at high tide. "
    "Nobody was hurt, the operator said, and sailings resume on Thursday."
)


def document(article_id: str, text: str, at: datetime | None = None, **fields: str) -> Document:
    """A parsed article."""
    return parse(Article(article_id, text, published_at=at, **fields))  # type: ignore[arg-type]
